"""Questions at a terminal; each is asked until the answer is one that the record can hold."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from generator.authoring.questions import WrongAnswerError, checked_answer, checked_value
from generator.vocabularies import vocabulary
from generator.wording import Wording, in_words, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.authoring.questions import Question
    from generator.records.discover import RecordKind
    from generator.wording import Part, Reader

MOST_SHOWN = 24
"""So many codes are shown before one is asked for."""


def is_terminal() -> bool:
    """Tell whether somebody can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


@dataclass(frozen=True)
class Asking:
    """Asks for what a new record of a kind must say, in the reader's language; texts in those of the registry."""

    kind: RecordKind
    reader: Reader
    languages: Sequence[str]

    def say(self, part: Part) -> None:
        """Tell the person at the terminal something."""
        click.echo(in_words(part, self.reader))

    def identifier(self, name: str) -> str:
        """Ask for the identifier of a provider or a record."""

        def checked(answer: str) -> str:
            checked_value(self.kind, "id", answer)
            return answer

        return str(self._ask(f"{name} (id)", checked))

    def value(self, question: Question) -> Any:
        """Ask for the value of a required key."""
        click.echo()
        self.say(Wording(question.description))
        if question.by_language:
            return self._texts(question)
        if question.several:
            self.say(say("Several are separated by commas."))
        if question.vocabulary and len(vocabulary(question.vocabulary)) <= MOST_SHOWN:
            for concept in vocabulary(question.vocabulary):
                label = vocabulary(question.vocabulary).label(concept.code, getattr(self.reader, "language", "en"))
                click.echo(f"  {concept.code:<30} {label}")
        return self._ask(question.key, lambda answer: checked_answer(self.kind, question, answer))

    def _texts(self, question: Question) -> dict[str, str]:
        """Ask for a text in each language of the registry; one at least."""
        texts: dict[str, str] = {}
        while not texts:
            for language in self.languages:
                answer = click.prompt(f"{question.key} ({language})", default="", show_default=False).strip()
                if answer:
                    texts[language] = answer
            if not texts:
                self.say(say("expected a text in one language at least, got none"))
        return dict(checked_answer(self.kind, question, texts))

    def _ask(self, prompt: str, checked: Callable[[str], Any]) -> Any:
        def value(answer: str) -> Any:
            try:
                return checked(answer.strip())
            except WrongAnswerError as error:
                said = (in_words(one, self.reader) for one in (error.message, error.fix))
                raise click.UsageError(". ".join(filter(None, said))) from None

        return click.prompt(prompt, value_proc=value)
