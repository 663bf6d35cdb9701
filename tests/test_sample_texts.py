"""The sample offers read like a hundred hands wrote them: no two of them share a longer sentence in any language."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.checks.statements import stated_in
from generator.records.discover import discover
from generator.records.offer import Offer
from generator.records.reader import read_record
from tests.builders import a_credential, an_offer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PROVIDERS = Path(__file__).parents[1] / "providers"
LONGEST_SHARED = 8
"""So many words two offers may have in common: "Mondays and Wednesdays 15:00-17:00" is nobody's style."""

# A mark ends a sentence before white space, a closing quotation mark or the end; the point in 9.30 ends none.
_END = re.compile(r"(?<=[.!?…])[\"'”’»)\]*_]*(?=\s|$)|\n+")
_WORD = re.compile(r"\w+")


def sample_offers() -> dict[str, Offer]:
    files, found = discover(PROVIDERS, "providers")
    assert not found
    records = {file.shown: read_record(file).record for file in files}
    broken = [shown for shown, record in records.items() if record is None]
    assert not broken
    return {shown: record for shown, record in records.items() if isinstance(record, Offer)}


def texts(offer: Offer) -> Iterator[str]:
    """Yield every text of an offer in every language, wherever the model has one."""
    return (one.value for one in stated_in(offer).texts)


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text in small letters, without punctuation, one space between the words."""
    for sentence in _END.split(text):
        if words := _WORD.findall(sentence.casefold()):
            yield " ".join(words)


def shared_sentences(offers: Mapping[str, Offer]) -> dict[str, list[str]]:
    """Return each sentence of more than eight words that several offers have, with the offers."""
    places: defaultdict[str, set[str]] = defaultdict(set)
    for shown, offer in offers.items():
        for sentence in (one for text in texts(offer) for one in sentences(text)):
            if len(sentence.split()) > LONGEST_SHARED:
                places[sentence].add(shown)
    return {sentence: sorted(where) for sentence, where in places.items() if len(where) > 1}


def test_no_two_samples_share_a_sentence() -> None:
    offers = sample_offers()
    assert len(offers) >= 45
    assert {language for offer in offers.values() for language in offer.title} >= {
        "pl",
        "en",
        "de",
        "fi",
        "fr",
        "ga",
        "uk",
    }
    assert shared_sentences(offers) == {}


SENTENCE = "You finish with a report for a town that does not exist."
"""Twelve words."""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            {"description": {"en": f"Rain falls. {SENTENCE} Then it is over."}},
            {"description": {"en": f"{SENTENCE.upper()}\n\nMore follows."}},
        ),
        (
            {"price": {"refund": {"pl": SENTENCE}}},
            {"credential": a_credential(issuing={"verify": {"en": f"„Well!” {SENTENCE[:-1]}!"}})},
        ),
        (
            {"runs": [{"id": "spring", "sessions": {"en": SENTENCE}}]},
            {"keywords": {"en": ["rain", SENTENCE.replace(" for ", "   for\t")]}},
        ),
    ],
    ids=["upper case and paragraphs", "other fields and languages", "lists and white space"],
)
def test_shared_sentence_is_found_wherever_it_stands(one: dict[str, object], other: dict[str, object]) -> None:
    found = shared_sentences({"one": an_offer(**one), "other": an_offer(**other)})
    assert found == {"you finish with a report for a town that does not exist": ["one", "other"]}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Eight words are not too many to share.", "Eight words are not too many to share."),
        (SENTENCE, SENTENCE.replace("report", "letter")),
        (
            "It begins at 9.30 and everybody brings a lunch along.",
            "It begins at 9. 30 and everybody brings a lunch along.",
        ),
        (f"{SENTENCE} {SENTENCE}", "Nothing of the kind."),
    ],
    ids=["eight words", "another word", "other ends", "twice in one offer"],
)
def test_what_is_not_shared_is_not_found(one: str, other: str) -> None:
    offers = {"one": an_offer(description={"en": one}), "other": an_offer(description={"en": other})}
    assert shared_sentences(offers) == {}
