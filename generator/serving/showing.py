"""Which answer an address gets: the page of a record as it is now, a file of the built site, or a page in its place."""

from __future__ import annotations

import traceback
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.diagnostics import Severity
from generator.pages.shell import root
from generator.records.discover import is_picture_name
from generator.serving.asked import asked_of
from generator.serving.bar import Bar, bar_html, digest, in_place, with_bar
from generator.serving.provisional import provisional
from generator.serving.record_page import record_page
from generator.serving.scene import faults, findings_on, job_of, sources
from generator.theme import find_theme

if TYPE_CHECKING:
    from pathlib import Path

    from generator.checks.standing import Standing
    from generator.diagnostics import Diagnostic
    from generator.serving.asked import Asked
    from generator.serving.preview import Preview
    from generator.serving.scene import Scene
    from generator.words import Words


@dataclass(frozen=True, slots=True)
class Page:
    """A page without its bar, and what the bar says."""

    status: HTTPStatus
    html: bytes
    bar: Bar


@dataclass(frozen=True, slots=True)
class Answer:
    """A page with its bar. The digests tell whether another answer has another page, or another bar."""

    status: HTTPStatus
    html: bytes
    page: str
    bar: str
    bar_html: str


@dataclass
class Work:
    """What is being done behind: the stage of the build, whether one is to come, why the last one failed."""

    stage: str = ""
    is_wished: bool = False
    failure: str = ""


