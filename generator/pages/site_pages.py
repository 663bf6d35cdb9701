"""The pages that belong to no record: home, lists, search, data, errors, language choice, editorial pages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from generator.catalogue import addresses
from generator.catalogue.axes import AXES
from generator.feeds import schemaorg
from generator.feeds.coverage import coverage
from generator.languages import N_
from generator.pages import browse_pages, list_pages
from generator.pages.cards import Cards
from generator.pages.data_page import data_view
from generator.pages.decisions_page import decisions_view
from generator.pages.engine import own_name
from generator.pages.head import Head
from generator.pages.home_page import Guides, home_view
from generator.pages.organisations_page import organisations_view
from generator.pages.parts import Crumb, Line, paged_title
from generator.pages.quality_page import current_offers, quality_views
from generator.pages.quality_table import quality_table
from generator.pages.record_pages import moved
from generator.pages.render import Page
from generator.pages.rule_page import rule_views, rules_view
from generator.pages.search_page import search_view
from generator.pages.shell import complete

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.catalogue.graph import Catalogue
    from generator.feeds.coverage import Coverage
    from generator.feeds.feed import Measured
    from generator.pages.data_page import DataView
    from generator.pages.decisions_page import DecisionsView
    from generator.pages.engine import Prose
    from generator.pages.home_page import HomeView
    from generator.pages.organisations_page import OrganisationsView
    from generator.pages.quality_page import QualityView
    from generator.pages.render import Renderer
    from generator.pages.rule_page import RulesView, RuleView
    from generator.pages.search_page import SearchView
    from generator.records.organisation import OrganisationRecord
    from generator.words import Words


@dataclass(frozen=True, slots=True)
class Way:
    """A way to the site in another language."""

    language: str
    address: str
    text: str


AnyView: TypeAlias = (
    "HomeView | browse_pages.BrowseView | browse_pages.AxisView | list_pages.ListView | OrganisationsView"
    "| SearchView | QualityView | DataView | DecisionsView | RulesView | RuleView"
)


def site_pages(
    renderer: Renderer,
    catalogue: Catalogue,
    prose: Mapping[str, Prose],
    measured: Mapping[str, Measured],
    language: str,
) -> Iterator[Page]:
    """Yield every page in a language that no record owns; `measured` has the files of feeds by address."""
    covered = coverage(catalogue.offers, catalogue.organisation_by_id)
    yield from _pages_of_language(renderer, catalogue, language, _guides(prose[language], renderer.words(language)))
    yield _data(renderer, covered, measured, language)
    yield _decisions(renderer, catalogue, prose[language], language)
    yield from _rules(renderer, prose[language], language)
    yield from _editorial(renderer, prose, language)


def shared_pages(renderer: Renderer, catalogue: Catalogue) -> Iterator[Page]:
    """Yield the pages that belong neither to a record nor to a language."""
    yield from _identifiers(renderer, catalogue)
    yield _choose_language(renderer)
    yield Page.of("404.html", _not_found(renderer, renderer.settings.languages[0]))


def _pages_of_language(renderer: Renderer, catalogue: Catalogue, language: str, guides: Guides) -> Iterator[Page]:
    words, as_of = renderer.words(language), renderer.as_of
    cards = Cards(renderer, catalogue, language)
    yield _home(renderer, catalogue, words, cards, guides)
    browse = browse_pages.browse_view(catalogue, words, as_of)
    yield _page(renderer, "browse.html.j2", browse, Head(browse.address, browse.lead), browse.title)
    axes = (browse_pages.axis_view(catalogue, axis, words, as_of) for axis in AXES)
    for view in (*axes, browse_pages.providers_view(catalogue, words)):
        yield _page(renderer, "axis.html.j2", view, Head(view.address, view.lead), view.title)
    lists = schemaorg.ItemLists(catalogue.provider_by_id, renderer.settings, language)
    for axis in AXES:
        for listed in list_pages.shelf_pages(catalogue, axis, words, as_of, cards):
            yield _list(renderer, lists, listed)
    for listed in list_pages.deadline_pages(catalogue, words, as_of, cards):
        yield _list(renderer, lists, listed)
    if catalogue.organisations:
        others = organisations_view(_only_referred_to(catalogue), words)
        yield _page(renderer, "organisations.html.j2", others, Head(others.address, others.lead), others.title)
    search = search_view(catalogue, words, as_of)
    look = words.gettext("Search for what you would like to learn, and narrow it down with filters.")
    yield _page(renderer, "search.html.j2", search, Head(search.address, look), words.gettext("Search"))
    yield from quality_pages(renderer, catalogue, language)
    yield Page.of(f"{language}/404.html", _not_found(renderer, language))


def quality_pages(renderer: Renderer, catalogue: Catalogue, language: str) -> Iterator[Page]:
    """Yield the grid of what all records state as a table for spreadsheets, then page by page."""
    words, settings, as_of = renderer.words(language), renderer.settings, renderer.as_of
    offers = current_offers(catalogue, words)
    table = quality_table(offers, words, settings, as_of, renderer.ages)
    yield Page.of(addresses.quality_table(language), table)
    for view in quality_views(catalogue, offers, len(table), words, settings, as_of):
        title = paged_title(view.title, view.page, len(view.pages), words)
        yield _page(renderer, "quality.html.j2", view, Head(view.address, view.lead), title)


def _data(renderer: Renderer, covered: Sequence[Coverage], measured: Mapping[str, Measured], language: str) -> Page:
    words = renderer.words(language)
    view = data_view(covered, measured, words, renderer.settings)
    return _page(renderer, "data.html.j2", view, Head(view.address, view.lead), view.title)


def _decisions(renderer: Renderer, catalogue: Catalogue, prose: Prose, language: str) -> Page:
    about = f"{language}/about/"
    there = about if addresses.page_file(about) in prose.pages else ""
    providers = (catalogue.store.open_provider(one) for one in catalogue.providers)
    view = decisions_view(providers, catalogue.organisation_by_id, renderer.words(language), there)
    return _page(renderer, "decisions.html.j2", view, Head(view.address, view.lead), view.title)


def _rules(renderer: Renderer, prose: Prose, language: str) -> Iterator[Page]:
    """Yield the pages of the rules, which stand below the page on how to submit an offer, where there is one."""
    words = renderer.words(language)
    around = [Crumb(addresses.home(language), words.gettext("Home"))]
    submit = f"{language}/submit/"
    if addresses.page_file(submit) in prose.pages:
        around.append(Crumb(submit, words.gettext("Submit an offer")))
    rules = rules_view(words, around)
    yield _page(renderer, "rules.html.j2", rules, Head(rules.address, rules.lead), rules.title)
    for rule in rule_views(words, around):
        head = Head(rule.address, f"{rule.reason.text} {rule.remedy.text}")
        yield _page(renderer, "rule.html.j2", rule, head, f"{rule.title.text} ({rule.code})")


def _only_referred_to(catalogue: Catalogue) -> Iterator[OrganisationRecord]:
    for digest in sorted({one.digest for one in catalogue.organisations}):
        yield from catalogue.store.open_organisations(digest).organisations


def _identifiers(renderer: Renderer, catalogue: Catalogue) -> Iterator[Page]:
    """Lead from the permanent identifier of an organisation without a page to where it is described."""
    for one in catalogue.organisations:
        places = {language: f"{addresses.organisations(language)}#{one.id}" for language in renderer.settings.languages}
        yield Page.of(*moved(renderer, f"id/provider/{one.uuid}/", places, one.name))


_GUIDES = (
    ("micro-credentials", N_("What is a micro-credential?")),
    ("advice/choose", N_("How to choose an offer")),
    ("advice/check", N_("How to check a credential")),
    ("advice/glossary", N_("Glossary")),
)
"""The guides that the home page names, in the order in which people need them."""


def _guides(prose: Prose, words: Words) -> Guides:
    """Return the guides that are there: a registry may do without the pages that it does not want."""

    def there(name: str) -> str:
        address = f"{words.language}/{name}/"
        return address if addresses.page_file(address) in prose.pages else ""

    named = tuple(Line(words.gettext(title), address=there(name)) for name, title in _GUIDES if there(name))
    return Guides(there("advice"), there("advice/stopped-studies"), named)


def _home(renderer: Renderer, catalogue: Catalogue, words: Words, cards: Cards, guides: Guides) -> Page:
    view = home_view(catalogue, renderer.settings, words, renderer.as_of, cards, guides)
    head = Head(view.address, view.lead, feed=view.feed, calendar=view.calendar)
    return _page(renderer, "home.html.j2", view, head, words.gettext("Find and understand micro-credentials"))


def _list(renderer: Renderer, lists: schemaorg.ItemLists, listed: list_pages.ListPage) -> Page:
    view = listed.view
    title = _list_title(view, renderer.words(view.language))
    data = lists.of(title, view.address, listed.offers)
    head = Head(
        address=view.address,
        description=f"{title}: {view.count}",
        data=schemaorg.to_script(data),
        indexed=view.indexed,
        feed=view.feed,
        calendar=view.calendar,
    )
    return _page(renderer, "list.html.j2", view, head, title)


def _list_title(view: list_pages.ListView, words: Words) -> str:
    """Return what tells a list from every other page: another language, another order or a further page says more."""
    title = view.title.text
    if view.title.language:
        title = words.gettext("{label}: {value}").format(label=view.crumbs[-1].text, value=title)
    if view.by_title:
        title = words.gettext("{list}, by title").format(list=title)
    return paged_title(title, view.page, len(view.pages), words)


def _page(renderer: Renderer, template: str, view: AnyView, head: Head, title: str) -> Page:
    render = partial(renderer.page, template, view, head, title)
    return Page(addresses.page_file(view.address), (template, view, head, title), render)


def _editorial(renderer: Renderer, prose: Mapping[str, Prose], language: str) -> Iterator[Page]:
    """Complete the pages that mkdocs rendered; a page that lacks in a language leads home there."""
    for path, page in prose[language].pages.items():
        address = path.removesuffix("index.html")
        if path == f"{language}/index.html":
            continue
        rest = path.partition("/")[2]
        languages = [one for one in renderer.settings.languages if f"{one}/{rest}" in prose[one].pages]
        head = Head(address, page.description, languages=languages, is_described=True)
        html = renderer.head(head, page.title)
        yield Page.of(path, complete(page.html, path=address, head=html, languages=languages).encode())
    for path, content in prose[language].assets.items():
        yield Page.of(path, content)


def _not_found(renderer: Renderer, language: str) -> bytes:
    """Return the 404 page of a language; it is shown at any address, so it writes addresses from the root."""
    words, base = renderer.words(language), renderer.settings.base_path
    others = _ways(renderer.settings.languages, base, without=language)
    content = renderer.content("not-found.html.j2", language, base=base, language=language, others=others)
    title = words.gettext("There is no page here")
    head = '<meta name="robots" content="noindex">'
    return renderer.shells[language].page_absolute(base, title=title, head=head, content=content).encode()


def _ways(languages: Sequence[str], base: str = "", without: str = "") -> list[Way]:
    return [Way(one, f"{base}{addresses.home(one)}", own_name(one)) for one in languages if one != without]


def _choose_language(renderer: Renderer) -> Page:
    """Return the first page of the site: a choice of languages, not a dead end where scripts are off."""
    settings = renderer.settings
    language = settings.languages[0]
    name = str(renderer.words(language).text(settings.options.name) or "")
    ways = _ways(settings.languages)
    content = renderer.content("choose-language.html.j2", language, base="", name=name, choices=ways)
    title = " · ".join(way.text for way in ways)
    lead = str(renderer.words(language).text(settings.options.lead) or "")
    head = renderer.head(Head("", lead), name)
    html = renderer.shells[language].page(path="", title=title, head=head, content=content)
    return Page.of("index.html", html.encode())
