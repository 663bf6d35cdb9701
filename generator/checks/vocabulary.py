"""Every coded value is in its list. Which list belongs to which key is one table."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from generator.checks.places import key_at, value_at
from generator.diagnostics import Diagnostic, Severity, define_rule
from generator.records.codes import CODES
from generator.records.mending import rekeyed, respelt
from generator.records.offer import Occupation
from generator.records.reader import MODELS, did_you_mean, limited
from generator.records.scalars import describe
from generator.records.statement import NOT_STATED, Skill
from generator.vocabularies import vocabulary
from generator.wording import Part, Term, Wording, either, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.checks.scope import Scope
    from generator.checks.statements import Stated, StatedPart
    from generator.diagnostics import Edit, Location
    from generator.records.discover import RecordKind
    from generator.records.reader import Record
    from generator.records.yaml import Document, NodePath, Value

NOT_IN_LIST = define_rule(
    "VOC001",
    Severity.ERROR,
    "A code that is not in its list",
    reason="Filters, translations and other catalogues understand the codes of the list and no other words.",
    remedy="Write one of the codes of the list, spelled as there.",
    fixable=True,
)
SKILL_ADDRESS = define_rule(
    "VOC002",
    Severity.WARNING,
    "A skill or occupation with an identifier of another form",
    reason="Portals join offers by the address of a skill or occupation; another form is not recognised.",
    remedy="Open the skill or occupation in its framework and copy its permanent address (URI).",
)

_WORDS = {
    "accessibility-features": say("an accessibility feature such as `captions`"),
    "assessment-types": say("a kind of assessment such as `written-exam`"),
    "countries": say("a country code such as `PL` (ISO 3166-1)"),
    "currencies": say("a currency code such as `EUR` (ISO 4217)"),
    "fields": say("a field of education such as `0688` (ISCED-F 2013)"),
    "identifier-schemes": say("a register such as `deqar` or `ror`"),
    "languages": say("a language code such as `pl` (ISO 639-1)"),
    "learning-activity-types": say("an activity such as `workshop`"),
    "learning-opportunity-types": say("a type of offer such as `course`"),
    "national-frameworks": say("a national qualifications framework such as `prk`"),
    "recognition-effects": say("an effect of recognition such as `elective`"),
    "target-groups": say("a group of learners such as `mid-career`"),
}
"""How messages call the lists that are too long to be written out."""


def codes(record: Record, document: Document) -> Iterator[Diagnostic]:
    """Every coded value is in its vocabulary."""
    return codes_in(document, next(kind for kind, model in MODELS.items() if isinstance(record, model)))


def languages(stated: Stated, document: Document) -> Iterator[Diagnostic]:
    """Every language in which a text stands is in the list of languages."""
    tags = stated.languages
    unknown = {tag for tag in {one.value for one in tags} if not is_in_list("languages", tag)}
    for path, tag in tags if unknown else ():
        if tag in unknown:
            code = vocabulary("languages").equal(tag)
            edit = rekeyed(document, path, code) if code else None
            yield _not_in_list(key_at(document, path), tag, "languages", edit)


def codes_in(document: Document, kind: RecordKind, *, but: str = "") -> Iterator[Diagnostic]:
    """Every coded value is in its vocabulary, but those of one vocabulary; the rest of the file may be unsound."""
    for path, code, name in _coded(document.value, _tree(kind), ()):
        if name != but and not is_in_list(name, code):
            meant = vocabulary(name).equal(code)
            # To an editor 061 is the number 61.
            edit = respelt(document, path, meant, quote=meant.isdigit()) if meant else None
            yield _not_in_list(value_at(document, path), code, name, edit)


@cache
def _tree(kind: RecordKind) -> dict[str, Any]:
    """Return the table of codes as a tree of steps, whose leaves are vocabularies: so a file is walked through once."""
    tree: dict[str, Any] = {}
    for pattern, name in CODES[kind].items():
        *steps, last = pattern.split(".")
        branch = tree
        for step in steps:
            branch = branch.setdefault(step, {})
        branch[last] = name
    return tree


def _coded(value: Value, branch: dict[str, Any] | str, path: NodePath) -> Iterator[tuple[NodePath, str, str]]:
    """Yield the coded values below a branch with their places and vocabularies."""
    if isinstance(branch, str):
        if isinstance(value, str) and value != NOT_STATED:
            yield path, value.strip(), branch
    elif isinstance(value, list):
        for index, entry in enumerate(value) if "*" in branch else ():
            yield from _coded(entry, branch["*"], (*path, index))
    elif isinstance(value, dict):
        for step, further in branch.items():
            if step in value:
                yield from _coded(value[step], further, (*path, step))


def codes_of_broken(scope: Scope) -> Iterator[Diagnostic]:
    """Say what is wrong with the codes of a file in the same run as what is wrong with its keys.

    What was said before is the same finding and reported once. Languages are left out: what is no language tag
    at all was refused already.
    """
    for shown in sorted(scope.broken):
        document = scope.document(shown)
        if document is not None:
            yield from codes_of_unsound(document, scope.by_path[shown].kind)


def codes_of_unsound(document: Document, kind: RecordKind) -> Iterator[Diagnostic]:
    """Every coded value of a file that is no sound record is in its vocabulary, languages left out."""
    yield from limited(document.source.path, codes_in(document, kind, but="languages"))


def is_in_list(name: str, code: str) -> bool:
    """Tell whether a vocabulary has a code; a language may carry a script or a region (`pt-BR`)."""
    codes_of_list = vocabulary(name)
    return code in codes_of_list or (name == "languages" and code.partition("-")[0] in codes_of_list)


def wrong_code(name: str, code: str) -> tuple[Wording, Wording]:
    """Say of a code that its vocabulary does not have what was expected and got, and what may be meant."""
    message = say("expected {expected}, got {found}", expected=_expected(name), found=describe(code))
    return message, _suggestion(name, code)


def _not_in_list(where: Location, code: str, name: str, edit: Edit | None) -> Diagnostic:
    return Diagnostic(NOT_IN_LIST, where, *wrong_code(name, code), edit)


def _expected(name: str) -> Part:
    return _WORDS.get(name) or either([f"`{concept.code}`" for concept in vocabulary(name)])


def _suggestion(name: str, value: str) -> Wording:
    concepts = vocabulary(name)
    code = concepts.suggest(value)
    if code is None:
        if name not in _WORDS:
            return say("Write one of these words.")
        return say("The codes are listed in {file}.", file=f"generator/vocabularies/{name}.yml")
    label = concepts.label(code, "en")
    if label.casefold() == code:
        return did_you_mean(code)
    return say("Did you mean `{code}` ({label})?", code=code, label=Term(name, code, label))


def skills(stated: Sequence[StatedPart], document: Document) -> Iterator[Diagnostic]:
    """A skill or occupation of a framework with addresses is named by its address."""
    for path, part in stated:
        if not isinstance(part, Skill | Occupation):
            continue
        frameworks = vocabulary("skill-frameworks" if isinstance(part, Skill) else "occupation-frameworks")
        framework = frameworks.get(part.framework)
        start = framework.details.get("url") if framework else None
        if start and not part.id.startswith(start):
            found = describe(part.id)
            message = say("expected an address that begins with {start}, got {found}", start=start, found=found)
            yield Diagnostic(SKILL_ADDRESS, value_at(document, (*path, "id")), message)
