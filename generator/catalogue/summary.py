"""Summaries: the little that must be known of every record at once. The records themselves stay on disk."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.catalogue.excerpts import (
    ClaimedRecognition,
    IntensiveProgramme,
    PlaceSummary,
    SkillSummary,
    claimed_recognition,
    developed_skills,
    intensive_programme,
    places,
    quality_frameworks,
    session_times,
    sourced_hours_per_credit,
    stated_credits,
    stated_level,
)
from generator.catalogue.freshness import RunState, Timing, run_state
from generator.catalogue.hosts import hosts_of
from generator.catalogue.organisation import OrganisationSummary
from generator.catalogue.record_summary import full_key
from generator.catalogue.transparency import ElementState, element_states, state_of
from generator.prose import beginning
from generator.records.discover import RecordKind
from generator.records.references import named_organisations

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from generator.records.credential import Credential, CredentialRecord
    from generator.records.offer import Offer
    from generator.records.provider import Provider
    from generator.records.statement import Money

BEGINNING_LENGTH = 180
"""Characters of a description that a card shows where the record has no one-line summary."""


@dataclass(frozen=True, slots=True)
class ProviderSummary(OrganisationSummary):
    """What lists, links, references and rules need to know of a provider besides what they do of every organisation.

    `hosts` are its domains and the host of its homepage; `region` is a NUTS code; `quality` has the frameworks under
    which its quality is assured.
    """

    formerly: tuple[str, ...]
    region: str | None
    alliances: tuple[str, ...]
    references: tuple[str, ...]
    picture: str | None
    quality: tuple[str, ...]

    @property
    def has_quality_assurance(self) -> bool:
        """Tell whether the provider says how it assures quality."""
        return bool(self.quality)


@dataclass(frozen=True, slots=True)
class OfferSummary:
    """What lists, cards, filters and references need to know of an offer.

    `beginning` is that of the description, for cards of records without a summary; `level` holds framework, level
    and basis; `states` has one letter per element of Annex I (see `transparency`);
    `digest` finds the record in the store; `shown` is the path of its file as people know it;
    `credential_key` names the credential whose file it refers to, `credential_has_page` tells whether that one is told
    on pages of its own (see `graph`); `page` is the address of its page at the provider; `towards` has the pathways
    that a credential inside the offer names, `support` the support for learners that the offer names, `recognition`
    what it claims about receivers; `outcomes` counts the learning outcomes in each language. `quality` has the
    frameworks of its quality assurance, or `inherited`; `without_course` tells whether one can get the credential
    without the course.
    """

    provider: str
    id: str
    uuid: str
    formerly: tuple[str, ...]
    credential: tuple[str, int] | None
    awarded_by: tuple[str, ...]
    kind: str
    status: str
    title: Mapping[str, str]
    summary: Mapping[str, str]
    beginning: Mapping[str, str]
    fields: tuple[str, ...]
    purposes: tuple[str, ...]
    skills: tuple[SkillSummary, ...]
    outcomes: Mapping[str, int]
    level: tuple[str, int | None, str] | None
    teaching_languages: tuple[str, ...]
    mode: str | None
    pace: str | None
    credits: tuple[str, str, str] | None
    hours: str | None
    hours_per_credit: str | None
    duration: str | None
    duration_text: Mapping[str, str]
    price: str | None
    learning_price: tuple[str, str] | None
    credential_price: tuple[str, str] | None
    application_price: tuple[str, str] | None
    credits_on_condition: bool
    everyone: bool | None
    runs: tuple[Timing, ...]
    session_times: tuple[str, ...]
    places: tuple[PlaceSummary, ...]
    accessibility: tuple[str, ...]
    stackability: str | None
    quality: tuple[str, ...]
    without_course: bool | None
    checked: date | None
    replaced_by: str | None
    withdrawn_on: date | None
    removed_on: date | None
    modified: date | None
    references: tuple[str, ...]
    towards: tuple[str, ...]
    support: tuple[str, ...]
    recognition: tuple[ClaimedRecognition, ...]
    link_hosts: tuple[str, ...]
    picture: str | None
    page: str | None
    intensive: IntensiveProgramme | None
    states: str
    digest: str
    shown: str
    credential_key: str | None = None
    credential_has_page: bool = False

    @property
    def key(self) -> str:
        """Return `<provider>/<offer>`, by which other records refer to it."""
        return f"{self.provider}/{self.id}"

    @property
    def is_published(self) -> bool:
        """Tell whether the offer may be listed as obtainable."""
        return self.status == "published"

    @property
    def has_no_course(self) -> bool:
        """Tell whether there is no course to take part in, so that the outcomes are only validated."""
        return state_of(self.states, "participation") is ElementState.NOT_APPLICABLE

    @property
    def is_free(self) -> bool:
        """Tell whether neither the application nor the learning nor the credential costs anything.

        Peers mix this up: a free course whose credential costs money, or may cost money, is not free.
        """
        if self.application_price is not None and not is_zero(self.application_price):
            return False
        if self.price is not None:
            return self.price == "free"
        credential_is_free = self.credential is None or is_zero(self.credential_price)
        return self.is_free_to_learn and credential_is_free

    @property
    def is_free_to_learn(self) -> bool:
        """Tell whether the learning is stated to cost nothing, whatever the credential costs."""
        return is_zero(self.learning_price)

    @property
    def total_price(self) -> tuple[Decimal, str] | None:
        """Return the sum of what the offer says it costs, and its currency; None where that cannot be told.

        It cannot be told where a part has no amount, where amounts have different currencies, where they are paid
        again and again, and where the learning costs nothing but what the credential costs is left open.
        """
        if self.is_free:
            return Decimal(0), ""
        learning, credential = self.learning_price, self.credential_price
        is_open = credential is None and self.credential is not None and self.is_free_to_learn
        if is_open or self.price == "subscription" or (learning is None and not (credential and self.has_no_course)):
            return None
        amounts = [one for one in (learning, credential, self.application_price) if one]
        currency = amounts[0][1]
        if any(other != currency for _amount, other in amounts):
            return None
        return sum((Decimal(amount) for amount, _currency in amounts), Decimal(0)), currency

    def begins_any_time(self, as_of: date) -> bool:
        """Tell whether one can begin when one likes: at one's own pace, or in a run that is open all the time."""
        open_runs = (run for run in self.runs if run.rolling and run_state(run, as_of) is RunState.OPEN)
        return self.pace == "self-paced" or any(open_runs)

    @property
    def has_page(self) -> bool:
        """Tell whether the offer has an address: everything but drafts, so that no address ever dies."""
        return self.status != "draft"


