"""Browsing: every offer is reached on every axis, counts are true, lists come in pages, what is past comes last."""

from __future__ import annotations

import uuid
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.catalogue.addresses import BROWSED
from generator.catalogue.axes import AXES, AXIS_BY_NAME, FIELDS, LEVELS, NARROWED, NOT_STATED, PRICES, STARTS
from generator.pages.browse_pages import axis_view, browse_view, choices, providers_view, published
from generator.pages.cards import Cards
from generator.pages.engine import Prose
from generator.pages.home_page import Guides, home_view
from generator.pages.inventory import sitemap_pages
from generator.pages.list_pages import FEW, PAGE_SIZE, deadline_pages, shelf_pages
from generator.pages.provider_page import Given
from generator.pages.record_pages import provider_pages
from generator.pages.render import Renderer
from generator.pages.shell import Shell
from generator.theme import Theme
from tests.builders import PROVIDER, a_catalogue, a_credential, a_provider, an_offer, some_settings
from tests.site.serving import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from generator.catalogue.graph import Catalogue
    from generator.pages.list_pages import ListPage
    from generator.records.offer import Offer

TODAY = date(2026, 11, 20)
RENDERER = Renderer(
    some_settings(), Theme(ROOT / "theme"), {tag: Shell(tag, "--mc:content--") for tag in ("pl", "en")}, TODAY
)
WORDS = RENDERER.words("en")
NO_PROSE = {tag: Prose({}, Shell(tag, ""), {}) for tag in ("pl", "en")}
OPEN, LATER, CLOSED = (
    {"id": "open", "start": "2027-02-01", "apply_by": "2026-12-15"},
    {"id": "later", "start": "2027-05-01", "apply_from": "2027-01-10", "apply_by": "2027-03-01"},
    {"id": "closed", "start": "2026-11-01", "end": "2027-01-31", "apply_by": "2026-10-20"},
)
PAST = {"id": "past", "start": "2025-03-01", "end": "2025-04-01", "apply_by": "2025-02-01"}


def offer(name: str, **changes: Any) -> Offer:
    return an_offer(id=name, uuid=str(uuid.uuid5(uuid.NAMESPACE_URL, name)), title={"en": name}, **changes)


def lists_of(catalogue: Catalogue, axis: str, language: str = "en") -> dict[str, ListPage]:
    words, cards = RENDERER.words(language), Cards(RENDERER, catalogue, language)
    return {page.view.address: page for page in shelf_pages(catalogue, AXIS_BY_NAME[axis], words, TODAY, cards)}


# ------------------------------------------------------------------------------------------------- every offer


def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


LEVEL = st.fixed_dictionaries(
    {
        "framework": st.sampled_from(["prk", "nfq", "alqf"]),
        "basis": st.sampled_from(["registered", "claimed", "descriptors-only"]),
        "level": st.integers(1, 8).map(str),
    }
)
OFFERS = st.lists(
    st.fixed_dictionaries(
        {
            "status": st.sampled_from(["published", "paused", "withdrawn", "draft"]),
            "kind": st.sampled_from(["micro-credential", "learning-opportunity"]),
            "field": _maybe(st.lists(st.sampled_from(["0688", "0613", "0111", "1015"]), min_size=1, max_size=3)),
            "purpose": _maybe(st.lists(st.sampled_from(["personal", "employment"]), max_size=2)),
            "teaching_languages": _maybe(st.lists(st.sampled_from(["pl", "en-IE", "en", "uk"]), max_size=3)),
            "participation": _maybe(
                st.fixed_dictionaries({"mode": st.sampled_from(["online", "blended"])})
                | st.just({"not_applicable": {"en": "No course."}})
                | st.just({"pace": "self-paced"})
            ),
            "price": _maybe(st.fixed_dictionaries({"category": st.sampled_from(["free", "paid", "partly-free"])})),
            "runs": st.lists(st.sampled_from([OPEN, LATER, CLOSED, PAST]), max_size=3, unique_by=lambda run: run["id"]),
            "credential": st.none() | LEVEL.map(lambda level: a_credential(level=level)),
        }
    ),
    max_size=12,
)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(OFFERS)
def test_every_published_offer_is_reached_on_every_axis_and_counted_truly(
    tmp_path: Path, made: list[dict[str, Any]]
) -> None:
    catalogue = a_catalogue([offer(f"offer-{n}", **changes) for n, changes in enumerate(made)], tmp_path)
    listed = {one.key for one in catalogue.listed}
    for axis in AXES:
        pages = lists_of(catalogue, axis.name)
        shown = {one.key for page in pages.values() for one in page.offers}
        assert shown == listed or (shown < listed and not axis.lists_the_silent), axis.name
        for choice in choices(catalogue, axis, WORDS, TODAY):
            assert len(pages[choice.address].offers) == choice.number, choice.address


