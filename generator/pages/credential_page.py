"""The page of one version of a credential: everything its template may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.catalogue.freshness import Ages
from generator.pages import statements
from generator.pages.asking import report_address
from generator.pages.evidence import ClaimView, OutcomeView, claim_view, outcome_view
from generator.pages.facts import card
from generator.pages.level_scale import LevelScale, level_scale
from generator.pages.parts import Card, Chip, Crumb, Line, Row, Section, line, long, plain, stated
from generator.pages.questions import good
from generator.pages.recognition import RecognitionView, receivers_views
from generator.pages.related import NOTHING_RELATED
from generator.pages.stacking import StackLink, stack_links
from generator.pages.told import ToldAlone, organisations
from generator.pages.trust import issuing, licence, renewal, roles, translations, verify
from generator.pages.ways import Way, way

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from generator.catalogue.organisation import OrganisationSummary
    from generator.catalogue.summary import OfferSummary
    from generator.pages.related import Related
    from generator.records.credential import CredentialRecord
    from generator.records.provider import Provider
    from generator.settings import Settings
    from generator.words import Words


@dataclass(frozen=True)
class CredentialInPlace:
    """All versions of a credential, the earliest first, with the records around them that their pages show.

    `offers` are those that lead to a version, by its number.
    """

    versions: Sequence[CredentialRecord]
    provider: Provider
    providers: Mapping[str, OrganisationSummary]
    offers: Mapping[int, Sequence[OfferSummary]]
    related: Related = NOTHING_RELATED

    @property
    def newest(self) -> CredentialRecord:
        """Return the version with the highest number."""
        return self.versions[-1]


@dataclass(frozen=True, slots=True)
class Change:
    """What a version changed."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class VersionNotice:
    """What holders of a version that is no longer issued must know, and the way to the newer one."""

    title: str
    lines: tuple[Line, ...]
    changes: tuple[Change, ...]
    newer: Line | None


@dataclass(frozen=True, slots=True)
class CredentialView:
    """The page of a version of a credential in one language."""

    language: str
    address: str
    title: Line
    version: str
    provider: Line
    crumbs: tuple[Crumb, ...]
    state: Chip | None
    notice: VersionNotice | None
    summary: tuple[Line, ...]
    outcomes: tuple[OutcomeView, ...]
    workload: tuple[Row, ...]
    change: Change | None
    good: Section
    claims: tuple[ClaimView, ...]
    trust: Section
    recognised: Section
    scale: LevelScale | None
    stacks: tuple[StackLink, ...]
    recognitions: tuple[RecognitionView, ...]
    cards: tuple[Card, ...]
    others: tuple[Way, ...]
    no_offer: str
    versions: tuple[Line, ...]
    identifier: str
    report: str
    json_address: str


def credential_view(
    record: CredentialRecord, here: CredentialInPlace, words: Words, settings: Settings, as_of: date
) -> CredentialView:
    """Put a version of a credential into words for its page."""
    told = ToldAlone(record, here.provider, here.providers, words, related=here.related)
    title = words.text(record.title)
    assert title is not None  # noqa: S101 - the model demands a title
    offers = here.offers.get(record.version, ())
    notice = _notice(record, here, words, as_of)
    ages = Ages.of(settings)
    identifier = addresses.credential_identifier(settings.identifier_base, record.uuid, record.version)
    published = [one for one in offers if one.is_published and one.provider in here.providers]
    return CredentialView(
        language=words.language,
        address=address_of(record, here, words.language),
        title=line(title, words),
        version=statements.version(record, words),
        provider=organisations(told, [here.provider.id])[0],
        crumbs=_crumbs(here, words),
        state=Chip("past", "past", words.gettext("No longer issued")) if notice else None,
        notice=notice,
        summary=long(record.outcomes_summary, words),
        outcomes=tuple(outcome_view(one, told) for one in record.learning_outcomes),
        workload=(Row(words.gettext("Workload"), statements.workload(told)),),
        change=_change(record, words) if record is here.newest else None,
        good=good(told),
        claims=tuple(claim_view(one, words) for one in statements.quality_claims(told)),
        trust=_trust(told, record),
        recognised=_recognised(told),
        scale=level_scale(told),
        stacks=stack_links(told),
        recognitions=receivers_views(told, as_of),
        cards=tuple(card(one, here.providers[one.provider], words, as_of, ages) for one in published),
        others=tuple(way(one, words, as_of) for one in offers if not one.is_published),
        no_offer="" if published else _no_offer(record, here, words),
        versions=tuple(_version(one, here, words) for one in reversed(here.versions) if one is not record),
        identifier=identifier,
        report=report_address(identifier, settings, words),
        json_address=addresses.credential_json(here.provider.id, record.id, record.version),
    )


