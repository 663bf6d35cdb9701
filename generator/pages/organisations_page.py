"""The page of the organisations that are only referred to: receivers, quality bodies, funders, employers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.pages.browse_pages import crumbs_of
from generator.pages.parts import Crumb, Line, Row, line, long, plain, short
from generator.pages.registers import register_entry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.records.organisation import OrganisationRecord
    from generator.words import Words


@dataclass(frozen=True, slots=True)
class OrganisationView:
    """An organisation without a page of its own."""

    id: str
    name: Line
    type: str
    description: tuple[Line, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class OrganisationsView:
    """The page of all of them in one language."""

    language: str
    address: str
    title: str
    lead: str
    crumbs: tuple[Crumb, ...]
    organisations: tuple[OrganisationView, ...]


def organisations_view(organisations: Iterable[OrganisationRecord], words: Words) -> OrganisationsView:
    """Put the organisations into words, in the order of their names."""
    _ = words.gettext
    views = [_organisation(one, words) for one in organisations]
    return OrganisationsView(
        language=words.language,
        address=addresses.organisations(words.language),
        title=_("Organisations that are named here"),
        lead=_("They offer nothing here. Records of providers name them, for instance as the one who decides."),
        crumbs=(*crumbs_of(words), Crumb(addresses.providers(words.language), _("Providers"))),
        organisations=tuple(sorted(views, key=lambda one: words.sort_key(one.name.text))),
    )


def _organisation(record: OrganisationRecord, words: Words) -> OrganisationView:
    name = words.text(record.name)
    assert name is not None  # noqa: S101 - the model demands a name
    return OrganisationView(
        id=record.id,
        name=line(name, words),
        type=words.term("provider-types", record.type),
        description=long(record.description, words),
        rows=tuple(row for row in _rows(record, words) if row.lines),
    )


def _rows(record: OrganisationRecord, words: Words) -> tuple[Row, ...]:
    _ = words.gettext
    homepage = (Line(record.homepage, href=record.homepage),) if record.homepage else ()
    source = (Line(record.source, href=record.source),) if record.source else ()
    checked = _("checked on {date}").format(date=words.date(record.checked)) if record.checked else ""
    return (
        Row(_("Legal name"), short(record.legal_name, words)),
        Row(_("Country"), plain(words.country_name(record.country) if record.country else "")),
        Row(_("Website"), homepage),
        Row(_("Registers"), tuple(register_entry(one, words) for one in record.identifiers)),
        Row(_("Source"), (*source, *plain(checked))),
    )
