"""The rules that need one record and nothing else, least of all today's date: what they find stays true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checks import (
    dates,
    identity,
    kind,
    levels,
    money,
    named_organisations,
    organisation,
    outcomes,
    recognition,
    removal,
    status,
    support,
    texts,
    tiers,
    titles,
    vocabulary,
    workload,
    writing,
)
from generator.checks.statements import stated_in
from generator.records.credential import CredentialRecord
from generator.records.offer import Offer
from generator.records.organisation import Organisations
from generator.records.pathway import Pathway
from generator.records.provider import Provider
from generator.records.reader import limited
from generator.records.recognition import RecognitionStatement
from generator.records.support import LearnerSupport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from generator.checks.statements import Stated, StatedPart
    from generator.diagnostics import Diagnostic
    from generator.records.credential import Credential
    from generator.records.discover import RecordFile
    from generator.records.reader import Record
    from generator.records.yaml import Document, NodePath

RECORD_RULES: tuple[Callable[[Record, Document], Iterator[Diagnostic]], ...] = (vocabulary.codes,)
PART_RULES: tuple[Callable[[Sequence[StatedPart], Document], Iterator[Diagnostic]], ...] = (
    vocabulary.skills,
    dates.order,
    dates.likely_years,
    organisation.region,
    levels.register_code,
    levels.number,
)
"""Rules for the parts of a record that have keys of their own."""

VALUE_RULES: tuple[Callable[[Stated, Document], Iterator[Diagnostic]], ...] = (
    vocabulary.languages,
    texts.markup,
    texts.links_within,
    texts.secure_links,
    texts.personal_mail,
    writing.cut_off,
    writing.in_parts,
)
"""Rules for the texts, codes and language tags of a record."""

CREDENTIAL_RULES: tuple[Callable[[Credential, NodePath, Document], Iterator[Diagnostic]], ...] = (
    workload.parts_of_the_whole,
    outcomes.observable,
    outcomes.different,
    titles.languages_of_a_credential,
)
"""Rules for a credential, which stands at a path inside an offer or in a file of its own."""

OFFER_RULES: tuple[Callable[[Offer, Document], Iterator[Diagnostic]], ...] = (
    identity.former_ids,
    identity.run_ids,
    dates.deadlines,
    kind.learning_outcomes,
    kind.assessment,
    kind.could_be_micro_credential,
    status.withdrawal,
    removal.removal,
    status.reasons,
    status.successors,
    money.free_of_charge,
    money.paid,
    texts.languages_of_the_title,
    titles.generic,
    titles.languages,
)
PROVIDER_RULES: tuple[Callable[[Provider, Document], Iterator[Diagnostic]], ...] = (
    identity.former_ids,
    organisation.domains,
    organisation.time_zone,
)


def check_record(file: RecordFile, record: Record, document: Document) -> Iterator[Diagnostic]:
    """Yield what the rules find in one record that was read from `document`; only the first of very many findings.

    An offer that names a credential comes without it: what is wrong there is found once, in the credential's file.
    """
    yield from limited(file.shown, _findings(file, record, document))


def _findings(file: RecordFile, record: Record, document: Document) -> Iterator[Diagnostic]:
    for rule in RECORD_RULES:
        yield from rule(record, document)
    stated = stated_in(record)
    for part_rule in PART_RULES:
        yield from part_rule(stated.parts, document)
    for value_rule in VALUE_RULES:
        yield from value_rule(stated, document)
    if not isinstance(record, Organisations):
        yield from identity.own_id(file, record, document)
    yield from _of_its_kind(file, record, document)


def _of_its_kind(file: RecordFile, record: Record, document: Document) -> Iterator[Diagnostic]:
    match record:
        case Offer():
            yield from _of_offer(record, document)
        case CredentialRecord():
            yield from identity.own_version(file, record, document)
            yield from _of_credential(record, (), document)
        case Provider():
            for rule in PROVIDER_RULES:
                yield from rule(record, document)
        case Pathway():
            yield from _of_pathway(file, record, document)
        case RecognitionStatement():
            yield from identity.former_ids(record, document)
            yield from recognition.withdrawal(record, document)
        case LearnerSupport():
            yield from _of_support(record, document)
        case Organisations():
            yield from named_organisations.ids(record, document)


def _of_offer(offer: Offer, document: Document) -> Iterator[Diagnostic]:
    for rule in OFFER_RULES:
        yield from rule(offer, document)
    if offer.credential is not None:
        yield from _of_credential(offer.credential, ("credential",), document)


def _of_pathway(file: RecordFile, pathway: Pathway, document: Document) -> Iterator[Diagnostic]:
    yield from identity.former_ids(pathway, document)
    yield from texts.languages_of_the_title(pathway, document)
    for rule in tiers.TIER_RULES:
        yield from rule(file, pathway, document)


def _of_support(record: LearnerSupport, document: Document) -> Iterator[Diagnostic]:
    yield from identity.former_ids(record, document)
    yield from texts.languages_of_the_title(record, document)
    for rule in support.SUPPORT_RULES:
        yield from rule(record, document)


def _of_credential(credential: Credential, path: NodePath, document: Document) -> Iterator[Diagnostic]:
    for rule in CREDENTIAL_RULES:
        yield from rule(credential, path, document)
