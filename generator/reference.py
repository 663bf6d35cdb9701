"""What documents the program and is made from it: commented records, commands, schemas, profiles.

`python -m generator.reference` writes all of it below docs/ (`make reference`); a test compares.
"""

from __future__ import annotations

import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

import click
import orjson

from generator.authoring.commented import commented_record
from generator.authoring.questions import first_values
from generator.checks.profile_page import profiles_page
from generator.cli import catalogue
from generator.importers.keys import keys_page
from generator.records.discover import RecordKind
from generator.records.schema import authored_schema, record_schema
from generator.settings import read_settings
from generator.wording import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.settings import Settings

_NAMESPACE = UUID("7d0c1f3e-54a0-4f0e-8a3e-6c9f2f5f1b10")
_COMMANDS_HEAD = """\
# Commands

Every command and option of `catalogue`; `--help` shows the same at a terminal. This page is made from the program:
`make reference`.
"""


def reference_files(settings: Settings) -> Mapping[str, str]:
    """Return the files below docs/ that are made from the program, with their contents."""
    records = {f"records/{kind.value}.yml": record_page(kind, settings.identifier_base) for kind in RecordKind}
    schemas = {f"schema/{kind.value}.json": _schema_page(kind, settings) for kind in RecordKind}
    pages = {"commands.md": commands_page(), "import-keys.md": keys_page(), "profiles.md": profiles_page()}
    return {**pages, **records, **schemas}


def record_page(kind: RecordKind, identifier_base: str) -> str:
    """Return the commented record of a kind, filled with the examples of the model."""
    properties = authored_schema(kind)["properties"]
    required = {key: properties[key]["examples"][0] for key in authored_schema(kind)["required"]}
    numbers = iter(range(1000))
    return commented_record(
        kind,
        first_values(kind, required),
        identifier_base=identifier_base,
        new_uuid=lambda: str(uuid5(_NAMESPACE, f"{kind.value} {next(numbers)}")),
        reader=ENGLISH,
    )


def _schema_page(kind: RecordKind, settings: Settings) -> str:
    schema = record_schema(kind, settings.identifier_base, settings.options.languages)
    return orjson.dumps(schema, option=orjson.OPT_INDENT_2).decode() + "\n"


# ------------------------------------------------------------------------------------------------------------ commands


def commands_page() -> str:
    """Return the page of all commands, with their arguments and options."""
    sections = _sections(catalogue, click.Context(catalogue, info_name="catalogue"))
    return "\n".join((_COMMANDS_HEAD, *sections))


def _sections(command: click.Command, context: click.Context) -> Iterator[str]:
    yield _section(command, context)
    if not isinstance(command, click.Group):
        return
    for name in sorted(command.list_commands(context)):
        inner = command.get_command(context, name)
        if inner is not None:
            yield from _sections(inner, click.Context(inner, info_name=name, parent=context))


def _section(command: click.Command, context: click.Context) -> str:
    usage = " ".join((context.command_path, *command.collect_usage_pieces(context)))
    lines = [f"## `{context.command_path}`", "", *_paragraphs(command.help or ""), "```", usage, "```", ""]
    named = [one for one in command.params if isinstance(one, click.Option)]
    options = [record for one in named if (record := one.get_help_record(context))]
    if options:
        lines += ["| option | |", "| --- | --- |"]
        lines += [f"| `{_cell(names)}` | {_cell(help_)} |" for names, help_ in options]
        lines.append("")
    return "\n".join(lines)


def _paragraphs(help_: str) -> Iterator[str]:
    paragraphs = (" ".join(part.split()) for part in help_.split("\n\n"))
    return chain.from_iterable((one, "") for one in paragraphs if one)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def write_reference(root: Path) -> None:
    """Write the files below docs/ of a registry; what the program no longer makes is removed."""
    docs = root / "docs"
    files = reference_files(read_settings(root))
    for folder in ("records", "schema"):
        for file in (docs / folder).glob("*"):
            if f"{folder}/{file.name}" not in files:
                file.unlink()
    for path, text in files.items():
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        (docs / path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_reference(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
