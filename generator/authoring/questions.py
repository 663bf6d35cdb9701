"""What a new record must say from the beginning: the required keys of its model, asked one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from generator.checks.vocabulary import is_in_list, wrong_code
from generator.records.codes import CODES
from generator.records.reader import MODELS, expectation
from generator.records.schema import authored_schema
from generator.vocabularies import vocabulary
from generator.wording import NOTHING, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.records.discover import RecordKind
    from generator.wording import Wording

DRAFT = "draft"
_GIVEN = ("id", "uuid")


@dataclass(frozen=True, slots=True)
class Question:
    """A required key: what it holds, the vocabulary of its codes (or nothing), and its form.

    A text is said `by_language`; of `several` words one or more are given, separated by commas.
    """

    key: str
    description: str
    vocabulary: str = ""
    by_language: bool = False
    several: bool = False


class WrongAnswerError(Exception):
    """An answer that the record cannot hold: what was expected and got, and what to do."""

    def __init__(self, message: Wording, fix: Wording = NOTHING) -> None:
        """Keep both for the reader's language."""
        super().__init__(str(message))
        self.message = message
        self.fix = fix


def questions(kind: RecordKind) -> tuple[Question, ...]:
    """Return what has to be asked for a new record of a kind, in the order of its model."""
    properties = authored_schema(kind)["properties"]
    return tuple(
        Question(
            key,
            properties[key]["description"],
            CODES[kind].get(key, ""),
            by_language="patternProperties" in properties[key],
            several=_is_list_of_words(properties[key]),
        )
        for key in _required(kind)
        if _can_be_asked(properties[key])
    )


def first_values(kind: RecordKind, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values with which a record begins: what is given, `draft` where there is such a status, and examples.

    An example stands only for a required key that holds more than one value.
    """
    properties = authored_schema(kind)["properties"]
    values = dict(given)
    if DRAFT in vocabulary(CODES[kind].get("status", "kinds")):
        values["status"] = DRAFT
    for key in _required(kind):
        if not _can_be_asked(properties[key]):
            values.setdefault(key, properties[key]["examples"][0])
    return values


def examples_in(kind: RecordKind) -> tuple[str, ...]:
    """Return the required keys that begin with an example, because they hold more than one value."""
    properties = authored_schema(kind)["properties"]
    return tuple(key for key in _required(kind) if not _can_be_asked(properties[key]))


def _required(kind: RecordKind) -> tuple[str, ...]:
    return tuple(key for key in authored_schema(kind)["required"] if key not in _GIVEN)


def _can_be_asked(schema: Mapping[str, Any]) -> bool:
    is_word = schema.get("type") not in (None, "object", "array") or "enum" in schema
    return is_word or "patternProperties" in schema or _is_list_of_words(schema)


def _is_list_of_words(schema: Mapping[str, Any]) -> bool:
    return schema.get("type") == "array" and "properties" not in schema["items"] and "$ref" not in schema["items"]


def checked_answer(kind: RecordKind, question: Question, answer: str | Mapping[str, str]) -> Any:
    """Return an answer as the record holds it; raise WrongAnswerError if it cannot."""
    if question.vocabulary and isinstance(answer, str):
        code = answer if is_in_list(question.vocabulary, answer) else vocabulary(question.vocabulary).equal(answer)
        if code is None:
            raise WrongAnswerError(*wrong_code(question.vocabulary, answer))
        return code
    value: Any = answer
    if question.several and isinstance(answer, str):
        value = [word.strip() for word in answer.split(",") if word.strip()]
    checked_value(kind, question.key, value)
    return value


def checked_value(kind: RecordKind, key: str, value: Any) -> None:
    """Raise WrongAnswerError if a record cannot hold a value under a key."""
    try:
        MODELS[kind].model_validate({key: value})
    except ValidationError as error:
        for one in error.errors(include_url=False):
            if one["loc"][:1] == (key,):
                raise WrongAnswerError(*expectation(one, one.get("input", value))) from None


def texts_by_language(answers: Iterable[str]) -> dict[str, str]:
    """Return texts that were given as `pl=…`; raise WrongAnswerError for one without its language."""
    texts: dict[str, str] = {}
    for answer in answers:
        language, separator, text = answer.partition("=")
        if not separator or not text.strip():
            message = say("expected the language and the text, such as `en=First aid`, got `{answer}`", answer=answer)
            raise WrongAnswerError(message)
        texts[language.strip()] = text.strip()
    return texts
