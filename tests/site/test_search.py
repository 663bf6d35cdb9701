"""Search as a reader uses it on the whole site."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page, expect

from generator.records.discover import discover
from generator.records.offer import Offer
from generator.records.reader import read_record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.site.serving import Site

pytestmark = pytest.mark.browser

PROVIDERS = Path(__file__).parents[2] / "providers"
ENGINEERING = "07"


def engineering_offers() -> Iterator[Offer]:
    """Yield the sample offers of the field that search should find."""
    for file in discover(PROVIDERS, "providers")[0]:
        offer = read_record(file).record
        published = isinstance(offer, Offer) and offer.status == "published"
        if published and any(code.startswith(ENGINEERING) for code in offer.field):
            yield offer


def titles(*modes: str) -> set[str]:
    """Return the English titles of the engineering offers with one of these modes of participation."""
    return {one.title["en"] for one in engineering_offers() if one.participation and one.participation.mode in modes}


ON_SITE, BLENDED = titles("on-site"), titles("blended")


def results(page: Page) -> Locator:
    return page.get_by_role("region", name="Results").get_by_role("heading", level=3)


def expect_offers(page: Page, titles: set[str]) -> None:
    """Wait until the results are these, in any order."""
    expect(results(page)).to_have_count(len(titles))
    assert {heading.inner_text() for heading in results(page).all()} == titles


def summary(page: Page, group: str) -> Locator:
    """Return what opens a group of filters."""
    return page.locator("summary").filter(has_text=re.compile(f"^{group}$"))


def box(page: Page, group: str, label: str) -> Locator:
    """Return a filter, having opened its group if need be."""
    found = page.get_by_role("group", name=group).get_by_role("checkbox", name=re.compile(f"^{label}"))
    if not found.is_visible():
        summary(page, group).click()
    return found


def test_values_of_a_facet_add_up_and_the_address_tells_others(enter: Callable[..., Page], any_site: Site) -> None:
    page = enter(any_site, "en/search/")
    box(page, "Field", "Engineering").check()
    expect(page.get_by_role("status")).to_contain_text(f"{len(list(engineering_offers()))} offers")
    box(page, "Participation", "On site").check()
    assert ON_SITE
    assert BLENDED
    expect_offers(page, ON_SITE)
    box(page, "Participation", "Blended").check()
    expect_offers(page, ON_SITE | BLENDED)

    other = enter(any_site, page.url.removeprefix(any_site.address))
    expect_offers(other, ON_SITE | BLENDED)
    expect(box(other, "Participation", "Blended")).to_be_checked()
    expect(other.get_by_role("checkbox", checked=True)).to_have_count(3)


def test_words_typed_on_the_home_page_lead_to_an_offer(enter: Callable[..., Page], any_site: Site) -> None:
    page = enter(any_site, "pl/")
    page.get_by_role("searchbox", name="Czego chcesz się nauczyć?").fill("powodz")
    page.get_by_role("button", name="Szukaj").click()
    page.get_by_role("link", name="Wyzwanie: miasto gotowe na powódź").click()
    expect(page).to_have_url(f"{any_site.address}pl/offers/watershed-alliance/flood-ready-city/")


def test_offers_that_are_paused_or_withdrawn_are_not_found(enter: Callable[..., Page], site: Site) -> None:
    page = enter(site, "en/search/?q=spreadsheet+teams")
    expect(page.get_by_role("status")).not_to_be_empty()
    expect(page.get_by_role("region", name="Results").get_by_role("link", name="Leading teams")).to_have_count(0)
    expect(page.get_by_role("region", name="Results").get_by_role("link", name="Invoices in a")).to_have_count(0)


def test_language_switch_keeps_the_search(enter: Callable[..., Page], any_site: Site) -> None:
    page = enter(any_site, "en/search/?field=07&participation=on-site")
    expect_offers(page, ON_SITE)
    page.get_by_role("link", name="Polski").click()
    expect(page).to_have_url(f"{any_site.address}pl/search/?field=07&participation=on-site")
    region = page.get_by_role("region", name="Wyniki")
    expect(region.get_by_role("heading", level=3)).to_have_count(len(ON_SITE))
    expect(region.get_by_role("link", name="Sobota napraw")).to_be_visible()


def status(page: Page) -> Locator:
    return page.get_by_role("status")


def test_words_that_name_a_filter_lead_to_it(enter: Callable[..., Page], site: Site) -> None:
    page = enter(site, "en/search/?q=free+ukrainian")
    page.get_by_role("button", name="Teaching language: Ukrainian").click()
    expect(page).to_have_url(re.compile(r"\?q=free&teaching-language=uk$"))
    page.get_by_role("button", name="Price: Free", exact=True).click()
    expect(page).to_have_url(re.compile(r"\?teaching-language=uk&price=free$"))
    expect(results(page)).not_to_have_count(0)
    page.go_back()
    expect(page.get_by_role("searchbox", name="What would you like to learn?")).to_have_value("free")


@pytest.mark.parametrize("typed", ["wxylophone", "2061"])
def test_a_word_that_no_offer_has_finds_nothing(enter: Callable[..., Page], site: Site, typed: str) -> None:
    page = enter(site, f"en/search/?q={typed}")
    expect(status(page)).to_have_text("No offer fits all of this")
    expect(results(page)).to_have_count(1)
    expect(page.get_by_role("heading", name="No offer fits all of this")).to_be_visible()


def test_filters_that_no_offer_has_are_named(enter: Callable[..., Page], site: Site) -> None:
    page = enter(site, "en/search/?country=pl&start=2031-05")
    expect(page.get_by_text("Left out, since no offer has it: Start month: 2031-05")).to_be_visible()
    expect(page.get_by_role("button", name="Country: Poland")).to_be_visible()
    page.get_by_role("button", name="Country: Poland").click()
    expect(page.get_by_text("Left out")).to_be_hidden()


def test_months_that_are_over_are_not_offered(enter: Callable[..., Page], site: Site) -> None:
    page = enter(site, "en/about/")
    page.clock.set_fixed_time("2027-03-20T12:00:00Z")
    page.goto(f"{site.address}en/search/")
    expect(box(page, "Start month", "March 2027")).to_be_visible()
    expect(box(page, "Start month", "February 2027")).to_be_hidden()


def test_on_a_phone_the_filters_say_how_many_offers_they_leave(enter: Callable[..., Page], site: Site) -> None:
    page = enter(site, "en/search/", viewport={"width": 360, "height": 700})
    page.get_by_role("button", name="Filters").click()
    summary(page, "Participation").click()
    page.get_by_role("checkbox", name="Online").check()
    leave = page.get_by_role("button", name="offers, 1 filter")
    expect(leave).to_be_in_viewport()
    leave.click()
    expect(page.get_by_role("checkbox", name="Online")).to_be_hidden()
    expect(page.get_by_role("heading", name="Results")).to_be_focused()
    expect(results(page).first).to_be_in_viewport()


def held_back(page: Page, pattern: str) -> list[Callable[[], None]]:
    """Hold files back until the functions in the list, which come with them, are called: a slow network."""
    waiting: list[Callable[[], None]] = []
    page.route(pattern, lambda route: waiting.append(route.continue_))
    return waiting


def test_what_is_typed_while_filters_arrive_is_kept(enter: Callable[..., Page], site: Site) -> None:
    page = enter(site, "en/about/")
    waiting = held_back(page, "**/search/application.json")
    page.goto(f"{site.address}en/search/?q=data&application=later&price-to=500&price-in=PLN&sort=price")
    typed = page.get_by_role("searchbox", name="What would you like to learn?")
    expect(typed).to_have_value("data")
    typed.press("End")
    typed.press_sequentially(" wat")
    for give in waiting:
        give()
    kept = r"\?q=data\+wat&application=later&price-to=500&price-in=PLN&sort=price$"
    expect(page).to_have_url(re.compile(kept))
    expect(typed).to_have_value("data wat")
    expect(status(page)).not_to_have_text("Searching …")


def test_of_words_that_no_offer_has_together_one_is_left_out(enter: Callable[..., Page], site: Site) -> None:
    page = enter(site, "en/search/?q=data+sauna")
    way_out = page.get_by_role("button", name="Without “sauna”")
    alone = re.search(r"\d+", way_out.inner_text())
    assert alone is not None
    way_out.click()
    expect(page).to_have_url(re.compile(r"\?q=data$"))
    expect(status(page)).to_have_text(f"{alone[0]} offers")


def test_a_group_that_does_not_arrive_leaves_the_results(enter: Callable[..., Page], site: Site) -> None:
    page = enter(site, "en/search/?kind=micro-credential")
    before = results(page).first.inner_text()
    page.route("**/search/skill.json", lambda route: route.fulfill(status=200, body="not JSON"))
    summary(page, "Skill").click()
    failed = page.get_by_role("alert").filter(has_text="These filters could not be loaded.")
    expect(failed).to_be_visible()
    assert results(page).first.inner_text() == before
    page.unroute("**/search/skill.json")
    summary(page, "Skill").click()
    expect(failed).to_be_hidden()
    summary(page, "Skill").click()
    expect(page.get_by_role("group", name="Skill").get_by_role("checkbox").first).to_be_visible()
    expect(failed).to_be_hidden()


def test_without_its_program_the_page_leads_to_the_browse_pages(page: Page, site: Site) -> None:
    page.route("**/search-match.js", lambda route: route.abort())
    page.goto(f"{site.address}en/search/?q=data")
    expect(page.get_by_role("alert").get_by_role("link", name="Field")).to_be_visible()


@pytest.mark.parametrize("query", ["start-from=2027-02-31", "price-from=2027-01-01", "hours-to=many"])
def test_a_range_that_is_none_is_left_out(enter: Callable[..., Page], site: Site, query: str) -> None:
    page = enter(site, f"en/search/?{query}")
    expect(page.get_by_text("Or look around:")).to_be_visible()
    expect(page.get_by_role("button", name="Remove")).to_have_count(0)


def test_what_misses_a_range_is_said_exactly(enter: Callable[..., Page], site: Site) -> None:
    page = enter(site, "en/search/?price-to=600&price-in=EUR&q=protection&teaching-language=en")
    near = page.get_by_role("region", name="These nearly fit")
    expect(near.get_by_text("Does not fit: Price: 610 EUR")).to_be_visible()
    expect(near.get_by_text("application: €15")).to_be_visible()


def test_back_leads_to_the_place_where_one_was(enter: Callable[..., Page], site: Site) -> None:
    page = enter(site, "en/search/?kind=micro-credential", viewport={"width": 360, "height": 700})
    last = results(page).nth(9)
    last.scroll_into_view_if_needed()
    last.get_by_role("link").click()
    expect(page).to_have_url(re.compile("/offers/"))
    page.go_back()
    expect(results(page).nth(9)).to_be_in_viewport()


def test_without_the_names_of_filters_words_are_found_all_the_same(page: Page, site: Site) -> None:
    page.route("**/search/names.json", lambda route: route.abort())
    page.goto(f"{site.address}en/search/?q=water")
    expect(results(page).first).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_number_that_is_being_typed_is_kept(enter: Callable[..., Page], site: Site) -> None:
    page = enter(site, "en/search/?participation=online")
    summary(page, "Hours").click()
    hours = page.get_by_role("group", name="Hours")
    expect(hours.get_by_role("checkbox").first).to_be_visible()
    hours.get_by_role("spinbutton", name="To").press_sequentially("6")
    expect(hours.get_by_role("spinbutton", name="To")).to_be_focused()
    page.get_by_role("combobox", name="Sort by").select_option("start")
    expect(page).to_have_url(re.compile("sort=start"))
    summary(page, "Skill").click()
    hours.get_by_role("spinbutton", name="To").press("End")
    hours.get_by_role("spinbutton", name="To").press_sequentially("0")
    hours.get_by_role("spinbutton", name="To").press("Enter")
    expect(page.get_by_role("button", name="Hours: up to 60 hours")).to_be_visible()


def test_a_chosen_filter_is_kept_when_its_group_is_opened_too_early(enter: Callable[..., Page], site: Site) -> None:
    page = enter(site, "en/about/")
    waiting = held_back(page, "**/search/level.json")
    page.goto(f"{site.address}en/search/?field=07&level=4")
    box(page, "Field", "Health").check()
    for give in waiting:
        give()
    expect(page).to_have_url(re.compile(r"\?field=07&field=09&level=4$|\?level=4&field=07&field=09$"))


def test_a_phrase_that_no_offer_has_is_left_out_as_a_whole(enter: Callable[..., Page], site: Site) -> None:
    page = enter(site, 'en/search/?q="water data"&participation=blended')
    expect(page.get_by_role("heading", name="No offer fits all of this")).to_be_visible()
    page.get_by_role("button", name="water data").click()
    expect(page).to_have_url(re.compile(r"\?participation=blended$"))


@pytest.mark.parametrize(
    ("query", "said"), [("price-to=500&price-in=pln", "Price: up to 500 PLN"), ("price=FREE&price=free", "Price: Free")]
)
def test_small_and_capital_letters_are_the_same_in_an_address(
    enter: Callable[..., Page], site: Site, query: str, said: str
) -> None:
    page = enter(site, f"en/search/?{query}")
    expect(page.get_by_role("button", name=said)).to_have_count(1)


def test_a_currency_that_no_offer_has_is_no_other_one(enter: Callable[..., Page], site: Site) -> None:
    page = enter(site, "en/search/?price-to=500&price-in=USD&participation=online")
    expect(page.get_by_text("Left out, since no offer has it: Price: USD")).to_be_visible()
    expect(page.get_by_role("button", name="Price:")).to_have_count(0)


def test_back_from_the_second_page_leads_to_the_foot_of_the_first(enter: Callable[..., Page], site: Site) -> None:
    page = enter(
        site, "en/search/?kind=micro-credential", viewport={"width": 360, "height": 700}, reduced_motion="reduce"
    )
    page.get_by_role("link", name="Next").click()
    expect(page).to_have_url(re.compile("page=2"))
    expect(status(page)).to_contain_text("page 2")
    page.go_back()
    expect(status(page)).to_contain_text("page 1")
    expect(page.get_by_role("link", name="Next")).to_be_in_viewport()


def test_typing_after_back_does_not_overwrite_an_entry(enter: Callable[..., Page], site: Site) -> None:
    page = enter(site, "en/search/?participation=online")
    typed = page.get_by_role("searchbox", name="What would you like to learn?")
    typed.fill("water")
    expect(page).to_have_url(re.compile("q=water"))
    page.go_back()
    expect(page).to_have_url(re.compile(r"\?participation=online$"))
    typed.fill("heat")
    expect(page).to_have_url(re.compile("q=heat"))
    page.go_back()
    expect(page).to_have_url(re.compile(r"\?participation=online$"))
