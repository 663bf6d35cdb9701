"""What of an offer can be searched, filtered by and shown as a hit."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

import orjson
from markupsafe import Markup

from generator.catalogue import addresses
from generator.catalogue.axes import BROAD_FIELD_DIGITS
from generator.pages.facts import card
from generator.pages.list_pages import in_order
from generator.prose import to_html
from generator.search.index import SearchRecord

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from generator.catalogue.freshness import Ages
    from generator.catalogue.graph import Catalogue
    from generator.catalogue.summary import OfferSummary, ProviderSummary
    from generator.pages.parts import Card, Chip, Fact, Line
    from generator.records.offer import Offer
    from generator.words import Words

EVERY_OFFER = "qzxoffer"
"""A word that every offer has and nobody types; theme/assets/js/search-index.js looks for it to learn the rows of all
offers. Without a word Pagefind would download the whole index."""

_BASE_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t"}
    | {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
)
"""Letters that Unicode does not take apart into a letter and a mark, so that Pagefind leaves them as they are."""

_NO_WORD = re.compile(r"[\W_]+")
"""To Python's expressions `\\w` is what `str.isalnum` says, and the low line."""


def search_records(catalogue: Catalogue, words: Words, as_of: date, ages: Ages) -> Iterator[SearchRecord]:
    """Return the search records of all published offers in the language of `words`, in the order of their rows."""
    for summary in in_order(catalogue.listed, words, as_of):
        provider = catalogue.provider_by_id[summary.provider]
        yield search_record(catalogue.store.open_offer(summary), summary, provider, words, as_of, ages)


def search_record(
    offer: Offer, summary: OfferSummary, provider: ProviderSummary, words: Words, as_of: date, ages: Ages
) -> SearchRecord:
    """Return the search record of a published offer."""
    address = addresses.offer(words.language, summary.provider, summary.id)
    shown = card(summary, provider, words, as_of, ages)
    title, content = shown.title.text, _searchable(offer, provider, words)
    return SearchRecord(
        # Whatever stands in `meta` would be searched; the fragment of the address is kept as it is.
        url=f"{address}#{_card(shown)}",
        title=title,
        content=content,
        language=words.language,
        meta={"hidden": " ".join((EVERY_OFFER, *_base_forms(content)))},
    )


def _searchable(offer: Offer, provider: ProviderSummary, words: Words) -> str:
    """Return the text in which words are looked for; the title and names in all their languages."""
    participation, credential = offer.participation, offer.credential
    texts = [
        *offer.title.values(),
        *_shown(words, offer.summary),
        *provider.name.values(),
        *(words.term("fields", code) for code in _with_broad(offer.field)),
        *(city for place in (participation.places if participation else ()) for city in _all(place.city)),
        *(word for several in (offer.keywords or {}).values() for word in several),
        *_shown(words, offer.description),
        *_shown(words, offer.target_groups),
        *_shown(words, *(outcome.text for outcome in (credential.learning_outcomes if credential else ()))),
        words.term("kinds", offer.kind),
    ]
    return "\n".join(dict.fromkeys(texts))


def _shown(words: Words, *several: Mapping[str, str] | None) -> Iterator[str]:
    """Yield texts in the reader's language without their Markdown, which would be searched too."""
    for texts in several:
        text = words.text(texts)
        if text:
            yield Markup(to_html(text.text)).striptags()  # noqa: S704  no HTML comes out of it


def _all(texts: Mapping[str, str] | None) -> Iterable[str]:
    return texts.values() if texts else ()


def _with_broad(codes: Iterable[str]) -> list[str]:
    """Return fields, each after the broad field it belongs to."""
    return list(dict.fromkeys(one for code in codes for one in (code[:BROAD_FIELD_DIGITS], code)))


def _base_forms(text: str) -> list[str]:
    """Return the words that can be typed without a special letter of theirs, so written: `lodz` for Łódź."""
    found = {word for word in set(_words(text)) if not word.isascii() and word.translate(_BASE_LETTERS) != word}
    return sorted(_base_letters(word) for word in found)


def _words(text: str) -> list[str]:
    """Return words in small letters; anything but letters and digits stands between words."""
    return _NO_WORD.sub(" ", text.lower()).split()


def _base_letters(text: str) -> str:
    taken_apart = unicodedata.normalize("NFKD", text.lower().translate(_BASE_LETTERS))
    return "".join(one for one in taken_apart if not unicodedata.combining(one))


def _card(shown: Card) -> str:
    """Return what the script needs to show the same card as on prerendered pages, as JSON without the empty."""
    parts = {
        "title": _line(shown.title),
        "provider": _line(shown.provider),
        "summary": _line(shown.summary) if shown.summary else None,
        "kind": _chip(shown.kind),
        "states": [_chip(state) for state in shown.states],
        "facts": [_fact(fact) for fact in shown.facts],
        "unknown": shown.unknown,
    }
    return orjson.dumps(_without_empty(parts)).decode()


def _line(line: Line) -> Mapping[str, Any]:
    return _without_empty({"text": line.text, "language": line.language})


def _chip(chip: Chip) -> Mapping[str, Any]:
    return {"style": chip.style, "icon": chip.icon, "text": chip.text}


def _fact(fact: Fact) -> Mapping[str, Any]:
    known = {"icon": fact.icon, "label": fact.label, "value": fact.value, "detail": fact.detail, "due": fact.due}
    return _without_empty(known | {"unknown": not fact.stated})


def _without_empty(parts: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value for name, value in parts.items() if value}
