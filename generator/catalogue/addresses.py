"""Where everything is published. Addresses are an interface: people, feeds and scripts hold on to them.

All addresses are relative to the root of the site; those of pages end with a slash.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

BROWSED = (
    "fields",
    "starts",
    "times",
    "participation",
    "teaching-languages",
    "prices",
    "free",
    "levels",
    "countries",
    "purposes",
    "skills",
    "alliances",
    "without-course",
    "kinds",
    "deadlines",
    "providers",
    "organisations",
)
"""The folders of a language with lists to look around in: the axes (see `axes.AXES`) and what stands beside them."""

ORGANISATIONS_JSON = "data/v1/organisations.json"
"""The canonical JSON of all organisations that are only referred to."""

CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"


def page_file(address: str) -> str:
    """Return the file behind the address of a page."""
    return f"{address}index.html"


def home(language: str) -> str:
    """Return the address of the home page."""
    return f"{language}/"


def offer(language: str, provider: str, offer_id: str) -> str:
    """Return the address of the page of an offer."""
    return f"{language}/offers/{provider}/{offer_id}/"


def provider(language: str, provider_id: str, page: int = 1) -> str:
    """Return the address of the page of a provider, or of one of the further pages with its offers."""
    return f"{language}/providers/{provider_id}/" if page == 1 else f"{language}/providers/{provider_id}/{page}/"


def providers(language: str) -> str:
    """Return the address of the list of providers."""
    return f"{language}/providers/"


def organisations(language: str) -> str:
    """Return the address of the page of the organisations that are only referred to."""
    return f"{language}/organisations/"


def browse(language: str) -> str:
    """Return the address of the page that leads to all ways of browsing."""
    return f"{language}/browse/"


def axis(language: str, name: str) -> str:
    """Return the address of the values of an axis (see `axes.AXES`)."""
    return f"{language}/{name}/"


def shelf(language: str, axis_name: str, value: str, page: int = 1, *, by_title: bool = False) -> str:
    """Return the address of the offers that have a value on an axis, or of one of its further pages.

    What is free has a short address of its own. `by_title` is the same list in the order of the titles.
    """
    first = f"{language}/free/" if (axis_name, value) == ("prices", "free") else f"{language}/{axis_name}/{value}/"
    ordered = f"{first}by-title/" if by_title else first
    return ordered if page == 1 else f"{ordered}{page}/"


def narrowed(
    language: str, shelf: tuple[str, str], by: tuple[str, str], page: int = 1, *, by_title: bool = False
) -> str:
    """Return the address of the offers with two values, each given with its axis, or of one of its further pages.

    `by_title` is the same list in the order of the titles.
    """
    first = f"{language}/{'/'.join(shelf)}/{'/'.join(by)}/{'by-title/' if by_title else ''}"
    return first if page == 1 else f"{first}{page}/"


def deadlines(language: str, page: int = 1) -> str:
    """Return the address of the offers that one can apply for, in the order of their deadlines."""
    return f"{language}/deadlines/" if page == 1 else f"{language}/deadlines/{page}/"


def closing_month(month: date) -> str:
    """Return the name of the place on the page of deadlines where those of a month begin."""
    return f"closes-{month:%Y-%m}"


def search(language: str) -> str:
    """Return the address of the search page."""
    return f"{language}/search/"


def search_column(language: str, facet: str) -> str:
    """Return the address of what search filters by in one facet (see `facets.FACETS`)."""
    return f"{language}/search/{facet}.json"


def data_page(language: str) -> str:
    """Return the address of the page for aggregators."""
    return f"{language}/data/"


def quality(language: str, page: int = 1) -> str:
    """Return the address of the grid of what all records state, or of one of its further pages."""
    return f"{language}/quality/" if page == 1 else f"{language}/quality/{page}/"


def quality_of(
    language: str, *, provider: str = "", element: str = "", state: str = "", freshness: str = "", kind: str = ""
) -> str:
    """Return the address of that grid as the script there filters it; what is empty filters nothing.

    Without scripts the address leads to the whole grid.
    """
    chosen = {"provider": provider, "element": element, "state": state, "freshness": freshness, "kind": kind}
    query = "&".join(f"{name}={value}" for name, value in chosen.items() if value)
    return f"{quality(language)}?{query}#grid"


def quality_table(language: str) -> str:
    """Return the address of that grid as a table for spreadsheets and programs."""
    return f"{quality(language)}quality.csv"


def offer_json(provider_id: str, offer_id: str) -> str:
    """Return the address of the canonical JSON of an offer."""
    return f"data/v1/offers/{provider_id}/{offer_id}.json"


def provider_json(provider_id: str) -> str:
    """Return the address of the canonical JSON of a provider."""
    return f"data/v1/providers/{provider_id}.json"


def picture(place: str) -> str:
    """Return the address of a picture by its place below the records' folder."""
    return f"pictures/{place}"


