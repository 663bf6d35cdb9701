"""Organisations of organisations.yml: one namespace with the providers, and somebody who refers to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checks.places import value_at
from generator.diagnostics import Diagnostic, Severity, define_rule
from generator.records.discover import RecordKind
from generator.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.checks.scope import Scope
    from generator.records.organisation import Organisations
    from generator.records.yaml import Document

ID_TWICE = define_rule(
    "ORG001",
    Severity.ERROR,
    "An id that two organisations have",
    reason="Records name an organisation by its id; with two of them nobody could tell which one is meant.",
    remedy="Give one of the two another id, and correct the records that mean it. If both are the same organisation, "
    "delete the entry in organisations.yml: the folder with provider.yml says more.",
)
NOT_REFERRED_TO = define_rule(
    "ORG002",
    Severity.NOTE,
    "An organisation to which no record refers",
    reason="Pages show an organisation of this file where a record names it, and nowhere else.",
    remedy="Leave it if a record is about to name it; otherwise delete the entry.",
)


def ids(record: Organisations, document: Document) -> Iterator[Diagnostic]:
    """Each entry has an id of its own."""
    first: dict[str, int] = {}
    for index, one in enumerate(record.organisations):
        where = value_at(document, ("organisations", index, "id"))
        if one.id in first:
            message = say(
                "expected an id that no other organisation has, got `{id}` (first in line {line})",
                id=one.id,
                line=first[one.id],
            )
            yield Diagnostic(ID_TWICE, where, message)
        first.setdefault(one.id, where.line)


def ids_of_providers(scope: Scope) -> Iterator[Diagnostic]:
    """No entry has the id of a provider."""
    folders = {file.provider: file.shown for file in scope.by_path.values() if file.kind is RecordKind.PROVIDER}
    for one in scope.organisations:
        if one.id in folders:
            message = say(
                "expected an id that no provider has, got `{id}`, which {file} has too", id=one.id, file=folders[one.id]
            )
            yield scope.find(ID_TWICE, one.shown, (*one.path, "id"), message)


def referred_to(scope: Scope) -> Iterator[Diagnostic]:
    """Somebody refers to each entry; while a record is broken, nobody can tell."""
    if scope.broken:
        return
    named = {one for offer in scope.offers for one in offer.references}
    named.update(one for credential in scope.credentials for one in credential.references)
    named.update(one for provider in scope.providers for one in provider.references)
    named.update(one for record in scope.records for one in record.references)
    for one in scope.organisations:
        if one.id not in named:
            message = say("expected a record that names `{id}`, got none", id=one.id)
            yield scope.find(NOT_REFERRED_TO, one.shown, (*one.path, "id"), message)
