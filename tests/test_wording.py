"""Findings can be read in Polish as in English: every template, every rule, and what is put in."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.diagnostics import Diagnostic, Location
from generator.rulebook import TOPICS, rulebook
from generator.wording import ENGLISH, NOTHING, Part, Series, Term, Wording, either, in_words, say, together
from generator.words import Words
from tests import record_cases

ROOT = Path(__file__).parent.parent
MODULES = [
    module
    for module in sorted((ROOT / "generator").rglob("*.py"))
    if "from generator.wording import" in module.read_text(encoding="utf-8")
]
POLISH = Words("pl", ROOT / "theme/locale")

CODE = re.compile(r"`[^`]*`|https?://\S+|\{\w*\}|[\w*]+/[\w./]+|\w+\.yml")
ENGLISH_WORDS = frozenset(
    """
    add and are but delete expected file found from got has have into key line must name none nothing put should such
    that the this was were which with write you your
    """.split()  # noqa: SIM905 - a list in quotation marks would be three times as long
)


def calls_of(name: str, module: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


def literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


TEMPLATES = {
    text: f"{module.relative_to(ROOT)}:{call.lineno}"
    for module in MODULES
    for call in calls_of("say", module)
    if (text := literal(call.args[0])) is not None
}


def test_every_template_is_written_out_where_it_is_used() -> None:
    """A template that is put together by the program is not collected for translators."""
    places = [
        f"{module.relative_to(ROOT)}:{call.lineno}"
        for module in MODULES
        for call in calls_of("say", module)
        if literal(call.args[0]) is None
    ]
    assert places == []
    assert len(TEMPLATES) > 200


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(ROOT)))
def test_what_a_template_names_is_given(module: Path) -> None:
    for call in calls_of("say", module):
        named = set(re.findall(r"\{(\w+)\}", literal(call.args[0]) or ""))
        assert named == {keyword.arg for keyword in call.keywords}, f"line {call.lineno}"


def is_translated(text: str) -> bool:
    """Tell whether Polish has a text of its own; names and signs alone are the same everywhere."""
    return POLISH.gettext(text) != text or not re.search(r"[^\W\d_]{2}", CODE.sub("", text))


def test_every_template_has_polish() -> None:
    assert [f"{place} {text}" for text, place in TEMPLATES.items() if not is_translated(text)] == []


@pytest.mark.parametrize("code", sorted(rulebook()))
def test_every_rule_has_polish_and_a_topic(code: str) -> None:
    rule = rulebook()[code]
    texts = (rule.title, rule.reason, rule.remedy, *([rule.source] if rule.source else []))
    assert [text for text in texts if not is_translated(text)] == [], "run `make translations` and translate"
    assert code[:3] in TOPICS


def parts_of(part: Part) -> Iterator[Part]:
    yield part
    inside = part.parts if isinstance(part, Series) else ()
    if isinstance(part, Wording):
        inside = tuple(value for _, value in part.values)
    for one in inside:
        yield from parts_of(one)


def english_words(text: str) -> set[str]:
    return ENGLISH_WORDS.intersection(re.findall(r"[^\W\d_]+", CODE.sub("", text).casefold()))


@pytest.mark.parametrize("name", [one for one in record_cases.cases("invalid") if one != record_cases.VERY_MANY])
def test_no_english_is_left_in_what_a_polish_reader_sees(name: str, tmp_path: Path) -> None:
    found = record_cases.inspect(record_cases.lay_out("invalid", name, tmp_path)).diagnostics
    assert found
    for one in found:
        for words in (one.message, one.remedy):
            said = words.translated(POLISH)
            assert said != str(words)
            assert not english_words(said), said
            assert english_words(str(words)) or words is one.remedy  # the list of words would notice English
            templates = [part.template for part in parts_of(words) if isinstance(part, Wording)]
            assert [text for text in templates if not is_translated(text)] == []


def test_wording_puts_words_into_words() -> None:
    inner = say("at most {limit} characters", limit=80)
    outer = say("expected {expected}, got {found}", expected=inner, found="`{limit}`")
    assert str(outer) == "expected at most 80 characters, got `{limit}`"
    assert outer.translated(POLISH) == "oczekiwano: liczba znaków najwyżej 80; jest: `{limit}`"


def test_braces_of_a_template_without_values_stay() -> None:
    assert str(Wording("write {braces}")) == "write {braces}"


def test_no_words_are_nothing_in_every_language() -> None:
    assert (bool(NOTHING), str(NOTHING), NOTHING.translated(POLISH)) == (False, "", "")
    assert bool(say("a text"))


@pytest.mark.parametrize(
    ("part", "english", "polish"),
    [
        (either(["a"]), "a", "a"),
        (either(["a", "b"]), "a or b", "a lub b"),
        (either(["a", "b", "c"]), "a, b or c", "a, b lub c"),
        (together(["a", "b", "c"]), "a and b and c", "a i b i c"),
        (Term("kinds", "micro-credential", "a micro one"), "a micro one", POLISH.term("kinds", "micro-credential")),
        (Series(("x", say("a text")), "; "), "x; a text", "x; tekst"),
        (7, "7", "7"),
    ],
)
def test_what_can_be_put_in(part: Part, english: str, polish: str) -> None:
    assert (in_words(part, ENGLISH), in_words(part, POLISH)) == (english, polish)


def test_remedy_of_the_rule_is_translated_where_a_finding_has_none() -> None:
    rule = rulebook()["FIL002"]
    found = Diagnostic(rule, Location("a.yml"), say("a text"))
    assert found.remedy.translated(POLISH) == "Wypełnij opis albo usuń plik."
