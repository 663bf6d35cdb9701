"""Concepts with their codes, IRIs and labels, read from the YAML files of this folder.

A file holds `concepts:` (code → facts) and may hold, for the whole list:

- `scheme`     the IRI of the concept scheme
- `iri`        the pattern of the concepts' IRIs, filled with the code or with a fact such as `id`;
               a concept without that fact has no IRI: it is our own
- `level_iri`  the pattern of the IRIs of a framework's levels
- `nested`     `by-prefix`: a shorter code is broader than the codes that begin with it
- `names`      territories, languages or currencies: labels come from CLDR

Facts of a concept: `labels` and `official` (language → text; `official` only where our reviewed label
differs), `explanation`, `spellings` (other words that mean just this), `synonyms` (words with which somebody may
mean this), `note` (for maintainers), `levels`, `eqf`, and texts of its own list.
Every scalar stays text: "0688" keeps its zero and "no" is a language.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from babel import Locale, UnknownLocaleError

from generator.vocabularies.suggestions import Suggestions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FOLDER = Path(__file__).parent
FALLBACK = "en"
SUGGESTION_LANGUAGES = ("en", "pl")

_OWN_FIELDS = {"labels", "official", "explanation", "levels", "eqf", "spellings", "synonyms", "note"}


@dataclass(frozen=True, slots=True)
class Concept:
    """One entry of a list.

    `levels` (national frameworks) maps a level to its IRI, `eqf` a national level to the EQF level it is
    referenced to. `details` holds the texts that only one list has, for instance `country` or `url`.
    """

    vocabulary: str
    code: str
    iri: str | None = None
    labels: Mapping[str, str] = field(default_factory=dict, compare=False)
    official: Mapping[str, str] = field(default_factory=dict, compare=False)
    explanation: Mapping[str, str] = field(default_factory=dict, compare=False)
    spellings: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    note: str = ""
    levels: Mapping[str, str] = field(default_factory=dict, compare=False)
    eqf: Mapping[str, str] = field(default_factory=dict, compare=False)
    details: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def official_labels(self) -> dict[str, str]:
        """Return the labels as the publisher of the concept words them, for feeds that repeat them."""
        return {**self.labels, **self.official}

    @property
    def assessed(self) -> bool:
        """Tell whether this kind of assessment makes a micro-credential by itself (CELEX 32022H0627(02))."""
        return self.details.get("assessed") != "false"

    @property
    def optional(self) -> bool:
        """Tell whether Annex I calls this element optional."""
        return self.details.get("optional") == "true"


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """A list of concepts in the order of its file."""

    name: str
    concepts: Mapping[str, Concept]
    scheme: str | None = None
    nested: bool = False
    cldr: str = ""

    def __contains__(self, code: object) -> bool:
        """Tell whether a code is in the list, exactly as written."""
        return code in self.concepts

    def __iter__(self) -> Iterator[Concept]:
        """Yield the concepts in file order."""
        return iter(self.concepts.values())

    def __len__(self) -> int:
        """Return the number of concepts."""
        return len(self.concepts)

    def get(self, code: str) -> Concept | None:
        """Return the concept of a code, or None."""
        return self.concepts.get(code)

    def label(self, code: str, language: str) -> str:
        """Return the name of a concept in a language (BCP 47), else in English, else the code itself."""
        concept = self.concepts.get(code)
        if concept is None:
            return code
        for tag in (language, language.partition("-")[0], FALLBACK):
            found = concept.labels.get(tag) or self._cldr_name(code, tag)
            if found:
                return found
        return code

    def broader(self, code: str) -> Concept | None:
        """Return the next broader concept; only lists whose codes nest (fields of education) have one."""
        if not self.nested:
            return None
        return next((self.concepts[code[:n]] for n in range(len(code) - 1, 0, -1) if code[:n] in self.concepts), None)

    def suggest(self, text: str) -> str | None:
        """Return the code that somebody who typed `text` most likely meant, or None.

        First what equals a code, a label or a synonym without regard to case, diacritics and hyphens; then
        what comes close to one.
        """
        return self._suggestions.find(text)

    def equal(self, text: str) -> str | None:
        """Return the code of which `text` is another spelling or a label, unless it could be several."""
        return self._suggestions.equal(text)

    @cached_property
    def _suggestions(self) -> Suggestions:
        equal = {concept.code: self._names(concept) for concept in self}
        return Suggestions(equal, {concept.code: concept.synonyms for concept in self})

    def _names(self, concept: Concept) -> list[str]:
        names = (self._cldr_name(concept.code, tag) for tag in SUGGESTION_LANGUAGES)
        return [*concept.labels.values(), *concept.official.values(), *concept.spellings, *filter(None, names)]

    def _cldr_name(self, code: str, tag: str) -> str | None:
        return _cldr_names(self.cldr, tag).get(code) if self.cldr else None


def names() -> tuple[str, ...]:
    """Return the names of all vocabularies, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yml")))


@cache
def vocabulary(name: str) -> Vocabulary:
    """Return a vocabulary by its file name without suffix; it is read once per process.

    Raises LookupError for an unknown name: that is a mistake in the program, not in a record.
    """
    path = FOLDER / f"{name}.yml"
    if Path(name).name != name or not path.is_file():
        raise LookupError(f"there is no vocabulary {name!r}; there are {', '.join(names())}")
    # The base loader makes nothing but text, lists and mappings.
    content = yaml.load(path.read_bytes(), Loader=yaml.CBaseLoader)  # noqa: S506
    return Vocabulary(
        name=name,
        concepts={code: _concept(name, code, entry, content) for code, entry in content["concepts"].items()},
        scheme=content.get("scheme"),
        nested=content.get("nested") == "by-prefix",
        cldr=content.get("names", ""),
    )


def _concept(name: str, code: str, entry: dict[str, Any], header: Mapping[str, Any]) -> Concept:
    details = {key: value for key, value in entry.items() if key not in _OWN_FIELDS}
    level_iri = header.get("level_iri", "")
    return Concept(
        vocabulary=name,
        code=code,
        iri=_filled(header.get("iri"), {"code": code, **details}),
        labels=entry.get("labels", {}),
        official=entry.get("official", {}),
        explanation=entry.get("explanation", {}),
        spellings=tuple(entry.get("spellings", ())),
        synonyms=tuple(entry.get("synonyms", ())),
        note=entry.get("note", ""),
        levels={level: level_iri.format(id=part) for level, part in entry.get("levels", {}).items()},
        eqf=entry.get("eqf", {}),
        details=details,
    )


def _filled(pattern: str | None, facts: Mapping[str, str]) -> str | None:
    try:
        return pattern.format_map(facts) if pattern else None
    except KeyError:
        return None


@cache
def _cldr_names(kind: str, tag: str) -> Mapping[str, str]:
    try:
        names_by_code: Mapping[str, str] = getattr(Locale.parse(tag, sep="-"), kind)
    except (UnknownLocaleError, ValueError):
        return {}
    return names_by_code