class Showing:
    """Answers for the pages of a site in a folder, which may not be there yet. Any thread may ask."""

    def __init__(self, preview: Preview, site: Path, work: Work) -> None:
        """Keep where pages come from."""
        self._preview = preview
        self._site = site
        self._work = work
        self._seen: set[str] = set()
        self._pages: tuple[Scene, dict[str, Page]] = (preview.scene, {})

    def answer(self, address: str) -> Answer | None:
        """Return the answer for the address of a page; None if there is no such page, now or later."""
        if not is_inside(address):
            return None
        language = self._language(address)
        page = self._tried(address, language)
        if page is None:
            return None
        scene = self._preview.scene
        base = root(address)
        body = bar_html(scene.renderer, language, base, page.bar)
        mark = digest(page.html)
        html = with_bar(page.html, mark, body, base, scene.renderer, language)
        return Answer(page.status, html, mark, digest(body.encode()), body)

    def _tried(self, address: str, language: str) -> Page | None:
        try:
            return self._page(address, language)
        except Exception as error:  # a mistake in a template may raise anything; whoever made it reads of it here
            return self._failed(address, language, error)

    def _failed(self, address: str, language: str, error: Exception) -> Page:
        scene = self._preview.scene
        _ = scene.renderer.words(language).gettext
        html = in_place(
            scene.renderer,
            language,
            address,
            title=_("This page cannot be rendered"),
            lead=_("Most likely a template of the theme has a mistake. The page comes back as soon as it is mended."),
            detail=_told_by(error),
        )
        return Page(HTTPStatus.INTERNAL_SERVER_ERROR, html, Bar(_("The page cannot be shown.")))

    def _language(self, address: str) -> str:
        languages = self._preview.scene.settings.languages
        first = address.partition("/")[0]
        return first if first in languages else languages[0]

    def asked(self, address: str) -> Asked | None:
        """Return which record an address asks for, if it is one that may be ahead of the built site."""
        scene = self._preview.scene
        asked = asked_of(address, scene.settings.languages)
        if asked is None and address.startswith(("id/", "o/")) and (way := scene.ways.get(address)):
            return replace(way, address=address)
        return asked

    def _page(self, address: str, language: str) -> Page | None:
        asked = self.asked(address)
        if asked is not None:
            page = self._of_record(asked, language)
            if page is not None:
                return page
        file = (
            self._site / addresses.page_file(address) if address.endswith("/") or not address else self._site / address
        )
        if file.is_file():
            return Page(HTTPStatus.OK, file.read_bytes(), self._bar_of_built(language))
        if address and not address.endswith("/"):
            return None
        if not (self._site / "index.html").is_file():
            return self._waiting(address, language)
        missing = next(
            (one for one in (self._site / language / "404.html", self._site / "404.html") if one.is_file()), None
        )
        return Page(HTTPStatus.NOT_FOUND, missing.read_bytes(), self._bar_of_built(language)) if missing else None

    def source(self, address: str) -> Path | None:
        """Return the file of the theme or the records that is published at an address: it is ahead of the built one."""
        scene = self._preview.scene
        folder, _, rest = address.partition("/")
        sources = {"assets": find_theme(scene.settings.root).assets, "pictures": scene.settings.providers}
        if folder not in sources or not rest or (folder == "pictures" and not is_picture_name(rest.rpartition("/")[2])):
            return None
        file = sources[folder] / rest
        return file if file.is_file() and not file.is_symlink() else None

    def _of_record(self, asked: Asked, language: str) -> Page | None:
        self._look(asked)
        scene = self._preview.scene
        pages = self._pages_of(scene)
        page = pages.get(asked.address) if scene.standing else None
        if page is None:
            page = self._made(scene, asked, language)
        if page is None:
            return None
        pages[asked.address] = page
        return replace(page, bar=replace(page.bar, work=self._doing(language), failure=self._failure()))

    def _pages_of(self, scene: Scene) -> dict[str, Page]:
        """Return the pages made of a scene; those of an earlier one are let go, and the earlier records with them."""
        if self._pages[0] is not scene:
            self._pages = (scene, {})
        return self._pages[1]

    def _look(self, asked: Asked) -> None:
        """Look at the files that the page is made from: what was saved a moment ago is on it."""
        scene = self._preview.scene
        self._preview.look_for(scene.path_of(asked), scene.file_of(asked))
        if scene.standing is not None:
            self._preview.look_at(sources(scene.standing, scene, asked))

    def _made(self, scene: Scene, asked: Asked, language: str) -> Page | None:
        words = scene.renderer.words(language)
        standing, is_whole = scene.standing, scene.standing is not None
        if standing is None:
            standing = provisional(scene, asked)
            scene = replace(scene, standing=standing, findings=tuple(standing.findings()))
        own = scene.file_of(asked)
        if own not in standing.files:
            return self._deleted(scene, asked, words) if own in self._seen else None
        self._seen.add(own)
        found = findings_on(scene, standing, asked)
        wrong = faults(found, sources(standing, scene, asked))
        if wrong:
            return self._broken(scene, asked, wrong, words)
        return self._sound(scene, standing, asked, words, is_whole=is_whole)

    def _sound(self, scene: Scene, standing: Standing, asked: Asked, words: Words, *, is_whole: bool) -> Page | None:
        _ = words.gettext
        job = job_of(scene, standing, asked)
        if job is None:
            return self._draft(scene, asked, words)
        is_ahead = scene.is_ahead(job) if is_whole else None
        file = self._site / addresses.page_file(asked.address)
        html = None
        if is_ahead is False and file.is_file():
            html = file.read_bytes()
        if html is None:
            html = record_page(scene.renderer, standing.store, job, asked)
        if html is None:
            return None
        if not is_whole:
            state = _("Made from this record and those that it names; the others are still being read.")
        elif is_ahead is False:
            state = _("This page is the same in the built site.")
        else:
            state = _("This page is ahead of the built site: lists, search and feeds follow.")
        bar = Bar(state, elsewhere=self._elsewhere(scene, asked, words), findings=findings_on(scene, standing, asked))
        return Page(HTTPStatus.OK, html, bar)

    def _draft(self, scene: Scene, asked: Asked, words: Words) -> Page:
        _ = words.gettext
        html = _in_its_place(
            scene,
            asked,
            words,
            title=_("This record has no page"),
            lead=_("It is a draft. It gets a page as soon as its status says something else."),
        )
        return Page(HTTPStatus.NOT_FOUND, html, Bar(_("A draft is published nowhere.")))

    def _broken(self, scene: Scene, asked: Asked, wrong: tuple[Diagnostic, ...], words: Words) -> Page:
        _ = words.gettext
        html = _in_its_place(
            scene,
            asked,
            words,
            title=_("This record has errors"),
            lead=_(
                "Its page is shown as soon as the errors are mended and the file is saved. "
                "Lists and feeds show the record as it was when it was last sound."
            ),
            found=wrong,
        )
        state = _("The page cannot be shown.")
        return Page(HTTPStatus.INTERNAL_SERVER_ERROR, html, Bar(state, elsewhere=self._elsewhere(scene, asked, words)))

    def _deleted(self, scene: Scene, asked: Asked, words: Words) -> Page:
        _ = words.gettext
        html = _in_its_place(
            scene,
            asked,
            words,
            title=_("This record has been deleted"),
            lead=_("The next build takes its page away. If the file comes back, so does the page."),
        )
        return Page(HTTPStatus.NOT_FOUND, html, Bar(_("The file of this record is no longer there.")))

    def _waiting(self, address: str, language: str) -> Page:
        scene = self._preview.scene
        words = scene.renderer.words(language)
        _ = words.gettext
        html = in_place(
            scene.renderer,
            language,
            address,
            title=_("The catalogue is being built"),
            lead=_(
                "This page appears by itself as soon as it is there. "
                "Pages of offers and providers can be opened already."
            ),
        )
        bar = Bar(_("There is no built site yet."), self._doing(language), self._failure())
        return Page(HTTPStatus.SERVICE_UNAVAILABLE, html, bar)

    def _bar_of_built(self, language: str) -> Bar:
        scene = self._preview.scene
        words = scene.renderer.words(language)
        is_behind = self._work.stage or self._work.is_wished
        changed = words.gettext("Something has changed since this page was built.")
        state = changed if is_behind else words.gettext("This page is as it was built.")
        errors = len(_with_errors(scene))
        elsewhere = words.ngettext("{number} file has errors:", "{number} files have errors:", errors) if errors else ""
        return Bar(state, self._doing(language), self._failure(), elsewhere)

    def _doing(self, language: str) -> str:
        words, (done, total) = self._preview.scene.renderer.words(language), self._preview.progress
        if self._preview.scene.standing is None and total:
            reading = words.gettext("Reading records: {done} of {total}")
            return reading.format(done=words.number(done), total=words.number(total))
        return words.gettext("The site is being built.") if self._work.stage or self._work.is_wished else ""

    def _failure(self) -> str:
        return self._preview.trouble or self._work.failure

    def _elsewhere(self, scene: Scene, asked: Asked, words: Words) -> str:
        errors = len(_with_errors(scene) - {scene.file_of(asked)})
        said = words.ngettext("{number} other file has errors:", "{number} other files have errors:", errors)
        return said if errors else ""


def is_inside(address: str) -> bool:
    """Tell whether an address can be one of the site: it does not begin at the root of the machine, and climbs nowhere.

    An escaped slash at its beginning (`/%2Fetc/passwd`) would otherwise lead to any file of this machine.
    """
    return not address.startswith("/") and "\0" not in address and ".." not in address.split("/")


def _in_its_place(
    scene: Scene, asked: Asked, words: Words, *, title: str, lead: str, found: tuple[Diagnostic, ...] = ()
) -> bytes:
    """Return the page that stands in place of that of a record, under the path of its file."""
    kicker, language = scene.file_of(asked), words.language
    return in_place(scene.renderer, language, asked.address, title=title, lead=lead, kicker=kicker, found=found)


def _with_errors(scene: Scene) -> set[str]:
    return {one.location.path for one in scene.findings if one.severity is Severity.ERROR}


def _told_by(error: Exception) -> str:
    """Return what an exception says, and the line of the template where it happened."""
    said = "".join(traceback.format_exception_only(error)).strip()
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{one.filename}:{one.lineno}" for one in frames if one.filename.endswith(".j2")]
    return "\n".join((*places[-1:], said))
