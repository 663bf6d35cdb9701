"""The search page as a reader uses it: words, filters, addresses, ways out of an empty list."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, expect

from tests.search.samples import SAMPLES, words

pytestmark = pytest.mark.browser

NO_FIELD = ""


@pytest.fixture(autouse=True)
def calm(page: Page, site: str) -> Iterator[None]:
    """Fail if a page says something on the console or asks another host for something."""
    said: list[str] = []
    elsewhere: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((site, "data:")):
            elsewhere.append(request.url)

    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", note)
    yield
    assert said == []
    assert elsewhere == []


def titles(*fields: str, modes: tuple[str, ...] = (), language: str = "pl") -> set[str]:
    """Return the titles of the samples in one of the broad fields and in one of the modes."""
    return {
        sample.title(language)
        for sample in SAMPLES
        if (not fields or sample.field[:2] in fields) and (not modes or sample.mode in modes)
    }


def address(site: str, query: str = "", language: str = "pl") -> str:
    return f"{site}{language}/search/{query}"


def expect_offers(page: Page, wanted: set[str]) -> None:
    """Wait until the results are these, in any order."""
    results = page.locator("#search-results")
    expect(results).to_have_attribute("aria-busy", "false")
    expect(results.locator("> li")).to_have_count(len(wanted))
    for title in wanted:
        expect(results.get_by_role("heading", name=title, exact=True)).to_be_visible()


def tick(page: Page, group: str, label: str) -> None:
    box = page.get_by_role("group", name=group).get_by_role(
        "checkbox", name=re.compile(rf"^{re.escape(label)}( \d+)?$")
    )
    if not box.is_visible():
        page.locator("summary", has_text=group).click()
    box.check()


def look_for(page: Page, text: str) -> None:
    page.get_by_role("searchbox", name="What would you like to learn?").fill(text)
    page.get_by_role("button", name="Search").click()


def field(code: str) -> str:
    return words("pl").term("fields", code)


def mode(code: str) -> str:
    return words("pl").term("participation-modes", code)


def test_values_of_a_facet_add_up_and_facets_narrow_down(page: Page, site: str) -> None:
    page.goto(address(site))
    tick(page, "Field", field("06"))
    expect_offers(page, titles("06"))
    tick(page, "Field", field("07"))
    expect_offers(page, titles("06", "07"))
    tick(page, "Participation", mode("on-site"))
    expect_offers(page, titles("06", "07", modes=("on-site",)))
    tick(page, "Participation", mode("online"))
    expect_offers(page, titles("06", "07", modes=("on-site", "online")))


def test_address_tells_everything_to_another_browser(page: Page, site: str, browser: Browser) -> None:
    page.goto(address(site))
    look_for(page, "firmy")
    tick(page, "Field", field("04"))
    tick(page, "Participation", mode("online"))
    expect_offers(page, {"Księgowość małej firmy"})
    assert urlsplit(page.url).query == "q=firmy&field=04&participation=online"
    other = browser.new_page()
    other.goto(page.url)
    expect_offers(other, {"Księgowość małej firmy"})
    expect(other.get_by_role("searchbox")).to_have_value("firmy")
    expect(other.get_by_role("checkbox", checked=True)).to_have_count(2)
    other.close()


def test_back_and_forward_lead_through_the_searches(page: Page, site: str) -> None:
    page.goto(address(site))
    tick(page, "Field", field("07"))
    expect_offers(page, titles("07"))
    tick(page, "Participation", mode("blended"))
    expect_offers(page, titles("07", modes=("blended",)))
    page.go_back()
    expect_offers(page, titles("07"))
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(1)
    page.go_back()
    expect_offers(page, set())
    page.go_forward()
    expect_offers(page, titles("07"))


def test_typing_is_one_step_of_the_history(page: Page, site: str) -> None:
    page.goto(address(site))
    box = page.get_by_role("searchbox")
    for text in ("pomo", "pomoc"):
        box.press_sequentially(text[len(box.input_value()) :])
        expect(page).to_have_url(re.compile(f"q={text}$"))
    page.go_back()
    expect(page).to_have_url(address(site))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("lodz", "Stolarstwo od podstaw"),
        ("Łódź", "Stolarstwo od podstaw"),
        ("mikroposwiadczenia", "Doradztwo"),
        ("mikropoświadczenia", "Doradztwo"),
        ("ksiegowosc", "Księgowość małej firmy"),
        ("joinery", "Stolarstwo od podstaw"),
    ],
)
def test_letters_without_marks_and_other_languages_are_found(page: Page, site: str, typed: str, found: str) -> None:
    page.goto(address(site))
    look_for(page, typed)
    expect_offers(page, {found})


def test_each_language_has_its_index(page: Page, site: str) -> None:
    page.goto(address(site, "?field=06", language="en"))
    expect_offers(page, titles("06", language="en"))
    assert page.get_by_role("link", name="Python").get_attribute("href") == "../../en/offers/szkola/python/"


def test_counts_are_those_of_the_other_facets(page: Page, site: str) -> None:
    page.goto(address(site, "?participation=online&field=06"))
    group = page.get_by_role("group", name="Field")
    counts = {
        row.locator("input").get_attribute("value"): row.locator(".mc-count") for row in group.locator("li").all()
    }
    for code, count in counts.items():
        fields = (NO_FIELD if code == "none" else str(code),)
        expect(count).to_have_text(str(len(titles(*fields, modes=("online",)))))


def test_counts_are_loaded_only_when_a_group_is_opened(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address(site))
    expect(page.get_by_role("status")).not_to_be_empty()
    assert not any("pagefind" in url or url.endswith(".json") for url in asked)
    page.locator("summary", has_text="Participation").click()
    expect(page.get_by_role("group", name="Participation").locator(".mc-count").first).not_to_be_empty()
    assert not any("pagefind" in url for url in asked)
    assert [url.rpartition("/")[2] for url in asked if url.endswith(".json")] == ["participation.json"]


def test_chosen_filters_can_be_removed(page: Page, site: str) -> None:
    page.goto(address(site, "?field=07&participation=blended"))
    expect_offers(page, titles("07", modes=("blended",)))
    chosen = page.get_by_role("list", name="Chosen filters")
    chosen.get_by_role("button", name=mode("blended")).click()
    expect_offers(page, titles("07"))
    expect(page.get_by_role("heading", name="Results")).to_be_focused()
    chosen.get_by_role("button", name="Remove all filters").click()
    expect_offers(page, set())
    expect(page).to_have_url(address(site))


def test_number_of_offers_is_announced_in_words(page: Page, site: str) -> None:
    page.goto(address(site, "?field=07"))
    expect(page.get_by_role("status")).to_have_text("3 offers, 1 filter")
    page.goto(address(site, "?field=05"))
    expect(page.get_by_role("status")).to_have_text("1 offer, 1 filter")


def test_long_lists_have_pages(page: Page, site: str) -> None:
    page.goto(address(site, "?q=Szko%C5%82a"))
    expect(page.get_by_role("status")).to_have_text("12 offers, page 1 of 2")
    first = {heading.inner_text() for heading in page.locator("#search-results").get_by_role("heading", level=3).all()}
    page.get_by_role("link", name="Next").click()
    expect(page).to_have_url(re.compile("page=2$"))
    expect(page.locator("#search-results > li")).to_have_count(2)
    second = {heading.inner_text() for heading in page.locator("#search-results").get_by_role("heading", level=3).all()}
    assert first | second == titles()
    expect(page.get_by_role("link", name="Next")).to_be_hidden()


def test_empty_list_names_the_filter_that_empties_it(page: Page, site: str) -> None:
    page.goto(address(site, "?q=pomoc&participation=online"))
    way_out = page.get_by_role("button", name=f"Without “Participation: {mode('online')}”: 1 offer")
    expect(page.get_by_role("button", name="Without “pomoc”: 4 offers")).to_be_visible()
    near = page.get_by_role("region", name="These nearly fit")
    expect(near.get_by_role("heading", name="Pierwsza pomoc")).to_be_visible()
    expect(near).to_contain_text(f"Does not fit: Participation: {mode('on-site')}")
    way_out.click()
    expect_offers(page, {"Pierwsza pomoc"})
    assert urlsplit(page.url).query == "q=pomoc"


def test_words_that_nothing_has_lead_to_the_browse_pages(page: Page, site: str) -> None:
    page.goto(address(site, "?q=krokodyl"))
    expect(page.get_by_role("heading", name="No offer fits all of this")).to_be_visible()
    expect(page.get_by_role("link", name="Field", exact=True).last).to_be_visible()


def test_short_words_are_not_looked_for(page: Page, site: str) -> None:
    page.goto(address(site, "?q=po"))
    expect(page.get_by_role("status")).to_have_text("Type at least three letters.")


def test_values_that_do_not_exist_are_left_out(page: Page, site: str) -> None:
    page.goto(address(site, "?field=07&field=99&colour=red&page=-3"))
    expect_offers(page, titles("07"))


def test_markup_in_a_title_is_text(page: Page, site: str) -> None:
    page.goto(address(site, "?q=%C5%9Apiew"))
    expect_offers(page, {"Śpiew w chórze <b>&amp;</b>"})


def test_card_shows_what_is_not_stated(page: Page, site: str) -> None:
    page.goto(address(site, "?field=05"))
    card = page.locator("#search-results > li")
    expect(card.get_by_text("Not stated: Workload, Price, Next start")).to_be_visible()
    expect(card.locator("dt").filter(has_text="Price")).to_have_count(0)


def test_without_webassembly_the_page_says_so(page: Page, site: str) -> None:
    page.add_init_script("delete globalThis.WebAssembly")
    page.goto(address(site, "?field=07"))
    expect(page.get_by_role("alert")).to_contain_text("WebAssembly")
    expect(page.get_by_role("alert").get_by_role("link", name="Providers")).to_be_visible()


def test_without_scripts_the_page_leads_to_the_browse_pages(site: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address(site))
    expect(page.get_by_role("link", name="Field", exact=True)).to_be_visible()
    expect(page.get_by_role("searchbox")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("query", ["", "?field=07&participation=on-site", "?q=pomoc&participation=online"])
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_everybody_can_use_it(page: Page, site: str, query: str, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(address(site, query))
    expect(page.get_by_role("status")).not_to_be_empty()
    expect(page.locator("#search-results")).to_have_attribute("aria-busy", "false")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_filters_work_with_the_keyboard(page: Page, site: str) -> None:
    page.goto(address(site))
    page.get_by_role("searchbox").focus()
    for key in ("Tab", "Tab", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_role("group", name="Field").get_by_role("checkbox").first).to_be_visible()
    for key in ("Tab", "Space"):
        page.keyboard.press(key)
    expect(page).to_have_url(re.compile(r"\?field=\d\d$"))
    expect(page.get_by_role("status")).to_contain_text("offer")
