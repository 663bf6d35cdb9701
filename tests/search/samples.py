"""A small catalogue to search in, and the site around its search page."""

import functools
import threading
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from generator.catalogue.freshness import Ages
from generator.catalogue.graph import Catalogue, catalogue_of
from generator.catalogue.store import RecordStore
from generator.catalogue.summary import summarise_offer, summarise_provider
from generator.pages.list_pages import in_order
from generator.pages.render import Renderer
from generator.pages.search_page import search_view
from generator.pages.shell import CONTENT_SECURITY_POLICY, root
from generator.records.offer import Offer
from generator.records.provider import Provider
from generator.search.columns import columns
from generator.search.index import SearchRecord, write_index
from generator.search.records import search_records
from generator.settings import read_settings
from generator.theme import Theme, find_theme
from generator.words import Words

ROOT = Path(__file__).parents[2]
THEME = find_theme(ROOT)
UNTRANSLATED = Path("no-such-folder")
"""Where no translations are: the words of the interface are English, those of CLDR and vocabularies are not."""
AS_OF = date(2026, 11, 20)
AGES = Ages(fresh_days=365, stale_days=730)
PREFIX = "/registry/"

PROVIDER = {
    "id": "szkola",
    "uuid": "5b0f9d1e-0a53-4c8e-9d55-5f2f6f1a0001",
    "name": {"pl": "Szkoła Zażółć", "en": "School of Gooseneck"},
    "type": "company",
}


@dataclass(frozen=True)
class Sample:
    """The part of an offer that a search test decides about."""

    id: str
    pl: str
    en: str
    field: str = ""
    mode: str = ""
    more: tuple[tuple[str, Any], ...] = ()

    def title(self, language: str) -> str:
        return self.pl if language == "pl" else self.en


SAMPLES = (
    Sample("python", "Python w pracowni", "Python in the laboratory", "0613", "online"),
    Sample("networks", "Sieci w małej firmie", "Networks in a small company", "0612", "on-site"),
    Sample(
        "joinery",
        "Stolarstwo od podstaw",
        "Joinery for beginners",
        "0722",
        "on-site",
        (("participation", {"mode": "on-site", "places": [{"country": "PL", "city": {"pl": "Łódź"}}]}),),
    ),
    Sample("solar", "Montaż paneli słonecznych", "Fitting solar panels", "0713", "on-site"),
    Sample("robots", "Roboty na taśmie", "Robots on the line", "0714", "blended"),
    Sample("law", "Prawo autorskie", "Copyright", "0421", "online"),
    Sample("books", "Księgowość małej firmy", "Book-keeping", "0411", "online"),
    Sample(
        "guide",
        "Doradztwo",
        "Guidance",
        "0413",
        "blended",
        (("description", {"pl": "Czym są **mikropoświadczenia**?", "en": "What are micro-credentials?"}),),
    ),
    Sample("care", "Opieka nad osobą starszą", "Care for the elderly", "0921", "blended"),
    Sample("aid", "Pierwsza pomoc", "First aid", "0910", "on-site"),
    Sample("water", "Badanie wody", "Testing water", "0521", "online"),
    Sample("choir", "Śpiew w chórze <b>&amp;</b>", "Singing in a choir <b>&amp;</b>"),
)
HIDDEN = (
    Sample("draft", "Szkic kursu", "Draft of a course", "0613", "online", (("status", "draft"),)),
    Sample("paused", "Kurs wstrzymany", "Paused course", "0613", "online", (("status", "paused"),)),
)


def offer(sample: Sample) -> Offer:
    """Return the offer of a sample."""
    given: dict[str, Any] = {
        "id": sample.id,
        "uuid": str(uuid.uuid5(uuid.NAMESPACE_URL, sample.id)),
        "kind": "learning-opportunity",
        "title": {"pl": sample.pl, "en": sample.en},
        "summary": {"pl": f"W skrócie: {sample.pl}.", "en": f"In short: {sample.en}."},
    }
    if sample.field:
        given |= {"field": [sample.field], "participation": {"mode": sample.mode}}
    return Offer.model_validate(given | dict(sample.more))


def catalogue(folder: Path, samples: Iterable[Sample] = (*SAMPLES, *HIDDEN)) -> Catalogue:
    """Return the catalogue of the samples, its records kept below `folder`."""
    store = RecordStore(folder)
    provider = Provider.model_validate(PROVIDER)
    store.keep("provider", provider)
    summaries = []
    for sample in samples:
        record = offer(sample)
        store.keep(sample.id, record)
        summaries.append(summarise_offer(record, provider.id, sample.id, f"{sample.id}.yml"))
    return catalogue_of([summarise_provider(provider, "provider", "provider.yml")], summaries, store)


def words(language: str) -> Words:
    """Return the words of a language, without translations of the interface."""
    return Words(language, UNTRANSLATED)


def write_site(folder: Path, found: Catalogue, languages: Iterable[str] = ("pl", "en")) -> None:
    """Write the search page of each language, its index and the theme's assets below `folder`."""
    for language in languages:
        records = tuple(search_records(found, words(language), AS_OF, AGES))
        write_search(folder, found, records, language)


def write_search(folder: Path, found: Catalogue, records: Sequence[SearchRecord], language: str) -> None:
    """Write the search page of a language, its index of these records, its columns and the theme's assets."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "assets").exists():
        (folder / "assets").symlink_to(THEME.assets)
    settings = replace(read_settings(ROOT), languages=("pl", "en"))
    renderer = Renderer(settings, _untranslated_theme(folder.parent / "theme"), {}, AS_OF)
    view = search_view(found, words(language), AS_OF)
    base = root(view.address)
    content = renderer.content("search.html.j2", language, page=view, base=base, sample=True)
    page = folder / view.address / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text(_document(language, base, content), encoding="utf-8")
    write_index(records, folder / "pagefind" / language, language=language)
    for column in columns(found, in_order(found.listed, words(language), AS_OF), words(language)):
        (folder / column.address).write_bytes(column.content)


def _untranslated_theme(folder: Path) -> Theme:
    if not folder.exists():
        folder.mkdir()
        (folder / "templates").symlink_to(THEME.templates)
    return Theme(folder)


def _document(language: str, base: str, content: str) -> str:
    sheets = "".join(f'<link rel="stylesheet" href="{base}assets/css/{name}.css">' for name in ("frame", "components"))
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>Search</title>{sheets}'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="icon" href="{base}assets/icon.svg"></head><body><main>{content}</main></body></html>'
    )


class _Handler(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name it has in http.server
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback; give its address without a slash at the end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, directory=folder)) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()
