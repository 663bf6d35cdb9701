"""Calendars hold every deadline of what can be had, whatever the day, and every program can read them."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from icalendar import Calendar

from generator.catalogue.axes import AXIS_BY_NAME
from generator.catalogue.transparency import ELEMENTS
from generator.feeds import deadlines
from generator.feeds.deadlines import FEED, calendar, has_calendar
from tests.builders import a_catalogue, a_provider, a_provider_summary, an_offer, an_offer_summary, some_settings
from tests.feeds.followed import HOSTILE, ROOT, a_numbered, an_entry, followed, readable

if TYPE_CHECKING:
    from pathlib import Path

    from generator.catalogue.graph import Catalogue
    from generator.catalogue.summary import OfferSummary
    from tests.feeds.followed import Followed

UNESCAPED = {r"\\": "\\", r"\;": ";", r"\,": ",", r"\n": "\n", r"\N": "\n"}


def content(given: Followed) -> bytes:
    made = calendar(given.listed, given.providers, given.settings, given.words)
    assert made is not None
    return made


def read(*offers: OfferSummary, **options: Any) -> Any:
    return Calendar.from_ical(content(followed(*offers, **options)))


def events(*offers: OfferSummary, **options: Any) -> list[Any]:
    return list(read(*offers, **options).walk("VEVENT"))


def run(day: str | None, name: str = "spring") -> dict[str, str]:
    return {"id": name, **({"apply_by": day} if day else {"start": "2027-01-11"})}


def lines(made: bytes) -> list[tuple[str, str]]:
    """Return name and value of each line, unfolded and unescaped by the letter of RFC 5545."""
    unfolded = made.decode().replace("\r\n ", "").split("\r\n")
    pairs = (line.partition(":") for line in unfolded if line)
    return [(name, re.sub(r"\\[\\;,nN]", lambda found: UNESCAPED[found[0]], value)) for name, _, value in pairs]


def files(catalogue: Catalogue) -> dict[str, bytes]:
    made = list(deadlines.files(catalogue, some_settings(ROOT)))
    assert len({file.path for file in made}) == len(made)
    return {file.path: file.content for file in made}


# ------------------------------------------------------------------------------------------------------------ content


def test_a_deadline_is_an_event_on_its_day() -> None:
    (event,) = events(an_offer_summary(an_offer()))
    page = "https://registry.example.org/en/offers/sample-university/data-for-officials/"
    assert event["UID"] == "3f0c1a52-6d0e-4c53-9a53-0f5d1d3b7c11-2027-spring@registry.example.org"
    assert event["DTSTART"].dt == datetime.date(2026, 11, 30)
    assert event["DTSTAMP"].dt == datetime.datetime(2026, 10, 12, tzinfo=datetime.UTC)
    assert event["SUMMARY"] == "Apply by today: Data for public officials"
    assert event["DESCRIPTION"] == f"Sample University\n{page}"
    assert (event["URL"], event["TRANSP"]) == (page, "TRANSPARENT")
    assert event["CATEGORIES"].cats == ["Micro-credential"]
    assert event.errors == []
    assert "LANGUAGE" not in event["SUMMARY"].params


def test_the_calendar_says_what_it_is_and_where_from() -> None:
    found = read(an_entry(), base_url="https://preview.example.net/7/")
    assert (found["VERSION"], found["CALSCALE"]) == ("2.0", "GREGORIAN")
    assert found["X-WR-CALNAME"] == found["NAME"] == "Application deadlines: Technologies"
    assert found["SOURCE"] == "https://preview.example.net/7/en/fields/06/deadlines.ics"
    assert found["URL"] == "https://preview.example.net/7/en/fields/06/"
    assert "X-WR-CALDESC" not in found


def test_it_speaks_the_language_of_the_page(tmp_path: Path) -> None:
    made = files(a_catalogue([an_offer()], tmp_path))
    (event,) = Calendar.from_ical(made["pl/providers/sample-university/deadlines.ics"]).walk("VEVENT")
    assert event["SUMMARY"] == "Dziś koniec zapisów: Dane w urzędzie"
    assert event["CATEGORIES"].cats == ["Mikropoświadczenie"]


def test_sample_registries_say_that_everything_is_invented() -> None:
    assert read(an_entry(), sample=True)["X-WR-CALDESC"].startswith("Sample data. ")


def test_texts_in_another_language_say_so() -> None:
    provider = a_provider_summary(a_provider(name={"pl": "Uczelnia"}))
    (event,) = events(an_entry(title={"pl": "Dane"}), provider=provider)
    assert event["SUMMARY"].params["LANGUAGE"] == event["DESCRIPTION"].params["LANGUAGE"] == "pl"


def test_ids_stay_when_the_site_is_shown_elsewhere() -> None:
    bases = ("", "https://preview.example.net/7/")
    ids = {str(event["UID"]) for base_url in bases for event in events(an_entry(), base_url=base_url)}
    assert ids == {"00000000-0000-4000-8000-000000000000-2027-spring@registry.example.org"}


def test_the_stamp_is_the_day_that_the_record_names() -> None:
    withdrawn_too_early = an_entry(1, withdrawn_on="2026-11-02")
    found = {
        str(one["UID"])[7]: one["DTSTAMP"].dt.date() for one in events(withdrawn_too_early, an_entry(2, checked=None))
    }
    assert found == {"1": datetime.date(2026, 11, 2), "2": datetime.date(1970, 1, 1)}


# --------------------------------------------------------------------------------------------------------- which runs


def test_every_run_with_a_deadline_is_there_by_day_then_by_key() -> None:
    first = an_entry(1, runs=[run("2027-05-01", "b"), run(None, "none"), run("2019-01-01", "long-past")])
    second = an_entry(2, runs=[run("2026-12-01", "a"), run("2027-05-01", "c")])
    found = [(str(one["DTSTART"].dt), str(one["UID"])[7], str(one["UID"])[37:38]) for one in events(second, first)]
    assert found == [
        ("2019-01-01", "1", "l"),
        ("2026-12-01", "2", "a"),
        ("2027-05-01", "1", "b"),
        ("2027-05-01", "2", "c"),
    ]


def test_only_published_offers_have_events() -> None:
    others = [an_entry(number, status=status) for number, status in enumerate(("draft", "paused", "withdrawn"), 1)]
    assert [str(one["UID"])[7] for one in events(an_entry(9), *others)] == ["9"]


@pytest.mark.parametrize(
    ("record", "exists"),
    [
        ({}, True),
        ({"runs": [run("2001-01-01")]}, True),
        ({"status": "paused"}, True),
        ({"status": "withdrawn"}, True),
        ({"status": "draft"}, False),
        ({"runs": [run(None)]}, False),
        ({"runs": None}, False),
    ],
)
def test_a_calendar_exists_where_an_offer_with_a_page_states_a_deadline(record: dict[str, Any], exists: bool) -> None:
    given = followed(an_entry(**record))
    made = calendar(given.listed, given.providers, given.settings, given.words)
    assert (made is not None) is has_calendar(given.listed.offers) is exists


def test_a_calendar_whose_deadlines_are_gone_stays_valid() -> None:
    """RFC 5545 asks for one component at least."""
    found = read(an_entry(status="paused"))
    assert [one.name for one in found.walk()] == ["VCALENDAR", "VTIMEZONE", "STANDARD"]
    assert found.errors == []


def test_the_calendar_of_the_whole_catalogue_exists_without_deadlines_too(tmp_path: Path) -> None:
    made = files(a_catalogue([an_offer(runs=None)], tmp_path))
    assert set(made) == {"en/deadlines.ics", "pl/deadlines.ics"}
    assert [one.name for one in Calendar.from_ical(made["en/deadlines.ics"]).walk("VEVENT")] == []


def test_files_are_where_deadlines_are(tmp_path: Path) -> None:
    bare = a_provider(id="bare", uuid="11111111-1111-4111-8111-111111111111")
    renamed = a_provider(formerly=["polytechnic"])
    catalogue = a_catalogue([an_offer(), ("bare", a_numbered(1, runs=None))], tmp_path, providers=[renamed, bare])
    made = files(catalogue)
    offer = "offers/{}/data-for-officials/"
    both = ("sample-university", "polytechnic")
    pages = ("", *(f"providers/{one}/" for one in both), *(offer.format(one) for one in both))
    expected = {f"{language}/{page}deadlines.ics" for language in ("pl", "en") for page in pages}
    of_axes = {path for path in made if path.split("/")[1] in (*AXIS_BY_NAME, "free")}
    assert set(made) - of_axes == expected
    assert {"en/fields/06/deadlines.ics", "pl/starts/2027-01/deadlines.ics"} <= of_axes
    assert "en/fields/01/deadlines.ics" not in of_axes
    assert made["en/providers/polytechnic/deadlines.ics"] == made["en/providers/sample-university/deadlines.ics"]
    assert FEED.language_address.format(language="en") in made
    assert FEED.provider_address.format(language="en", provider="sample-university") in made


# -------------------------------------------------------------------------------------------------------------- bytes


def test_the_order_of_records_does_not_change_a_byte() -> None:
    offers = [an_entry(number, runs=[run("2027-05-01", "b"), run("2027-05-01", "a")]) for number in range(5)]
    turned = [replace(one, runs=one.runs[::-1]) for one in reversed(offers)]
    assert content(followed(*offers)) == content(followed(*turned))


@pytest.mark.slow
@settings(derandomize=True, deadline=None, max_examples=200)
@given(HOSTILE, HOSTILE)
def test_no_text_breaks_a_calendar(title: str, name: str) -> None:
    offer = replace(an_entry(), title={"en": title})
    provider = replace(a_provider_summary(a_provider()), name={"en": name})
    made = content(followed(offer, provider=provider))
    physical = made.split(b"\r\n")
    assert physical[-1] == b""
    for line in physical:
        assert len(line) <= 75
        assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line)
        line.decode()  # no letter is cut
    told = lines(made)
    assert [value for key, value in told if key == "BEGIN"] == ["VCALENDAR", "VEVENT"]
    assert dict(told)["SUMMARY"] == f"Apply by today: {readable(title)}"
    assert dict(told)["DESCRIPTION"].startswith(f"{readable(name)}\nhttps://")
    (event,) = Calendar.from_ical(made).walk("VEVENT")
    assert event["SUMMARY"] == f"Apply by today: {readable(title)}"


def test_letters_with_a_meaning_are_escaped() -> None:
    made = content(followed(an_entry(title={"en": 'a;b,c\\Nd\ne:"f"'})))
    assert b'\r\nSUMMARY:Apply by today: a\\;b\\,c\\\\Nd\\ne:"f"\r\n' in made


def test_lines_are_as_long_as_they_may_be() -> None:
    made = content(followed(an_entry(title={"en": "a" * 400})))
    folded = [line for line in made.split(b"\r\n") if line.endswith(b"aaa")]
    assert [len(line) for line in folded[:-1]] == [75] * (len(folded) - 1)
    assert len(folded) == 6


def test_what_it_cannot_carry_is_in_the_table() -> None:
    """Of Annex I an event has the title alone; no statement of another element is found in it."""
    told = content(followed(an_offer_summary(an_offer()))).decode()
    assert {"title"} | set(FEED.cannot_carry) == set(ELEMENTS)
    assert "title" not in FEED.cannot_carry
    assert "Data for public officials" in told
    lost = (
        "Evaluates",
        "2.50",
        "ECTS",
        "hours",
        "Level",
        "project",
        "blended",
        "esg",
        "Basic",
        "Pass or",
        "diploma",
        "laptop",
    )
    assert [text for text in lost if text in told] == []


def test_an_offer_with_a_deadline_has_a_calendar_of_its_own_and_keeps_its_former_address(tmp_path: Path) -> None:
    quiet = an_offer(id="quiet", uuid="4f0c1a52-6d0e-4c53-9a53-0f5d1d3b7c12", runs=None)
    catalogue = a_catalogue([an_offer(formerly=["old-name", "quiet"]), quiet], tmp_path)
    made = {path: content for path, content in files(catalogue).items() if "/offers/" in path}
    beside = "en/offers/sample-university/{}/deadlines.ics"
    assert {path for path in made if path.startswith("en/")} == {
        beside.format("data-for-officials"),
        beside.format("old-name"),
    }
    (event,) = Calendar.from_ical(made[beside.format("old-name")]).walk("VEVENT")
    assert event["DTSTART"].dt == datetime.date(2026, 11, 30)
