"""Identifiers are unique over the whole catalogue and never used again."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from generator.catalogue.addresses import short_code
from generator.diagnostics import Severity, define_rule
from generator.wording import say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from generator.catalogue.record_summary import RecordSummary
    from generator.checks.scope import Scope
    from generator.diagnostics import Diagnostic
    from generator.records.yaml import NodePath
    from generator.wording import Wording

UUID_TWICE = define_rule(
    "IDN003",
    Severity.ERROR,
    "A UUID that stands in two places",
    reason="It is the permanent identifier; two things with one identifier cannot be told apart. Mostly a record "
    "was copied with its UUID.",
    remedy="Make a new UUID for the newer of the two; `uuidgen` and many web pages do.",
)
FORMER_ID_IN_USE = define_rule(
    "IDN004",
    Severity.ERROR,
    "A former id that is used again",
    reason="Old links would lead to another record than the one they were made for.",
    remedy="Give the newer record another id, or delete the entry of `formerly` if it is wrong.",
)
SHORT_ADDRESS_TWICE = define_rule(
    "IDN005",
    Severity.ERROR,
    "Two offers with the same short address",
    reason="The short address is made from the beginning of the UUID; printed codes would lead to the wrong offer.",
    remedy="Make a new UUID for the newer of the two offers.",
)

Place = tuple[str, "NodePath"]
"""A file as shown, and the path of a key in it."""


def uuids(scope: Scope) -> Iterator[Diagnostic]:
    """Each UUID stands in one place only, be it of an organisation, an offer, a credential or another record.

    Offers may share a credential that they name, and the versions of a credential share its UUID.
    """
    places: defaultdict[str, list[Place]] = defaultdict(list)
    for uuid, place in _uuids(scope):
        places[uuid].append(place)
    for uuid in sorted(places):
        (first, holder), *others = sorted(places[uuid], key=lambda place: (place[0], len(place[1])))
        for shown, path in others:
            message = say("expected a UUID of its own, got the one of {other}", other=_holder(first, holder, shown))
            yield scope.find(UUID_TWICE, shown, path, message)


def _uuids(scope: Scope) -> Iterator[tuple[str, Place]]:
    """Yield each UUID and where it stands."""
    for record in scope.records:
        yield record.uuid, (record.shown, ("uuid",))
    for provider in scope.providers:
        yield provider.uuid, (provider.shown, ("uuid",))
    for offer in scope.offers:
        yield offer.uuid, (offer.shown, ("uuid",))
        if offer.credential is not None and offer.credential_key is None:
            yield offer.credential[0], (offer.shown, ("credential", "uuid"))
    for credential in scope.credentials:
        if credential.is_present:
            yield credential.uuid, (credential.shown, ("uuid",))
    for entry in scope.organisations:
        if entry.uuid:
            yield entry.uuid, (entry.shown, (*entry.path, "uuid"))
    for shown in sorted(one for one in scope.broken if scope.by_path[one].version is None):
        for pattern in ("uuid", "credential.uuid"):
            yield from ((uuid, (shown, path)) for path, uuid in scope.values(shown, pattern))


def _holder(first: str, path: NodePath, shown: str) -> Wording | str:
    """Say whose UUID it is that stands in the file `shown` too."""
    if path[0] == "organisations":
        return say("entry {number} in {file}", number=int(path[1]) + 1, file=first)
    if shown == first:
        return say("the offer around it")
    return say("the credential in {file}", file=first) if len(path) > 1 else first


def former_ids(scope: Scope) -> Iterator[Diagnostic]:
    """No record has the id that another one had before."""
    yield from _used_again(scope, scope.known_organisations() | scope.known_offers(), _former(scope))
    yield from _used_again(scope, scope.known_pathways(), _former_of(scope.pathways))
    yield from _used_again(scope, scope.known_recognition(), _former_of(scope.recognition))
    yield from _used_again(scope, scope.known_support(), _former_of(scope.support))


def _used_again(
    scope: Scope, in_use: Collection[str], former: Iterable[tuple[str, str, str, int]]
) -> Iterator[Diagnostic]:
    had: dict[str, str] = {}
    for record, old, shown, index in former:
        holder = old if old in in_use else had.setdefault(old, record)
        if holder != record:
            message = say("expected an id that no other record has or had, got the one of `{record}`", record=holder)
            yield scope.find(FORMER_ID_IN_USE, shown, ("formerly", index), message)


def _former_of(records: Iterable[RecordSummary]) -> Iterator[tuple[str, str, str, int]]:
    """Yield each former id of records of one kind (see `_former`)."""
    for one in records:
        for index, old in enumerate(one.formerly):
            yield one.key, f"{one.provider}/{old}", one.shown, index


def _former(scope: Scope) -> Iterator[tuple[str, str, str, int]]:
    """Yield each former id: of which record, the id (offers: with their provider), the file, its place there."""
    for provider in scope.providers:
        for index, old in enumerate(provider.formerly):
            yield provider.id, old, provider.shown, index
    for offer in scope.offers:
        for index, old in enumerate(offer.formerly):
            yield offer.key, f"{offer.provider}/{old}", offer.shown, index


def short_addresses(scope: Scope) -> Iterator[Diagnostic]:
    """No two offers share a short address; the same UUID twice is reported as such."""
    first: dict[str, tuple[str, str]] = {}
    for offer in scope.offers:
        uuid, key = first.setdefault(short_code(offer.uuid), (offer.uuid, offer.key))
        if uuid != offer.uuid:
            message = say("expected a UUID with a beginning of its own, got the beginning of `{offer}`", offer=key)
            yield scope.find(SHORT_ADDRESS_TWICE, offer.shown, ("uuid",), message)