@pytest.mark.parametrize(
    ("level", "value"),
    [
        ({"framework": "prk", "basis": "registered", "level": "6", "register_code": "1"}, "6"),
        ({"framework": "prk", "basis": "claimed", "level": "6"}, "claimed-6"),
        ({"framework": "nfq", "basis": "registered", "level": "8", "register_code": "1"}, "6"),
        ({"framework": "nqr", "basis": "claimed", "level": "7"}, "claimed-7"),
        ({"framework": "prk", "basis": "descriptors-only", "level": "6"}, "descriptors"),
        ({"framework": "alqf", "basis": "registered", "level": "6", "register_code": "1"}, "other"),
        ({"not_applicable": {"en": "Leisure."}}, "not-applicable"),
        (None, NOT_STATED),
    ],
)
def test_registered_and_claimed_levels_never_stand_together(
    tmp_path: Path, level: dict[str, Any] | None, value: str
) -> None:
    credential = {key: given for key, given in a_credential(level=level).items() if given is not None}
    catalogue = a_catalogue([offer("one", credential=credential)], tmp_path)
    assert [found for found, offers in catalogue.shelves[LEVELS.name].items() if offers] == [value]


@pytest.mark.parametrize(
    ("price", "value"),
    [
        ({"category": "free"}, "free"),
        ({"category": "partly-free", "learning": {"amount": "0", "currency": "EUR"}}, "partly-free"),
        ({"learning": {"amount": "0", "currency": "EUR"}}, "partly-free"),
        ({"learning": {"amount": "10", "currency": "EUR"}}, "paid"),
        ({"category": "free", "application": {"amount": "50", "currency": "EUR"}}, "partly-free"),
        (
            {
                "learning": {"amount": "0", "currency": "EUR"},
                "credential": {"amount": "0", "currency": "EUR"},
                "application": {"amount": "50", "currency": "EUR"},
            },
            "partly-free",
        ),
        (None, NOT_STATED),
    ],
)
def test_only_what_costs_nothing_at_all_is_free(tmp_path: Path, price: dict[str, Any] | None, value: str) -> None:
    catalogue = a_catalogue([offer("one", price=price)], tmp_path)
    (found,) = [one for one, offers in catalogue.shelves[PRICES.name].items() if offers]
    assert found == value


def test_free_offers_have_their_short_address(tmp_path: Path) -> None:
    catalogue = a_catalogue([offer("one", price={"category": "free"})], tmp_path)
    assert [one.key for one in lists_of(catalogue, "prices")["en/free/"].offers] == [f"{PROVIDER}/one"]


# ------------------------------------------------------------------------------------------------------- pages


def test_a_long_list_comes_in_pages_that_lose_and_repeat_nothing(tmp_path: Path) -> None:
    number = 2 * PAGE_SIZE + 1
    catalogue = a_catalogue([offer(f"offer-{n:03}") for n in range(number)], tmp_path)
    pages = lists_of(catalogue, "fields")
    addresses = ["en/fields/06/", "en/fields/06/2/", "en/fields/06/3/"]
    assert [len(pages[address].offers) for address in addresses] == [PAGE_SIZE, PAGE_SIZE, 1]
    shown = Counter(one.id for address in addresses for one in pages[address].offers)
    assert set(shown.values()) == {1}
    assert len(shown) == number
    assert [address for _number, address in pages["en/fields/06/2/"].view.pages] == addresses
    assert all(pages[address].view.feed == "en/fields/06/feed.atom" for address in addresses)


def test_many_offers_of_a_provider_come_in_pages(tmp_path: Path) -> None:
    number = 2 * PAGE_SIZE + 1
    catalogue = a_catalogue([offer(f"offer-{n:03}") for n in range(number)], tmp_path)
    offers = catalogue.offers_by_provider[PROVIDER]
    made = dict(provider_pages(RENDERER, a_provider(), catalogue.providers[0], catalogue.provider_by_id, Given(offers)))
    pages = [made[f"en/providers/{PROVIDER}/{tail}index.html"].decode() for tail in ("", "2/", "3/")]
    assert f"en/providers/{PROVIDER}/4/index.html" not in made
    cards = [page.count('class="mc-card"') for page in pages]
    assert cards == [PAGE_SIZE, PAGE_SIZE, 1]
    assert ["Quality assurance" in page for page in pages] == [True, False, False]
    listed = [page.addresses["en"] for page in sitemap_pages(catalogue, RENDERER.settings, NO_PROSE)]
    assert [one for one in listed if one.startswith(f"en/providers/{PROVIDER}/")] == [
        f"en/providers/{PROVIDER}/",
        f"en/providers/{PROVIDER}/2/",
        f"en/providers/{PROVIDER}/3/",
    ]


