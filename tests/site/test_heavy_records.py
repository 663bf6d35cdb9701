"""Records that say very much, or say it in another language than the page, stay legible on a phone and on paper."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from tests.site.serving import Site, build_site, copy_registry, served
from tests.site.test_hostile_texts import PHONE, cut_off, expect_sound
from tests.site.test_print import sheets
from tests.site.watching import Watch

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("heavy records")]

PROVIDER = "spichlerz"
MODEL = "heat-pumps"
OUTCOMES = 40
A4 = {"width": 718, "height": 1000}
"""A sheet of A4 between the margins, in CSS pixels."""

ARABIC = "يقيس جودة المياه ويكتب تقريرا قصيرا (ISO 5667) للجيران"
UKRAINIAN = "Вимірює якість води й пише короткий звіт для сусідів"


def _outcome(number: int) -> dict[str, Any]:
    texts = {
        "en": f"Outcome {number}: measures, writes down and explains one more quantity of the river.",
        "pl": f"Efekt {number}: mierzy, zapisuje i objaśnia kolejną wielkość rzeki.",
    }
    return {"text": texts, "criteria": {tag: f"{text} Three times in a row." for tag, text in texts.items()}}


def _only(language: str, text: str) -> dict[str, Any]:
    """Return texts in one language that is none of the site's."""
    outcomes = [{"text": {language: f"{text} {number}"}, "criteria": {language: text}} for number in range(1, 6)]
    return {
        "title": {language: text},
        "summary": None,
        "description": {language: f"{text}.\n\n- {text}\n- {text}"},
        "target_groups": {language: text},
        "duration_text": {language: text},
        "credential": {"outcomes_summary": {language: text}, "learning_outcomes": outcomes},
    }


HEAVY: dict[str, dict[str, Any]] = {
    "forty-outcomes": {"credential": {"learning_outcomes": [_outcome(number) for number in range(1, OUTCOMES + 1)]}},
    "no-summary": {"summary": None, "description": None},
    "right-to-left": _only("ar", ARABIC),
    "none-of-our-languages": _only("uk", UKRAINIAN),
    "long-title": {
        "title": dict.fromkeys(("pl", "en"), ("Bees, water and the long way to both of them: " * 9)[:300].strip()),
    },
}


@pytest.fixture(scope="module")
def heavy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The sample catalogue with one offer more for each kind of heavy record."""
    registry = copy_registry(tmp_path_factory.mktemp("heavy") / "registry")
    folder = registry / "providers" / PROVIDER / "offers"
    for name, changes in HEAVY.items():
        record = yaml.load((folder / f"{MODEL}.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
        record |= {"id": name, "uuid": str(uuid.uuid5(uuid.NAMESPACE_URL, name))}
        credential = record["credential"] | changes.get("credential", {})
        credential["uuid"] = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{name}/credential"))
        record |= changes | {"credential": credential}
        stated = {key: value for key, value in record.items() if value is not None and key not in ("image", "support")}
        text = yaml.safe_dump(stated, allow_unicode=True, sort_keys=False)
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    with served(build_site(registry, registry.parent / "site")) as shown:
        yield shown


@pytest.fixture
def narrow(browser: Browser, heavy: Site) -> Iterator[tuple[Page, Watch]]:
    context = browser.new_context(viewport=PHONE, has_touch=True, reduced_motion="reduce")
    watch = Watch(context, heavy.address)
    yield context.new_page(), watch
    context.close()


@pytest.mark.parametrize("name", HEAVY)
def test_on_the_narrowest_phone(narrow: tuple[Page, Watch], heavy: Site, name: str) -> None:
    page, watch = narrow
    page.goto(f"{heavy.address}en/offers/{PROVIDER}/{name}/")
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })")
    expect_sound(page, watch)


@pytest.mark.parametrize("name", HEAVY)
def test_on_paper(narrow: tuple[Page, Watch], heavy: Site, name: str) -> None:
    page, _watch = narrow
    page.set_viewport_size(A4)
    page.goto(f"{heavy.address}pl/offers/{PROVIDER}/{name}/")
    printed = sheets(page)
    assert printed <= (4 if name == "forty-outcomes" else 2)
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= A4["width"]
    assert cut_off(page) == []


def test_all_forty_outcomes_stand_there_once(narrow: tuple[Page, Watch], heavy: Site) -> None:
    page, _watch = narrow
    page.goto(f"{heavy.address}en/offers/{PROVIDER}/forty-outcomes/")
    understand = page.get_by_role("region", name="Do I understand it?")
    for number in (1, 17, OUTCOMES):
        expect(understand.get_by_text(f"Outcome {number}: measures")).to_have_count(2)  # with its criteria
    statement = page.get_by_role("region", name="The transparency statement")
    expect(statement.get_by_role("link", name="40 learning outcomes above")).to_be_visible()


def test_without_summary_and_description_the_page_says_so(narrow: tuple[Page, Watch], heavy: Site) -> None:
    page, _watch = narrow
    page.goto(f"{heavy.address}en/offers/{PROVIDER}/no-summary/")
    expect(page.get_by_text("The provider gives no description.")).to_be_visible()
    expect(page.get_by_role("region", name="Ask the provider").get_by_text("What is it about?")).to_be_visible()


@pytest.mark.parametrize(
    ("name", "language", "direction", "text"),
    [("right-to-left", "ar", "rtl", ARABIC), ("none-of-our-languages", "uk", "ltr", UKRAINIAN)],
)
def test_foreign_text_says_its_language_and_runs_its_own_way(
    narrow: tuple[Page, Watch], heavy: Site, name: str, language: str, direction: str, text: str
) -> None:
    page, _watch = narrow
    page.goto(f"{heavy.address}en/offers/{PROVIDER}/{name}/")
    title = page.get_by_role("heading", level=1)
    expect(title).to_have_text(text)
    expect(title).to_have_attribute("lang", language)
    assert title.evaluate("element => getComputedStyle(element).direction") == direction
    outcome = page.get_by_text(re.compile(re.escape(f"{text} 3"))).first
    assert outcome.evaluate("element => element.closest('[lang]').lang") == language
    assert outcome.evaluate("element => getComputedStyle(element).direction") == direction
