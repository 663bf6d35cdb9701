"""What the rules hold together: tables that fit the model, references to broken records, places found anew."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from generator.checks.inspection import inspect_records
from generator.checks.places import locate, place_of, quick_place
from generator.checks.texts import LINK_KEYS
from generator.diagnostics import all_rules
from generator.records.codes import CODES, OFFER_CODES, ORGANISATION_CODES, PATHWAY_CODES, PROVIDER_CODES
from generator.records.discover import RecordFile, RecordKind
from generator.records.offer import Offer
from generator.records.organisation import Organisations
from generator.records.pathway import Pathway
from generator.records.provider import Provider
from generator.records.scalars import Address, Language, Word
from generator.records.source import Source, read_source
from generator.records.statement import Statement
from generator.records.yaml import parse
from generator.vocabularies import vocabulary
from tests import record_cases

# Words that are free: names, numbers, codes of the provider or of registers without a list of ours.
FREE_WORDS = {
    "co_financed_by.*.project", "code", "credential.assessment.pass_mark", "credential.issuing.validity",
    "credential.supervision.vendor", "image.credit", "image.file", "occupations.*.id", "price.period", "support.*",
    "validation.duration",
    "credential.learning_outcomes.*.skills.*.id",
    "credential.learning_outcomes.*.skills.*.version", "credential.level.register_code",
    "credential.quality_assurance.*.edition", "credential.stackability.towards.*", "duration",
    "prerequisites.conditions.*.level", "prerequisites.conditions.*.value",
    "replaced_by", "source.row",
    "accreditations.*.number", "logo.credit", "logo.file", "sub_units.*.contact.phone", "time_zone",
    "organisations.*.identifiers.*.value", "organisations.*.region",
    "leads_to.level.register_code", "tiers.*.award.credential", "tiers.*.requires.*.of.*",
    "contact.phone", "domains.*", "identifiers.*.value", "maintainers.*", "quality_assurance.*.edition", "region",
}  # fmt: skip


def leaves(annotation: Any, path: str, metadata: tuple[Any, ...] = ()) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield the path and the validators of every text a model may hold outside of texts by language."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            yield from leaves(field.annotation, f"{path}.{name}".lstrip("."), tuple(field.metadata))
    elif annotation is str:
        yield path, metadata
    elif hasattr(annotation, "__metadata__"):
        yield from leaves(annotation.__origin__, path, annotation.__metadata__)
    elif getattr(annotation, "__origin__", None) is not dict:
        step = f"{path}.*" if getattr(annotation, "__origin__", None) is tuple else path
        for argument in get_args(annotation):
            yield from leaves(argument, step, metadata)


def texts_of(model: type[Statement], kind: Any) -> set[str]:
    """Return the paths of all texts of a model that have one of the types of `records.scalars`."""

    def schemas(metadata: tuple[Any, ...]) -> list[Any]:
        return [one.json_schema for one in metadata if hasattr(one, "json_schema")]

    return {path for path, metadata in leaves(model, "") if schemas(metadata) == schemas(kind.__metadata__)}


@pytest.mark.parametrize(
    ("model", "table"),
    [(Offer, OFFER_CODES), (Provider, PROVIDER_CODES), (Organisations, ORGANISATION_CODES), (Pathway, PATHWAY_CODES)],
)
def test_every_code_of_a_record_is_checked_or_known_to_be_free(model: type[Statement], table: dict[str, str]) -> None:
    coded = texts_of(model, Word) | texts_of(model, Language)
    assert coded - FREE_WORDS == set(table)


@pytest.mark.parametrize("name", sorted({name for table in CODES.values() for name in table.values()}))
def test_every_list_exists(name: str) -> None:
    assert len(vocabulary(name)) > 0


def test_every_web_address_of_a_record_is_checked_for_encryption() -> None:
    addresses = texts_of(Offer, Address) | texts_of(Provider, Address) | texts_of(Organisations, Address)
    assert {path.rpartition(".")[2] for path in addresses} == LINK_KEYS


def test_rules_speak_in_sentences() -> None:
    for rule in all_rules():
        assert re.fullmatch(r"[A-Z]{3}\d{3}", rule.code)
        assert not rule.title.endswith("."), rule.code
        assert rule.title[0].isupper(), rule.code
        assert rule.reason.endswith("."), rule.code
        assert rule.remedy.endswith("."), rule.code


def test_reference_to_a_record_that_is_only_broken_is_not_reported(tmp_path: Path) -> None:
    providers = record_cases.lay_out("valid", "minimal", tmp_path)
    (providers / "river-college/provider.yml").write_text("id: river-college\ncolour: red\n", encoding="utf-8")
    (providers / "river-college/offers/first-aid.yml").unlink()
    other = providers / "river-college/offers/data-basics.yml"
    other.write_text(other.read_text(encoding="utf-8") + "replaced_by: first-aid\n", encoding="utf-8")
    broken = providers / "river-college/offers/first-aid.yml"
    broken.write_text("id: first-aid\n", encoding="utf-8")
    codes = {found.rule.code for found in record_cases.inspect(providers).diagnostics}
    assert codes == {"REC001", "REC002", "OFF006"}


def test_earlier_version_of_a_broken_record_brings_no_findings_of_its_own(tmp_path: Path) -> None:
    providers = record_cases.lay_out("invalid", "DAT005-all-runs-over", tmp_path)
    good = record_cases.inspect(providers)
    file = providers / record_cases.FIRST_AID
    file.write_text("id: [\n", encoding="utf-8")
    inspection = inspect_records(
        providers, shown="providers", cache=tmp_path / ".cache", as_of=record_cases.AS_OF, last_good=good.digests
    )
    assert "river-college/first-aid" in inspection.catalogue.offer_by_key
    assert [found.rule.code for found in inspection.diagnostics] == ["YML001"]


def test_same_record_has_other_findings_on_another_day(tmp_path: Path) -> None:
    providers = record_cases.lay_out("valid", "runs-still-to-come", tmp_path)

    def codes(day: date) -> set[str]:
        inspection = inspect_records(providers, shown="providers", cache=tmp_path / ".cache", as_of=day)
        return {found.rule.code for found in inspection.diagnostics}

    assert codes(date(2026, 12, 1)) == set()
    assert codes(date(2026, 12, 2)) == {"DAT004"}
    assert codes(date(2026, 11, 29)) == {"DAT007"}
    assert codes(date(2030, 1, 1)) == {"DAT005", "DAT006"}


def test_locate_finds_a_key_and_survives_a_file_that_is_gone(tmp_path: Path) -> None:
    path = record_cases.lay_out("valid", "runs-still-to-come", tmp_path) / record_cases.FIRST_AID
    file = RecordFile(RecordKind.OFFER, "river-college", "first-aid", path, "first-aid.yml")
    assert (locate(file, ("runs",)).line, locate(file, ("runs", 1, "apply_by")).column) == (6, 45)
    path.unlink()
    assert (locate(file, ("runs",)).path, locate(file, ("runs",)).line) == ("first-aid.yml", 1)


SAMPLES = sorted((Path(__file__).parents[1] / "providers").rglob("*.yml"))


@pytest.mark.parametrize("key", ["id", "kind", "status", "checked", "title", "credential", "duration"])
def test_place_found_without_parsing_is_that_of_the_parser(key: str) -> None:
    quick = 0
    for file in SAMPLES:
        source = read_source(file, file.name)
        assert isinstance(source, Source)
        document = parse(source)[0]
        assert document is not None
        found = quick_place(source, key)
        if found is not None:
            assert found == place_of(document, (key,))
            quick += 1
    assert (quick > 0) == (key != "title")


@pytest.mark.parametrize(
    "text",
    [
        'title: "two\nkind: lines\nmore"\nkind: course\n',
        "kind: two words\n",
        'kind: "course"\n',
        "kind: [course]\n",
        "kind:\n  course\n",
        "kind: course:x\n",
        " kind: course\n",
        "",
    ],
)
def test_place_that_is_not_certain_is_left_to_the_parser(text: str) -> None:
    assert quick_place(Source("x.yml", text), "kind") is None


@pytest.mark.parametrize("end", ["\n", "\r\n", " # a remark\n", ""])
def test_place_of_a_plain_word(end: str) -> None:
    found = quick_place(Source("x.yml", f"id: a\nkind:  micro-credential{end}"), "kind")
    assert found is not None
    assert (found.line, found.column, found.length) == (2, 8, 16)