def test_what_begins_next_comes_first_and_what_is_past_last(tmp_path: Path) -> None:
    named = {
        "past": offer("past", runs=[{**PAST, "start": "2026-02-01", "end": "2026-03-01"}]),
        "before": offer("before", runs=[PAST]),
        "closed": offer("closed", runs=[CLOSED]),
        "undated": offer("undated", runs=None),
        "any-time": offer("any-time", runs=None, participation={"mode": "online", "pace": "self-paced"}),
        "later": offer("later", runs=[LATER]),
        "open": offer("open", runs=[PAST, OPEN]),
    }
    catalogue = a_catalogue(named.values(), tmp_path)
    shown = [one.id for one in lists_of(catalogue, "fields")["en/fields/06/"].offers]
    assert shown == ["open", "later", "any-time", "undated", "closed", "past", "before"]


def test_a_list_says_its_order_only_where_something_begins(tmp_path: Path) -> None:
    made = [
        offer("open", runs=[OPEN], field=["0688"]),
        offer("past", runs=[PAST], field=["0111"]),
        offer("any-time", runs=None, participation={"mode": "online", "pace": "self-paced"}, field=["0111"]),
    ]
    pages = lists_of(a_catalogue(made, tmp_path), "fields")
    assert pages["en/fields/06/"].view.order == "open for application first, then by start"
    assert pages["en/fields/01/"].view.order == ""


def test_lists_of_fields_and_skills_say_where_these_are_defined(tmp_path: Path) -> None:
    catalogue = a_catalogue([offer("one")], tmp_path)
    field = lists_of(catalogue, "fields")["en/fields/06/"].view.source
    assert field is not None
    assert (field.text, field.href) == ("ISCED-F 2013, 06", "http://data.europa.eu/esco/isced-f/06")
    (skill,) = [page.view.source for page in lists_of(catalogue, "skills").values()]
    assert skill is not None
    assert skill.href == "http://data.europa.eu/esco/skill/5fd5c985-eaaa-47aa-8314-62359c54505a"
    assert lists_of(catalogue, "prices")["en/free/"].view.source is None


def test_a_part_of_a_list_comes_by_title_too_and_follows_the_whole(tmp_path: Path) -> None:
    made = [offer(f"offer-{number:02}") for number in range(FEW + 1)]
    pages = lists_of(a_catalogue(made, tmp_path), "fields")
    part = pages["en/fields/06/participation/blended/"].view
    assert [one.address for one in part.orders] == ["", "en/fields/06/participation/blended/by-title/"]
    assert part.feed == pages["en/fields/06/"].view.feed
    assert part.is_part
    by_title = pages["en/fields/06/participation/blended/by-title/"]
    assert [one.id for one in by_title.offers] == sorted(one.id for one in made)
    assert not by_title.view.indexed


def test_a_list_that_is_not_seen_at_a_glance_comes_by_title_too(tmp_path: Path) -> None:
    titles = ["Żuraw", "łodzie", "Ćma", "Zebra", "lody", *(f"Kurs {number}" for number in range(FEW - 3))]
    drafts = (offer(f"o{number}", runs=[OPEN]) for number in range(len(titles)))
    made = [one.model_copy(update={"title": {"pl": title}}) for one, title in zip(drafts, titles, strict=True)]
    pages = lists_of(a_catalogue(made, tmp_path), "fields", "pl")
    by_title = pages["pl/fields/06/by-title/"]
    shown = [one.title["pl"] for one in by_title.offers]
    assert (shown[0], shown[-5:]) == ("Ćma", ["Kurs 6", "lody", "łodzie", "Zebra", "Żuraw"])
    assert [one.address for one in by_title.view.orders] == ["pl/fields/06/", ""]
    assert [one.address for one in pages["pl/fields/06/"].view.orders] == ["", "pl/fields/06/by-title/"]
    assert not by_title.view.indexed
    assert {one.key for one in by_title.offers} == {one.key for one in pages["pl/fields/06/"].offers}
    few = lists_of(a_catalogue(made[:FEW], tmp_path / "few"), "fields", "pl")
    assert "pl/fields/06/by-title/" not in few
    assert few["pl/fields/06/"].view.orders == ()