@dataclass(frozen=True, slots=True)
class CredentialSummary:
    """What links, references and rules need to know of one version of a credential that has a file of its own."""

    provider: str
    id: str
    uuid: str
    version: int
    is_present: bool
    title: Mapping[str, str]
    valid_from: date | None
    valid_until: date | None
    awarded_by: tuple[str, ...]
    credits: tuple[str, str, str] | None
    hours: str | None
    hours_per_credit: str | None
    level: tuple[str, int | None, str] | None
    references: tuple[str, ...]
    towards: tuple[str, ...]
    assessment_types: tuple[str, ...]
    has_outcomes: bool
    digest: str
    shown: str

    @property
    def key(self) -> str:
        """Return `<provider>/<credential>`, by which offers refer to it."""
        return f"{self.provider}/{self.id}"

    @property
    def identity(self) -> tuple[str, int]:
        """Return what the permanent identifier of this version is made of."""
        return self.uuid, self.version


def summarise_credential(
    record: CredentialRecord, provider: str, digest: str, shown: str, *, is_present: bool
) -> CredentialSummary:
    """Summarise a version of a credential."""
    workload = record.workload
    return CredentialSummary(
        provider=provider,
        id=record.id,
        uuid=record.uuid,
        version=record.version,
        is_present=is_present,
        title=record.title,
        valid_from=record.valid_from,
        valid_until=record.valid_until,
        awarded_by=record.awarded_by,
        credits=stated_credits(workload),
        hours=workload.hours.total if workload and workload.hours else None,
        hours_per_credit=sourced_hours_per_credit(workload),
        level=stated_level(record),
        references=tuple(sorted(named_organisations(RecordKind.CREDENTIAL, record))),
        towards=_towards(record, provider),
        assessment_types=record.assessment.types if record.assessment else (),
        has_outcomes=bool(record.learning_outcomes),
        digest=digest,
        shown=shown,
    )


def summarise_provider(record: Provider, digest: str, shown: str) -> ProviderSummary:
    """Summarise a provider record."""
    return ProviderSummary(
        id=record.id,
        uuid=record.uuid,
        formerly=record.formerly,
        name=record.name,
        type=record.type,
        country=record.country,
        homepage=record.homepage,
        region=record.region,
        alliances=record.alliances,
        references=tuple(sorted(named_organisations(RecordKind.PROVIDER, record))),
        picture=f"{record.id}/{record.logo.file}" if record.logo else None,
        quality=tuple(dict.fromkeys(one.framework for one in record.quality_assurance)),
        identifiers=tuple((one.scheme, one.value) for one in record.identifiers),
        hosts=(*record.domains, *hosts_of(record.homepage)),
        checked=record.checked,
        digest=digest,
        shown=shown,
    )


