"""What an address asks for: the page of which record, in which language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.records.discover import RecordKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.catalogue.graph import Catalogue

_FOLDERS = {
    "offers": RecordKind.OFFER,
    "credentials": RecordKind.CREDENTIAL,
    "providers": RecordKind.PROVIDER,
    "pathways": RecordKind.PATHWAY,
}
_PAGE = re.compile(r"(?P<language>[A-Za-z-]+)/(?P<folder>[a-z]+)/(?P<provider>[a-z0-9-]+)/(?P<rest>[a-z0-9/-]*)")


@dataclass(frozen=True, slots=True)
class Asked:
    """A page of a record: `address` is that of the page, the others tell the record."""

    address: str
    language: str
    kind: RecordKind
    provider: str
    id: str

    @property
    def key(self) -> str:
        """Return `<provider>/<id>`, by which other records refer to it."""
        return f"{self.provider}/{self.id}"


def asked_of(address: str, languages: Sequence[str]) -> Asked | None:
    """Return what an address such as `en/offers/a/b/` asks for; None if it is not the page of a record."""
    found = _PAGE.fullmatch(address)
    kind = _FOLDERS.get(found["folder"]) if found else None
    if found is None or kind is None or found["language"] not in languages or not address.endswith("/"):
        return None
    name = found["rest"].partition("/")[0]
    if kind is RecordKind.PROVIDER:
        return Asked(address, found["language"], kind, found["provider"], found["provider"])
    return Asked(address, found["language"], kind, found["provider"], name) if name else None


def ways_on(catalogue: Catalogue, language: str) -> Mapping[str, Asked]:
    """Return which record an address without language leads to: permanent identifiers and short addresses.

    Only the addresses of the newest things are told apart by record; the pages themselves say where they lead.
    """
    found: dict[str, Asked] = {}
    for offer in catalogue.with_page:
        page = Asked("", language, RecordKind.OFFER, offer.provider, offer.id)
        found[f"id/offer/{offer.uuid}/"] = found[addresses.short(offer.uuid)] = page
        if offer.credential and not offer.credential_has_page:
            found[f"id/credential/{offer.credential[0]}/{offer.credential[1]}/"] = page
    for provider in catalogue.providers:
        found[f"id/provider/{provider.uuid}/"] = Asked("", language, RecordKind.PROVIDER, provider.id, provider.id)
    for uuid, version in catalogue.credential_by_identity:
        one = catalogue.credential_by_identity[uuid, version]
        found[f"id/credential/{uuid}/{version}/"] = Asked("", language, RecordKind.CREDENTIAL, one.provider, one.id)
    for stack in catalogue.stacks.values():
        pathway = stack.pathway
        found[f"id/pathway/{pathway.uuid}/"] = Asked("", language, RecordKind.PATHWAY, pathway.provider, pathway.id)
    return found
