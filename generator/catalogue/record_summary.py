"""What the summaries of pathways, statements of recognition and support have in common, and how records name others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class RecordSummary:
    """What rules, links and references need to know of every record in a folder of a provider.

    `references` are the organisations that it names.
    """

    provider: str
    id: str
    uuid: str
    checked: date | None
    references: tuple[str, ...]
    digest: str
    shown: str
    formerly: tuple[str, ...]
    status: str

    @property
    def key(self) -> str:
        """Return `<provider>/<id>`, by which records refer to it."""
        return f"{self.provider}/{self.id}"

    @property
    def is_published(self) -> bool:
        """Tell whether it is in force, as far as the record says."""
        return self.status == "published"

    @property
    def has_page(self) -> bool:
        """Tell whether it has an address: everything but drafts, so that no address ever dies."""
        return self.status != "draft"


def full_key(named: str, provider: str) -> str:
    """Return the name of a record as `<provider>/<id>`; a bare id means the same provider."""
    return named if "/" in named else f"{provider}/{named}"
