"""What a record leaves open, as questions that one mail puts to the provider in its own language."""

from __future__ import annotations

from dataclasses import dataclass, replace
from textwrap import shorten
from typing import TYPE_CHECKING
from urllib.parse import quote

from babel.languages import get_official_languages

from generator.languages import N_, in_language

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from generator.pages.parts import Row, Section
    from generator.records.provider import Provider
    from generator.settings import Settings
    from generator.words import Words

QUESTIONS: Mapping[str, str] = {
    "description": N_("What is it about?"),
    "learning-outcomes": N_("What will learners be able to do afterwards?"),
    "workload": N_("How much work is it, in hours or in ECTS credits?"),
    "duration": N_("How long does it take from beginning to end?"),
    "teaching-languages": N_("In which language is it taught?"),
    "participation": N_("Is it on site, online, or both?"),
    "place": N_("Where does it take place?"),
    "prerequisites": N_("What must one know or have before one can enrol?"),
    "who-can-join": N_("Who can join?"),
    "target-groups": N_("For whom is it meant?"),
    "accessibility": N_("How is the course made accessible to people with disabilities?"),
    "technical-requirements": N_("Which devices and programs does one need?"),
    "dates": N_("When does it begin next, and until when can one apply?"),
    "deadline": N_("Until when can one apply?"),
    "validation": N_("Can one get the credential without taking the course?"),
    "assessment": N_("How are the learning outcomes assessed?"),
    "supervision": N_("Is the assessment supervised, is identity checked, and what is recorded?"),
    "grade": N_("Is there a grade, and on which scale?"),
    "quality-assurance": N_("How is quality assured, and who has examined it?"),
    "review": N_("When was the content last reviewed?"),
    "feedback": N_("How are learners asked what they think of it?"),
    "awarding-body": N_("Who awards the credential?"),
    "issuer-country": N_("In which country is the body that awards it?"),
    "issuing": N_("In which form is the credential issued?"),
    "verify": N_("How can others check that a credential is genuine?"),
    "confirmed": N_("Is the page still up to date?"),
    "level": N_("Which level does it have, in which framework, and who says so?"),
    "stackability": N_("Does it count towards another credential or a programme?"),
    "recognition": N_("Who recognises it, for study or for work?"),
    "further-information": N_("What else should learners know?"),
    "learning-price": N_("What does the learning cost?"),
    "credential-price": N_("What do the assessment and the credential cost?"),
    "application-price": N_("Does applying cost anything?"),
    "support": N_("Is there help with the cost: vouchers, places without a fee?"),
    "refund": N_("When is the money paid back?"),
    "further-costs": N_("What else does one pay for: materials, travel, nights?"),
    "cooling-off": N_("Within how many days can one withdraw from the contract?"),
    "way-to-apply": N_("Where does one apply?"),
}
"""All questions that a page may leave open, by a key, in the order of the page."""

LONGEST_TITLE = 80
"""So many letters of a title stand in the mail: three bytes each, percent-encoded twice over, still leave room."""

SHORT_ENOUGH = 1900
"""So many characters of an address every browser hands to a mail program; longer mails lead to the list on the page."""


@dataclass(frozen=True, slots=True)
class AskView:
    """What a page leaves open and the mail that asks for it; without an office to write to there is no mail.

    `language` is that of the mail. `text` is what an address was too short to carry: the whole mail, to be copied.
    """

    questions: tuple[str, ...]
    office: str = ""
    mail: str = ""
    subject: str = ""
    text: tuple[str, ...] = ()
    language: str = ""
    language_name: str = ""


def with_questions(section: Section, words: Words) -> Section:
    """Return a section in which what is not stated stands as the question that it leaves open."""
    rows = (replace(row, question=_question(row.asks, words)) if _is_open(row) else row for row in section.rows)
    return replace(section, rows=tuple(rows))


def open_questions(rows: Iterable[Row], others: Collection[str] = ()) -> tuple[str, ...]:
    """Return the keys of the questions that rows leave open, and `others`, each once and in the order of the page."""
    asked = {row.asks for row in rows if _is_open(row)} | set(others)
    return tuple(key for key in QUESTIONS if key in asked)


def _is_open(row: Row) -> bool:
    return bool(row.asks) and not row.lines


def _question(key: str, words: Words) -> str:
    return words.gettext(QUESTIONS[key])


def language_of(provider: Provider, translated: Collection[str]) -> str:
    """Return the language in which to write to a provider: one of its country, else of its name, that we have."""
    official = get_official_languages(provider.country or "", regional=False, de_facto=True)
    spoken = [*(one for one in official if one in provider.name), *official, *provider.name]
    return next((one for one in spoken if one in translated), "en")


def ask_view(
    keys: tuple[str, ...],
    title: Mapping[str, str],
    provider: Provider,
    page: str,
    *,
    words: Words,
    theirs: Words,
) -> AskView:
    """Put open questions into words for the reader, and into a mail in the provider's own words.

    `page` is the full address of the page, preferably in the provider's language.
    """
    questions = tuple(_question(key, words) for key in keys)
    office = provider.contact.email if provider.contact and provider.contact.email else ""
    if not keys or not office:
        return AskView(questions, office)
    subject, text = _mail(keys, title, page, theirs)
    whole = _address(office, subject, "\n\n".join(text))
    fits = len(whole) <= SHORT_ENOUGH
    return AskView(
        questions=questions,
        office=office,
        mail=whole if fits else _brief(office, subject, text[0], page, theirs),
        subject=subject,
        text=() if fits else text,
        language="" if theirs.language == words.language else theirs.language,
        language_name=words.language_name(theirs.language),
    )


def report_address(identifier: str, settings: Settings, words: Words) -> str:
    """Return the address of a mail to the registry about a mistake on a page; nothing where no office is named."""
    office = settings.options.publisher.contact
    if not office:
        return ""
    subject = f"{words.gettext('A mistake in the registry')}: {identifier.rpartition('/id/')[2]}"
    return f"mailto:{quote(office, safe='@')}?subject={quote(subject, safe='/')}"


def _mail(keys: tuple[str, ...], title: Mapping[str, str], page: str, theirs: Words) -> tuple[str, tuple[str, ...]]:
    """Return subject and paragraphs of the mail."""
    _, shown = theirs.gettext, in_language(title, theirs.language)
    name = shorten(shown.text, LONGEST_TITLE, placeholder="…") if shown else ""
    asked = "\n".join(f"{number}. {_question(key, theirs)}" for number, key in enumerate(keys, 1))
    return _("Questions about “{title}”").format(title=name), (
        _("Good morning,"),
        _("I am interested in “{title}”. These questions are still open on its page:").format(title=name),
        asked,
        _("It would help others too if you added the answers to your record."),
        page,
    )


def _brief(office: str, subject: str, greeting: str, page: str, theirs: Words) -> str:
    """Return a mail that leads to the questions instead of naming them."""
    asked = theirs.gettext("Could you answer the open questions that this page lists?")
    return _address(office, subject, f"{greeting}\n\n{asked}\n\n{page}#ask")


def _address(office: str, subject: str, body: str) -> str:
    """Return an address of RFC 6068: lines end with %0D%0A."""
    lines = body.replace("\n", "\r\n")
    return f"mailto:{quote(office, safe='@')}?subject={quote(subject, safe='')}&body={quote(lines, safe='')}"
