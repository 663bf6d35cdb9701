"""`catalogue new`: begin a record that explains itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from generator.authoring.beginning import KINDS, begun_record, record_file
from generator.authoring.files import create_file
from generator.authoring.questions import (
    WrongAnswerError,
    checked_answer,
    checked_value,
    examples_in,
    questions,
    texts_by_language,
)
from generator.commands.asking import MOST_SHOWN, Asking, is_terminal
from generator.commands.language import language_of, language_option, reader_of
from generator.commands.new_version import version
from generator.commands.options import providers_option, root_option, settings_of, shown_path
from generator.errors import UsageError
from generator.records.discover import RecordKind
from generator.vocabularies import vocabulary
from generator.wording import in_words, say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.authoring.questions import Question
    from generator.wording import Reader


class _Kinds(click.Group):
    """The commands that begin a record; what its kind must state is looked up only when its command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, kinds of records first."""
        return [*(kind.value for kind in KINDS), *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a kind of record, or another one."""
        kind = next((one for one in KINDS if one.value == cmd_name), None)
        return super().get_command(ctx, cmd_name) if kind is None else _begin(kind)


@click.group(cls=_Kinds)
def new() -> None:
    """Begin a record that explains itself, or a new version of a credential.

    A new record has every key there is: the required ones filled in, from options or from answers to questions, the
    others as comments with an example. Nothing that exists is overwritten.
    """


_CALLED = {
    RecordKind.RECOGNITION: "statement of recognition",
    RecordKind.SUPPORT: "kind of support for learners",
}
"""What records are called whose kind alone does not say it."""


def _begin(kind: RecordKind) -> click.Command:
    """Return the command that begins a record of a kind; its options are the required keys."""

    def command(key: str | None, language: str | None, root: Path, providers: Path | None, **given: Any) -> None:
        settings = settings_of(root, providers, None, None)
        reader = reader_of(language_of(language, settings.root), settings.root)
        asking = Asking(kind, reader, settings.options.languages)
        file = record_file(kind, _key(asking, key), settings.providers, shown_path(settings.providers))
        if file.path.exists():
            message = f"expected the name of a record that does not exist, got {file.shown}"
            raise UsageError(message, remedy="Choose another identifier, or edit the file that is there.")
        answers = _answers(asking, given, key or file.key)
        text = begun_record(file, answers, identifier_base=settings.identifier_base, reader=reader)
        create_file(file.path, text.encode())
        asking.say(say("{file} is written.", file=file.shown))
        if examples_in(kind):
            asking.say(say("Change the examples under: {keys}.", keys=", ".join(examples_in(kind))))
        asking.say(say("Open it, state what you know, and run: catalogue check {file}", file=file.shown))

    help_ = f"""Write a commented record of a new {_CALLED.get(kind, kind.value)}.

    {_shape(kind)} is its identifier: small letters, digits and hyphens, part of its web address for ever. What is not
    given is asked for on a terminal.
    """
    key = click.Argument(["key"], metavar=f"[{_shape(kind)}]", required=False)
    made = click.Command(kind.value, callback=command, params=[key, *map(_option, questions(kind))], help=help_)
    for option in (language_option, root_option, providers_option):
        made = option(made)
    return made


def _shape(kind: RecordKind) -> str:
    """Return the form of the key of a record."""
    return "PROVIDER" if kind is RecordKind.PROVIDER else f"PROVIDER/{kind.value.upper()}"


def _option(question: Question) -> click.Option:
    name = _name(question)
    if question.by_language:
        help_ = f"{question.description} May be repeated: {name} en=… {name} pl=…"
        return click.Option([name, question.key], multiple=True, metavar="LANGUAGE=TEXT", help=help_)
    codes = [concept.code for concept in vocabulary(question.vocabulary)] if question.vocabulary else []
    choice = f" One of: {', '.join(codes)}." if 0 < len(codes) <= MOST_SHOWN else ""
    metavar = "CODE" if question.vocabulary else "TEXT"
    several = " Several are separated by commas." if question.several else ""
    return click.Option([name, question.key], metavar=metavar, help=f"{question.description}{choice}{several}")


def _name(question: Question) -> str:
    return f"--{question.key.replace('_', '-')}"


def _key(asking: Asking, key: str | None) -> str:
    """Return the key of the new record; raise UsageError if it has another form, or nobody can be asked."""
    kind, shape = asking.kind, _shape(asking.kind)
    names = shape.lower().split("/")
    if key is None and is_terminal():
        return "/".join(asking.identifier(name) for name in names)
    parts = key.split("/") if key is not None else []
    if len(parts) != len(names):
        message = f"expected {shape}, got {key or 'nothing'}"
        raise UsageError(message, remedy=f"Write: catalogue new {kind.value} {shape}, such as {_example(kind)}")
    for part in parts:
        try:
            checked_value(kind, "id", part)
        except WrongAnswerError as error:
            raise _refused("", error, asking.reader) from None
    return "/".join(parts)


def _example(kind: RecordKind) -> str:
    return "river-college" if kind is RecordKind.PROVIDER else "river-college/first-aid"


def _answers(asking: Asking, given: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Return the values of the required keys, from options or from answers."""
    missing = [one for one in questions(asking.kind) if not given[one.key]]
    if missing and not is_terminal():
        options = " ".join(f"{_name(one)} {'en=…' if one.by_language else '…'}" for one in missing)
        message = f"expected {', '.join(map(_name, missing))}, got nothing; there is no terminal to ask at"
        raise UsageError(message, remedy=f"Write: catalogue new {asking.kind.value} {key} {options}")
    return {
        one.key: _from_option(asking, one, given[one.key]) if given[one.key] else asking.value(one)
        for one in questions(asking.kind)
    }


def _from_option(asking: Asking, question: Question, given: Any) -> Any:
    try:
        return checked_answer(asking.kind, question, texts_by_language(given) if question.by_language else given)
    except WrongAnswerError as error:
        raise _refused(f"{_name(question)}: ", error, asking.reader) from None


def _refused(name: str, error: WrongAnswerError, reader: Reader) -> UsageError:
    return UsageError(f"{name}{in_words(error.message, reader)}", remedy=in_words(error.fix, reader))


new.add_command(version)
