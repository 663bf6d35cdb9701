"""Files as others publish them, and what an import of them wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyoxigraph import RdfFormat, parse, serialize

from generator.feeds import elm
from generator.importers.published import import_published
from generator.importers.published_file import published_form
from tests.builders import catalogue_of_files, some_settings

if TYPE_CHECKING:
    from pathlib import Path

    from generator.catalogue.graph import Catalogue
    from generator.importers.settling import Import

Json = dict[str, Any]


def imported(content: bytes, name: str, folder: Path, **options: Any) -> Import:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    form = published_form(file)
    assert form is not None
    return import_published(file, form, folder / "records", **options)


def records(folder: Path) -> Catalogue:
    return catalogue_of_files(folder / "records", folder / "cache")


def offers(catalogue: Catalogue) -> dict[str, Json]:
    """Return what all offers state, by UUID."""
    opened = (catalogue.store.open_offer(one) for one in catalogue.offers)
    return {one.uuid: one.model_dump(mode="json", exclude_unset=True) for one in opened}


def elm_files(catalogue: Catalogue) -> dict[str, bytes]:
    return {file.path: file.content for file in elm.files(catalogue, some_settings())}


def as_rdf_xml(content: bytes) -> bytes:
    triples = (one.triple for one in parse(content, format=RdfFormat.TURTLE))
    return serialize(triples, format=RdfFormat.RDF_XML) or b""
