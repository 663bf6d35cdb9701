"""Organisations of the European Learning Model as trees of providers, and what things are called in every export."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from generator.checks.reporters import visible
from generator.importers.elm_reading import organisation_tree
from generator.importers.published_record import Left, PublishedProvider
from generator.importers.resources import Link, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.importers.published_record import PublishedOffer
    from generator.importers.resources import Resource, Resources

NO_NAME = (
    "expected a name of its organisation ({}), or an identifier of a provider that is there already, got neither; "
    "write its name into the file, or `identifiers` into the provider's record"
)
NO_NAME_LANGUAGE = 'expected the language of the name of its organisation (`"…"@en`), got none'


def elm_providers(resources: Resources, offers: Iterable[PublishedOffer]) -> Iterator[PublishedProvider]:
    """Yield the organisations of offers; a name without language is in that of the first offer."""
    first = {one.provider: one for one in reversed(list(offers)) if one.provider}
    for iri, offer in first.items():
        resources.speak(offer.language)
        yield _provider(resources, resources.at(iri))


def _provider(resources: Resources, resource: Resource) -> PublishedProvider:
    tree = organisation_tree(resources, resource)
    lost = [
        Left("additionalNote", text)
        for _, texts in resources.notes(resource, "additionalNote")
        for text in texts.values()
    ]
    lost += [Left(name, value) for name, value in resources.unread(resource)]
    fault = ""
    if not tree.get("name"):
        plain = resource.plain("legalName", "prefLabel", "altLabel")
        fault = NO_NAME_LANGUAGE if plain else NO_NAME.format(visible(resource.iri))
    return PublishedProvider(resource.iri, identity(resources, resource), tree, tuple(lost), fault)


def identity(resources: Resources, resource: Resource, *others: str) -> str:
    """Return what a resource is called in every export: its IRI, else its identifiers, its page or its names.

    Nodes without a name get another one each time that a file is written or read. `others` tell apart what may be
    called the same.
    """
    if resource.is_named:
        return resource.iri
    for name, inner in (("identifier", "notation"), ("homepage", "contentUrl")):
        nodes = (resources.at(iri) for iri in iris_of(resource, name))
        found = sorted(literal for node in nodes for literal in _literals(node, inner))
        if found:
            return json.dumps(found, ensure_ascii=False)
    named = next((found for name in ("title", "legalName", "altLabel") if (found := _literals(resource, name))), [])
    around = [identity(resources, resources.at(iri)) for iri in others if iri]
    return json.dumps([*around, *named], ensure_ascii=False)


def _literals(resource: Resource, name: str) -> list[str]:
    return sorted(f"{one.text}@{one.language}" for one in resource.values.get(name, ()) if isinstance(one, Text))


def iris_of(resource: Resource, name: str) -> list[str]:
    """Return the IRIs that a property leads to, whether somebody reads them or not."""
    return [one.iri for one in resource.values.get(name, ()) if isinstance(one, Link)]
