"""The versions of a credential follow one another: the same thing, lower numbers, an end before the next begins."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from generator.diagnostics import Severity, define_rule
from generator.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.catalogue.summary import CredentialSummary
    from generator.checks.scope import Scope
    from generator.diagnostics import Diagnostic

OTHER_UUID = define_rule(
    "CRD002",
    Severity.ERROR,
    "An earlier version with another UUID than the present one",
    reason="The UUID says that it is the same credential; the number of the version tells the versions apart.",
    remedy="Write the UUID that was published first in all versions of the credential.",
)
NOT_LOWER = define_rule(
    "CRD003",
    Severity.ERROR,
    "An earlier version whose number is not lower than the present one",
    reason="Whoever holds an earlier version is led to the one with the highest number.",
    remedy="Raise `version` in the file of the present version.",
)
OVERLAPPING = define_rule(
    "CRD004",
    Severity.ERROR,
    "A version that ends after the next one has begun",
    reason="Whoever finishes in between would not know which version they hold.",
    remedy="Let `valid_until` be on or before the day on which the next version begins.",
)
NO_END = define_rule(
    "CRD005",
    Severity.WARNING,
    "An earlier version without its end",
    reason="Its page tells holders until when it was issued.",
    remedy="Add `valid_until` with the last day on which this version was issued.",
)

Versions = tuple["CredentialSummary", ...]


def one_uuid(scope: Scope) -> Iterator[Diagnostic]:
    """All versions have the UUID of the present one."""
    for present, earlier in _credentials(scope):
        for one in earlier:
            if present is not None and one.uuid != present.uuid:
                message = say(
                    "expected {uuid} (of the present version), got {other}", uuid=present.uuid, other=one.uuid
                )
                yield scope.find(OTHER_UUID, one.shown, ("uuid",), message)


def lower_numbers(scope: Scope) -> Iterator[Diagnostic]:
    """The present version has the highest number."""
    for present, earlier in _credentials(scope):
        for one in earlier:
            if present is not None and one.version >= present.version:
                message = say(
                    "expected a number below {present} (the present version), got {version}",
                    present=present.version,
                    version=one.version,
                )
                yield scope.find(NOT_LOWER, one.shown, ("version",), message)


def ends(scope: Scope) -> Iterator[Diagnostic]:
    """Each earlier version says when it ended, and that is not after the next one began."""
    for present, earlier in _credentials(scope):
        for one in earlier:
            if one.valid_until is None:
                message = say("expected `valid_until` in an earlier version, got nothing")
                yield scope.find(NO_END, one.shown, ("version",), message)
        for one, following in pairwise((*earlier, *((present,) if present else ()))):
            end, start = one.valid_until, following.valid_from
            if end is not None and start is not None and end > start:
                message = say(
                    "expected a day up to {start}, when version {version} begins, got {end}",
                    start=str(start),
                    version=following.version,
                    end=str(end),
                )
                yield scope.find(OVERLAPPING, one.shown, ("valid_until",), message)


def _credentials(scope: Scope) -> Iterator[tuple[CredentialSummary | None, Versions]]:
    """Yield the present version of each credential (none if its file is broken), and the earlier ones in order."""
    for _, group in groupby(scope.credentials, key=lambda one: one.key):
        versions = tuple(group)
        present = next((one for one in versions if one.is_present), None)
        yield present, tuple(one for one in versions if not one.is_present)
