"""Find out in which language a short text is written, or admit that it cannot be known.

A wrong language attribute makes a screen reader speak nonsense, so this is conservative: common words and letters of
the languages that a mapping expects are counted, and without a clear winner there is no answer. The language of
teaching alone proves nothing (a course taught in Polish may be described in English); it only supports words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DETECT = "detect"
"""What a mapping writes instead of a language that is to be found out."""
CLEAR = 2
"""The points a language needs; one common word alone could be a name or a loan."""

# Small words of a language, and words of teaching. A word may belong to several languages; then it decides nothing.
_COMMON = {
    "bg": "и на за от със как да се по в при или дигитална обучение курс",
    "cs": "a pro na ve se jak nebo při kurz školení základy úvod přístupnost jsou",
    "da": "og til i af for med hvordan en at det kursus grundlæggende introduktion tilgængelighed",
    "de": "und der die das für mit im zur zum von in eine einen einführung grundlagen kurs lehrgang weiterbildung "
    "hochschule schulungsveranstaltungs barrierefreiheit barrierefreies barrierefreie webdesign",
    "el": "και για την του της το στην με οι τα από εισαγωγή προσβασιμότητα",
    "en": "the and of to for with in on your how are is you will this that from using what by or an a "
    "accessibility accessible course training introduction learn developing development designing testing teams "
    "creating writing web documents digital understanding workshop certificate developers hours days day week "
    "weeks year months school research designing interfaces managers university knowledge basic content auditor",
    "es": "el la los las de del y en para con por una un cómo que paso a curso accesibilidad especialización módulo "
    "revisión contenidos experto experta aprende introducción aplicaciones universidad",
    "et": "ja on ning või kuidas kursus koolitus ligipääsetavus sissejuhatus",
    "fi": "ja on ei että tai kuinka kurssi koulutus johdatus saavutettavuus saavutettavuuden",
    "fr": "le la les l d des du de et en pour avec dans une un au aux sur par à l'accessibilité accessibilité "
    "formation numérique concevoir découvrir développer tester auditer intégrer contenu créer sites écran",
    "hr": "i na za u se kako ili pri tečaj osnove uvod pristupačnost su",
    "hu": "és az egy hogyan vagy képzés tanfolyam bevezetés akadálymentesség",
    "it": "il lo gli di del della dei delle e per con in una un al alla accessibilità accessibile accessibili "
    "corso introduzione apprendimento insegnamento sviluppatori redattori siti esperto grafici università ore",
    "lt": "ir su kaip arba kursas mokymai įvadas prieinamumas",
    "lv": "un ar kā vai kurss apmācība ievads pieejamība",
    "nl": "de het een en van voor met op in hoe bureau toegankelijkheid toegankelijke toegankelijk digitale cursus "
    "bewustwording implementatie training",
    "pl": "i w na do dla z ze od jak oraz się w procesie dostępność dostępności dostępna szkolenie kurs wprowadzenie "
    "praktyczne testy testowania aplikacji warsztat dokumentacja cyfrowa",
    "pt": "o os as de do da dos das e em na no para com por uma um é tudo como curso acessibilidade formação prática "
    "fundamentos equipas instituto",
    "ro": "și de la cu pentru din în un o cum sau curs introducere accesibilitate",
    "sk": "a pre na vo sa ako alebo pri kurz školenie základy úvod prístupnosť sú",
    "sl": "in na za v se kako ali pri tečaj osnove uvod dostopnost so",
    "sv": "och att för med av i på en hur det kurs utbildning introduktion tillgänglighet",
}
_LETTERS = {
    "cs": "ěřů", "da": "æø", "de": "ß", "es": "ñ¿¡", "et": "õ", "fr": "œêèùë", "hu": "őű", "it": "ìò",
    "lt": "ėųįū", "lv": "āēīņļģķ", "pl": "łąęśźż", "pt": "ãõ", "ro": "țșă", "sk": "ľĺŕ", "sv": "å",
}  # fmt: skip
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_TOKEN = re.compile(r"\b[^\W\d_]+\b")  # whole words: the letters of D2L are none

KNOWN = tuple(_WORDS)


def language_of(text: str, expected: Sequence[str], *, supported: Iterable[str] = ()) -> str | None:
    """Return the language of a text among the expected ones, or None where the evidence is not clear.

    `supported` are languages that something else speaks for, such as the one language of teaching.
    """
    points = _points(text, expected)
    for language in supported:
        if points.get(language):
            points[language] += 1
    best = sorted(points, key=lambda language: points[language], reverse=True)
    if not best or points[best[0]] < CLEAR:
        return None
    if len(best) > 1 and points[best[0]] == points[best[1]]:
        return None
    return best[0]


def speaks_against(text: str, language: str, expected: Sequence[str]) -> bool:
    """Tell whether the words of a text fit another expected language better than this one."""
    points = _points(text, expected)
    return max(points.values(), default=0) > points.get(language, 0)


def _points(text: str, expected: Sequence[str]) -> dict[str, int]:
    tokens = set(_TOKEN.findall(text.casefold()))
    letters = set(text.casefold())
    return {
        language: len(tokens & _WORDS[language]) + len(letters & set(_LETTERS.get(language, "")))
        for language in expected
        if language in _WORDS
    }
