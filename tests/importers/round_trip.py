"""Records before and after a journey through a published format, value by value."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Values = dict[str, Any]


@dataclass(frozen=True)
class Difference:
    """A value of one record that is another afterwards, or is only there before or afterwards."""

    record: str
    key: str
    before: Any
    after: Any


def values_of(record: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the values of a record by path: numbers count members, lists of single values are one value each."""
    if isinstance(record, dict):
        for key, value in record.items():
            yield from values_of(value, f"{path}.{key}" if path else key)
    elif isinstance(record, list) and any(isinstance(one, dict) for one in record):
        for number, one in enumerate(record):
            yield from values_of(one, f"{path}.{number}")
    else:
        yield path, sorted(record) if isinstance(record, list) else record


def differences(record: str, before: Values, after: Values) -> Iterator[Difference]:
    """Yield what is not the same in two records, in the order of their keys."""
    one, other = dict(values_of(before)), dict(values_of(after))
    for key in dict.fromkeys((*one, *other)):
        if one.get(key) != other.get(key):
            yield Difference(record, key, one.get(key), other.get(key))


def unexplained(found: Iterable[Difference], explained: Mapping[str, str]) -> list[Difference]:
    """Return the differences whose keys no pattern of a table names."""
    return [one for one in found if not any(fnmatchcase(one.key, pattern) for pattern in explained)]


def unused(found: Iterable[Difference], explained: Mapping[str, str]) -> list[str]:
    """Return the patterns of a table that name no difference, so that no table says more than is so."""
    keys = {one.key for one in found}
    return [pattern for pattern in explained if not any(fnmatchcase(key, pattern) for key in keys)]
