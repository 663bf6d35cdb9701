"""Where credentials count: pathways, as pages of credentials and offers tell them, and links to what counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.pages.organisation_names import organisation
from generator.pages.parts import Chip, Line, line, plain
from generator.pages.told import organisations

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.catalogue.organisation import OrganisationSummary
    from generator.catalogue.pathways import Counted, PathwaySummary, Stack
    from generator.pages.told import CredentialTold
    from generator.words import Words


@dataclass(frozen=True, slots=True)
class StackLink:
    """A pathway in which a credential counts: where, and who decides."""

    title: Line
    state: Chip | None
    lines: tuple[Line, ...]
    receiver: tuple[Line, ...]


def stack_links(told: CredentialTold) -> tuple[StackLink, ...]:
    """Return the pathways in which a credential counts, or towards which it is said to count."""
    return tuple(_link(one, told) for one in told.related.stacks)


def pathway_line(pathway: PathwaySummary, words: Words) -> Line:
    """Return the title of a pathway with a link to its page."""
    shown = words.text(pathway.title)
    assert shown is not None  # noqa: S101 - the model demands a title
    return line(shown, words, address=addresses.pathway(words.language, pathway.provider, pathway.id))


def pathway_chip(pathway: PathwaySummary, words: Words) -> Chip | None:
    """Return the chip of a pathway that one can no longer follow."""
    return None if pathway.is_published else Chip("withdrawn", "withdrawn", words.gettext("Withdrawn"))


def counted_line(
    key: str, provider: str, counted: Mapping[str, Counted], known: Mapping[str, OrganisationSummary], words: Words
) -> tuple[Line, Line | None]:
    """Return a credential with a link to where it is told, and whose it is if that is not `provider`."""
    found = counted.get(key)
    shown = words.text(found.title) if found else None
    if found is None or shown is None:
        return Line(key), None
    whose = organisation(found.provider, known, words) if found.provider != provider else None
    return line(shown, words, address=_where_told(found, words.language)), whose


def _where_told(found: Counted, language: str) -> str:
    if not found.has_page:
        return ""
    if found.version is None:
        return addresses.offer(language, found.provider, found.id)
    return addresses.credential(language, found.provider, found.id, found.version)


def _link(stack: Stack, told: CredentialTold) -> StackLink:
    pathway, words = stack.pathway, told.words
    return StackLink(
        title=pathway_line(pathway, words),
        state=pathway_chip(pathway, words),
        lines=_where(stack, told),
        receiver=organisations(told, [pathway.receiver]),
    )


def _where(stack: Stack, told: CredentialTold) -> tuple[Line, ...]:
    """Say at which steps a credential counts, and at which it is given."""
    _, words = told.words.gettext, told.words
    uuid = told.credential.uuid if told.credential else ""
    numbers = {tier.id: number for number, tier in enumerate(stack.pathway.tiers, start=1)}
    of_all = words.number(len(numbers))

    def said(pattern: str, identifier: str, title: str) -> str:
        return pattern.format(number=words.number(numbers[identifier]), steps=of_all, title=title)

    counts = [
        said(_("Counts for step {number} of {steps}: {title}"), tier.id, str(words.text(tier.title) or ""))
        for tier in stack.tiers_with(uuid)
    ]
    given = [
        said(_("Is what one holds after step {number} of {steps}: {title}"), tier.id, str(words.text(tier.title) or ""))
        for tier in stack.tiers_awarding(uuid)
    ]
    return plain(*counts, *given) or plain(_("The pathway itself does not name this credential."))
