"""The page docs/import-keys.md: every key that a mapping may fill, made from the model of records.

`python -m generator.importers.keys` prints it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.importers.targets import Target, about, all_targets, holds
from generator.vocabularies import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_CODES = 60
"""So many codes of a vocabulary are named; of a longer one the first few."""
FEW = 3

_HEAD = """\
# Keys for an import

What stands after `to:` in a mapping, and before the colon in `also:` and `constants:` (see [import.md](import.md)).
This page is made from the model of records: `python -m generator.importers.keys > docs/import-keys.md`. Identifiers,
the kind of a record, the version of its credential and where it comes from fill themselves.

A text in languages needs `language:` (a tag or `detect`), `words:` or texts by language in `values:`. Of a list of
things, such as `runs` or `credential.learning_outcomes`, a row fills one, or with `entries: true` as many as its cell
has parts.
"""


def keys_page() -> str:
    """Return the page of all keys and of the vocabularies that they take their codes from."""
    targets = list(all_targets())
    lines = [_HEAD]
    for heading, of_provider in (("## Keys of the offer", False), ("## Keys of its provider", True)):
        lines += [heading, "", *_table([one for one in targets if one.of_provider == of_provider]), ""]
    lines += ["## Vocabularies", "", "The table writes a code as here, in capitals or not, or `values:` translates it."]
    lines += ["", "| vocabulary | codes |", "| --- | --- |", *_vocabularies(targets)]
    return "\n".join(lines) + "\n"


def _table(targets: Sequence[Target]) -> Iterator[str]:
    yield "| key | what it holds | vocabulary | remarks |"
    yield "| --- | --- | --- | --- |"
    for one in targets:
        yield f"| `{one.path}` | {holds(one)} | {one.vocabulary} | {about(one)} |".replace("  ", " ").replace(
            "<", "\\<"
        )


def _vocabularies(targets: Sequence[Target]) -> Iterator[str]:
    for name in sorted({one.vocabulary for one in targets if one.vocabulary}):
        codes = [f"`{one.code}`" for one in vocabulary(name)]
        more = f" and {len(codes) - FEW} more, in `generator/vocabularies/{name}.yml`"
        yield f"| {name} | {', '.join(codes) if len(codes) <= MOST_CODES else ', '.join(codes[:FEW]) + more} |"


if __name__ == "__main__":
    print(keys_page(), end="")  # noqa: T201 - this is what the call is for
