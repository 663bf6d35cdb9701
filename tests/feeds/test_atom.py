"""Atom feeds are valid, say what the records say, date nothing by the clock, and lose no withdrawn offer."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import feedparser
import pytest
from hypothesis import given, settings
from lxml import etree

from generator.catalogue.axes import AXIS_BY_NAME
from generator.catalogue.transparency import ELEMENTS
from generator.feeds import atom
from generator.feeds.atom import FEED, MAXIMUM_ENTRIES, atom_feed
from generator.records.discover import RecordKind
from generator.records.schema import record_schema
from tests.builders import a_catalogue, a_provider, a_provider_summary, an_offer, an_offer_summary, some_settings
from tests.feeds.followed import HOSTILE, ROOT, a_numbered, an_entry, followed, readable
from tests.oracles import oracle

if TYPE_CHECKING:
    from pathlib import Path

    from generator.catalogue.graph import Catalogue
    from generator.catalogue.summary import OfferSummary
    from tests.feeds.followed import Followed

NAMES = {"a": "http://www.w3.org/2005/Atom"}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
BASE = "https://registry.example.org"
NONE = "11111111-1111-4111-8111-111111111111"
OFFER = f"{BASE}/id/offer/3f0c1a52-6d0e-4c53-9a53-0f5d1d3b7c11"


def content(given: Followed) -> bytes:
    return atom_feed(given.listed, given.providers, given.settings, given.words)


def feed(*offers: OfferSummary, **options: object) -> etree._Element:
    return etree.fromstring(content(followed(*offers, **options)))  # type: ignore[arg-type]  # options are settings of any type


def texts(root: etree._Element, path: str) -> list[str]:
    return [str(one) for one in root.xpath(path, namespaces=NAMES)]


def files(catalogue: Catalogue) -> dict[str, bytes]:
    made = list(atom.files(catalogue, some_settings(ROOT)))
    assert len({file.path for file in made}) == len(made)
    return {file.path: file.content for file in made}


@cache
def schema() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(oracle("atom/atom-rfc4287.rng")))


# -------------------------------------------------------------------------------------------------------- conformance


def test_every_file_conforms_and_is_read_without_complaint(tmp_path: Path) -> None:
    offers = [
        an_offer(),
        a_numbered(1, status="withdrawn", withdrawn_on="2026-11-01", title={"pl": "Tylko po polsku"}),
        a_numbered(2, status="paused", summary=None, checked=None),
    ]
    made = files(a_catalogue(offers, tmp_path, providers=[a_provider(), a_provider(id="empty", uuid=NONE)]))
    pages = ("", "providers/sample-university/", "providers/empty/")
    of_axes = {path for path in made if path.split("/")[1] in (*AXIS_BY_NAME, "free")}
    assert set(made) - of_axes == {f"{language}/{page}feed.atom" for language in ("pl", "en") for page in pages}
    assert {"en/fields/06/feed.atom", "en/free/feed.atom", "pl/starts/2027-01/feed.atom"} <= of_axes
    for path, one in made.items():
        schema().assertValid(etree.fromstring(one))
        read = feedparser.parse(one)
        assert not read.bozo, path
        if path not in of_axes:
            assert len(read.entries) == (0 if "empty" in path else 3)
    assert len(feedparser.parse(made["en/fields/06/feed.atom"]).entries) == 3
    assert feedparser.parse(made["en/participation/online/feed.atom"]).feed.title == "Participation: Online"


@pytest.mark.parametrize("element", ["id", "title", "updated"])
def test_the_schema_notices_what_is_missing(element: str) -> None:
    root = feed(an_entry())
    schema().assertValid(root)
    for one in root.xpath(f"a:entry/a:{element}", namespaces=NAMES):
        one.getparent().remove(one)
    assert not schema().validate(root)


def test_a_reader_finds_what_the_record_says() -> None:
    read = feedparser.parse(content(followed(an_offer_summary(an_offer()))))
    (entry,) = read.entries
    page = f"{BASE}/en/offers/sample-university/data-for-officials/"
    assert (read.feed.title, read.feed.subtitle, read.feed.language) == ("Technologies", "Registry", "en")
    assert (entry.title, entry.id, entry.link) == ("Data for public officials", OFFER, page)
    assert (entry.author, entry.summary) == ("Sample University", "Analysis and visualisation.")
    assert (entry.updated, "published" in entry) == ("2026-10-12T00:00:00Z", False)
    assert [(tag.term, tag.label) for tag in entry.tags] == [
        ("micro-credential", "Micro-credential"),
        ("published", "Published"),
    ]


def test_categories_name_a_place_in_the_schema_of_records() -> None:
    schemes = texts(feed(an_entry()), "a:entry/a:category/@scheme")
    described = record_schema(RecordKind.OFFER, BASE)
    for scheme, key in zip(schemes, ("kind", "status"), strict=True):
        assert scheme == f"{described['$id']}#/properties/{key}"
        assert key in described["properties"]


def test_identifiers_stay_when_the_site_is_shown_elsewhere() -> None:
    root = feed(an_offer_summary(an_offer()), base_url="https://preview.example.net/7/")
    assert texts(root, "//a:id/text()") == [f"{BASE}/en/fields/06/feed.atom", OFFER]
    assert texts(root, "a:link[@rel='self']/@href") == ["https://preview.example.net/7/en/fields/06/feed.atom"]
    assert texts(root, "a:link[@rel='alternate']/@href") == ["https://preview.example.net/7/en/fields/06/"]
    assert texts(root, "a:entry/a:link/@href")[0].startswith("https://preview.example.net/7/en/offers/")


def test_texts_in_another_language_say_so() -> None:
    provider = a_provider_summary(a_provider(name={"pl": "Uczelnia"}))
    offer = an_entry(title={"pl": "Dane"}, summary={"pl": "Analiza."})
    root = feed(offer, provider=provider)
    marked = {etree.QName(one).localname: one.get(LANGUAGE) for one in root.find("a:entry", NAMES)}
    assert root.get(LANGUAGE) == "en"
    assert {name for name, language in marked.items() if language == "pl"} == {"title", "summary", "author"}
    assert set(marked.values()) == {"pl", None}
    assert not root.xpath("//*[@xml:lang='en'][ancestor::*]")


def test_sample_registries_say_that_everything_is_invented() -> None:
    warning = "Sample data. The providers and offers shown here are invented."
    assert texts(feed(sample=True), "a:subtitle/text()") == [f"Registry · {warning}"]
    assert texts(feed(), "a:subtitle/text()") == ["Registry"]


# ---------------------------------------------------------------------------------------------------- life of offers


def test_withdrawn_and_paused_offers_stay_and_say_so_first() -> None:
    offers = [
        an_entry(1, status="withdrawn", withdrawn_on="2026-11-01"),
        an_entry(2, status="paused", summary=None),
        an_entry(3),
    ]
    assert texts(feed(*offers), "a:entry/a:summary/text()") == [
        "Withdrawn: Analysis and visualisation.",
        "Paused",
        "Analysis and visualisation.",
    ]
    states = [title.partition(": ")[0] for title in texts(feed(*offers), "a:entry/a:title/text()")]
    assert states[:2] == ["Withdrawn", "Paused"]
    assert states[2] not in ("Withdrawn", "Paused", "Published")


def test_drafts_never_appear(tmp_path: Path) -> None:
    draft = a_numbered(1, status="draft", title={"en": "Secret"}, runs=None)
    assert texts(feed(an_offer_summary(draft)), "a:entry") == []
    made = files(a_catalogue([an_offer(), draft], tmp_path))
    assert not any(b"Secret" in one or b"offer-1" in one for one in made.values())


@pytest.mark.parametrize(
    ("record", "updated"),
    [
        ({"checked": "2026-10-12"}, "2026-10-12"),
        ({"checked": "2026-10-12", "status": "withdrawn", "withdrawn_on": "2026-11-01"}, "2026-11-01"),
        ({"checked": "2026-10-12", "status": "withdrawn", "withdrawn_on": "2026-09-01"}, "2026-10-12"),
        ({"checked": "2026-10-12", "source": {"type": "import", "date": "2026-11-09"}}, "2026-10-12"),
        ({"checked": None, "source": {"type": "import", "date": "2026-11-09"}}, "2026-11-09"),
        ({"checked": None, "source": {"type": "import"}}, "1970-01-01"),
        ({"checked": None}, "1970-01-01"),
    ],
)
def test_updated_is_the_latest_day_that_the_record_names(record: dict[str, object], updated: str) -> None:
    assert texts(feed(an_entry(**record)), "//a:updated/text()") == [f"{updated}T00:00:00Z"] * 2


def test_newest_come_first_then_by_key_and_the_feed_is_as_new_as_they_are() -> None:
    days = {5: "2026-10-02", 3: "2026-10-01", 4: "2026-10-01", 1: "2026-10-03", 2: None}
    root = feed(*(an_entry(number, checked=day) for number, day in days.items()))
    order = [link.split("/")[-2] for link in texts(root, "a:entry/a:link/@href")]
    assert order == ["offer-1", "offer-5", "offer-3", "offer-4", "offer-2"]
    assert texts(root, "a:updated/text()") == ["2026-10-03T00:00:00Z"]


def test_an_empty_list_has_a_feed_all_the_same() -> None:
    root = feed()
    assert texts(root, "a:updated/text()") == ["1970-01-01T00:00:00Z"]
    assert not root.findall("a:entry", NAMES)


def test_only_the_newest_are_told() -> None:
    old = [an_entry(number, checked="2026-01-01") for number in range(MAXIMUM_ENTRIES)]
    root = feed(*old, an_entry(9999, checked="2026-01-02"))
    links = texts(root, "a:entry/a:link/@href")
    assert len(links) == MAXIMUM_ENTRIES == 200
    assert links[0].endswith("/offer-9999/")


# ------------------------------------------------------------------------------------------------------------- bytes


def test_the_order_of_records_does_not_change_a_byte() -> None:
    offers = [an_entry(number) for number in range(5)]
    assert content(followed(*offers)) == content(followed(*reversed(offers)))


@pytest.mark.slow
@settings(derandomize=True, deadline=None, max_examples=200)
@given(HOSTILE, HOSTILE, HOSTILE)
def test_no_text_breaks_a_feed(title: str, line: str, name: str) -> None:
    offer = replace(an_entry(), title={"en": title}, summary={"en": line})
    root = feed(offer, provider=replace(a_provider_summary(a_provider()), name={"en": name}))
    entry = root.find("a:entry", NAMES)
    assert entry is not None
    found = [entry.findtext(path, namespaces=NAMES) for path in ("a:title", "a:summary", "a:author/a:name")]
    assert found == [readable(title), readable(line), readable(name)]


# ----------------------------------------------------------------------------------------------------------- addresses


def test_a_renamed_provider_keeps_the_address_of_its_feed_unless_another_has_it(tmp_path: Path) -> None:
    renamed = a_provider(formerly=["college", "polytechnic", "other"])
    other = a_provider(id="other", uuid=NONE, formerly=["polytechnic"])
    made = files(a_catalogue([an_offer()], tmp_path, providers=[renamed, other]))
    assert made["pl/providers/college/feed.atom"] == made["pl/providers/sample-university/feed.atom"]
    assert b"data-for-officials" not in made["pl/providers/other/feed.atom"]
    addresses = {FEED.language_address.format(language="en")}
    addresses |= {FEED.provider_address.format(language="pl", provider="sample-university")}
    assert addresses <= set(made)


def test_what_it_cannot_carry_is_in_the_table() -> None:
    """Of Annex I an entry has the title alone; no statement of another element is found in it."""
    told = content(followed(an_offer_summary(an_offer()))).decode()
    assert {"title"} | set(FEED.cannot_carry) == set(ELEMENTS)
    assert "title" not in FEED.cannot_carry
    assert "Data for public officials" in told
    lost = (
        "Evaluates",
        "2.50",
        "ECTS",
        "75",
        ">6<",
        "project",
        "blended",
        "esg",
        "Basic use",
        "Pass or",
        "diploma",
        "laptop",
    )
    assert [text for text in lost if text in told] == []
