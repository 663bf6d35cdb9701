"""The concept lists are whole, and suggestions help rather than mislead."""

from __future__ import annotations

import pickle
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.vocabularies import Concept, names, vocabulary
from generator.vocabularies.concepts import FOLDER, Vocabulary

if TYPE_CHECKING:
    from pathlib import Path

NAMED_BY_CLDR = {"countries": "PL", "languages": "pl", "currencies": "PLN"}
STANDARD_CODES = {
    "countries": r"[A-Z]{2}",
    "currencies": r"[A-Z]{3}",
    "eqf-levels": r"[1-8]",
    "fields": r"\d{2,4}",
    "languages": r"[a-z]{2}",
}
KEBAB_CASE = r"[a-z0-9]+(-[a-z0-9]+)*"


@pytest.fixture(params=names())
def listed(request: pytest.FixtureRequest) -> Vocabulary:
    return vocabulary(request.param)


def absolute(iri: str) -> bool:
    parts = urlsplit(iri)
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and not re.search(r"[\s{}]", iri)


def keys_of_concepts(path: Path) -> list[str]:
    """Read the keys below `concepts:` from the nodes, where a key written twice is still there twice."""
    root = yaml.compose(path.read_text("utf-8"), Loader=yaml.CBaseLoader)
    assert root is not None
    concepts = next(value for key, value in root.value if key.value == "concepts")
    return [key.value for key, _ in concepts.value]


def test_a_list_says_what_it_is_and_when_its_source_was_read(listed: Vocabulary) -> None:
    comment = re.match(r"(#.*\n)+", (FOLDER / f"{listed.name}.yml").read_text("utf-8"))
    assert comment
    assert "Read 2026-11." in comment[0]


def test_codes_are_unique_and_well_formed(listed: Vocabulary) -> None:
    keys = keys_of_concepts(FOLDER / f"{listed.name}.yml")
    assert keys == [concept.code for concept in listed]
    pattern = STANDARD_CODES.get(listed.name, KEBAB_CASE)
    assert [key for key in keys if not re.fullmatch(pattern, key)] == []


def test_iris_are_absolute_and_unique(listed: Vocabulary) -> None:
    iris = [iri for concept in listed for iri in (concept.iri, *concept.levels.values()) if iri is not None]
    assert [iri for iri in iris if not absolute(iri)] == []
    assert len(iris) == len(set(iris))
    if any(concept.iri and "data.europa.eu/snb" in concept.iri for concept in listed):
        assert listed.scheme
        assert absolute(listed.scheme)


def test_every_concept_has_a_polish_and_an_english_name(listed: Vocabulary) -> None:
    for concept in listed:
        if listed.name not in NAMED_BY_CLDR:
            assert concept.labels["en"].strip()
            assert concept.labels["pl"].strip()
        for language in ("en", "pl"):
            assert listed.label(concept.code, language) != concept.code or concept.labels


def test_texts_are_filled_and_official_labels_differ_from_ours(listed: Vocabulary) -> None:
    for concept in listed:
        texts = [
            *concept.labels.values(),
            *concept.explanation.values(),
            *concept.spellings,
            *concept.synonyms,
            *concept.details.values(),
        ]
        assert all(isinstance(text, str) and text.strip() for text in texts), concept.code
        for language, text in concept.official.items():
            assert concept.labels[language] != text, concept.code


def test_a_concept_answers_to_its_own_code_and_to_all_its_names_in_file_order(listed: Vocabulary) -> None:
    for concept in listed:
        assert listed.suggest(concept.code.upper()) is not None
        assert listed.suggest(concept.code) == concept.code
        for word in (*concept.spellings, *concept.synonyms):
            assert listed.suggest(word) == concept.code, f"{word} leads elsewhere"


def test_a_concept_is_equal_to_its_code_and_spellings_in_any_capitals(listed: Vocabulary) -> None:
    for concept in listed:
        assert listed.equal(concept.code.upper()) == concept.code
        for word in concept.spellings:
            assert listed.equal(word.upper()) == concept.code, f"{word} leads elsewhere"


