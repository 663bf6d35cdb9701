"""Every visible word can be translated, and every word is translated into Polish."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po
from jinja2 import Environment

from generator.feeds.registry import FEEDS, Feed
from generator.words import Words

ROOT = Path(__file__).parent.parent
THEME = ROOT / "theme"
LOCALE = THEME / "locale"
READER = Environment(autoescape=True)
TRANSLATIONS = sorted(LOCALE.glob("*/LC_MESSAGES/catalogue.po"))
RECORD_TEMPLATES = sorted((THEME / "templates").rglob("*.j2"))
CHROME_TEMPLATES = sorted((THEME / "chrome").rglob("*.html"))

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w*\}")
MARKER = re.compile(r"--mc:[a-z-]*--")
SPOKEN_ATTRIBUTES = {"alt", "aria-description", "aria-label", "data-label", "label", "placeholder", "title"}
SAME_IN_ALL_LANGUAGES = re.compile(r"CELEX 32022H0627\(02\)|JSON")
SENTENCE = re.compile(r"\w\w+[,:]? \w+|^[A-Z][a-z]")


@cache
def catalog(file: Path) -> Catalog:
    with file.open("rb") as stream:
        return read_po(stream)


def messages(file: Path) -> list[Message]:
    return [message for message in catalog(file) if message.id]


def forms(texts: str | Sequence[str] | None) -> tuple[str, ...]:
    return (texts,) if isinstance(texts, str) else tuple(texts or ())


@cache
def extracted() -> frozenset[tuple[str, ...]]:
    """Collect the messages as `make translations` does."""
    with (LOCALE / "babel.cfg").open() as stream:
        methods, options = parse_mapping_cfg(stream)  # type: ignore[no-untyped-call]
    found = extract_from_dir(ROOT, methods, options, keywords={**DEFAULT_KEYWORDS, "say": None, "plural_forms": (1, 2)})
    return frozenset(forms(message) for _file, _line, message, _comments, _context in found)


@pytest.mark.parametrize(
    "file", [LOCALE / "catalogue.pot", *TRANSLATIONS], ids=lambda file: str(file.relative_to(LOCALE))
)
def test_catalogues_hold_the_visible_words_of_today(file: Path) -> None:
    held = {forms(message.id) for message in messages(file)}
    assert held == extracted(), "run `make translations` and translate what is new"


@pytest.mark.parametrize("file", TRANSLATIONS, ids=lambda file: file.parts[-3])
def test_header_holds_nothing_that_changes_by_itself(file: Path) -> None:
    header = file.read_text(encoding="utf-8").split("\n\n")[0]
    assert not re.search(r"\d{4}-\d\d|@|Generated-By|YEAR", header)


def test_polish_is_complete() -> None:
    polish = messages(LOCALE / "pl" / "LC_MESSAGES" / "catalogue.po")
    assert [message.id for message in polish if message.fuzzy or not all(forms(message.string) or [""])] == []


@pytest.mark.parametrize("file", TRANSLATIONS, ids=lambda file: file.parts[-3])
def test_each_message_that_counts_has_every_plural_form(file: Path) -> None:
    counting = [message for message in messages(file) if message.pluralizable]
    assert counting
    assert {len(forms(message.string)) for message in counting} == {catalog(file).num_plurals}


@pytest.mark.parametrize("file", TRANSLATIONS, ids=lambda file: file.parts[-3])
def test_placeholders_stay_as_they_are(file: Path) -> None:
    def named(text: str) -> list[str]:
        return sorted(PLACEHOLDER.findall(text))

    wrong = [
        (message.id, text)
        for message in messages(file)
        for text in forms(message.string)
        if text and named(text) != named(forms(message.id)[0])
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0 godzin"),
        (1, "1 godzina"),
        (2, "2 godziny"),
        (5, "5 godzin"),
        (12, "12 godzin"),
        (14, "14 godzin"),
        (21, "21 godzin"),
        (22, "22 godziny"),
        (25, "25 godzin"),
        (101, "101 godzin"),
        (112, "112 godzin"),
        (124, "124 godziny"),
    ],
)
def test_polish_counts_as_people_do(number: int, text: str) -> None:
    assert Words("pl", LOCALE).ngettext("{number} hour", "{number} hours", number) == text


def test_polish_plural_rule_is_that_of_cldr() -> None:
    words = Words("pl", LOCALE)
    forms_of = {"one": "{number} godzina", "few": "{number} godziny", "many": "{number} godzin"}
    for number in range(1000):
        chosen = words.translations.ngettext("{number} hour", "{number} hours", number)
        assert chosen == forms_of[words.locale.plural_form(number)], number


@pytest.mark.parametrize("feed", FEEDS, ids=lambda feed: feed.name)
def test_what_a_feed_says_of_itself_can_be_translated(feed: Feed) -> None:
    translatable = {text for message in extracted() for text in message}
    assert {feed.title, *feed.cannot_carry.values()} - translatable == set(), "mark it with N_()"


class Spoken(HTMLParser):
    """Gathers what a person reads or hears in HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.texts.extend(value for name, value in attrs if name in SPOKEN_ATTRIBUTES and value)


def spoken_outside_jinja(source: str) -> list[str]:
    """Return the words that a template shows whatever the language."""
    html = "".join(text for _line, kind, text in READER.lex(source) if kind == "data")
    reader = Spoken()
    reader.feed(MARKER.sub("", html))
    texts = (SAME_IN_ALL_LANGUAGES.sub("", text).strip() for text in reader.texts)
    return [text for text in texts if re.search(r"[^\W\d_]", text)]


def sentences_in_jinja(source: str) -> Iterator[str]:
    """Yield the literals inside expressions that look like words for people."""
    for _line, kind, text in READER.lex(source):
        if kind == "string" and SENTENCE.search(text[1:-1]):
            yield text[1:-1]


@pytest.mark.parametrize("file", [*RECORD_TEMPLATES, *CHROME_TEMPLATES], ids=lambda file: str(file.relative_to(THEME)))
def test_no_visible_word_stands_in_a_template(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    translatable = {text for message in extracted() for text in message}
    assert spoken_outside_jinja(source) == []
    assert [text for text in sentences_in_jinja(source) if text not in translatable] == []


@pytest.mark.parametrize("file", sorted((THEME / "assets" / "css").glob("*.css")), ids=lambda file: file.name)
def test_no_visible_word_stands_in_a_style_sheet(file: Path) -> None:
    shown = re.findall(r"\bcontent:\s*([\"'])(.*?)\1", file.read_text(encoding="utf-8"))
    assert [text for _quote, text in shown if re.search(r"[^\W\d_]", text.replace("\\A", ""))] == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Hello {{ name }}</p>", ["Hello"]),
        ('<nav aria-label="Menu"></nav>', ["Menu"]),
        ('<td{% if x %} data-label="When"{% endif %}>{{ _("Dates") }}</td>', ["When"]),
        ("{# a comment #}<b class='word'>{{ _('Dates') }} – 1</b>", []),
    ],
)
def test_words_outside_gettext_would_be_found(source: str, found: list[str]) -> None:
    assert spoken_outside_jinja(source) == found


def test_sentences_in_expressions_would_be_found() -> None:
    assert list(sentences_in_jinja('{{ x or "not stated" }}{{ row("Dates", " mc-soft") }}')) == ["not stated", "Dates"]
