"""Place the cells of one row: each value goes where the mapping says, or a remark says why it does not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

from generator.checks.vocabulary import is_in_list
from generator.importers.cells import Cell, clean
from generator.importers.evidence import DETECT, language_of, speaks_against
from generator.importers.remarks import Fate, Remark
from generator.importers.targets import Form, Target, find_target
from generator.importers.values import UnplacedError, code_of, day_of, duration_of, number_of

if TYPE_CHECKING:
    from collections.abc import Mapping as ByColumn
    from collections.abc import Sequence

    from generator.importers.mapping import Mapping, Placement
    from generator.importers.tables import Row

Steps: TypeAlias = "tuple[str | int, ...]"
Tree: TypeAlias = "dict[str, Any]"

# What people put before the entries of a list within a cell, also as it is after signs of Markdown were escaped.
_BULLET = re.compile(r"^\\?[-–—•▪·*+]\s+")
_NUMBER = re.compile(r"^\(?([0-9]{1,2})\\?[.)]\s+")
_NUMBER_OF_LIST = re.compile(r"^([0-9]{1,9})([.)])(?=\s)")
_WITH_BRACKETS = re.compile(r"(.+?)\s*\(([^()]+)\)")


@dataclass
class PlacedRow:
    """What one row says, as values for the offer and for its provider, not yet checked against the model."""

    number: int
    cells: ByColumn[str, str] = field(default_factory=dict)
    offer: Tree = field(default_factory=dict)
    provider: Tree = field(default_factory=dict)
    columns: dict[tuple[bool, Steps], tuple[str, ...]] = field(default_factory=dict)
    """The columns that filled each value: a text may come from several."""
    beside: dict[tuple[bool, Steps], list[tuple[bool, Steps]]] = field(default_factory=dict)
    """Keys that a mapping fills with `also`, and the values beside which they stand."""
    remarks: list[Remark] = field(default_factory=list)
    filled: list[str] = field(default_factory=list)
    """The columns of the cells that hold something."""


def place_row(row: Row, mapping: Mapping) -> PlacedRow:
    """Place all cells of a row."""
    placing = _Placing(row, mapping)
    for path, values in mapping.constants.items():
        placing.put_values(find_target(path), values, "constants")
    for column, placements in mapping.columns.items():
        placing.column(column, placements)
    return placing.result


def put(tree: Tree, steps: Steps, value: Any) -> None:
    """Set a value in nested mappings and lists; lists on the way have one entry."""
    here: Any = tree
    for step, following in pairwise(steps):
        if isinstance(step, int):
            here = here[step]
        else:
            here = here.setdefault(step, [{}] if isinstance(following, int) else {})
    here[steps[-1]] = value


def look_up(tree: Tree, steps: Steps) -> Any:
    """Return the value at the end of steps, or None."""
    here: Any = tree
    for step in steps:
        try:
            here = here[step]
        except (KeyError, IndexError):
            return None
    return here


class _Placing:
    """One row on its way."""

    def __init__(self, row: Row, mapping: Mapping) -> None:
        self.row = row
        self.mapping = mapping
        self.result = PlacedRow(row.number, row.cells)
        self.used: set[str] = set()
        taught = mapping.languages.teaching
        spoken = [one.strip().split("-")[0] for one in re.split(r"[;,]", row.cells[taught])] if taught else []
        self.taught = self.supported = spoken if len(set(spoken)) == 1 else []

    def remark(self, column: str, fate: Fate, reason: str, value: str = "") -> None:
        shown = value or " ".join(self.row.cells[column].split())
        self.result.remarks.append(Remark(self.row.number, column, shown, fate, reason))

    def column(self, column: str, placements: Sequence[Placement]) -> None:
        if column in self.row.faults:
            self.result.filled.append(column)
            self.remark(column, Fate.NOT_PLACED, self.row.faults[column])
            return
        cell = self.cell(column, prose=any(map(_is_prose, placements)))
        if not cell.text:
            return
        self.result.filled.append(column)
        if column in self.row.notes:
            self.remark(column, Fate.ASSUMED, self.row.notes[column])
        for change in cell.changes:
            self.remark(column, Fate.CHANGED, change)
        for placement in placements:
            try:
                self.place(column, placement)
            except UnplacedError as reason:
                self.remark(column, Fate.NOT_PLACED, str(reason))
        told = any(one.column == column and one.fate in (Fate.NOT_PLACED, Fate.LEFT_OUT) for one in self.result.remarks)
        if not told and column not in self.used:
            self.remark(column, Fate.NOT_PLACED, "the mapping has no place for this value")

    def cell(self, column: str, *, prose: bool = False) -> Cell:
        return clean(self.row.cells[column], markup=self.mapping.markup == "html", prose=prose)

    def place(self, column: str, placement: Placement) -> None:
        if placement.ignore is not None:
            self.remark(column, Fate.LEFT_OUT, placement.ignore)
            return
        try:
            self.place_first(column, placement)
        except UnplacedError:
            if placement.otherwise is None:
                raise
            self.place(column, placement.otherwise)

    def place_first(self, column: str, placement: Placement) -> None:
        assert placement.to is not None  # noqa: S101 - the mapping was read: either `to` or `ignore`
        target = find_target(placement.to)
        self.place_at(column, placement, target)
        tree = self.result.provider if target.of_provider else self.result.offer
        if look_up(tree, target.steps) is not None:
            self.place_also(column, placement, (target.of_provider, target.steps))

    def place_also(self, column: str, placement: Placement, main: tuple[bool, Steps]) -> None:
        """Fill the keys that go with a placed value, such as the system of credits; what stands there stays."""
        for path, values in placement.also.items():
            target = find_target(path)
            tree = self.result.provider if target.of_provider else self.result.offer
            if look_up(tree, target.steps) is None:
                self.put_values(target, values, column)
                self.result.beside[(target.of_provider, target.steps)] = [main]
            elif (target.of_provider, target.steps) in self.result.beside:
                self.result.beside[(target.of_provider, target.steps)].append(main)

    def place_at(self, column: str, placement: Placement, target: Target) -> None:
        if placement.entries:
            self.place_entries(column, placement, target)
            return
        if target.form.has_language and placement.values is None:
            self.place_text(column, placement, target, self.parts(column, placement, prose=target.form is Form.PROSE))
            return
        values = self.values(column, placement, target.vocabulary)
        if not values:
            return
        if not target.form.has_language:
            self.place_codes(target, values, column)
        elif texts := [value for value in values if isinstance(value, dict)]:
            for language, text in _joined(texts, placement).items():
                self.add_text(target, language, text, column)
        else:
            self.place_text(column, placement, target, [str(value) for value in values])

    # ------------------------------------------------------------------------------------------------- codes

    def values(self, column: str, placement: Placement, vocabulary: str) -> list[str | dict[str, str]]:
        """Translate the parts of a cell; a part that has no translation is remarked, or fails the whole cell."""
        listed = {key.casefold(): value for key, value in (placement.values or {}).items()}
        out: list[str | dict[str, str]] = []
        for part in self.parts(column, placement):
            try:
                value = self.value(part, placement, listed, is_date=column in self.row.dates)
                if vocabulary and isinstance(value, str):
                    value = code_of(vocabulary, value)
            except UnplacedError as reason:
                if placement.otherwise is not None or placement.split is None:
                    raise
                self.remark(column, Fate.NOT_PLACED, str(reason), part)
                continue
            if value is not None and value not in out:
                out.append(value)
        return out

    def value(
        self, part: str, placement: Placement, listed: dict[str, Any], *, is_date: bool
    ) -> str | dict[str, str] | None:
        if placement.values is not None:
            found: str | dict[str, str] | None = listed.get(part.casefold())
            if found is None and placement.unlisted == "report":
                raise UnplacedError("the mapping does not list this value")
            return found
        if placement.vocabulary is not None:
            return code_of(placement.vocabulary, part)
        if placement.units is not None:
            return number_of(part, placement.units)
        if placement.date is not None:
            return day_of(part, placement.date, is_date=is_date)
        return duration_of(part) if placement.to == "duration" else part

    def place_codes(self, target: Target, values: list[Any], column: str) -> None:
        if target.form is Form.ONE and len(values) > 1:
            raise UnplacedError(f"several values, and a record has one `{target.path}`")
        self.put_values(target, values, column)

    def put_values(self, target: Target, values: Sequence[Any], column: str) -> None:
        self.put(target, list(values) if target.form is Form.LIST else values[0], column)

    def put(self, target: Target, value: Any, column: str) -> None:
        tree = self.result.provider if target.of_provider else self.result.offer
        if look_up(tree, target.steps) is not None:
            raise UnplacedError(f"`{target.path}` was filled from another column")
        put(tree, target.steps, value)
        self.came_from(target, target.steps, column)
        self.used.add(column)

    def came_from(self, target: Target, steps: Steps, column: str) -> None:
        key = (target.of_provider, steps)
        self.result.columns[key] = (*self.result.columns.get(key, ()), column)

    # ------------------------------------------------------------------------------------------------- texts

    def place_text(self, column: str, placement: Placement, target: Target, parts: list[str]) -> None:
        plain = self.cell(column)
        text = _written(parts, placement)
        if placement.words is not None:
            for language, sentence in placement.words.items():
                self.add_text(target, language, sentence.replace("{}", text), column)
        elif target.form is Form.LISTS:
            self.add_words(target, self.language(column, plain.text, placement), parts, column)
        else:
            self.supported = [] if target.of_provider else self.taught  # courses, not names, are in these languages
            for part, shown in self.translations(plain, text, placement):
                self.add_text(target, self.language(column, part, placement), shown, column)

    def translations(self, plain: Cell, text: str, placement: Placement) -> list[tuple[str, str]]:
        """Return the text (plain and as written), in two where brackets hold it in another language."""
        found = _WITH_BRACKETS.fullmatch(plain.text) if placement.translation_in_brackets else None
        if found:
            languages = [self.told_language(one, plain) for one in found.groups()]
            if None not in languages and len(set(languages)) == 2:
                return [(one, one) for one in found.groups()]
        return [(plain.text, text)]

    def told_language(self, text: str, cell: Cell) -> str | None:
        """Return the language that markup or words tell."""
        for marked, language in cell.marked:
            if marked == text and is_in_list("languages", language):
                return language
        return language_of(text, self.mapping.languages.expected, supported=self.supported)

    def language(self, column: str, text: str, placement: Placement) -> str:
        if placement.language is not None and placement.language != DETECT:
            return placement.language
        told = self.told_language(text, self.cell(column))
        if told:
            return told
        if placement.like is not None:
            other = self.cell(placement.like)
            shared = self.told_language(other.text, other) if other.text else None
            if shared and not speaks_against(text, shared, self.mapping.languages.expected):
                self.remark(column, Fate.ASSUMED, f"its language ({shared}) is that of `{placement.like}`")
                return shared
        otherwise = self.mapping.languages.otherwise
        if otherwise is None:
            raise UnplacedError("its language cannot be told, and the mapping names none (`languages: otherwise`)")
        self.remark(column, Fate.ASSUMED, f"no evidence of its language; the mapping says {otherwise}")
        return otherwise

    def add_text(self, target: Target, language: str, text: str, column: str) -> None:
        """Add a text to those that other columns gave in the same language."""
        tree = self.result.provider if target.of_provider else self.result.offer
        steps = (*target.steps, language)
        before = look_up(tree, steps)
        between = "\n\n" if target.form is Form.PROSE else " "
        put(tree, steps, f"{before}{between}{text}" if before else text)
        self.came_from(target, steps, column)
        self.used.add(column)

    def place_entries(self, column: str, placement: Placement, target: Target) -> None:
        """Add each part as an entry of the list on the way to the target: outcomes, each with its text."""
        parts = self.parts(column, placement, prose=target.form is Form.PROSE)
        texts = _without_list_signs(parts)
        if target.form is Form.PROSE:
            texts = [_NUMBER_OF_LIST.sub(r"\1\\\2", text) for text in texts]
        language = self.language(column, self.cell(column).text, placement)
        at = len(target.steps) - 1 - target.steps[::-1].index(0)
        tree = self.result.provider if target.of_provider else self.result.offer
        entries = look_up(tree, target.steps[:at]) or []
        for text in texts:
            entry: Tree = {}
            put(entry, (*target.steps[at + 1 :], language), text)
            entries.append(entry)
        if texts:
            put(tree, target.steps[:at], entries)
            self.came_from(target, target.steps[:at], column)
            self.used.add(column)

    def parts(self, column: str, placement: Placement, *, prose: bool = False) -> list[str]:
        """Return the parts of a cell, cleaned; line ends separate only before white space is collapsed."""
        separators = placement.split or ()
        if "\n" not in separators:
            return _split(self.cell(column, prose=prose).text, separators)
        html = self.mapping.markup == "html"
        lines = (clean(line, markup=html, prose=prose).text for line in self.row.cells[column].splitlines())
        return [part for line in lines for part in _split(line, [one for one in separators if one != "\n"])]

    def add_words(self, target: Target, language: str, words: list[str], column: str) -> None:
        tree = self.result.provider if target.of_provider else self.result.offer
        steps = (*target.steps, language)
        put(tree, steps, [*(look_up(tree, steps) or []), *words])
        self.came_from(target, steps, column)
        self.used.add(column)


def _without_list_signs(parts: list[str]) -> list[str]:
    """Take bullets from entries, and numbers if they count all of them: “20. Jahrhundert” is a century."""
    numbers = [found and found[1] for found in map(_NUMBER.match, parts)]
    if numbers == [str(number) for number in range(1, len(parts) + 1)]:
        parts = [_NUMBER.sub("", part) for part in parts]
    return [text for part in parts if (text := _BULLET.sub("", part).strip())]


def _is_prose(placement: Placement) -> bool:
    """Tell whether a cell can end up in a long text, the only form that keeps its links."""
    if placement.otherwise is not None and _is_prose(placement.otherwise):
        return True
    return placement.to is not None and find_target(placement.to).form is Form.PROSE


def _split(text: str, separators: Sequence[str]) -> list[str]:
    parts = [text]
    for separator in separators:
        parts = [piece for part in parts for piece in part.split(separator)]
    return [part.strip() for part in parts if part.strip()]


def _written(parts: list[str], placement: Placement) -> str:
    return "\n".join(f"- {part}" for part in parts) if placement.as_list else placement.join.join(parts)


def _joined(texts: list[dict[str, str]], placement: Placement) -> dict[str, str]:
    languages = [language for language in texts[0] if all(language in text for text in texts)]
    joined = {language: placement.join.join(text[language] for text in texts) for language in languages}
    return {language: text[:1].upper() + text[1:] for language, text in joined.items()}
