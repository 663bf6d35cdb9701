"""What of an offer can be found, filtered by and shown."""

import json
from pathlib import Path

import pytest

from generator.pages.facts import card
from generator.search.index import SearchRecord
from generator.search.records import EVERY_OFFER, search_records
from tests.search.samples import AGES, AS_OF, HIDDEN, SAMPLES, Sample, catalogue, words


def records(folder: Path, *samples: Sample, language: str = "pl") -> dict[str, SearchRecord]:
    found = search_records(catalogue(folder, samples or (*SAMPLES, *HIDDEN)), words(language), AS_OF, AGES)
    return {record.url.split("/")[3]: record for record in found}


def hidden(record: SearchRecord) -> list[str]:
    return record.meta["hidden"].split()


def test_only_published_offers_can_be_found(tmp_path: Path) -> None:
    assert set(records(tmp_path)) == {sample.id for sample in SAMPLES}


def test_a_record_leads_to_the_page_in_its_language(tmp_path: Path) -> None:
    record = records(tmp_path, language="en")["python"]
    assert record.url.startswith("en/offers/szkola/python/#")
    assert (record.language, record.title) == ("en", "Python in the laboratory")


def test_title_and_provider_are_searched_in_all_their_languages(tmp_path: Path) -> None:
    content = records(tmp_path)["python"].content
    for text in ("Python w pracowni", "Python in the laboratory", "Szkoła Zażółć", "School of Gooseneck"):
        assert text in content


def test_fields_places_keywords_and_outcomes_are_searched(tmp_path: Path) -> None:
    more = (
        ("participation", {"mode": "on-site", "places": [{"country": "PL", "city": {"pl": "Gdynia"}}]}),
        ("keywords", {"pl": ["strug"], "en": ["plane"]}),
        (
            "credential",
            {
                "uuid": "0b8f6a1e-52a7-4d5f-8b55-6f9d8f1b2c3d",
                "learning_outcomes": [{"text": {"pl": "Ostrzy dłuto", "en": "Sharpens a chisel"}}],
            },
        ),
    )
    content = records(tmp_path, Sample("wood", "Drewno", "Wood", "0722", "on-site", more))["wood"].content
    fields = [words("pl").term("fields", code) for code in ("07", "0722")]
    for text in (*fields, "Gdynia", "strug", "plane", "Ostrzy dłuto"):
        assert text in content
    assert "Sharpens" not in content  # long texts only in the reader's language


def test_markdown_is_not_searched(tmp_path: Path) -> None:
    more = (("description", {"pl": "Czym *są* [te](https://wzorzec.example/x) **kursy**?"}),)
    content = records(tmp_path, Sample("a", "A", "A", more=more))["a"].content
    assert "Czym są te kursy?" in content
    assert "wzorzec" not in content


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("Smørrebrød", "smorrebrod"),
        ("Færøerne", "faeroerne"),
        ("Đorđe", "dorde"),
    ],
)
def test_letters_that_pagefind_does_not_fold_have_a_folded_form(tmp_path: Path, written: str, typed: str) -> None:
    record = records(tmp_path, Sample("a", f"Kurs „{written}”!", "Course"))["a"]
    assert typed in hidden(record)


def test_words_that_pagefind_folds_itself_are_not_repeated(tmp_path: Path) -> None:
    sample = Sample("a", "Śpiew", "Singing")
    assert "spiew" not in hidden(records(tmp_path, sample)["a"])


def test_every_record_has_the_word_for_searches_without_words(tmp_path: Path) -> None:
    assert all(EVERY_OFFER in hidden(record) for record in records(tmp_path).values())


def test_the_card_is_the_card_of_prerendered_pages(tmp_path: Path) -> None:
    found = catalogue(tmp_path)
    summary = found.offer_by_key["szkola/choir"]
    shown = card(summary, found.provider_by_id["szkola"], words("pl"), AS_OF, AGES)
    url = records(tmp_path / "again")["choir"].url
    sent = json.loads(url.partition("#")[2])
    assert sent["title"] == {"text": "Śpiew w chórze <b>&amp;</b>"}
    assert sent["kind"] == {"style": shown.kind.style, "icon": shown.kind.icon, "text": shown.kind.text}
    facts = sent.get("facts", [])
    assert [fact["value"] for fact in facts] == [fact.value for fact in shown.facts]
    assert [fact.get("unknown", False) for fact in facts] == [not fact.stated for fact in shown.facts]
    assert sent["unknown"] == shown.unknown


def test_a_text_in_another_language_says_so(tmp_path: Path) -> None:
    record = records(tmp_path, Sample("a", "A", "A", more=(("title", {"en": "Only English"}),)))["a"]
    assert json.loads(record.url.partition("#")[2])["title"] == {"text": "Only English", "language": "en"}