def feed_file(page_address: str) -> str:
    """Return the address of the Atom feed that stands beside a page."""
    return f"{page_address}feed.atom"


def calendar_file(page_address: str) -> str:
    """Return the address of the calendar of deadlines that stands beside a page."""
    return f"{page_address}deadlines.ics"


def offer_identifier(base: str, uuid: str) -> str:
    """Return the permanent IRI of an offer."""
    return f"{base}/id/offer/{uuid}"


def provider_identifier(base: str, uuid: str) -> str:
    """Return the permanent IRI of an organisation; one that is only referred to keeps it when it becomes a provider."""
    return f"{base}/id/provider/{uuid}"


def credential_identifier(base: str, uuid: str, version: int) -> str:
    """Return the permanent IRI of a version of a credential."""
    return f"{base}/id/credential/{uuid}/{version}"


def short_code(uuid: str) -> str:
    """Return the first 40 bits of a uuid as 8 characters of Crockford's base 32, for short addresses."""
    number = int(uuid.replace("-", "")[:10], 16)
    return "".join(CROCKFORD[number >> shift & 31] for shift in range(35, -1, -5))


def short(uuid: str) -> str:
    """Return the short address of an offer, which people type and print."""
    return f"o/{short_code(uuid)}/"


def qr_code(uuid: str) -> str:
    """Return the address of the picture that leads phones to the short address of an offer."""
    return f"{short(uuid)}qr.svg"


def credential(language: str, provider_id: str, credential_id: str, version: int) -> str:
    """Return the address of the page of a version of a credential that has a file of its own."""
    return f"{language}/credentials/{provider_id}/{credential_id}/{version}/"


def pathway(language: str, provider_id: str, pathway_id: str) -> str:
    """Return the address of the page of a pathway."""
    return f"{language}/pathways/{provider_id}/{pathway_id}/"


def pathway_json(provider_id: str, pathway_id: str) -> str:
    """Return the address of the canonical JSON of a pathway."""
    return f"data/v1/pathways/{provider_id}/{pathway_id}.json"


def recognition(language: str, receiver_id: str, statement_id: str) -> str:
    """Return the address of a statement of recognition: a place on the page of its receiver."""
    return f"{provider(language, receiver_id)}#recognition-{statement_id}"


def recognition_json(receiver_id: str, statement_id: str) -> str:
    """Return the address of the canonical JSON of a statement of recognition."""
    return f"data/v1/recognition/{receiver_id}/{statement_id}.json"


def recognition_identifier(base: str, uuid: str) -> str:
    """Return the permanent IRI of a statement of recognition."""
    return f"{base}/id/recognition/{uuid}"


def support(language: str, provider_id: str, support_id: str) -> str:
    """Return the address of support for learners: a place on the page of its provider."""
    return f"{provider(language, provider_id)}#support-{support_id}"


def support_json(provider_id: str, support_id: str) -> str:
    """Return the address of the canonical JSON of support for learners."""
    return f"data/v1/support/{provider_id}/{support_id}.json"


def support_identifier(base: str, uuid: str) -> str:
    """Return the permanent IRI of support for learners."""
    return f"{base}/id/support/{uuid}"


def pathway_identifier(base: str, uuid: str) -> str:
    """Return the permanent IRI of a pathway."""
    return f"{base}/id/pathway/{uuid}"


def credential_json(provider_id: str, credential_id: str, version: int) -> str:
    """Return the address of the canonical JSON of a version of a credential that has a file of its own."""
    return f"data/v1/credentials/{provider_id}/{credential_id}/{version}.json"


def decisions(language: str) -> str:
    """Return the address of the page of the decisions on admission."""
    return f"{language}/decisions/"


def rules(language: str) -> str:
    """Return the address of the list of all rules that records are checked by."""
    return f"{language}/rules/"


def rule(language: str, code: str) -> str:
    """Return the address of the page of a rule."""
    return f"{language}/rules/{code}/"
