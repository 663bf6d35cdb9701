"""The data in the page of an offer (JSON-LD) says what the page says: every value of every sample, in both languages."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html as markup

from generator.vocabularies import vocabulary
from generator.words import Words
from tests.pages.rendered import written
from tests.site.serving import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from lxml.html import HtmlElement

LOCALE = ROOT / "theme" / "locale"


class PageOfOffer:
    """A page as a person reads it: its words, its links, and what of it depends on the language."""

    def __init__(self, file: Path, language: str) -> None:
        """Read the page."""
        self.tree: HtmlElement = markup.fromstring(file.read_text(encoding="utf-8"))
        self.words = Words(language, LOCALE)
        script = self.tree.xpath("//script[@type='application/ld+json']")[0]
        self.data: dict[str, Any] = json.loads(script.text)
        script.getparent().remove(script)
        article = self.tree.xpath("//article")[0]
        self.text = _plain(" ".join(article.itertext()))
        self.links = set(self.tree.xpath("//@href"))

    def shows(self, text: str) -> bool:
        """Tell whether a text stands on the page, be it prose whose marks have become elements."""
        unmarked = re.sub(r"^ *(?:[-*+]|\d+[.)]) ", "", text, flags=re.MULTILINE)
        return all(_plain(part) in self.text for part in re.split(r"[*_`\n]+|\[|\]\([^)]*\)", unmarked))


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _money(page: PageOfOffer, offer: dict[str, Any]) -> bool:
    amount = offer.get("price")
    if amount is None or float(amount) == 0:
        return page.shows(page.words.gettext("Free"))
    return page.shows(page.words.money(amount, offer["priceCurrency"]))


def _day(page: PageOfOffer, day: str) -> bool:
    return page.shows(page.words.date(date.fromisoformat(day)))


def _hours(page: PageOfOffer, duration: str) -> bool:
    hours, minutes = re.fullmatch(r"PT(?:(\d+)H)?(?:(\d+)M)?", duration).groups(default="0")  # type: ignore[union-attr]
    total = int(hours) + int(minutes) / 60
    return page.shows(page.words.hours(f"{total:g}"))


def _credits(page: PageOfOffer, found: dict[str, Any]) -> bool:
    return page.shows(page.words.credits(str(found["value"]), found["unitText"]))


def _level(page: PageOfOffer, level: str) -> bool:
    name, _, number = level.rpartition(" ")
    return page.shows(page.words.gettext("{framework}, level {level}").format(framework=name, level=number))


def _mode(page: PageOfOffer, code: str) -> bool:
    return page.shows(page.words.term("participation-modes", code))


def _language(page: PageOfOffer, tag: str) -> bool:
    return page.shows(page.words.language_name(tag))


def _country(page: PageOfOffer, code: str) -> bool:
    return page.shows(page.words.country_name(code))


def _free(page: PageOfOffer, is_free: bool) -> bool:
    """What is free is called so among the first facts; of what is paid something is said to cost."""
    return (
        page.shows(page.words.gettext("Free")) if is_free else page.shows(page.words.term("price-categories", "paid"))
    )


def _text(page: PageOfOffer, text: str) -> bool:
    return page.shows(text)


def _link(page: PageOfOffer, address: str) -> bool:
    return address in page.links


def _canonical(page: PageOfOffer, address: str) -> bool:
    return page.tree.xpath("string(//link[@rel='canonical']/@href)") == address


TOLD: dict[str, Callable[[PageOfOffer, Any], bool]] = {
    "name": _text,
    "description": _text,
    "url": _canonical,
    "courseCode": _text,
    "inLanguage": _language,
    "about.name": _text,
    "coursePrerequisites": _text,
    "audience.audienceType": _text,
    "isAccessibleForFree": _free,
    "creativeWorkStatus": _text,
    "teaches.name": _text,
    "teaches.url": _link,
    "timeRequired": _hours,
    "educationalLevel": _level,
    "educationalCredentialAwarded.description": _text,
    "educationalCredentialAwarded.credentialCategory": _text,
    "educationalCredentialAwarded.provider.name": _text,
    "educationalCredentialAwarded.inLanguage": _language,
    "hasCourseInstance.name": _text,
    "hasCourseInstance.description": _text,
    "hasCourseInstance.startDate": _day,
    "hasCourseInstance.endDate": _day,
    "hasCourseInstance.courseMode": _mode,
    "hasCourseInstance.courseWorkload": _hours,
    "hasCourseInstance.inLanguage": _language,
    "hasCourseInstance.maximumAttendeeCapacity": lambda page, places: page.shows(page.words.number(places)),
    "hasCourseInstance.location.name": _text,
    "hasCourseInstance.location.address.addressLocality": _text,
    "hasCourseInstance.location.address.streetAddress": _text,
    "hasCourseInstance.location.address.addressCountry": _country,
    "offers.category": _text,
    "offers.url": _link,
}
"""How each value of a course is told on its page; amounts and credits are compared with their units."""

ELSEWHERE = {
    "sdLicense": "the footer of every page names it",
    "about.termCode": "the code behind the name of a field",
    "about.url": "the address behind the name of a field",
    "about.inDefinedTermSet": "the address of the list of fields",
    "educationalCredentialAwarded.name": "the title of the credential, where it is not that of the offer, stands on its page",
    "educationalCredentialAwarded.provider.url": "the awarding body is linked by an address that counts from the page",
    "educationalCredentialAwarded.provider.address.addressCountry": "the country of the body stands on its own page",
    "offers.price": "is compared with its currency",
    "offers.priceCurrency": "is compared with its amount",
    "numberOfCredits.value": "is compared with its system",
    "numberOfCredits.unitText": "is compared with its amount",
}


def leaves(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every value with its path, without the keys that begin with @."""
    if isinstance(node, dict):
        for key, value in node.items():
            if not key.startswith("@"):
                yield from leaves(value, f"{path}.{key}".lstrip("."))
    elif isinstance(node, list):
        for one in node:
            yield from leaves(one, path)
    else:
        yield path, node


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data") / "providers"
    shutil.copytree(ROOT / "providers", folder)
    return written(folder)


