"""Translate a template of record pages into one for Hugo, so that the rival always renders the page that we render.

Macros are put in where they are called, texts stand in the template in the language of the page, and constants are
written out: Hugo gets less to do than Jinja has. What cannot be translated raises TranslationError: the test
of the rival then says which part of the template is new.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html import escape
from itertools import count
from typing import TYPE_CHECKING

from jinja2 import Environment, nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

RIGHT_TO_LEFT = ("ar", "fa", "he", "ur", "yi")
MANY = 60
"""Plurals are looked up in a list of this length; no page counts higher."""


class TranslationError(Exception):
    """A part of a template that this module does not know; raised by `Translator`, seen by who runs the benchmark."""


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression in Go, and its value if that is known now."""

    go: str
    constant: str | None = None


Scope = dict[str, Expression]


@dataclass(frozen=True)
class Speech:
    """What a language says for the texts of templates."""

    text: Callable[[str], str]
    plural: Callable[[str, str, int], str]


def environment() -> Environment:
    """Return an environment that cuts white space as the pages' own does."""
    return Environment(trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"])  # noqa: S701  not rendered


def quoted(text: str) -> str:
    """Write a text as Go does."""
    return json.dumps(text, ensure_ascii=False)


def literal(text: str) -> Expression:
    """Return a text that is known now."""
    return Expression(quoted(text), text)


@dataclass
class Translator:
    """Translates the body of a template whose macros are `macros`, called directly or through the name `mc`."""

    macros: Mapping[str, nodes.Macro]
    speech: Speech
    names: Iterator[int] = field(default_factory=count)

    def template(self, body: Iterable[nodes.Node], scope: Scope) -> str:
        """Return the Go template of some nodes; `scope` says what their free names are in Go."""
        return "".join(self._node(node, scope) for node in body)

    def _name(self) -> str:
        return f"$v{next(self.names)}"

    def _node(self, node: nodes.Node, scope: Scope) -> str:
        match node:
            case nodes.Output():
                return "".join(self._output(one, scope) for one in node.nodes)
            case nodes.If():
                return self._if(node, scope)
            case nodes.For():
                return self._for(node, scope)
            case nodes.FromImport() | nodes.Import() | nodes.Macro():
                return ""
        raise TranslationError(f"{type(node).__name__} in line {node.lineno}")

    def _if(self, node: nodes.If, scope: Scope) -> str:
        parts = [f"{{{{ if {self._go(node.test, scope)} }}}}", self.template(node.body, dict(scope))]
        for other in node.elif_:
            parts += [f"{{{{ else if {self._go(other.test, scope)} }}}}", self.template(other.body, dict(scope))]
        if node.else_:
            parts += ["{{ else }}", self.template(node.else_, dict(scope))]
        return "".join((*parts, "{{ end }}"))

    def _for(self, node: nodes.For, scope: Scope) -> str:
        item, index, size, inner = self._name(), self._name(), self._name(), dict(scope)
        given = self._go(node.iter, scope)
        asks_last = any(isinstance(one.node, nodes.Name) and one.node.name == "loop" for one in _attributes(node.body))
        before = (
            f"{{{{ {size} := 0 }}}}{{{{ with {given} }}}}{{{{ {size} = len . }}}}{{{{ end }}}}" if asks_last else ""
        )
        inner["loop.last"] = Expression(f"(eq (add {index} 1) {size})")
        inner |= self._targets(node.target, item)
        body = self.template(node.body, inner)
        if node.test is not None:
            body = f"{{{{ if {self._go(node.test, inner)} }}}}{body}{{{{ end }}}}"
        otherwise = f"{{{{ else }}}}{self.template(node.else_, dict(scope))}" if node.else_ else ""
        names = f"{index if asks_last else '$_'}, {item}"
        return f"{before}{{{{ range {names} := {given} }}}}{body}{otherwise}{{{{ end }}}}"

    def _targets(self, target: nodes.Node, item: str) -> Scope:
        if isinstance(target, nodes.Name):
            return {target.name: Expression(item)}
        assert isinstance(target, nodes.Tuple)  # noqa: S101  Jinja knows no other
        pairs = ((number, one) for number, one in enumerate(target.items) if isinstance(one, nodes.Name))
        return {one.name: Expression(f"(index {item} {number})") for number, one in pairs}

    def _output(self, node: nodes.Node, scope: Scope) -> str:
        match node:
            case nodes.TemplateData():
                return node.data
            case nodes.CondExpr():
                other = self._output(node.expr2, scope) if node.expr2 else ""
                return (
                    f"{{{{ if {self._go(node.test, scope)} }}}}{self._output(node.expr1, scope)}"
                    f"{{{{ else }}}}{other}{{{{ end }}}}"
                )
            case nodes.Call():
                return self._called(node, scope)
        found = self._expression(node, scope)
        if found.constant is not None:
            return escape(found.constant)
        # Long texts are HTML already; everything else is a text that Go escapes.
        is_html = isinstance(node, nodes.Getattr) and node.attr == "html"
        return f"{{{{ {found.go} | safeHTML }}}}" if is_html else f"{{{{ {found.go} }}}}"

    def _called(self, node: nodes.Call, scope: Scope) -> str:
        match node.node:
            case nodes.Name(name="_"):
                return self._text(node, scope)
            case nodes.Name(name="ngettext"):
                return f"{{{{ {self._plural(node, scope)} }}}}"
            case nodes.Name(name="written_in"):
                return self._written_in(self._expression(node.args[0], scope))
            case nodes.Name(name=name) if name in self.macros:
                return self._macro(self.macros[name], node, scope)
            case nodes.Getattr(node=nodes.Name(name="mc"), attr=name):
                return self._macro(self.macros[name], node, scope)
        raise TranslationError(f"a call in line {node.lineno}")

    def _macro(self, macro: nodes.Macro, call: nodes.Call, scope: Scope) -> str:
        """Put the body of a macro in place of its call."""
        names = [one.name for one in macro.args]
        first_default = len(names) - len(macro.defaults)
        given = dict(zip(names, call.args, strict=False)) | {one.key: one.value for one in call.kwargs}
        inner: Scope = {}
        before = ""
        for number, name in enumerate(names):
            argument = given.get(name) or macro.defaults[number - first_default]
            found = self._expression(argument, scope)
            if found.constant is None and not isinstance(argument, nodes.Name):
                bound = self._name()
                before += f"{{{{ {bound} := {found.go} }}}}"
                found = Expression(bound)
            inner[name] = found
        return before + self.template(macro.body, inner)

    def _text(self, node: nodes.Call, scope: Scope) -> str:
        """Return a text of the template in its language; the texts are HTML, what is put in is not."""
        text = self.speech.text(_constant(node.args[0]))
        if not node.kwargs:
            return text
        for one in node.kwargs:
            text = text.replace(f"%({one.key})s", self._output(one.value, scope))
        return text.replace("%%", "%")

    def _plural(self, node: nodes.Call, scope: Scope) -> str:
        one, other = _constant(node.args[0]), _constant(node.args[1])
        texts = (self.speech.plural(one, other, number).replace("%(num)d", str(number)) for number in range(MANY))
        return f"index (slice {' '.join(map(quoted, texts))}) {self._go(node.args[2], scope)}"

    def _written_in(self, language: Expression) -> str:
        if language.constant is not None:
            return f' lang="{language.constant}"' if language.constant else ""
        rtl = " ".join(map(quoted, RIGHT_TO_LEFT))
        direction = f'{{{{ if eq . {rtl} }}}} dir="rtl"{{{{ end }}}}'
        return f'{{{{ with {language.go} }}}} lang="{{{{ . }}}}"{direction}{{{{ end }}}}'

    def _go(self, node: nodes.Node, scope: Scope) -> str:
        return self._expression(node, scope).go

    def _expression(self, node: nodes.Node, scope: Scope) -> Expression:  # noqa: PLR0911  a kind of node a line
        match node:
            case nodes.Const(value=str(value)):
                return literal(value)
            case nodes.Const(value=value):
                return Expression("nil" if value is None else json.dumps(value))
            case nodes.Name(name=name) if name in scope:
                return scope[name]
            case nodes.Getattr(node=nodes.Name(name="loop"), attr="last"):
                return scope["loop.last"]
            case nodes.Getattr():
                return Expression(f"{self._go(node.node, scope)}.{node.attr}")
            case nodes.Call(node=nodes.Name(name="_")):
                return literal(self.speech.text(_constant(node.args[0])))
            case nodes.Call(node=nodes.Getattr(node=given, attr="startswith"), args=[beginning]):
                return Expression(f"(hasPrefix {self._go(given, scope)} {self._go(beginning, scope)})")
            case nodes.Tuple():
                return Expression(f"(slice {' '.join(self._go(one, scope) for one in node.items)})")
            case nodes.Filter():
                return self._filter(node, scope)
        return Expression(f"({self._operation(node, scope)})")

    def _filter(self, node: nodes.Filter, scope: Scope) -> Expression:
        assert node.node is not None  # noqa: S101  there are no filter blocks
        given = self._expression(node.node, scope)
        match node.name:
            case "length":
                return Expression(f"(len {given.go})")
            case "upper":
                return Expression(f"(upper {given.go})") if given.constant is None else literal(given.constant.upper())
            case "replace":
                old, new = (self._go(one, scope) for one in node.args)
                return Expression(f"(replace {given.go} {old} {new})")
        raise TranslationError(f"the filter {node.name} in line {node.lineno}")

    def _operation(self, node: nodes.Node, scope: Scope) -> str:  # noqa: PLR0911  a kind of node a line
        match node:
            case nodes.Not(node=inner):
                return f"not {self._go(inner, scope)}"
            case nodes.And(left=left, right=right):
                return f"and {self._go(left, scope)} {self._go(right, scope)}"
            case nodes.Or(left=left, right=right):
                return f"or {self._go(left, scope)} {self._go(right, scope)}"
            case nodes.Sub(left=left, right=right):
                return f"sub {self._go(left, scope)} {self._go(right, scope)}"
            case nodes.CondExpr(test=test, expr1=chosen, expr2=other):
                either = self._go(other, scope) if other else '""'
                return f"cond (not (not {self._go(test, scope)})) {self._go(chosen, scope)} {either}"
            case nodes.Compare(expr=expr, ops=[nodes.Operand(op="eq" | "ne" as name, expr=other)]):
                return f"{name} {self._go(expr, scope)} {self._go(other, scope)}"
            case nodes.Test(name="none", node=inner):
                return f"eq {self._go(inner, scope)} nil"
        raise TranslationError(f"{type(node).__name__} in line {node.lineno}")


def _constant(node: nodes.Node) -> str:
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        return node.value
    raise TranslationError(f"a text that is put together in line {node.lineno}")


def _attributes(body: Iterable[nodes.Node]) -> Iterator[nodes.Getattr]:
    for node in body:
        if isinstance(node, nodes.Getattr):
            yield node
        yield from node.find_all(nodes.Getattr)
