"""The rules that need all records at once, or the day of the check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checks import (
    credentials,
    duplicates,
    gates,
    hosts,
    levels,
    mobility,
    named_organisations,
    pathways,
    pictures,
    recognition,
    references,
    sizes,
    support,
    timeliness,
    uniqueness,
    versions,
    vocabulary,
    workload,
)
from generator.checks.jurisdiction import EUROPE
from generator.checks.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from datetime import date

    from generator.catalogue.graph import Catalogue
    from generator.checks.jurisdiction import Jurisdiction
    from generator.diagnostics import Diagnostic
    from generator.records.discover import RecordFile

STALE_DAYS = 730

CATALOGUE_RULES: tuple[Callable[[Scope], Iterator[Diagnostic]], ...] = (
    references.organisations,
    references.alliances,
    references.successors,
    references.circles,
    named_organisations.ids_of_providers,
    named_organisations.referred_to,
    credentials.named,
    credentials.outcomes_and_assessment,
    credentials.too_modest,
    credentials.without_offer,
    versions.one_uuid,
    versions.lower_numbers,
    versions.ends,
    pathways.credentials,
    pathways.without_credential,
    pathways.repetitions,
    pathways.enough_credits,
    pathways.goals,
    pathways.goals_of_broken,
    pathways.successors,
    pathways.ends,
    support.named,
    support.repetitions,
    support.in_force,
    support.ends,
    support.without_offer,
    support.costs,
    support.times,
    recognition.credentials,
    recognition.without_credential,
    recognition.repetitions,
    recognition.drafts,
    recognition.ends,
    recognition.claims,
    uniqueness.uuids,
    uniqueness.former_ids,
    uniqueness.short_addresses,
    hosts.foreign_hosts,
    pictures.pictures,
    timeliness.runs,
    timeliness.confirmations,
    gates.gate,
    sizes.sizes,
    workload.hours_per_credit,
    levels.registered_only,
    mobility.intensive_programmes,
    duplicates.titles,
    duplicates.pages,
    vocabulary.codes_of_broken,
)


def check_catalogue(
    catalogue: Catalogue,
    by_path: Mapping[str, RecordFile],
    *,
    broken: Collection[str],
    as_of: date,
    stale_days: int = STALE_DAYS,
    jurisdiction: Jurisdiction = EUROPE,
) -> Iterator[Diagnostic]:
    """Yield what the rules find in the catalogue as a whole.

    `by_path` has every record file by the path that messages show, `broken` the paths of those that have errors
    of their own: a reference to one of them is not reported a second time. `jurisdiction` says whose rules apply.
    """
    scope = Scope(catalogue, by_path, broken, as_of, stale_days, jurisdiction)
    for rule in CATALOGUE_RULES:
        yield from rule(scope)