def test_list_of_a_field_is_narrowed_by_level_and_participation(tmp_path: Path) -> None:
    modes = {"a": "online", "b": "on-site", "c": "online"}
    catalogue = a_catalogue([offer(name, participation={"mode": mode}) for name, mode in modes.items()], tmp_path)
    pages = lists_of(catalogue, "fields")
    whole = pages["en/fields/06/"]
    parts = {address: page for address, page in pages.items() if address.startswith("en/fields/06/") and page != whole}
    (by_participation,) = whole.view.narrowings
    assert [(one.label, one.number) for one in by_participation.choices] == [("On site", 1), ("Online", 2)]
    for choice in by_participation.choices:
        assert len(parts[choice.address].offers) == choice.number
        assert parts[choice.address].view.title.text.endswith(f" · {choice.label}")
    for by in NARROWED["fields"]:
        within = [page.offers for address, page in parts.items() if f"/06/{by.name}/" in address]
        assert sorted(one.id for offers in within for one in offers) == ["a", "b", "c"]
    listed = {page.addresses["en"] for page in sitemap_pages(catalogue, RENDERER.settings, NO_PROSE)}
    assert set(parts) <= listed


def test_past_months_keep_their_page_but_are_not_offered(tmp_path: Path) -> None:
    catalogue = a_catalogue([offer("one", runs=[PAST, OPEN])], tmp_path)
    assert [choice.label for choice in choices(catalogue, STARTS, WORDS, TODAY)] == ["February 2027"]
    pages = lists_of(catalogue, "starts")
    assert pages["en/starts/2025-03/"].view.notice.startswith("This month is past.")
    assert not pages["en/starts/2025-03/"].view.indexed
    assert pages["en/starts/2027-02/"].view.notice == ""
    assert pages["en/starts/2027-02/"].view.title.text == "Start month: February 2027"


def test_calendar_stands_beside_lists_with_deadlines_even_past_ones(tmp_path: Path) -> None:
    catalogue = a_catalogue(
        [offer("one", runs=[PAST], field=["0688"]), offer("two", runs=None, field=["0111"])], tmp_path
    )
    pages = lists_of(catalogue, "fields")
    assert pages["en/fields/06/"].view.calendar == "en/fields/06/deadlines.ics"
    assert pages["en/fields/01/"].view.calendar == ""


def test_deadlines_ahead_are_those_one_can_still_meet(tmp_path: Path) -> None:
    made = [offer("late", runs=[{**OPEN, "apply_by": "2027-01-30"}]), offer("soon", runs=[OPEN, PAST])]
    others = [
        offer("closed", runs=[CLOSED]),
        offer("not-yet", runs=[LATER]),
        offer("gone", runs=[OPEN], status="paused"),
    ]
    catalogue = a_catalogue([*made, *others], tmp_path)
    (page,) = deadline_pages(catalogue, WORDS, TODAY, Cards(RENDERER, catalogue, "en"))
    assert [one.id for one in page.offers] == ["soon", "late"]
    assert [(one.title, len(one.cards)) for one in page.view.months] == [("December 2026", 1), ("January 2027", 1)]


def test_skill_is_called_what_its_record_calls_it_in_its_language(tmp_path: Path) -> None:
    catalogue = a_catalogue([offer("one")], tmp_path)
    (choice,) = choices(catalogue, AXIS_BY_NAME["skills"], RENDERER.words("pl"), TODAY)
    assert (choice.label, choice.language) == ("develop digital content", "en")
    assert choice.address == "pl/skills/esco-5fd5c985-eaaa-47aa-8314-62359c54505a/"


def test_alliance_has_the_offers_of_its_members(tmp_path: Path) -> None:
    alliance = a_provider(id="rivers", uuid=str(uuid.uuid4()), name={"en": "Rivers"}, type="alliance")
    member = a_provider(alliances=["rivers"])
    catalogue = a_catalogue([offer("one"), ("rivers", offer("two"))], tmp_path, providers=[member, alliance])
    assert {one.id for one in catalogue.shelves["alliances"]["rivers"]} == {"one", "two"}


def test_names_are_sorted_as_readers_expect(tmp_path: Path) -> None:
    named = {"a": "Żubr", "b": "Łan", "c": "Lipa", "d": "Zebra", "e": "Ąkwen"}
    providers = [a_provider(id=key, uuid=str(uuid.uuid4()), name={"pl": name}) for key, name in named.items()]
    view = providers_view(a_catalogue([], tmp_path, providers=providers), RENDERER.words("pl"))
    assert [choice.label for choice in view.choices] == ["Ąkwen", "Łan", "Lipa", "Zebra", "Żubr"]


