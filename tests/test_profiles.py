"""Profiles: data that is whole and sourced, chosen in mkdocs.yml, applied to whom they concern."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from generator.catalogue.summary import ProviderSummary
from generator.checks.inspection import inspect_records
from generator.checks.jurisdiction import EUROPE, Chosen, Jurisdiction, jurisdiction_of
from generator.checks.profile import Profile, profile, profile_ids
from generator.checks.scope import Scope
from generator.checks.workload import hours_per_credit
from generator.settings import CatalogueOptions
from generator.vocabularies import vocabulary
from tests import record_cases
from tests.builders import (
    a_catalogue,
    a_credential,
    a_provider,
    a_provider_summary,
    an_offer,
    an_offer_summary,
    some_settings,
)

ROOT = Path(__file__).parent.parent
ALL = [profile(name) for name in profile_ids()]


def chosen(*profiles: object, gate: str = "warning") -> Jurisdiction:
    options = some_settings().options.model_dump(exclude_none=True)
    return jurisdiction_of(CatalogueOptions.model_validate({**options, "profiles": profiles, "gate": gate}))


def provider(**changes: object) -> ProviderSummary:
    return a_provider_summary(a_provider(**changes))


def applying(jurisdiction: Jurisdiction, **changes: object) -> list[str]:
    summary = an_offer_summary(an_offer())
    one = provider(**changes)
    return [found.id for found in jurisdiction.profiles_of(summary, {one.id: one})]


# --------------------------------------------------------------------------------------------------------- the data


def test_there_is_a_profile_for_each_of_the_ten() -> None:
    assert (
        set(profile_ids())
        == set(vocabulary("profiles").concepts)
        == {"eu", "pl", "ie", "nl", "ee", "be-vlg", "at", "es", "au", "4eu-plus"}
    )


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_profile_says_where_everything_is_from(one: Profile) -> None:
    assert (ROOT / f"generator/checks/profiles/{one.id}.yml").is_file()
    assert all({"en", "pl"} == set(remark) for remark in one.remarks)
    for basis in one.sources.values():
        assert basis.address or basis.read_at or basis.title.endswith(".md")
    used = {part.source for part in (*one.sizes, *one.gates, one.hours_per_credit, one.registered_levels) if part}
    assert used == set(one.sources)
    assert all(code in vocabulary("countries") for code in one.applies_to.countries)
    assert all(code in vocabulary("provider-types") for code in one.applies_to.types)


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_profile_has_a_name_for_readers(one: Profile) -> None:
    assert {"en", "pl"} <= set(vocabulary("profiles").concepts[one.id].labels)


def test_official_polish_names_are_those_of_the_elements() -> None:
    labels = {one.code: one.labels["pl"].lower() for one in vocabulary("annex-elements")}
    named = {key: name.lower() for key, name in profile("pl").official_names["pl"].items() if key in labels}
    assert named == labels


def test_profile_that_names_what_it_does_not_have_is_refused() -> None:
    faulty = {**profile("nl").model_dump(), "sizes": [{"system": "ects", "least": "3", "source": "hearsay"}]}
    with pytest.raises(ValueError, match="hearsay"):
        Profile.model_validate(faulty)


# ------------------------------------------------------------------------------------------------ to whom it applies


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"country": "PL"}, ["eu", "pl"]),
        ({"country": "DE"}, ["eu"]),
        ({"country": None}, ["eu"]),
        ({"country": "NL"}, ["eu", "nl"]),
        ({"country": "NL", "type": "company"}, ["eu"]),
        ({"country": "BE", "region": "BE213"}, ["eu", "be-vlg"]),
        ({"country": "BE", "region": "BE332"}, ["eu"]),
        ({"country": "BE"}, ["eu"]),
        ({"country": "DE", "alliances": ["4eu-plus"]}, ["eu", "4eu-plus"]),
    ],
)
def test_profile_applies_to_whom_it_concerns(changes: dict[str, object], expected: list[str]) -> None:
    assert applying(chosen("eu", "pl", "nl", "be-vlg", "4eu-plus"), **changes) == expected


def test_registry_says_to_whom_else_a_profile_applies() -> None:
    bound = chosen({"id": "4eu-plus", "alliance": "quay"}, {"id": "be-vlg", "providers": ["sample-university"]})
    assert applying(bound, country="BE", alliances=["quay"]) == ["4eu-plus", "be-vlg"]
    assert applying(bound, country="BE", alliances=["4eu-plus"]) == ["be-vlg"]


def test_awarding_bodies_count_and_not_the_provider() -> None:
    own, other = provider(country="PL"), provider(id="tartu", country="EE")
    summary = replace(an_offer_summary(an_offer()), awarded_by=("tartu",))
    found = chosen("pl", "ee").profiles_of(summary, {one.id: one for one in (own, other)})
    assert [one.id for one in found] == ["ee"]


def test_only_europe_applies_where_nobody_is_known() -> None:
    assert [one.id for one in chosen("eu", "pl").profiles_of(an_offer_summary(an_offer()), {})] == ["eu"]


# --------------------------------------------------------------------------------------------------------- hours


def hours_findings(tmp_path: Path, hours: str, *countries: str, own: str | None = None) -> list[str]:
    """Check a credential of 2.50 ECTS, awarded by an organisation of each country."""
    providers = [a_provider(id=f"school-{code.lower()}", country=code) for code in countries]
    credential = a_credential(
        workload={"credits": {"system": "ects", "amount": "2.50"}, "hours": {"total": hours}},
        awarded_by=[one.id for one in providers],
    )
    catalogue = a_catalogue([an_offer(credential=credential)], tmp_path, providers=providers)
    offers = tuple(replace(one, hours_per_credit=own) for one in catalogue.offers)
    jurisdiction = chosen("eu", "ee", "nl", "ie")
    scope = Scope(replace(catalogue, offers=offers), {}, (), date(2026, 12, 1), 730, jurisdiction)
    return [str(one.message) for one in hours_per_credit(scope)]


@pytest.mark.parametrize(
    ("hours", "countries", "expected"),
    [
        ("65", ["EE"], []),
        ("70", ["EE"], ["expected 65 hours for 2.50 ECTS, got 70"]),
        ("70", ["EE", "NL"], []),
        ("75", ["EE", "NL"], ["expected 65 to 70 hours for 2.50 ECTS, got 75"]),
        ("75", ["DE"], []),
        ("62", ["DE"], ["expected 62.5 to 75 hours for 2.50 ECTS, got 62"]),
        ("50", ["IE"], []),
    ],
)
def test_hours_of_a_credit_are_those_of_the_country(
    tmp_path: Path, hours: str, countries: list[str], expected: list[str]
) -> None:
    assert hours_findings(tmp_path, hours, *countries) == expected


def test_provider_that_counts_otherwise_is_measured_by_its_own_number(tmp_path: Path) -> None:
    assert hours_findings(tmp_path, "50", "DE", own="20") == []
    assert hours_findings(tmp_path, "65", "DE", own="20") == ["expected 50 hours for 2.50 ECTS, got 65"]


# ------------------------------------------------------------------------------------------------- settings and store


def test_another_choice_of_profiles_has_other_findings_although_records_are_kept(tmp_path: Path) -> None:
    providers = record_cases.lay_out("invalid", "PRF001-smaller-than-the-law-allows", tmp_path)

    def codes(jurisdiction: Jurisdiction) -> set[str]:
        found = inspect_records(
            providers,
            shown="providers",
            cache=tmp_path / ".cache",
            as_of=date(2026, 12, 1),
            jurisdiction=jurisdiction,
        )
        return {one.rule.code for one in found.diagnostics}

    assert codes(EUROPE) == set()
    assert codes(chosen("eu", "ee")) == {"PRF001"}
    assert codes(EUROPE) == set()


def test_size_of_a_withdrawn_offer_is_history(tmp_path: Path) -> None:
    providers = record_cases.lay_out("invalid", "PRF001-smaller-than-the-law-allows", tmp_path)
    file = providers / "river-college/offers/data-basics.yml"
    text = file.read_text(encoding="utf-8")
    ended = "status: withdrawn\nwithdrawn_on: 2026-01-31\nreason: {en: Replaced}\n"
    file.write_text(text + ended, encoding="utf-8")
    assert record_cases.inspect(providers).diagnostics == ()


@pytest.mark.parametrize("status", ["draft", "paused"])
def test_only_published_records_pass_the_gate(tmp_path: Path, status: str) -> None:
    providers = record_cases.lay_out("invalid", "PRF004-registry-publishes-no-gaps", tmp_path)
    file = providers / "river-college/offers/data-basics.yml"
    file.write_text(f"{file.read_text(encoding='utf-8')}status: {status}\nreason: {{en: Not yet}}\n", encoding="utf-8")
    assert record_cases.inspect(providers).diagnostics == ()


def test_bounds_belong_to_a_size() -> None:
    size = profile("ee").sizes[0]
    assert [size.holds(Decimal(amount)) for amount in ("4.99", "5", "30", "30.5")] == [False, True, True, False]
    below = profile("es").sizes[0]
    assert [below.holds(Decimal(amount)) for amount in ("0", "14.99", "15")] == [True, True, False]


def test_profiles_are_chosen_once_each_for_a_registry_that_says_nothing() -> None:
    assert jurisdiction_of(some_settings().options) == EUROPE == Jurisdiction((Chosen(profile("eu")),))