@pytest.mark.parametrize(
    ("name", "word"),
    [("kinds", "kurs"), ("statuses", "closed"), ("seals", "no"), ("price-categories", "pai"), ("fields", "Education")],
)
def test_what_may_mean_a_concept_or_means_several_is_equal_to_none(name: str, word: str) -> None:
    assert vocabulary(name).suggest(word) is not None
    assert vocabulary(name).equal(word) is None


def test_scalars_stay_text() -> None:
    assert "0688" in vocabulary("fields")
    assert "no" in vocabulary("languages")
    assert "NO" in vocabulary("countries")
    assert vocabulary("seals").get("none") is not None


@pytest.mark.parametrize(
    ("name", "code", "iri"),
    [
        ("fields", "0688", "http://data.europa.eu/snb/isced-f/0688"),
        ("countries", "PL", "http://publications.europa.eu/resource/authority/country/POL"),
        ("languages", "el", "http://publications.europa.eu/resource/authority/language/ELL"),
        ("currencies", "PLN", "http://publications.europa.eu/resource/authority/currency/PLN"),
        ("eqf-levels", "6", "http://data.europa.eu/snb/eqf/6"),
        ("participation-modes", "blended", "http://data.europa.eu/snb/learning-assessment/e92d221e4d"),
        ("assessment-types", "project", "http://data.europa.eu/snb/assessment/795dac4096"),
        ("assessment-types", "interview", None),
        ("paces", "scheduled", None),
    ],
)
def test_iris(name: str, code: str, iri: str | None) -> None:
    concept = vocabulary(name).get(code)
    assert concept is not None
    assert concept.iri == iri


def test_labels_fall_back_to_the_bare_language_then_english_then_the_code() -> None:
    modes = vocabulary("participation-modes")
    assert modes.label("blended", "de") == "Blended Learning"
    assert modes.label("blended", "de-AT") == "Blended Learning"
    assert modes.label("blended", "xx") == "Blended"
    assert modes.label("by-pigeon", "pl") == "by-pigeon"
    assert vocabulary("kinds").label("micro-credential", "mt") == "Micro-credential"


@pytest.mark.parametrize(("name", "code"), NAMED_BY_CLDR.items())
def test_names_of_countries_languages_and_currencies_come_from_cldr(name: str, code: str) -> None:
    expected = {"countries": "Polska", "languages": "polski", "currencies": "złoty polski"}
    assert vocabulary(name).label(code, "pl") == expected[name]
    assert vocabulary(name).label(code, "") == vocabulary(name).label(code, "en")
    assert vocabulary(name).label(code, "not a language") == vocabulary(name).label(code, "en")


def test_a_reviewed_label_stands_beside_the_official_one() -> None:
    hybrid = vocabulary("participation-modes").get("hybrid")
    assert hybrid is not None
    assert hybrid.labels["pl"].startswith("Hybrydowo")
    assert hybrid.official_labels["pl"] == "Wizyta w trybie hybrydowym"


def test_only_the_codes_of_fields_nest() -> None:
    fields = vocabulary("fields")
    assert [broader.code for code in ("0613", "061") if (broader := fields.broader(code))] == ["061", "06"]
    assert fields.broader("06") is None
    assert all(fields.broader(field.code) for field in fields if len(field.code) > 2)
    assert vocabulary("qf-ehea-cycles").broader("short-cycle") is None


def test_attendance_and_self_assessment_alone_are_no_assessment() -> None:
    without = {kind.code for kind in vocabulary("assessment-types") if not kind.assessed}
    assert without == {"attendance", "self-assessment", "guided-self-assessment"}


def test_sixteen_elements_and_ten_principles_in_order() -> None:
    elements, principles = vocabulary("annex-elements"), vocabulary("principles")
    assert [element.details["number"] for element in elements] == [str(n) for n in range(1, 17)]
    assert [principle.details["number"] for principle in principles] == [str(n) for n in range(1, 11)]
    assert [element.code for element in elements if element.details["lives_in"] == "issued-credential"] == [
        "learner",
        "date-of-issue",
        "grade",
    ]
    assert {element.details["number"] for element in elements if element.optional} == {
        "12",
        "13",
        "14",
        "15",
        "16",
    }
    for language in ("en", "pl"):
        for concept in principles:
            assert len(re.findall(r"[.?!](?= |$)", concept.explanation[language])) == 2, concept.code
        for concept in elements:
            assert len(re.findall(r"[.?!](?= |$)", concept.explanation[language])) in (1, 2), concept.code
        # All sixteen stand on each page of an offer, which may have 12 kB.
        assert max(len(element.explanation[language]) for element in elements) <= 120