def address_of(record: CredentialRecord, here: CredentialInPlace, language: str) -> str:
    """Return the address of the page of a version."""
    return addresses.credential(language, here.provider.id, record.id, record.version)


def _crumbs(here: CredentialInPlace, words: Words) -> tuple[Crumb, ...]:
    name = words.text(here.provider.name)
    assert name is not None  # noqa: S101 - the model demands a name
    own = addresses.provider(words.language, here.provider.id)
    language = "" if name.language == words.language else name.language
    return (
        Crumb(addresses.home(words.language), words.gettext("Home")),
        Crumb(addresses.providers(words.language), words.gettext("Providers")),
        Crumb(own, name.text, language),
    )


def _notice(record: CredentialRecord, here: CredentialInPlace, words: Words, as_of: date) -> VersionNotice | None:
    """Tell holders of a version that is no longer issued that its page stays, and what has changed since."""
    _ = words.gettext
    newest = here.newest
    ended = record.valid_until is not None and record.valid_until < as_of
    if record is newest and not ended:
        return None
    number = words.number(record.version)
    known = _("You hold version {number}? This is what it says, and this page stays.").format(number=number)
    if record is newest:
        return VersionNotice(_("This credential is no longer issued"), plain(known), (), None)
    later = [one for one in here.versions if one.version > record.version]
    title = _("A newer version has taken the place of version {number}").format(number=number)
    changes = tuple(change for one in later if (change := _change(one, words)) is not None)
    return VersionNotice(title, plain(known), changes, _version(newest, here, words))


def _change(record: CredentialRecord, words: Words) -> Change | None:
    """Say what a version changed."""
    title = words.gettext("What changed with version {number}").format(number=words.number(record.version))
    return Change(title, long(record.changes, words)) if record.changes else None


def _version(record: CredentialRecord, here: CredentialInPlace, words: Words) -> Line:
    return Line(statements.version(record, words), address=address_of(record, here, words.language))


def _trust(told: ToldAlone, record: CredentialRecord) -> Section:
    _ = told.words.gettext
    confirmed = plain(told.words.date(record.checked) if record.checked else "")
    rows = (
        Row(_("Awarded by"), statements.awarding_body(told)),
        *roles(told),
        Row(_("Issued as"), issuing(told)),
        Row(_("How to check a credential"), verify(told)),
        *stated(Row(_("Renewal"), renewal(told))),
        Row(_("Further information"), statements.further_information(told)),
        *stated(Row(_("Record confirmed by the provider"), confirmed)),
        *stated(Row(_("Translations"), translations(record.translations, told.words))),
        *stated(Row(_("Licence of this record"), licence(record.licence))),
    )
    return Section("trust", _("Can I trust it?"), rows)


def _recognised(told: ToldAlone) -> Section:
    _ = told.words.gettext
    rows = (
        Row(_("Level"), statements.level(told)),
        Row(_("Combining it with other credentials"), statements.stackability(told)),
    )
    return Section("recognised", _("Will it be recognised?"), rows)


def _no_offer(record: CredentialRecord, here: CredentialInPlace, words: Words) -> str:
    _ = words.gettext
    if record is not here.newest:
        return _("No course at present: this version is no longer issued.")
    return _("No course at present leads to this credential. Ask the provider when the next one is planned.")
