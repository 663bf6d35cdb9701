"""Drafts of what a published file says: who is who, which names are free, and what no record can hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.checks.kind import MICRO_CREDENTIAL
from generator.checks.reporters import visible
from generator.importers.fitting import fit_model
from generator.importers.identifiers import free_identifier, source_uuid
from generator.importers.placing import PlacedRow
from generator.importers.published_record import NO_PLACE
from generator.importers.records import LEARNING_OPPORTUNITY, Conversion, MadeRecord, why_modest
from generator.importers.remarks import Failure, Fate, Remark
from generator.importers.safe_texts import count_values, first_text, with_safe_texts
from generator.records.offer import Offer
from generator.records.provider import Provider

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.importers.placing import Steps
    from generator.importers.present import Present
    from generator.importers.published_record import Publication, PublishedOffer, PublishedProvider, Tree

DRAFT = "draft"
OTHER = "other"
"""The type of an organisation of which a file does not say what it is."""

NO_OFFER_OF = "no offer of the file is of this organisation; name it in organisations.yml"
SAME_CREDENTIAL = "another offer leads to the same credential; a file of its own would hold it for both"
IS_THERE = "it is the provider {} that is there already, by an identifier; what the file says of it is not taken over"
SAME_IDENTIFIER = "another offer of the file has the same identifier: {}"
_OUR_IDENTIFIER = re.compile(r"/id/(?:offer|provider)/([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})$")
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


def make_drafts(publication: Publication, present: Present, source: str) -> Conversion:
    """Return the records of a publication; records that are `present` keep their folders and identifiers.

    `source` is the web address of the file: identifiers that are none themselves are its own.
    """
    return _Converter(publication, present, source).convert()


class _Converter:
    """Makes records of a publication; it knows what is there, and which names and identifiers are taken."""

    def __init__(self, publication: Publication, present: Present, source: str) -> None:
        self.publication, self.present, self.source = publication, present, source
        self.result = Conversion()
        self.homes: dict[str, MadeRecord] = {}
        self.faults: dict[str, str] = {}
        self.names = {folder: set(present.offers_in(folder)) for folder in present.providers}
        self.credentials: set[str] = set()

    def convert(self) -> Conversion:
        """Make the providers, then their offers."""
        first = {one.provider: one.number for one in reversed(self.publication.offers)}
        for provider in self.publication.providers:
            self._add_provider(provider, first.get(provider.name, 1))
        for offer in self.publication.offers:
            self._add_offer(offer)
        self.result.cells += sum(len(made.remarks) for made in self.result.providers)
        return self.result

    def _add_provider(self, one: PublishedProvider, number: int) -> None:
        made = self._provider_that_is_there(one, number) or one.fault or self._provider(one, number)
        if isinstance(made, str):
            self.faults[one.name] = made
            return
        self.homes[one.name] = made
        self.result.seen.add(made.record.uuid)
        if made.record.uuid not in {other.record.uuid for other in self.result.providers}:
            self.result.providers.append(made)
            self.result.cells += count_values(one.tree)

    def _add_offer(self, one: PublishedOffer) -> None:
        home = self.homes.get(one.provider)
        uuid = self._uuid(one.identifier, "offer", self._provider_identity(one))
        is_double = uuid in self.result.seen
        self.result.seen.add(uuid)
        found: MadeRecord | str
        if is_double:
            found = SAME_IDENTIFIER.format(visible(one.identifier))
        elif one.fault or home is None:
            found = one.fault or self.faults.get(one.provider, "")
        else:
            found = self._offer(one, home, uuid)
        if isinstance(found, str):
            self.result.failures.append(Failure(one.number, found))
        else:
            self.result.offers.append(found)
            self.result.cells += count_values(one.tree) + len(one.lost)

    def _provider_identity(self, one: PublishedOffer) -> str:
        return next((each.identifier for each in self.publication.providers if each.name == one.provider), "")

    def _uuid(self, identifier: str, kind: str, provider: str = "") -> str:
        """Return the UUID of a record: the one that it has already, else one made from its identifier.

        A web address is the same thing whoever writes it down; any other identifier is its provider's own.
        """
        known = _OUR_IDENTIFIER.search(identifier)
        if known:
            return known[1]
        if _UUID.fullmatch(identifier):
            return identifier
        is_address = re.match(r"https?://", identifier)
        return source_uuid(
            "" if is_address else self.source, kind, [identifier] if is_address else [provider, identifier]
        )

    def _provider_that_is_there(self, one: PublishedProvider, number: int) -> MadeRecord | None:
        """Return a provider that somebody else wrote down and that has the same identifier in a register."""
        uuid = self._uuid(one.identifier, "provider")
        if self.present.knows(uuid):
            return None
        stated = {(each["scheme"], each["value"]) for each in one.tree.get("identifiers", ())}
        for folder, record in self.present.providers.items():
            if stated & {(each.scheme, each.value) for each in record.identifiers}:
                remark = Remark(number, "provider", one.name, Fate.LEFT_OPEN, IS_THERE.format(folder))
                return MadeRecord(folder, record, (), (remark,), is_there=True)
        return None

    def _provider(self, one: PublishedProvider, number: int) -> MadeRecord | str:
        """Return a provider; remarks on it stand with the first of its offers, which has this number."""
        uuid = self._uuid(one.identifier, "provider")
        taken = {*self.present.providers, *(made.folder for made in self.result.providers)}
        tree = with_safe_texts(one.tree)
        name = first_text(tree["name"])
        tree |= {
            "id": self.present.folder_of(uuid) or free_identifier(name, taken, otherwise=f"provider-{uuid[:8]}"),
            "uuid": uuid,
            "type": OTHER,
            "source": _came_from(one.identifier),
        }
        remarks = [Remark(number, f"provider.{each.name}", each.value, each.fate, each.reason) for each in one.lost]
        record = fit_model(Provider, tree, _placed(number, tree, of_provider=True), remarks, of_provider=True)
        return record if isinstance(record, str) else MadeRecord(record.id, record, (), tuple(remarks))

    def _offer(self, one: PublishedOffer, home: MadeRecord, uuid: str) -> MadeRecord | str:
        """Return a draft."""
        tree = with_safe_texts(one.tree)
        folder = self.present.folder_of(uuid) or home.folder
        taken = self.names.setdefault(folder, set())
        name = first_text(tree["title"])
        known = self.present.identifier_of(uuid)
        identifier = known or free_identifier(name, taken, otherwise=f"offer-{uuid[:8]}")
        taken.add(identifier)
        tree |= {
            "id": identifier,
            "uuid": uuid,
            "status": DRAFT,
            "kind": tree.get("kind") or LEARNING_OPPORTUNITY,
            "source": _came_from(one.identifier),
        }
        remarks = [Remark(one.number, each.name, each.value, each.fate, each.reason) for each in one.lost]
        self._credential(tree, one, uuid, remarks)
        offer = fit_model(Offer, tree, _placed(one.number, tree, of_provider=False), remarks, of_provider=False)
        if isinstance(offer, str):
            return offer
        modest = why_modest(offer) if one.tree.get("kind") is None else ""
        if one.tree.get("kind") is None and not modest:
            offer = offer.model_copy(update={"kind": MICRO_CREDENTIAL})
        return MadeRecord(folder, offer, (one.number,), tuple(remarks), (), modest)

    def _credential(self, tree: Tree, one: PublishedOffer, offer: str, remarks: list[Remark]) -> None:
        """Give the credential its UUID and its awarding bodies; those that the file does not describe are named."""
        unknown = [body for body in one.awarded_by if body not in self.homes]
        remarks += [Remark(one.number, "awardingBody", body, Fate.NOT_PLACED, NO_OFFER_OF) for body in unknown]
        credential = tree.get("credential")
        if not credential:
            tree.pop("credential", None)
            known = (body for body in one.awarded_by if body in self.homes)
            remarks += [Remark(one.number, "awardingBody", body, Fate.NOT_PLACED, NO_PLACE) for body in known]
            return
        uuid = source_uuid("", "credential", [offer])
        if credential.setdefault("uuid", uuid) in self.credentials:
            remarks.append(Remark(one.number, "credential", credential["uuid"], Fate.LEFT_OPEN, SAME_CREDENTIAL))
            credential["uuid"] = uuid
        self.credentials.add(credential["uuid"])
        known_bodies = [self.homes[body].folder for body in one.awarded_by if body in self.homes]
        if known_bodies:
            credential["awarded_by"] = known_bodies


def _came_from(identifier: str) -> Tree:
    is_address = identifier.startswith("https://")
    return {"type": "harvest", "address": identifier} if is_address else {"type": "harvest"}


def _placed(number: int, tree: Tree, *, of_provider: bool) -> PlacedRow:
    """Return where each value comes from, so that what the model refuses is named by its key."""
    columns: dict[tuple[bool, Steps], tuple[str, ...]] = {
        (of_provider, steps): (".".join(map(str, steps)),) for steps in _leaves(tree, ())
    }
    return PlacedRow(number, columns=columns)


def _leaves(value: object, steps: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if inside is None:
        yield steps
    else:
        for step, inner in inside:
            yield from _leaves(inner, (*steps, step))
