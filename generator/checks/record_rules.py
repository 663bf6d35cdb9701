"""The rules that need one record and nothing else, least of all today's date: what they find stays true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checks import dates, identity, kind, levels, money, organisation, status, texts, vocabulary, workload
from generator.checks.statements import parts, stated_values
from generator.records.offer import Offer
from generator.records.reader import limited

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.checks.statements import StatedValue
    from generator.diagnostics import Diagnostic
    from generator.records.discover import RecordFile
    from generator.records.provider import Provider
    from generator.records.statement import Statement
    from generator.records.yaml import Document, NodePath

RECORD_RULES: tuple[Callable[[Provider | Offer, Document], Iterator[Diagnostic]], ...] = (
    identity.former_ids,
    vocabulary.codes,
)
PART_RULES: tuple[Callable[[NodePath, Statement, Document], Iterator[Diagnostic]], ...] = (
    vocabulary.skills,
    dates.order,
    dates.likely_years,
)
"""Rules for every part of a record that has keys of its own."""

VALUE_RULES: tuple[Callable[[StatedValue, Document], Iterator[Diagnostic]], ...] = (
    vocabulary.languages,
    texts.markup,
    texts.links_within,
    texts.secure_links,
    texts.personal_mail,
)
"""Rules for every text, code and language tag of a record."""

OFFER_RULES: tuple[Callable[[Offer, Document], Iterator[Diagnostic]], ...] = (
    identity.run_ids,
    dates.deadlines,
    kind.learning_outcomes,
    kind.assessment,
    kind.could_be_micro_credential,
    status.withdrawal,
    status.reasons,
    status.successors,
    levels.register_code,
    levels.number,
    workload.hours_per_credit,
    workload.parts_of_the_whole,
    money.free_of_charge,
    money.paid,
    texts.languages_of_the_title,
)
PROVIDER_RULES: tuple[Callable[[Provider, Document], Iterator[Diagnostic]], ...] = (
    organisation.domains,
    organisation.region,
)


def check_record(file: RecordFile, record: Provider | Offer, document: Document) -> Iterator[Diagnostic]:
    """Yield what the rules find in one record that was read from `document`; only the first of very many findings."""
    yield from limited(file.shown, _findings(file, record, document))


def _findings(file: RecordFile, record: Provider | Offer, document: Document) -> Iterator[Diagnostic]:
    yield from identity.own_id(file, record, document)
    for rule in RECORD_RULES:
        yield from rule(record, document)
    for path, part in parts(record):
        for part_rule in PART_RULES:
            yield from part_rule(path, part, document)
        for stated in stated_values(path, part):
            for value_rule in VALUE_RULES:
                yield from value_rule(stated, document)
    if isinstance(record, Offer):
        for offer_rule in OFFER_RULES:
            yield from offer_rule(record, document)
    else:
        for provider_rule in PROVIDER_RULES:
            yield from provider_rule(record, document)
