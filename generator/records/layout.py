"""Lay values out as YAML the way records are written: in blocks, long texts below their key, nothing reordered."""

from __future__ import annotations

from typing import Any

import yaml

ENDLESS = 10**9
"""Lines are never broken: a text of one line stays one."""


class _Dumper(yaml.SafeDumper):
    """Block style; texts of several lines as literal blocks, lists indented below their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the signature of PyYAML
        return True


def _represent_text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _represent_text)


def as_block(value: Any) -> str:
    """Return a mapping or list in block style, with a line end behind it."""
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=ENDLESS)


def as_flow(value: Any) -> str:
    """Return any value on one line, so that it can stand between brackets too."""
    text = yaml.dump(
        [value], Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=ENDLESS, default_flow_style=True
    )
    return text.strip().removeprefix("[").removesuffix("]").strip()
