"""The small pieces that pages are made of: lines, rows, facts, links, cards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.prose import to_html

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

    from generator.languages import Shown
    from generator.records.statement import Contact, Image
    from generator.words import Words


@dataclass(frozen=True, slots=True)
class Line:
    """One statement: a text or a long text as HTML, its language where it is not the page's, where it leads.

    `address` is inside the site, `href` outside.
    """

    text: str = ""
    html: Markup | None = None
    language: str = ""
    address: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled statement; without lines it is not stated. Enumerated lines are short and stand as a list.

    `asks` is the key of the question that it leaves open where it is not stated (see `asking.QUESTIONS`), `question`
    the question itself where the page shows it in that place.
    """

    label: str
    lines: tuple[Line, ...]
    enumerated: bool = False
    asks: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One of the learner's questions with what the record answers."""

    name: str
    question: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One of the decisive facts: a large value with a small label.

    An unknown one is never hidden: pages of offers show it in its place, cards name it in a line. `due` is the day of a
    deadline ahead that `detail` names, for the script that counts the days; where it is near, `closes` has about as
    many letters as the script will write, so that nothing moves when it does.
    """

    icon: str
    label: str
    value: str
    detail: str = ""
    stated: bool = True
    is_unknown: bool = False
    due: str = ""
    closes: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A state told by icon, word and colour."""

    style: str
    icon: str
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """An offer in a list; `unknown` names the decisive facts about which the record says nothing."""

    address: str
    title: Line
    provider: Line
    summary: Line | None
    kind: Chip
    states: tuple[Chip, ...]
    facts: tuple[Fact, ...]
    unknown: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a record, with what can be seen on it in words."""

    address: str
    alt: Line
    credit: str


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way from the home page."""

    address: str
    text: str
    language: str = ""


def line(shown: Shown, words: Words, *, address: str = "", href: str = "") -> Line:
    """Return a short text as a line."""
    return Line(shown.text, language=foreign(shown, words), address=address, href=href)


def picture(place: str | None, image: Image | None, words: Words) -> Picture | None:
    """Return the picture of a record; none where it cannot be published, whatever the record names."""
    shown = words.text(image.alt) if image else None
    if place is None or image is None or shown is None:
        return None
    return Picture(addresses.picture(place), line(shown, words), image.credit or "")


def short(texts: Mapping[str, str] | None, words: Words) -> tuple[Line, ...]:
    """Return a short text in the reader's language, or nothing where nothing is stated."""
    shown = words.text(texts)
    return (line(shown, words),) if shown else ()


def long(texts: Mapping[str, str] | None, words: Words) -> tuple[Line, ...]:
    """Return a long text in the reader's language as HTML, or nothing where nothing is stated."""
    shown = words.text(texts)
    return (Line(shown.text, to_html(shown.text), foreign(shown, words)),) if shown else ()


def foreign(shown: Shown, words: Words) -> str:
    """Return the language of a text if it is not the language of the page."""
    return "" if shown.language == words.language else shown.language


def plain(*texts: str) -> tuple[Line, ...]:
    """Return texts in the language of the page, without the empty ones."""
    return tuple(Line(text) for text in texts if text)


def contact_lines(contact: Contact | None, words: Words) -> tuple[Line, ...]:
    """Return how to reach an office."""
    if contact is None:
        return ()
    mail = (Line(contact.email, href=f"mailto:{contact.email}"),) if contact.email else ()
    page = (Line(contact.page, href=contact.page),) if contact.page else ()
    return (*short(contact.unit, words), *mail, *plain(contact.phone or ""), *page)


def stated(row: Row) -> tuple[Row, ...]:
    """Return a row that is left out where nothing is stated: few records say such a thing, and none has to."""
    return (row,) if row.lines else ()


def paged_title(title: str, page: int, pages: int, words: Words) -> str:
    """Return the title of a page that goes on from another one, told apart from it."""
    if page == 1:
        return title
    return f"{title}, {words.gettext('page {page} of {pages}').format(page=page, pages=pages)}"