def pages(site: Path, language: str) -> Iterator[tuple[str, PageOfOffer]]:
    for file in sorted(site.glob(f"{language}/offers/*/*/index.html")):
        if "application/ld+json" in file.read_text(encoding="utf-8"):
            yield file.parent.relative_to(site).as_posix(), PageOfOffer(file, language)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["pl", "en"])
def test_every_value_of_the_course_is_told_on_its_page(site: Path, language: str) -> None:
    silent, seen = [], set()
    for address, page in pages(site, language):
        course = page.data["@graph"][0]
        for path, value in leaves(course):
            seen.add(path)
            if path not in ELSEWHERE and not TOLD[path](page, value):
                silent.append((address, path, value))
        offered = course.get("offers")
        if offered and not _money(page, offered):
            silent.append((address, "offers.price", offered))
        if "numberOfCredits" in course and not _credits(page, course["numberOfCredits"]):
            silent.append((address, "numberOfCredits", course["numberOfCredits"]))
    assert silent == []
    assert seen == {*TOLD, *ELSEWHERE}


@pytest.mark.slow
@pytest.mark.parametrize("language", ["pl", "en"])
def test_title_provider_and_trail_are_those_of_the_page(site: Path, language: str) -> None:
    number = 0
    for _address, page in pages(site, language):
        course, provider, trail = page.data["@graph"]
        assert _plain(course["name"]) == _plain(page.tree.xpath("string(//h1)"))
        assert course["provider"]["@id"] == provider["@id"]
        assert page.shows(provider["name"])
        shown = [_plain(one) for one in page.tree.xpath("//ol/li/a/bdi/text() | //ol/li[@aria-current]/bdi/text()")]
        assert [_plain(one["name"]) for one in trail["itemListElement"]] == shown
        number += 1
    assert number > 40


@pytest.mark.slow
def test_levels_that_are_only_claimed_are_no_level_for_programs(site: Path) -> None:
    registered = vocabulary("level-bases").label("registered", "en")
    for _address, page in pages(site, "en"):
        if "educationalLevel" in page.data["@graph"][0]:
            assert page.shows(registered)
