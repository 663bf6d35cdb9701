"""What records of others say about a credential or an offer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.catalogue.pathways import Stack


@dataclass(frozen=True, slots=True)
class Related:
    """`stacks` are the pathways in which the credential counts, and those towards which it is said to count."""

    stacks: tuple[Stack, ...] = ()


NOTHING_RELATED = Related()