def test_codes_that_point_to_another_list_exist_there() -> None:
    countries, eqf = vocabulary("countries"), vocabulary("eqf-levels")
    for concept in (*vocabulary("national-frameworks"), *vocabulary("identifier-schemes")):
        assert concept.details.get("country", "PL") in countries
        assert set(concept.eqf.values()) <= {level.code for level in eqf}
        assert set(concept.eqf) <= set(concept.levels)
    assert all(cycle.details["eqf_level"] in eqf for cycle in vocabulary("qf-ehea-cycles"))
    assert all(kind.details["skill_type"] in vocabulary("skill-types") for kind in vocabulary("outcome-kinds"))


def test_levels_of_a_national_framework_have_iris() -> None:
    polish = vocabulary("national-frameworks").get("prk")
    assert polish is not None
    assert polish.levels["6"] == "http://data.europa.eu/snb/qdr/c_cb086da3"
    assert polish.eqf["6"] == "6"


@pytest.mark.parametrize(
    ("name", "typed", "meant"),
    [
        ("participation-modes", "onlin", "online"),
        ("participation-modes", "Face-to-Face", "on-site"),
        ("participation-modes", "face_to_face", "on-site"),
        ("participation-modes", "Wizyta w trybie hybrydowym", "hybrid"),
        ("assessment-types", "oral exam", "oral-exam"),
        ("assessment-types", "egzamin ustny", "oral-exam"),
        ("assessment-types", "projekt", "project"),
        ("assessment-types", "potrfolio", "portfolio"),
        ("fields", "Prawo", "042"),
        ("countries", "poland", "PL"),
        ("countries", "Lotwa", "LV"),
        ("countries", "pl", "PL"),
        ("languages", "polski", "pl"),
        ("currencies", "zl", "PLN"),
        ("price-categories", "platnie", "paid"),
        ("stackability-types", "stackable", "integrated"),
        ("provider-types", "Universty", "higher-education-institution"),
        ("participation-modes", "telepathy", None),
        ("participation-modes", "", None),
        ("seals", "x" * 100_000, None),
    ],
)
def test_suggestions(name: str, typed: str, meant: str | None) -> None:
    assert vocabulary(name).suggest(typed) == meant


@given(st.sampled_from(names()), st.text(max_size=200))
def test_a_suggestion_is_a_code_of_the_list_or_nothing(name: str, typed: str) -> None:
    suggested = vocabulary(name).suggest(typed)
    assert suggested is None or suggested in vocabulary(name)


@pytest.mark.parametrize("name", ["moon-phases", "../errors", "", "fields.yml"])
def test_an_unknown_list_is_refused(name: str) -> None:
    with pytest.raises(LookupError, match="there is no vocabulary"):
        vocabulary(name)


def test_concepts_travel_to_workers() -> None:
    field = vocabulary("fields").get("0613")
    assert isinstance(field, Concept)
    assert pickle.loads(pickle.dumps(field)).labels == field.labels  # noqa: S301
    assert hash(field) == hash(pickle.loads(pickle.dumps(field)))  # noqa: S301


def test_every_list_is_read_once_per_process_by_the_parser_in_c(monkeypatch: pytest.MonkeyPatch) -> None:
    """The parser in Python takes ten times as long; work is asserted here, not seconds."""
    loaders: list[object] = []
    load = yaml.load

    def counted(content: bytes, Loader: type) -> object:  # noqa: N803 - the name PyYAML gives it
        loaders.append(Loader)
        return load(content, Loader=Loader)

    monkeypatch.setattr(yaml, "load", counted)
    vocabulary.cache_clear()
    for name in (*names(), *names()):
        vocabulary(name)
    assert loaders == [yaml.CBaseLoader] * len(names())
