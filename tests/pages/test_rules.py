"""Every rule has its page, in every language, and what it says there is what the rule says."""

import re
from functools import cache
from pathlib import Path

import pytest

from generator.catalogue import addresses
from generator.diagnostics import Severity
from generator.pages.engine import Prose
from generator.pages.inventory import sitemap_pages
from generator.pages.parts import Crumb
from generator.pages.rule_page import RuleView, rule_views, rules_view
from generator.pages.shell import Shell
from generator.rule_examples import rule_examples
from generator.rulebook import rulebook
from generator.words import Words
from tests.builders import a_catalogue, some_settings

LOCALE = Path(__file__).parents[2] / "theme/locale"
HOME = (Crumb("en/", "Home"),)
CODES = list(rulebook())


@cache
def views(language: str) -> dict[str, RuleView]:
    return {view.code: view for view in rule_views(Words(language, LOCALE), HOME)}


@pytest.mark.parametrize("language", ["en", "pl", "de"])
def test_every_rule_has_a_page_and_stands_in_the_list(language: str) -> None:
    found = views(language)
    assert list(found) == CODES
    assert all(view.address == f"{language}/rules/{code}/" for code, view in found.items())
    listed = rules_view(Words(language, LOCALE), HOME)
    assert [rule.address for topic in listed.topics for rule in topic.rules] == [one.address for one in found.values()]
    assert len({topic.id for topic in listed.topics}) == len(listed.topics)


def test_every_page_of_a_rule_is_in_the_site_map(tmp_path: Path) -> None:
    settings = some_settings()
    prose = {language: Prose({}, Shell(language, ""), {}) for language in settings.languages}
    pages = list(sitemap_pages(a_catalogue([], tmp_path), settings, prose))
    for language in settings.languages:
        found = {page.addresses[language] for page in pages if "/rules/" in page.addresses[language]}
        assert found == {addresses.rules(language), *(addresses.rule(language, code) for code in CODES)}


@pytest.mark.parametrize("code", CODES)
def test_page_says_what_the_rule_says(code: str) -> None:
    rule, view = rulebook()[code], views("en")[code]
    said = (view.title, view.reason, view.remedy, *([view.source] if view.source else []))
    texts = (rule.title, rule.reason, rule.remedy, *([rule.source] if rule.source else []))
    assert tuple(one.text for one in said) == tuple(text.replace("`", "") for text in texts)
    assert view.severity.text == rule.severity.value
    assert view.command == f"catalogue explain {code}"


def test_code_is_marked_and_nothing_is_markup() -> None:
    view = views("en")["TXT001"]
    assert view.example is not None
    assert str(view.example.message.html) == "expected text without HTML, got <code>&lt;b&gt;</code>"
    assert (view.example.before, view.example.marked, view.example.after) == (
        "summary: {en: The ",
        "<b>",
        "basics</b> in a day, pl: Podstawy w jeden dzień}",
    )


def test_polish_pages_speak_polish() -> None:
    view = views("pl")["OFF012"]
    assert view.title.text == "Poziom z rejestru lub zadeklarowany, ale bez numeru"
    assert (view.severity.text, view.topic.text) == ("błąd", "Oferty")
    assert view.example is not None
    assert view.example.message.text == "oczekiwano: klucz level przy basis: claimed; brak"
    assert {one.language for one in (view.title, view.reason, view.remedy)} == {""}


def test_what_nobody_translated_is_marked_as_english() -> None:
    view = views("de")["OFF012"]
    assert view.title.text == rulebook()["OFF012"].title
    assert {one.language for one in (view.title, view.reason, view.remedy)} == {"en"}


def test_each_severity_has_a_look_and_a_meaning_of_its_own() -> None:
    listed = rules_view(Words("en", LOCALE), HOME)
    assert [one.chip.text for one in listed.severities] == [one.value for one in Severity]
    assert len({(one.chip.style, one.chip.icon) for one in listed.severities}) == len(Severity)


def test_errors_of_an_import_stop_the_import() -> None:
    found = views("en")
    assert found["IMP010"].meaning == "Nothing is imported until it is mended."
    assert found["OFF012"].meaning == "Nothing is published until it is mended."


def test_what_a_command_can_mend_is_said() -> None:
    assert {code for code, view in views("en").items() if view.fix} == {
        code for code, rule in rulebook().items() if rule.fixable
    }


def test_topic_leads_to_its_part_of_the_list() -> None:
    topics = {topic.id: topic.title for topic in rules_view(Words("en", LOCALE), HOME).topics}
    for view in views("en").values():
        page, _, name = view.topic.address.partition("#")
        assert (page, topics[name]) == ("en/rules/", view.topic.text)


def test_pages_of_rules_over_records_show_an_example() -> None:
    found = views("en")
    assert {code for code, view in found.items() if view.example} == set(rule_examples())
    places = [view.example.place for view in found.values() if view.example]
    assert all(re.fullmatch(r"providers(/.*)?:\d+:\d+", place) for place in places)
