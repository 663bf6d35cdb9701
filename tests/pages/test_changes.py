"""What two versions of an offer say differently: everything a page says can be told as changed, and nothing else is."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.catalogue.past import Past, PastVersion
from generator.pages.changes import LONG, MOST_LINES, PARTS, Change, changes
from generator.pages.told import Told
from generator.pages.what_changed import MOST_OF_A_DAY, history_view
from generator.records.discover import RecordKind
from generator.records.offer import Offer
from generator.words import Words
from tests.any_record import any_record
from tests.builders import a_credential, a_provider, a_provider_summary, an_offer, an_offer_summary
from tests.pages.test_every_key_is_shown import Maker
from tests.site.serving import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping

ENGLISH, POLISH = (Words(language, ROOT / "theme" / "locale") for language in ("en", "pl"))
ISCED = "0688"


def told(offer: Offer, words: Words = ENGLISH) -> Told:
    provider = a_provider()
    return Told(offer, an_offer_summary(offer), provider, {provider.id: a_provider_summary(provider)}, words)


def said(old: Mapping[str, Any], new: Mapping[str, Any], words: Words = ENGLISH) -> list[str]:
    """Return what is told of a change between two offers that differ in a few keys, a line each."""
    return [line_of(one) for one in changes(told(an_offer(**old), words), told(an_offer(**new), words))]


def line_of(change: Change) -> str:
    parts = ("; ".join(one.text for one in side) for side in (change.lines, change.old, change.new))
    return " | ".join((change.label, *parts))


def money(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "EUR"}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"price": None}, {"price": {"learning": money("5")}}, ["Price: Learning |  | Not stated | €5"]),
        ({"price": {"learning": money("5")}}, {"price": None}, ["Price: Learning |  | €5 | Not stated"]),
        ({"price": {"learning": money("5")}}, {"price": {"learning": money("0")}}, ["Price: Learning |  | €5 | Free"]),
        ({"price": {"vat": "exempt"}}, {"price": {"vat": "included"}}, ["Price: Value added tax |  | none is due | included in the amounts"]),
        ({"duration": "P8W"}, {"duration": "P9W"}, ["Duration |  | 8 weeks | 9 weeks"]),
        ({"summary": {"en": "Old."}}, {"summary": {"en": "New."}}, ["In one line |  | Old. | New."]),
        ({"title": {"en": "Old"}}, {"title": {"en": "New"}}, ["Title |  | Old | New"]),
        ({"field": [ISCED]}, {"field": [ISCED, "0311"]}, ["Field |  |  | Economics"]),
        ({"accessibility": ["captions"]}, {"accessibility": ["recordings"]}, None),
        ({"links": {"apply": "https://a.example/"}}, {"links": {"apply": "https://b.example/"}}, ["Apply at the provider | The link was changed |  | "]),
        ({"links": {"page": "https://a.example/"}}, {"links": None}, ["Page of the provider |  | Link | Not stated"]),
        ({"purpose": ["civic"]}, {"purpose": ["personal"]}, []),
        ({"checked": "2026-10-12"}, {"checked": "2026-11-01"}, ["Confirmed by the provider | 1 November 2026 |  | "]),
        ({"checked": "2026-10-12"}, {"checked": "2026-10-01"}, ["Record confirmed by the provider |  | 12 October 2026 | 1 October 2026"]),
        ({"checked": "2026-10-12"}, {"checked": None}, ["Record confirmed by the provider |  | 12 October 2026 | Not stated"]),
    ],
)  # fmt: skip
def test_each_kind_of_change_has_its_words(
    old: dict[str, Any], new: dict[str, Any], expected: list[str] | None
) -> None:
    found = said(old, new)
    assert found == expected if expected is not None else len(found) == 1


def test_a_run_with_another_id_and_the_same_days_is_no_news() -> None:
    run = {"id": "one", "start": "2027-01-11", "apply_by": "2026-11-30"}
    assert said({"runs": [run]}, {"runs": [{**run, "id": "two"}]}) == []


def test_the_level_and_other_facts_of_the_credential_are_told() -> None:
    level = {"framework": "prk", "level": "7", "basis": "claimed"}
    (change,) = said({}, {"credential": a_credential(level=level)})
    assert change.startswith("Level |  | ")
    assert change.endswith("level 7")
    assert said({}, {"credential": a_credential(version="3")}) == [
        "Version of the credential |  | Version 2 | Version 3"
    ]


def test_recognition_is_told_by_receiver_and_effect() -> None:
    one = {"effect": "elective", "receiver": "lodz-example", "credits": "3"}
    name = "lodz-example: Counts as an elective course"
    assert said({}, {"recognition": [one]}) == [f"Where it is recognised |  | Not stated | {name}"]
    more = {**one, "credits": "4"}
    assert said({"recognition": [one]}, {"recognition": [more]}) == [
        f"Where it is recognised: {name} |  | 3 credits | 4 credits"
    ]


def test_claims_about_quality_are_told_by_framework() -> None:
    old = {"credential": a_credential(quality_assurance=[{"framework": "esg", "valid_until": "2027-01-01"}])}
    new = {"credential": a_credential(quality_assurance=[{"framework": "esg", "valid_until": "2028-01-01"}])}
    (change,) = said(old, new)
    assert change.startswith("Quality assurance: ")
    assert change.endswith(" |  | Valid until 1 January 2027 | Valid until 1 January 2028")


def test_outcomes_are_told_by_their_texts_and_criteria_only_mentioned() -> None:
    def credential(*texts: str, criteria: str = "Finds planted errors.") -> dict[str, Any]:
        outcomes = [{"text": {"en": text}, "criteria": {"en": criteria}, "kind": "skill"} for text in texts]
        return {"credential": a_credential(learning_outcomes=outcomes)}

    label = "What you will be able to do"
    assert said(credential("Reads.", "Writes."), credential("Writes.", "Counts.")) == [f"{label} |  | Reads. | Counts."]
    assert said(credential("Reads."), credential("Reads.", criteria="Other.")) == [
        "Shown by | The text was changed |  | "
    ]
    many = [f"Number {number}." for number in range(MOST_LINES + 2)]
    (change,) = said(credential("Reads."), credential("Reads.", *many))
    assert change == f"{label} |  |  | {'; '.join(many[:MOST_LINES])}; and 2 more"


def test_a_long_line_is_mentioned_and_not_repeated() -> None:
    long = "word " * (LONG // 5 + 1)
    assert said({"duration_text": {"en": long}}, {"duration_text": {"en": f"{long}more"}}) == [
        "Duration | The text was changed |  | "
    ]


def test_the_most_important_comes_first() -> None:
    found = said(
        {},
        {
            "description": {"en": "Another course."},
            "checked": "2026-11-01",
            "title": {"en": "New"},
            "runs": [{"id": "2027-spring", "start": "2027-01-18", "apply_by": "2026-12-30", "places": "24"}],
            "price": {"category": "paid", "learning": {"amount": "800.00", "currency": "PLN"}},
            "credential": a_credential(level={"framework": "prk", "level": "7", "basis": "claimed"}),
            "status": "withdrawn",
            "withdrawn_on": "2026-11-02",
        },
    )
    assert [one.partition(" |")[0] for one in found] == [
        "This offer was withdrawn",
        "Price: Learning",
        "Dates",
        "from 18 January 2027: Apply by",
        "Level",
        "Title",
        "Description",
        "Confirmed by the provider",
    ]


def test_a_change_in_another_language_than_the_reader_s_is_not_told() -> None:
    old, new = {"title": {"en": "Data", "pl": "Dane"}}, {"title": {"en": "Data", "pl": "Liczby"}}
    assert said(old, new) == []
    assert said(old, new, POLISH) == ["Tytuł |  | Dane | Liczby"]


def test_of_very_many_changes_in_a_commit_the_first_are_told() -> None:
    old, new = an_offer(), Offer.model_validate(any_record(RecordKind.OFFER, 7) | {"uuid": str(an_offer().uuid)})
    everything = changes(told(old), told(new))
    assert len(everything) > MOST_OF_A_DAY
    past = Past((PastVersion(date(2026, 2, 1), new), PastVersion(date(2026, 1, 1), old)), date(2026, 1, 1))
    (entry,) = history_view(told(new), past, date.max).entries
    assert entry.changes == everything[:MOST_OF_A_DAY]
    assert entry.more == f"and {len(everything) - MOST_OF_A_DAY} more changes"


def test_every_text_of_a_page_can_be_told_as_changed() -> None:
    maker = Maker()
    made = json.dumps(maker.record(Offer) | {"translations": {"en": "machine"}, "keywords": {"en": ["word"]}})
    old = told(Offer.model_validate(json.loads(made)))
    paths = {path: token for path, token in maker.expected.items() if path != "translations"}
    other = {
        path: json.loads(made.replace(token, token.replace("Wort", "Satz") + "x")) for path, token in paths.items()
    }
    assert [path for path, one in other.items() if not changes(old, told(Offer.model_validate(one)))] == []


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**9), st.integers(0, 10**9), st.sampled_from([ENGLISH, POLISH]))
def test_any_two_versions_can_be_compared_and_a_version_has_not_changed_from_itself(
    first: int, second: int, words: Words
) -> None:
    old, new = (told(Offer.model_validate(any_record(RecordKind.OFFER, seed)), words) for seed in (first, second))
    assert changes(old, old) == ()
    for change in changes(old, new):
        assert change.label
        assert change.old != change.new or not change.old


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_part_says_nothing_else_where_its_keys_are_the_same(first: int, second: int) -> None:
    old, other = (Offer.model_validate(any_record(RecordKind.OFFER, seed)) for seed in (first, second))
    for part in PARTS:
        kept = {key: getattr(old, key) for key in part.keys}
        new = other.model_copy(update=kept)
        assert not part.may_differ(told(old), told(new))
        assert list(part.told(told(old), told(new))) == []


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(0, 300), st.integers(0, 300))
def test_every_changed_price_and_day_is_told(old: int, new: int, day: int, later: int) -> None:
    def version(amount: int, days: int) -> dict[str, Any]:
        start = date(2027, 1, 11) + timedelta(days=days)
        run = {"id": "one", "start": start.isoformat(), "apply_by": (start - timedelta(days=9)).isoformat()}
        return {"price": {"learning": money(str(amount))}, "runs": [run]}

    found = [one.partition(" |")[0] for one in said(version(old, day), version(new, later))]
    assert ("Price: Learning" in found) == (old != new)
    assert ("Dates" in found) == (day != later)
    assert any(one.endswith(": Apply by") for one in found) == (day != later)


def test_a_page_does_not_repeat_more_than_it_has_room_for() -> None:
    def version(number: int) -> Offer:
        rounds = [{"text": {"en": f"Outcome {number}-{one} {'x' * 120}"}} for one in range(6)]
        price = {"learning": money(str(number))}
        return an_offer(credential=a_credential(learning_outcomes=rounds), price=price)

    versions = tuple(PastVersion(date(2026, 1, 1), version(number)) for number in range(12, 1, -1))
    view = history_view(told(version(12)), Past(versions, None), date.max)
    entries = (*view.entries, *view.earlier)
    assert sum(len(line.text) for entry in entries for one in entry.changes for line in (*one.old, *one.new)) < 2400
    prices, outcomes = zip(*(entry.changes for entry in entries), strict=True)
    assert all(one.old and one.new for one in prices)
    assert outcomes[0].old
    assert line_of(outcomes[-1]) == "What you will be able to do | changed |  | "
