"""The page of an offer whose content was lawfully removed: the address stays and says so, nothing else is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.pages.asking import report_address
from generator.pages.parts import Crumb, Line, Row, plain, stated

if TYPE_CHECKING:
    from generator.pages.told import Told
    from generator.records.removal import Removal
    from generator.settings import Settings


FAKE = "fake-provider"
"""The ground on which nobody should be sent back to whoever issued the credential."""


@dataclass(frozen=True, slots=True)
class RemovedView:
    """What stands at the address: that something was removed, when, on which ground, and who answers for it."""

    language: str
    address: str
    title: str
    crumbs: tuple[Crumb, ...]
    lead: str
    rows: tuple[Row, ...]
    is_fake: bool
    identifier: str
    json_address: str
    report: str


def removed_view(told: Told, removal: Removal, settings: Settings, successor: Line | None = None) -> RemovedView:
    """Say what was removed, when and on which ground; not even the title that the record keeps is shown."""
    _, words, offer = told.words.gettext, told.words, told.offer
    identifier = addresses.offer_identifier(settings.identifier_base, offer.uuid)
    source = (Line(_("The decision"), href=removal.source),) if removal.source else ()
    rows = (
        Row(_("Removed on"), plain(words.date(removal.removed_on))),
        Row(_("Ground"), (*plain(words.term("removal-grounds", removal.ground)), *source)),
        Row(_("Permanent identifier"), plain(identifier)),
        *stated(Row(_("It was replaced by"), (successor,) if successor else ())),
    )
    return RemovedView(
        language=words.language,
        address=addresses.offer(words.language, told.summary.provider, offer.id),
        title=_("The content of this page was removed"),
        crumbs=(Crumb(addresses.home(words.language), _("Home")),),
        lead=_("An offer was described here. The registry had to take the description away; the address stays."),
        rows=rows,
        is_fake=removal.ground == FAKE,
        identifier=identifier,
        json_address=addresses.offer_json(told.summary.provider, offer.id),
        report=report_address(identifier, settings, words),
    )
