"""The prose engine: mkdocs renders the editorial pages of one language and the frame of all its pages.

mkdocs runs as a child process with a generated configuration that inherits the registry's mkdocs.yml and
uses public settings only. No plugin, no hook: another engine that reads the same content and templates
can take its place.
"""

import json
import posixpath
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel import Locale
from lxml import html as markup

from generator.children import run_child
from generator.errors import EngineError
from generator.pages.editorial import addresses_of, refuse_foreign, refuse_taken_addresses
from generator.pages.shell import CONTENT_SECURITY_POLICY, SITE_URL, Shell

Run = Callable[[Sequence[str], Path, float], None]
"""Run a command in a directory with a time-out in seconds; raise EngineError if it fails."""

_SCRIPTS = {"el": "greek", "bg": "cyrillic", "uk": "cyrillic"}


@dataclass(frozen=True)
class ProsePage:
    """An editorial page; its HTML still has markers, which `shell.complete` fills."""

    path: str
    title: str
    description: str
    html: str

    @property
    def address(self) -> str:
        """Return what links use: `en/about/`."""
        return self.path.removesuffix("index.html")


@dataclass(frozen=True)
class Prose:
    """What mkdocs made of one language."""

    pages: Mapping[str, ProsePage]
    """By the path of the file, such as `en/about/index.html`."""
    shell: Shell
    assets: Mapping[str, bytes]
    """Files that the editorial pages show or link to, by path; Material's unused ones are left out."""


def render_prose(
    *,
    config_file: Path,
    content: Path,
    chrome: Path,
    language: str,
    languages: Sequence[str],
    words: Mapping[str, str],
    sample: bool,
    output: Path,
    brand: Mapping[str, object] | None = None,
    timeout: float = 120.0,  # seconds
    run: Run | None = None,
) -> Prose:
    """Render the editorial pages and the shell of one language with mkdocs into `output`, a scratch folder.

    `words` are those of `chrome_words`, translated; `brand` comes from `told_to_frame`. Raises EngineError with mkdocs'
    own message when it fails or takes longer than `timeout`, and when a page holds what `editorial` forbids.
    """
    refuse_taken_addresses(content, language)
    # Beside the output, which the next build removes if this one is killed; nobody clears the system's own folder.
    output.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{output.name}-", dir=output.parent) as folder:
        settings = Path(folder, "mkdocs.yml")
        frame = _frame(language, languages, words, addresses_of(content, language), brand, sample=sample)
        configuration = _configuration(config_file, content=content, chrome=chrome, output=output, frame=frame)
        # JSON is YAML: nothing needs to be quoted by hand.
        settings.write_text(json.dumps(configuration, ensure_ascii=False), encoding="utf-8")
        command = [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "--strict",
            "--config-file",
            str(settings),
        ]
        (run or run_mkdocs)(command, Path(folder), timeout)
    return _collected(output, language)


def run_mkdocs(command: Sequence[str], directory: Path, timeout: float) -> None:
    """Run a command and wait for it; raise EngineError with mkdocs' own complaint if it fails."""
    run_child(
        command,
        cwd=directory,
        timeout=timeout,
        error=EngineError,
        remedy="mend the page or setting that mkdocs names",
        name="mkdocs",
        complaint=complaint,
    )


def complaint(output: str) -> str:
    """Return the last lines in which mkdocs says what is wrong, without progress and coloured advertising."""
    lines = (line.rstrip() for line in output.splitlines() if not line.startswith("INFO"))
    return "\n".join([line for line in lines if line and "\x1b" not in line][-12:])


def own_name(language: str) -> str:
    """Return the name of a language in itself with a capital, as a language switch shows it: `Polski`."""
    name = Locale.parse(language, sep="-").get_display_name() or language
    return name[:1].upper() + name[1:]


def _configuration(
    config_file: Path, *, content: Path, chrome: Path, output: Path, frame: Mapping[str, Any]
) -> Mapping[str, object]:
    """Return the child's settings: the registry's own, absolute paths, one language, translated words."""
    language = frame["language"]
    others = (other["tag"] for other in frame["languages"] if other["tag"] != language)
    return {
        "INHERIT": str(config_file.resolve()),
        "docs_dir": str(content.resolve()),
        "site_dir": str(output.resolve()),
        "site_url": SITE_URL,
        "exclude_docs": "\n".join(f"/{tag}/" for tag in others),
        "theme": {"custom_dir": str(chrome.resolve()), "language": language},
        "markdown_extensions": {
            "footnotes": {"BACKLINK_TITLE": frame["words"]["footnote_back"]},
            "toc": {"title": frame["words"]["toc"]},
        },
        "extra": {"chrome": frame},
    }


def _frame(
    language: str,
    languages: Sequence[str],
    words: Mapping[str, str],
    pages: Sequence[str],
    brand: Mapping[str, object] | None,
    *,
    sample: bool,
) -> Mapping[str, Any]:
    """Return what the templates of the frame see as `extra.chrome`."""
    return {
        "language": language,
        "own_name": own_name(language),
        # The frame leads only to those editorial pages that this registry has.
        "pages": list(pages),
        "languages": [{"tag": tag, "name": own_name(tag)} for tag in languages],
        "policy": CONTENT_SECURITY_POLICY,
        "sample": sample,
        "brand": dict(brand or {}),
        "script": _SCRIPTS.get(language, "latin"),
        "words": dict(words),
    }


def _collected(output: Path, language: str) -> Prose:
    """Read what mkdocs wrote; keep pages, the shell and the assets that a page refers to."""
    frame = (output / "404.html").read_text(encoding="utf-8")
    # The frame holds no text whose spaces count; its indentation is 100 of the 12,000 bytes an offer's page may have.
    shell = Shell(language, re.sub(r"\n\s+", "\n", frame))
    pages = {}
    used: set[str] = set()
    for file in sorted((output / language).rglob("*.html")):
        path = file.relative_to(output).as_posix()
        page, references = _prose_page(path, file.read_text(encoding="utf-8"))
        pages[path] = page
        used |= references
    assets = {path: file.read_bytes() for path in sorted(used) if (file := output / path).is_file()}
    return Prose(pages, shell, {path: held for path, held in assets.items() if not path.endswith(".html")})


def _prose_page(path: str, text: str) -> tuple[ProsePage, set[str]]:
    """Return the page and the paths of the files it refers to."""
    tree = markup.document_fromstring(text.encode(), parser=markup.HTMLParser(encoding="utf-8"))
    refuse_foreign(path, tree)
    heading = tree.find(".//main//h1")
    title = path if heading is None else _text(heading)
    described = tree.find(".//meta[@name='description']")
    description = "" if described is None else described.get("content", "")
    addresses = (element.get(name, "") for element in tree.iter("*") for name in ("href", "src"))
    return ProsePage(path, title, description, text), _references(path, addresses)


def _references(path: str, addresses: Iterable[str]) -> set[str]:
    """Return the site paths of addresses that a page writes relative to itself."""
    folder = posixpath.dirname(path)
    local = (address.split("#")[0].split("?")[0] for address in addresses if ":" not in address)
    return {posixpath.normpath(posixpath.join(folder, address)) for address in local if address}


def _text(element: markup.HtmlElement) -> str:
    return " ".join(str(element.xpath("string()")).split())