def test_page_of_all_axes_leads_to_each_that_says_something(tmp_path: Path) -> None:
    catalogue = a_catalogue([offer("one", purpose=None, field=None, runs=None)], tmp_path)
    names = [section.name for section in browse_view(catalogue, WORDS, TODAY).sections]
    assert "fields" not in names
    assert "purposes" not in names
    assert {"participation", "teaching-languages", "prices", "levels", "countries", "skills", "kinds"} <= set(names)
    assert axis_view(catalogue, FIELDS, WORDS, TODAY).choices[0].label == "Field not stated"


# -------------------------------------------------------------------------------------------------------- home


def test_numbers_of_the_home_page_lead_to_what_they_count(tmp_path: Path) -> None:
    made = [
        offer("one", runs=[OPEN]),
        offer("two", price={"category": "free"}, runs=[CLOSED], kind="learning-opportunity"),
        offer("three", status="withdrawn", withdrawn_on="2026-01-01"),
    ]
    catalogue = a_catalogue(made, tmp_path)
    cards = Cards(RENDERER, catalogue, "en")
    home = home_view(catalogue, RENDERER.settings, WORDS, TODAY, cards, Guides())
    figures = {row.label: (row.lines[0].text, row.lines[0].address) for row in home.figures}
    assert figures["Micro-credentials"] == ("1", "en/kinds/micro-credential/")
    assert figures["Other learning opportunities"] == ("1", "en/kinds/learning-opportunity/")
    assert figures["With a deadline ahead"] == ("1", "en/deadlines/")
    assert figures["Free of charge"] == ("1", "en/free/")
    assert figures["Last confirmed by a provider"][0] == "12 October 2026"
    nothing = home_view(a_catalogue([], tmp_path / "empty"), RENDERER.settings, WORDS, TODAY, cards, Guides())
    assert {line.address for row in nothing.figures[:4] for line in row.lines} == {""}
    assert len(lists_of(catalogue, "kinds")["en/kinds/micro-credential/"].offers) == 1


def test_home_page_says_what_people_wish_for_where_an_offer_fulfils_it(tmp_path: Path) -> None:
    without_course = {"not_applicable": {"en": "The outcomes are validated; there is no course."}}
    made = [
        offer("open", runs=[OPEN]),
        offer("proof", runs=None, participation=without_course),
        offer("gone", status="paused", price={"category": "free"}),
    ]
    catalogue = a_catalogue(made, tmp_path)
    home = home_view(catalogue, RENDERER.settings, WORDS, TODAY, Cards(RENDERER, catalogue, "en"), Guides())
    wishes = {wish.text: wish.address for wish in home.wishes}
    assert wishes["I can still apply"] == "en/deadlines/"
    assert wishes["I can already do this and need proof"] == "en/without-course/yes/"
    assert "It costs nothing" not in wishes
    assert "It closes this month" not in wishes
    for address in set(wishes.values()) - {"en/deadlines/"}:
        assert lists_of(catalogue, address.split("/")[1])[address].offers


def test_home_page_leads_to_what_closes_this_month(tmp_path: Path) -> None:
    catalogue = a_catalogue([offer("soon", runs=[{**OPEN, "apply_by": "2026-11-30"}])], tmp_path)
    home = home_view(catalogue, RENDERER.settings, WORDS, TODAY, Cards(RENDERER, catalogue, "en"), Guides())
    (address,) = [wish.address for wish in home.wishes if wish.text == "It closes this month"]
    (page,) = deadline_pages(catalogue, WORDS, TODAY, Cards(RENDERER, catalogue, "en"))
    assert address == f"{page.view.address}#{page.view.months[0].anchor}"


def test_folders_of_lists_are_those_of_the_axes() -> None:
    assert {axis.name for axis in AXES} | {"free", "deadlines", "providers", "organisations"} == set(BROWSED)


def test_a_card_is_rendered_once_however_many_lists_show_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = a_catalogue([offer("one"), offer("two")], tmp_path)
    rendered: list[str] = []
    content = Renderer.content

    def counted(self: Renderer, template: str, language: str, /, **view: Any) -> str:
        rendered.append(template)
        return content(self, template, language, **view)

    monkeypatch.setattr(Renderer, "content", counted)
    cards = Cards(RENDERER, catalogue, "en")
    for axis in AXES:
        for page in shelf_pages(catalogue, axis, WORDS, TODAY, cards):
            assert all("<li" in card.__html__() for card in page.view.cards)
    assert rendered == ["card.html.j2", "card.html.j2"]
    assert len(published(catalogue.with_page)) == 2
