"""The mapping file: everything wrong with it is said with its place, before a row is touched."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from generator.importers.evidence import language_of
from generator.importers.identifiers import free_identifier, slug, source_uuid
from generator.importers.keys import keys_page
from generator.importers.mapping import (
    FOLDER,
    Mapping,
    MappingFile,
    Placement,
    fit,
    own_mapping_for,
    own_mappings,
    read_mapping,
)
from generator.importers.placing import place_row
from generator.importers.tables import Table, parse_table
from generator.importers.targets import OWN_KEYS, Form, NoTargetError, all_targets, find_target

if TYPE_CHECKING:
    from generator.diagnostics import Diagnostic

MAPPING = """\
kind: learning-opportunity
source: {name: A list, address: "https://list.example.org/"}
identity: [who, what]
provider: {identified_by: who}
languages: {expected: [en, pl], otherwise: en}
columns:
  what: {to: title, language: detect}
  who: {to: provider.name, language: en}
  price: {to: price.category, values: {none: free}, vocabulary: price-categories}
  notes: {ignore: nobody needs them}
"""


def read(folder: Path, text: str) -> MappingFile | tuple[Diagnostic, ...]:
    file = folder / "mapping.yml"
    file.write_text(text, encoding="utf-8")
    return read_mapping(file, "mapping.yml")


def table(header: str) -> Table:
    parsed = parse_table(f"{header}\n{','.join('x' for _ in header.split(','))}\n".encode(), "table.csv")
    assert isinstance(parsed, Table)
    return parsed


def test_a_mapping_is_read_and_fits_its_table(tmp_path: Path) -> None:
    mapping = read(tmp_path, MAPPING)

    assert isinstance(mapping, MappingFile)
    assert fit(mapping, table("who,what,price,notes")) == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "words", "fix"),
    [
        ("to: title", "to: titel", 7, "got `titel`", "Did you mean `title`?"),
        ("to: provider.name", "to: provider.nam", 8, "expected a key of a provider", "Did you mean `name`?"),
        ("to: title", "to: credential.level", 7, "which holds the keys not_applicable", ""),
        ("to: title", "to: credential.levels.level", 7, "expected a key of an offer", "Did you mean `level`?"),
        ("{ignore: nobody needs them}", '{to: checked, date: "%d %d %Y"}', 10, "day, month and year", ""),
        ("{ignore: nobody needs them}", '{to: checked, date: "%d.%m"}', 10, "day, month and year", ""),
        ("{ignore: nobody needs them}", '{to: checked, date: "%Y-%m-%d %H:%M"}', 10, "(no time)", ""),
        ("{ignore: nobody needs them}", '{to: checked, date: "%Y-%m-%d%z"}', 10, "(no time)", ""),
        ("to: title", "to: credential.uuid", 7, "the import fills itself", ""),
        ("to: title", "to: summary, entries: true", 7, "expected `split` and a text in a list", ""),
        ("{to: price.category,", "{to: price.category, also: {price.cost: paid},", 9, "`price.cost`", ""),
        ("to: title", "to: uuid", 7, "the import fills itself", ""),
        ("to: title", "to: price", 7, "which holds the keys category", ""),
        (", language: detect}", "}", 7, "expected the language of `title`", ""),
        ("values: {none: free}", "values: {none: gratis}", 9, "got `gratis`", "Did you mean `free`?"),
        ("vocabulary: price-categories", "vocabulary: countries", 9, "the vocabulary price-categories, from which", ""),
        ("expected: [en, pl], otherwise: en", "expected: [en, pl], otherwise: xx", 5, "got `xx`", ""),
        ("language: en", "language: english", 8, "a language code such as `pl` (ISO 639-1), got `english`", "`en`"),
        ("{ignore: nobody needs them}", "{to: source.note, words: {xx: 'a {}'}}", 10, "got `xx`", ""),
        ("{ignore: nobody needs them}", "{to: code, also: {provider.type: university}}", 10, "got `university`", ""),
        ("{ignore: nobody needs them}", "{to: code, also: {runs.places: few}}", 10, "a whole number, got `few`", ""),
        ("{ignore: nobody needs them}", "{to: provider.country, values: {D: Germany}}", 10, "got `Germany`", "`DE`"),
        (
            "{ignore: nobody needs them}",
            "{to: credential.assessment.types, split: ',', values: {Klausur: attendence}}",
            10,
            "got `attendence`",
            "Did you mean `attendance`",
        ),
        (
            "{ignore: nobody needs them}",
            "{to: credential.level.level, also: {credential.level.basis: claim}}",
            10,
            "expected `registered`, `claimed` or `descriptors-only`, got `claim`",
            "",
        ),
        ("{ignore: nobody needs them}", "{to: prerequisites.none, values: {a: 'no'}}", 10, "got `no`", ""),
        ("columns:", "constants: {provider.type: university}\ncolumns:", 6, "got `university`", ""),
        ("columns:", "constants: {provider.type: [other, company]}\ncolumns:", 6, "with 2 values", ""),
        ("columns:", "constants: {teaching_languages: [de, german]}\ncolumns:", 6, "got `german`", "`de`"),
        ("to: title", "to: levle", 7, "got `levle`", "Known keys here: formerly, status,"),
        ("to: title", "to: price.cost", 7, "got `price.cost`", "category, learning, period, credential, application,"),
        ("{ignore: nobody needs them}", '{to: keywords, language: pl, split: ""}', 10, "a separator of 1 to 5", '";"'),
        ("{ignore: nobody needs them}", '{to: code, join: "or or or or"}', 10, "at most 10 characters", ""),
        ("vocabulary: price-categories", "vocabulary: prices", 9, "expected a vocabulary", ""),
        ("values: {none: free}", "valeus: {none: free}", 9, "got `valeus`", "Did you mean `values`?"),
        ("{ignore: nobody needs them}", "{ignore: no, to: code}", 10, "either `to` with a key or `ignore`", ""),
        ("{ignore: nobody needs them}", "{join: x}", 10, "got `neither`", ""),
        ("expected: [en, pl]", "expected: [en, xx]", 5, "got `xx`", ""),
        ("kind: learning-opportunity", "kind: micro-credential", 1, "expected `learning-opportunity` or `derived`", ""),
        ("identity: [who, what]", "identity: [who, what]\nencoding: latin", 4, "expected an encoding", ""),
        ("identity: [who, what]\n", "", 1, "expected the key `identity`", ""),
    ],
)
def test_a_mistake_is_reported_where_it_stands(
    tmp_path: Path, old: str, new: str, line: int, words: str, fix: str
) -> None:
    assert old in MAPPING

    found = read(tmp_path, MAPPING.replace(old, new))

    assert isinstance(found, tuple)
    assert words in str(found[0].message)
    assert found[0].location.line == line
    assert fix in str(found[0].remedy)


def test_everything_wrong_is_said_in_one_run(tmp_path: Path) -> None:
    text = MAPPING.replace("to: title", "tu: title").replace("values: {none: free}", "values: {none: gratis}")
    text = text.replace("expected: [en, pl]", "expected: [en, xx]").replace("identity: [who, what]\n", "")
    text = text.replace("{ignore: nobody needs them}", '{to: checked, date: "%d.%m"}')

    found = read(tmp_path, text)

    assert isinstance(found, tuple)
    said = {(one.location.line, str(one.message).partition("got ")[2]) for one in found}
    assert said == {(1, "nothing"), (6, "`tu`"), (4, "`xx`"), (8, "`gratis`"), (9, "`%d.%m`")}


def test_a_list_can_be_constant(tmp_path: Path) -> None:
    mapping = read(tmp_path, MAPPING + "constants: {teaching_languages: [de, pl], provider.type: other}\n")

    assert isinstance(mapping, MappingFile)
    row = table("who,what,price,notes").rows[0]
    assert place_row(row, mapping.mapping).offer["teaching_languages"] == ["de", "pl"]
    assert place_row(row, mapping.mapping).provider["type"] == "other"


@pytest.mark.parametrize(
    "wrong",
    ["split: ''", "split: 1234567", "split: []", "split: {a: b}", "join: 01234567890", "entries: maybe", "units: x",
     "also: x", "also: {a: []}", "values: x", "values: {}", "values: {a: [b]}", "unlisted: no", "words: {}",
     "otherwise: x", "otherwise: [x]", "to: []", "date: {}", "like: ''", "language: {}"],
)  # fmt: skip
def test_messages_are_in_our_words(tmp_path: Path, wrong: str) -> None:
    found = read(tmp_path, MAPPING.replace("{ignore: nobody needs them}", f"{{to: code, {wrong}}}"))

    messages = [str(one.message) for one in found] if isinstance(found, tuple) else []
    assert all(one.startswith("expected ") and "Input" not in one and "should" not in one for one in messages)


def test_columns_missing_on_either_side_are_all_reported(tmp_path: Path) -> None:
    mapping = read(tmp_path, MAPPING)
    assert isinstance(mapping, MappingFile)

    found = fit(mapping, table("who,what,prices,notes"))

    assert [(one.location.line, str(one.message)) for one in found] == [
        (9, "expected a column of table.csv, got `price`"),
        (6, "expected the column `prices` (column C) of table.csv, got no mapping"),
    ]
    assert str(found[0].remedy) == "Did you mean `prices`?"


@pytest.mark.parametrize("name", own_mappings())
def test_our_mappings_are_sound_and_found_by_their_columns(name: str) -> None:
    mapping = read_mapping(FOLDER / f"{name}.yml")

    assert isinstance(mapping, MappingFile)
    columns = ",".join(mapping.mapping.columns)
    found = own_mapping_for(table(columns))
    assert found is not None
    assert found.mapping == mapping.mapping
    assert own_mapping_for(table(columns + ",more")) is None


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("title", Form.LINE),
        ("price.note", Form.PROSE),
        ("keywords", Form.LISTS),
        ("accessibility", Form.LIST),
        ("runs.start", Form.ONE),
        ("provider.country", Form.ONE),
        ("participation.places.country", Form.ONE),
        ("credential.learning_outcomes.text", Form.PROSE),
        ("credential.workload.credits.amount", Form.ONE),
        ("credential.quality_assurance.framework", Form.ONE),
        ("credential.quality_assurance.statement", Form.PROSE),
        ("credential.assessment.types", Form.LIST),
    ],
)
def test_paths_lead_to_keys_of_the_model(path: str, form: Form) -> None:
    assert find_target(path).form is form


DOCS = Path(__file__).parents[2] / "docs"


def test_the_guide_names_every_key_and_every_mapping() -> None:
    guide = (DOCS / "import.md").read_text("utf-8")
    keys = [*Placement.model_fields, *Mapping.model_fields]
    assert not [key for key in keys if f"`{key}`" not in guide and f"`{key}:" not in guide]
    assert not [name for name in own_mappings() if f"`{name}`" not in guide]


def test_excerpts_in_the_guide_are_those_of_the_mappings() -> None:
    guide = (DOCS / "import.md").read_text("utf-8")
    for name in own_mappings():
        (excerpt,) = re.findall(rf": `{name}`\n.*?```yaml\n(.*?)```", guide, re.DOTALL)
        shown, whole = (yaml.load(text, yaml.BaseLoader) for text in (excerpt, (FOLDER / f"{name}.yml").read_text()))  # noqa: S506
        shown_columns, columns = shown.pop("columns"), whole.pop("columns")
        assert len(shown_columns) > 2
        assert {key: whole[key] for key in shown} == shown
        assert {key: columns.get(key) for key in shown_columns} == shown_columns


def test_the_page_of_keys_is_made_from_the_model() -> None:
    assert (DOCS / "import-keys.md").read_text("utf-8") == keys_page(), "python -m generator.importers.keys"
    paths = {target.path for target in all_targets()}
    assert {"price.category", "runs.start", "credential.level.level", "provider.contact.email"} <= paths
    assert not OWN_KEYS & paths


def test_a_path_to_nowhere_is_an_error() -> None:
    with pytest.raises(NoTargetError):
        find_target("price.note.en")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Dostępność cyfrowa dla liderów", "pl"),
        ("Découvrir l’accessibilité numérique", "fr"),
        ("Fundamentos de Acessibilidade Digital", "pt"),
        ("Revisión de la accesibilidad de aplicaciones móviles", "es"),
        ("Grundlagen der digitalen Barrierefreiheit", "de"),
        ("Redattori di siti web", "it"),
        ("Digitale toegankelijkheid: bewustwording", "nl"),
        ("Writing for Accessibility", "en"),
        ("AccessBoost", None),
        ("D2L : Brightspace", None),
        ("Zoom", None),
        ("", None),
    ],
)
def test_a_language_is_told_by_its_words_or_not_at_all(text: str, language: str | None) -> None:
    assert language_of(text, ["en", "fr", "es", "pt", "it", "de", "nl", "pl", "fi"]) == language


def test_the_language_of_teaching_supports_words_but_replaces_none() -> None:
    assert language_of("UX/UI designer e grafici", ["en", "it", "pt"], supported=["it"]) == "it"
    assert language_of("AccessBoost", ["en", "pt"], supported=["pt"]) is None
    assert language_of("Writing for Accessibility", ["en", "pl"], supported=["pl"]) == "en"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Dostępność w Łodzi – część 2", "dostepnosc-w-lodzi-czesc-2"),
        ("Straße, l’été & Ångström", "strasse-l-ete-angstrom"),
        ("Œuvre d'art (3 × 2)", "oeuvre-d-art-3-2"),
        ("日本語", ""),
        ("x" * 100, "x" * 80),
        ("word " * 30, "-".join(["word"] * 16)),
    ],
)
def test_identifiers_are_plain_ascii(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_taken_identifiers_are_numbered() -> None:
    assert free_identifier("Kurs", {"kurs", "kurs-2"}, otherwise="offer") == "kurs-3"
    assert free_identifier("日本", set(), otherwise="offer-1") == "offer-1"
    assert len(free_identifier("x" * 90, {"x" * 80}, otherwise="")) == 80


def test_uuids_follow_from_source_and_identity() -> None:
    one = source_uuid("https://a.example/", "offer", ["A", "B"])

    assert one == source_uuid("https://a.example/", "offer", ["A", "B"])
    assert one[14] == "5"
    assert len({one, *(source_uuid(*given) for given in [
        ("https://b.example/", "offer", ["A", "B"]),
        ("https://a.example/", "provider", ["A", "B"]),
        ("https://a.example/", "offer", ["AB", ""]),
    ])}) == 4  # fmt: skip
