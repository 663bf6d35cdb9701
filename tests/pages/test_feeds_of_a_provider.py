"""The page of a provider says which of its offers feeds leave out and why, and gives the line for the DNS."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.feeds import qualitylink
from generator.feeds.coverage import coverage
from generator.feeds.elm_opportunity import NO_FIELD
from generator.pages.data_page import carried
from generator.pages.provider_page import Given, ProviderView, provider_view
from generator.words import Words
from tests.builders import a_catalogue, a_provider, an_offer, an_offer_summary, some_settings
from tests.feeds.test_qualitylink import a_university, offered
from tests.record_cases import AS_OF
from tests.site.serving import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from generator.records.offer import Offer
    from generator.records.provider import Provider


def page(folder: Path, provider: Provider, *offers: Offer) -> ProviderView:
    catalogue = a_catalogue(offers, folder, providers=[provider])
    words, given = Words("en", ROOT / "theme/locale"), Given(offers=catalogue.offers)
    (summary,) = catalogue.providers
    return provider_view(provider, summary, given, catalogue.organisation_by_id, words, some_settings(ROOT), AS_OF)


def told(view: ProviderView, feed: str) -> dict[str, list[str]]:
    share = next(one for one in view.feeds if feed in [line.text for line in one.feeds])
    return {reason: [line.text for line in lines] for reason, lines in share.reasons}


def numbered(number: int, **changes: object) -> Offer:
    return an_offer(id=f"offer-{number}", uuid=f"{number:08}-0000-4000-8000-000000000000", **changes)


def test_an_offer_that_is_left_out_is_named_with_the_reason(tmp_path: Path) -> None:
    view = page(tmp_path, a_provider(), an_offer(), numbered(1, field=None))
    assert told(view, "elm-3.2") == {NO_FIELD.text: ["Data for public officials"]}
    share = next(one for one in view.feeds if "qdr" in [line.text for line in one.feeds])
    assert share.carried == "1 of 2"


def test_of_very_many_the_first_are_named(tmp_path: Path) -> None:
    view = page(tmp_path, a_provider(), an_offer(), *(numbered(number, field=None) for number in range(20)))
    named = told(view, "elm-3.2")[NO_FIELD.text]
    assert len(named) == 13
    assert named[-1] == "and 8 more"


def test_a_feed_about_other_things_gives_one_reason_for_all(tmp_path: Path) -> None:
    view = page(tmp_path, a_provider(type="company"), an_offer(), numbered(1, field=None))
    assert told(view, "qualitylink") == {qualitylink.NO_UNIVERSITY.text: ["all offers"]}


@pytest.mark.parametrize(("provider", "expected"), [(a_university(), True), (a_provider(type="company"), False)])
def test_the_line_for_the_dns_stands_where_there_is_something_to_harvest(
    tmp_path: Path, provider: Provider, expected: bool
) -> None:
    view = page(tmp_path, provider, offered())
    line = "v=qldiscover1; m=https://registry.example.org/feeds/qualitylink/sample-university.json"
    assert view.dns_text == (line if expected else "")


def test_carried_counts_each_offer_once() -> None:
    offers = [an_offer_summary(numbered(1, field=None, title={"xx": "?"})), an_offer_summary(an_offer())]
    (group,) = [one for one in coverage(offers, {}) if one.feeds[0].name == "elm-3.2"]
    assert carried(group, Words("en", ROOT / "theme/locale")) == "0 of 2"
