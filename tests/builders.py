"""Valid records and catalogues in one line: a test names only what it is about.

`an_offer(price=None)` leaves a key out; every other keyword replaces the value of that key.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.catalogue.graph import Catalogue, catalogue_of
from generator.catalogue.store import RecordStore
from generator.catalogue.summary import OfferSummary, ProviderSummary, summarise_offer, summarise_provider
from generator.checks.inspection import inspect_records
from generator.diagnostics import has_errors
from generator.records.offer import Offer
from generator.records.provider import Provider
from generator.settings import CatalogueOptions, Publisher, Settings

if TYPE_CHECKING:
    from collections.abc import Iterable

PROVIDER = "sample-university"

CREDENTIAL: dict[str, Any] = {
    "uuid": "0b8f6a1e-52a7-4d5f-8b55-6f9d8f1b2c3d",
    "version": "2",
    "awarded_by": [PROVIDER],
    "languages": ["pl", "en"],
    "outcomes_summary": {"pl": "Pracuje z danymi.", "en": "Works with records of measurements."},
    "learning_outcomes": [
        {
            "text": {"pl": "Ocenia jakość zbioru.", "en": "Evaluates the quality of a set."},
            "criteria": {"pl": "Znajduje błędy.", "en": "Finds planted errors."},
            "kind": "skill",
            "skills": [
                {
                    "framework": "esco",
                    "id": "http://data.europa.eu/esco/skill/5fd5c985-eaaa-47aa-8314-62359c54505a",
                    "label": {"en": "develop digital content"},
                }
            ],
        }
    ],
    "workload": {
        "credits": {"system": "ects", "amount": "2.50", "status": "awarded"},
        "hours": {"total": "75", "contact": "16"},
    },
    "level": {"framework": "prk", "level": "6", "basis": "claimed"},
    "assessment": {"types": ["project"], "description": {"en": "A project with a defence."}, "languages": ["pl"]},
    "supervision": {"supervised": "true", "identity_verified": "true", "where": "online"},
    "quality_assurance": "inherited",
    "grading": {"scheme": {"en": "Pass or fail"}},
    "stackability": {"type": "integrated", "text": {"en": "Counts towards a diploma."}},
    "further_information": {"en": "Bring a laptop."},
}

OFFER: dict[str, Any] = {
    "id": "data-for-officials",
    "uuid": "3f0c1a52-6d0e-4c53-9a53-0f5d1d3b7c11",
    "status": "published",
    "checked": "2026-10-12",
    "kind": "micro-credential",
    "title": {"pl": "Dane w urzędzie", "en": "Data for public officials"},
    "summary": {"pl": "Analiza i wizualizacja.", "en": "Analysis and visualisation."},
    "description": {"pl": "Krótki kurs.", "en": "A short course."},
    "field": ["0688"],
    "teaching_languages": ["pl"],
    "participation": {"mode": "blended", "places": [{"country": "PL", "city": {"pl": "Łódź"}}]},
    "duration": "P8W",
    "credential": CREDENTIAL,
    "prerequisites": {"text": {"en": "Basic use of spreadsheets."}},
    "who_can_join": {"everyone": "true"},
    "runs": [
        {"id": "2027-spring", "start": "2027-01-11", "end": "2027-03-07", "apply_by": "2026-11-30", "places": "24"}
    ],
    "price": {"category": "paid", "learning": {"amount": "720.00", "currency": "PLN"}},
    "links": {"page": "https://sample-university.example/data", "apply": "https://sample-university.example/apply"},
}

PROVIDER_RECORD: dict[str, Any] = {
    "id": PROVIDER,
    "uuid": "cdb66e9f-96d6-4f0e-9db5-68cdd999f4b3",
    "checked": "2026-11-02",
    "name": {"pl": "Uczelnia Przykładowa", "en": "Sample University"},
    "type": "higher-education-institution",
    "country": "PL",
    "homepage": "https://sample-university.example/",
    "quality_assurance": [{"framework": "esg", "body": {"en": "A commission"}, "issued": "2024-05-01"}],
}


def a_credential(**changes: object) -> dict[str, Any]:
    """Return the credential of `an_offer` with some keys changed, to be given as `credential=`."""
    return _changed(CREDENTIAL, changes)


def an_offer(**changes: object) -> Offer:
    """Return a complete offer with some keys changed."""
    return Offer.model_validate(_changed(OFFER, changes))


def a_provider(**changes: object) -> Provider:
    """Return a provider with some keys changed."""
    return Provider.model_validate(_changed(PROVIDER_RECORD, changes))


def an_offer_summary(offer: Offer, provider: str = PROVIDER) -> OfferSummary:
    """Return the summary of an offer, outside any catalogue: what depends on the provider is undecided."""
    return summarise_offer(
        offer, provider, f"offer-{provider}-{offer.id}", f"providers/{provider}/offers/{offer.id}.yml"
    )


def a_provider_summary(provider: Provider) -> ProviderSummary:
    """Return the summary of a provider."""
    return summarise_provider(provider, f"provider-{provider.id}", f"providers/{provider.id}/provider.yml")


def a_catalogue(
    offers: Iterable[Offer | tuple[str, Offer]], folder: Path, *, providers: Iterable[Provider] | None = None
) -> Catalogue:
    """Return a catalogue whose records lie in `folder`; offers of other providers come as `(provider id, offer)`."""
    store = RecordStore(folder)
    owned = [one if isinstance(one, tuple) else (PROVIDER, one) for one in offers]
    records = list(providers) if providers is not None else [a_provider()]
    for provider in records:
        store.keep(a_provider_summary(provider).digest, provider)
    for owner, offer in owned:
        store.keep(an_offer_summary(offer, owner).digest, offer)
    return catalogue_of(map(a_provider_summary, records), (an_offer_summary(one, owner) for owner, one in owned), store)


def catalogue_of_files(providers: Path, folder: Path) -> Catalogue:
    """Return the catalogue of record files, which must be sound; the records are kept in `folder`."""
    inspection = inspect_records(providers, shown="providers", cache=folder, as_of=date(2026, 11, 20))
    assert not has_errors(inspection.diagnostics), inspection.diagnostics
    return inspection.catalogue


def some_settings(root: Path = Path(), **changes: object) -> Settings:
    """Return settings of a registry in Polish and English; keywords change fields of `extra.catalogue`."""
    options = CatalogueOptions(
        name={"pl": "Rejestr", "en": "Registry"},
        languages=("pl", "en"),
        identifier_base="https://registry.example.org",
        base_url="https://registry.example.org/",
        licence="https://creativecommons.org/licenses/by/4.0/",
        publisher=Publisher(name={"en": "Agency"}),
    ).model_copy(update=changes)
    return Settings(root, root / options.providers, options.base_url, options.languages, options)


def with_base_url(settings: Settings, base_url: str) -> Settings:
    """Return settings of a build that is shown elsewhere, such as a preview."""
    return replace(settings, base_url=base_url)


def _changed(record: dict[str, Any], changes: dict[str, object]) -> dict[str, Any]:
    return {key: value for key, value in {**record, **changes}.items() if value is not None}
