"""Read the values of YAML that is plainly sound, at the speed of libyaml's composer; give up at whatever is not.

This is a shortcut: it answers just as the reading event by event (see `yaml`) or not at all. It gives up at anchors,
aliases, tags, directives and merge keys, at keys that stand twice or are no words, at missing values, hidden characters
in escapes, deep nesting and every error of syntax; whoever reads then can say what is wrong, and where.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from generator.records.hidden import find_hidden

if TYPE_CHECKING:
    from generator.records.yaml import Value

PLAIN_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
"""Unquoted scalars that YAML takes for no value."""

DEEPEST = 24
"""So many levels are read here, fewer than records may have."""

# Where an anchor, an alias or a tag could begin: the composer follows them without a word. Texts may look the same.
_DECORATION = re.compile(r"[&*!](?<![^\s\[\]{},:?\-\"'].)(?:(?=\S)|(?<=!))")
_DIRECTIVE = re.compile(r"^%", re.MULTILINE)
# The composer calls itself for each level and would overflow the stack: what could be deep is not given to it.
_DEEP = re.compile(r"^[ \t?:\-]{120}", re.MULTILINE)
_MOST_BRACKETS = 200


class _GiveUpError(Exception):
    """The text is not plainly sound."""


class _Loader(yaml.CBaseLoader):
    def resolve(self, kind: type[yaml.Node], value: str | None, implicit: object) -> str:  # noqa: ARG002
        """Tell nothing of types: every scalar stays text. To look for them took a fifth of the time."""
        return ""


def read_plainly(text: str) -> Value | None:
    """Return the value of a text that holds one YAML document, or None if it is not plainly sound."""
    if (
        text.count("[") + text.count("{") > _MOST_BRACKETS
        or _DEEP.search(text)
        or _DECORATION.search(text)
        or _DIRECTIVE.search(text)
    ):
        return None
    try:
        node = _Loader(text).get_single_node()
        return None if node is None else _value(node, DEEPEST)
    except (yaml.YAMLError, _GiveUpError):
        return None


def _value(node: yaml.Node, levels: int) -> Value:
    if isinstance(node, yaml.ScalarNode):
        return _text(node)
    if levels == 0:
        raise _GiveUpError
    if isinstance(node, yaml.SequenceNode):
        return [_value(entry, levels - 1) for entry in node.value]
    mapping: dict[str, Value] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.value in mapping or (key.value == "<<" and not key.style):
            raise _GiveUpError
        mapping[key.value] = _value(value, levels - 1)
    return mapping


def _text(node: yaml.ScalarNode) -> str:
    value: str = node.value
    if not node.style:
        if value in PLAIN_NULLS:
            raise _GiveUpError
    elif node.style == '"' and find_hidden(value):
        raise _GiveUpError
    return value