def summarise_offer(
    record: Offer, provider: str, digest: str, shown: str, credential_key: str | None = None
) -> OfferSummary:
    """Summarise an offer record with its credential, be it inline or taken from the file that the key names."""
    credential = record.credential
    workload = credential.workload if credential else None
    hours = workload.hours if workload and workload.hours else record.hours
    return OfferSummary(
        provider=provider,
        id=record.id,
        uuid=record.uuid,
        formerly=record.formerly,
        credential=(credential.uuid, credential.version) if credential else None,
        awarded_by=credential.awarded_by if credential else (),
        kind=record.kind,
        status=record.status,
        title=record.title,
        summary=record.summary or {},
        beginning=_beginning(record),
        fields=record.field,
        purposes=record.purpose,
        skills=developed_skills(credential),
        outcomes=Counter(
            language for one in (credential.learning_outcomes if credential else ()) for language in one.text
        ),
        level=stated_level(credential),
        teaching_languages=record.teaching_languages,
        mode=record.participation.mode if record.participation else None,
        pace=record.participation.pace if record.participation else None,
        credits=stated_credits(workload),
        hours=hours.total if hours else None,
        hours_per_credit=sourced_hours_per_credit(workload),
        duration=record.duration,
        duration_text=record.duration_text or {},
        price=record.price.category if record.price else None,
        learning_price=_amount(record.price.learning if record.price else None),
        credential_price=_amount(record.price.credential if record.price else None),
        application_price=_amount(record.price.application if record.price else None),
        credits_on_condition=bool(workload and workload.credits and workload.credits.condition),
        everyone=record.who_can_join.everyone if record.who_can_join else None,
        runs=tuple(Timing.of(run) for run in record.runs),
        session_times=session_times(record),
        places=places(record),
        accessibility=record.accessibility,
        stackability=credential.stackability.type if credential and credential.stackability else None,
        quality=quality_frameworks(credential),
        without_course=record.validation.available if record.validation else None,
        checked=record.checked,
        replaced_by=successor(record.replaced_by, provider),
        withdrawn_on=record.withdrawn_on,
        removed_on=record.removal.removed_on if record.removal else None,
        modified=last_modified(record),
        references=tuple(sorted(named_organisations(RecordKind.OFFER, record))),
        towards=_towards(credential, provider) if credential_key is None else (),
        support=tuple(full_key(one, provider) for one in record.support),
        recognition=claimed_recognition(record),
        link_hosts=hosts_of(*_links(record)),
        picture=f"{provider}/offers/{record.image.file}" if record.image else None,
        page=record.links.page if record.links else None,
        intensive=intensive_programme(record),
        states=element_states(record),
        digest=digest,
        shown=shown,
        credential_key=credential_key,
    )


def _beginning(record: Offer) -> dict[str, str]:
    if record.summary or not record.description:
        return {}
    begun = {language: beginning(text, BEGINNING_LENGTH) for language, text in record.description.items()}
    return {language: text for language, text in begun.items() if text}


def is_zero(price: tuple[str, str] | None) -> bool:
    """Tell whether a price is stated to be nothing."""
    return price is not None and Decimal(price[0]) == 0


def _amount(money: Money | None) -> tuple[str, str] | None:
    return (money.amount, money.currency) if money else None


def last_modified(record: Offer) -> date | None:
    """Return the last day that the record itself names for what it says; None where it names none.

    That is the latest of `checked`, `withdrawn_on` and the day of a removal, else the day of the source it was made
    from. Feeds are dated by it and never by the clock or by git, so that they change only where a record has changed.
    """
    removed = record.removal.removed_on if record.removal else None
    days = [day for day in (record.checked, record.withdrawn_on, removed) if day]
    return max(days) if days else record.source.date if record.source else None


def _towards(credential: Credential | None, provider: str) -> tuple[str, ...]:
    """Return the keys of the pathways towards which a credential is said to count."""
    stated = credential.stackability if credential else None
    return tuple(full_key(one, provider) for one in stated.towards) if stated else ()


def successor(reference: str | None, provider: str) -> str | None:
    """Return a reference to an offer as `<provider>/<offer>`; a bare id means the same provider."""
    return full_key(reference, provider) if reference else reference


def _links(record: Offer) -> tuple[str | None, ...]:
    return (record.links.page, record.links.apply) if record.links else ()
