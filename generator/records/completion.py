"""What an editor offers while one types: the codes of a vocabulary with their labels, the languages of a text.

`enumDescriptions` and `defaultSnippets` are keywords of YAML editors; other programs leave them alone.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from generator.records.scalars import LANGUAGE
from generator.vocabularies import SUGGESTION_LANGUAGES, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Schema = dict[str, Any]

MOST_CODES = 60
"""So many codes are a choice that an editor can show; a longer list can only be searched."""

_KEPT = ("description", "examples")
_TEXTS = {500: "line", 10_000: "prose"}
"""The longest text of a kind → the name under which the schema describes texts by language of this kind."""


def with_codes(schema: Schema, table: Mapping[str, str]) -> Schema:
    """Return a schema in which the values under the paths of a table (see `codes`) are those of their vocabularies."""
    changed = deepcopy(schema)
    for path, name in table.items():
        for place in list(_scalars_under(changed, changed, tuple(path.split(".")))):
            kept = {key: value for key, value in place.items() if key in _KEPT}
            form = {key: value for key, value in place.items() if key not in _KEPT}
            if "$ref" not in form:
                changed["$defs"][name] = _choice(name, form)
                place.clear()
                place.update({**kept, "$ref": f"#/$defs/{name}"})
    return changed


def with_languages(schema: Schema, languages: Sequence[str]) -> Schema:
    """Return a schema that describes texts by language once for all keys, and names some languages to begin with."""
    changed = deepcopy(schema)
    for place in list(_objects(changed)):
        text = place.get("patternProperties", {}).get(LANGUAGE, {})
        name = _TEXTS.get(text.get("maxLength"))
        if name is not None:
            kept = {key: value for key, value in place.items() if key in _KEPT}
            form = {key: value for key, value in place.items() if key not in _KEPT}
            begun = {
                "properties": {
                    language: {**text, "description": f"Text in {_name(language)}."} for language in languages
                }
            }
            changed["$defs"][name] = {"title": "texts by language", **form, **begun}
            place.clear()
            place.update({**kept, "$ref": f"#/$defs/{name}"})
    return changed


def _choice(name: str, form: Schema) -> Schema:
    """Return the schema of a coded value: a choice, or for a long list the form of the codes and the codes to offer."""
    concepts = vocabulary(name)
    if len(concepts) <= MOST_CODES:
        codes = [concept.code for concept in concepts]
        return {"enum": codes, "enumDescriptions": [_labels(name, code) for code in codes]}
    offered = [
        {"label": f"{concept.code} {_labels(name, concept.code)}", "body": _as_yaml(concept.code)}
        for concept in concepts
    ]
    return {**form, "defaultSnippets": offered}


def _labels(name: str, code: str) -> str:
    return " / ".join(dict.fromkeys(vocabulary(name).label(code, language) for language in SUGGESTION_LANGUAGES))


def _as_yaml(code: str) -> str:
    """Return a code as it must be written so that no editor takes it for a number."""
    return f'"{code}"' if code.isdigit() else code


def _name(language: str) -> str:
    return vocabulary("languages").label(language.partition("-")[0], "en")


def _scalars_under(schema: Schema, root: Schema, steps: tuple[str, ...]) -> Iterator[Schema]:
    """Yield the schemas of texts under a path, through references and alternatives."""
    if "$ref" in schema and steps:
        yield from _scalars_under(root["$defs"][schema["$ref"].rpartition("/")[2]], root, steps)
    for alternative in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
        yield from _scalars_under(alternative, root, steps)
    if not steps:
        if "type" in schema and schema["type"] not in ("array", "object"):
            yield schema
    elif steps[0] == "*":
        if "items" in schema:
            yield from _scalars_under(schema["items"], root, steps[1:])
    elif steps[0] in schema.get("properties", {}):
        yield from _scalars_under(schema["properties"][steps[0]], root, steps[1:])


def _objects(value: Any) -> Iterator[Schema]:
    """Yield every mapping inside a schema, the inner ones first."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in list(inside):
        yield from _objects(one)
    if isinstance(value, dict):
        yield value
