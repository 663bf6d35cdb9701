"""Scripts count in the forms a language has."""

from pathlib import Path

from generator.words import Words
from tests.search.samples import THEME

OFFERS = ("{number} offer", "{number} offers")


def test_polish_has_three_forms_for_whole_numbers() -> None:
    forms = Words("pl", THEME.locale).plural_forms(*OFFERS)
    assert forms["one"] == "{number} oferta"
    assert forms["few"] == "{number} oferty"
    assert forms["many"] == forms["other"] == "{number} ofert"


def test_english_has_two() -> None:
    assert Words("en", Path("nowhere")).plural_forms(*OFFERS) == {"one": OFFERS[0], "other": OFFERS[1]}
