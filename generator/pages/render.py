"""From view models to HTML: one template per page kind, one shell per language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator.brand import STOCK_CARD
from generator.catalogue.freshness import Ages
from generator.pages.head import Head, head_html
from generator.pages.shell import Shell, root
from generator.words import Words, translations_file, translations_stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from gettext import NullTranslations
    from pathlib import Path

    from generator.brand import BrandPicture
    from generator.settings import Settings
    from generator.theme import Theme


RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})
"""Languages written from right to left."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site that is still to be rendered; `made_from` is all that decides what it will say."""

    path: str
    made_from: tuple[object, ...]
    render: Callable[[], bytes]

    @classmethod
    def of(cls, path: str, content: bytes) -> Page:
        """Return a page, or another file, that is there already."""
        return cls(path, (content,), lambda: content)


@dataclass(frozen=True)
class Renderer:
    """Everything that turns view models into pages; small enough to be sent to workers."""

    settings: Settings
    theme: Theme
    shells: Mapping[str, Shell]
    as_of: date
    card: BrandPicture | None = STOCK_CARD
    editorial: frozenset[str] = frozenset()
    """The addresses of the editorial pages: a registry may do without those that it does not want."""

    @property
    def ages(self) -> Ages:
        """Return when records count as ageing and as stale."""
        return Ages.of(self.settings)

    @property
    def translated(self) -> tuple[str, ...]:
        """Return the languages that the program speaks: English, and those with a file of translations."""
        return _translated(self.theme.locale)

    def words(self, language: str) -> Words:
        """Return the words of a language."""
        return _words(language, self.theme.locale, self._stamp(language))

    def editorial_page(self, language: str, name: str) -> str:
        """Return the address of an editorial page (`advice/principles`), or nothing where it is not there."""
        address = f"{language}/{name}/"
        return address if address in self.editorial else ""

    def content(self, template: str, language: str, /, **view: Any) -> str:
        """Render the content of a page from its view."""
        environment = environment_of(self.theme.templates, self.theme.locale, language, self._stamp(language))
        return environment.get_template(template).render(**view)

    def _stamp(self, language: str) -> int:
        return translations_stamp(translations_file(self.theme.locale, language))

    def page(self, template: str, view: Any, head: Head, title: str) -> bytes:
        """Render a whole page from a view with `language` and `address`."""
        base = root(view.address)
        content = self.content(template, view.language, page=view, base=base, sample=self.settings.options.sample)
        shell = self.shells[view.language]
        html = shell.page(path=view.address, title=title, head=self.head(head, title), content=content)
        return html.encode()

    def head(self, head: Head, title: str) -> str:
        """Return what a page with this title says of itself in <head>."""
        return head_html(head, title, self.settings, self.card)


@cache
def _translated(locale: Path) -> tuple[str, ...]:
    return ("en", *sorted(one.parent.parent.name for one in locale.glob("*/LC_MESSAGES/catalogue.po")))


# The stamp of the translations makes a new entry when `serve` meets changed ones.
@cache
def _words(language: str, locale: Path, _stamp: int) -> Words:
    return Words(language, locale)


@cache
def environment_of(templates: Path, locale: Path, language: str, stamp: int) -> Environment:
    """Return what renders the templates of a folder in a language; `stamp` is that of its translations."""
    words = _words(language, locale, stamp)
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    translations = words.translations
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # added by jinja2.ext.i18n
        translations.gettext, translations.ngettext, newstyle=True
    )
    environment.globals["_"] = environment.globals["gettext"] = sentences(translations)
    environment.globals["words"] = words
    environment.globals["written_in"] = written_in
    return environment


def sentences(translations: NullTranslations) -> Callable[..., Markup]:
    """Return what `_` is in templates: it translates a sentence and puts values into it, as jinja2.ext.i18n does.

    Jinja's own asks the context three times and escapes anew for each of the hundred sentences of an offer's page;
    to remember sentences without values takes a sixth off the time of the template.
    """

    @cache
    def alone(message: str) -> Markup:
        return Markup(translations.gettext(message)) % {}  # noqa: S704 - words of the program, not of records

    def sentence(message: str, **values: object) -> Markup:
        # Values are escaped where they are put in.
        return Markup(translations.gettext(message)) % values if values else alone(message)  # noqa: S704

    return sentence


def written_in(language: str) -> Markup:
    """Return the attributes of an element whose text is in another language than the page; none for no language."""
    if not language:
        return Markup()
    direction = Markup(' dir="rtl"') if language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else Markup()
    return Markup(' lang="{}"').format(language) + direction
