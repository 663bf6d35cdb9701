"""The page docs/profiles.md: what each profile asks for and on which source, made from the profiles.

`make reference` writes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checks.profile import Force, Profile, profile, profile_ids
from generator.checks.sizes import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.checks.profile import Basis, Reach

_HEAD = """\
# Profiles

A registry is checked against the rules of the profiles that it chooses in `mkdocs.yml`:

```yaml
extra:
  catalogue:
    profiles: [eu, pl]
    gate: warning
```

Without the key the profile is `eu`. A national profile applies to the organisations of its country, whoever else is in
the registry: of a record it is the awarding bodies that count, and the provider where none is named. The profile of an
alliance applies to the alliance and its members. Where this registry calls the alliance by another id, or where a
profile should also apply to organisations that it cannot recognise, write so:

```yaml
    profiles:
      - eu
      - {id: 4eu-plus, alliance: quay-alliance}
      - {id: be-vlg, providers: [university-in-brussels]}
```

What follows from a profile depends on how binding its source is:

| force | what it is | a size outside | a gap in a published record |
| --- | --- | --- | --- |
| law | a law or a regulation | error PRF001 | error PRF004 |
| condition | the condition for the national catalogue | error PRF001 | error PRF004 |
| policy | a recommendation, an agreement, a pilot | warning PRF002 | warning PRF003 |

With `gate: error` every gap is an error, so that no record with a gap is published. Hours that do not fit the credits
are a note (OFF013) in every profile: a provider that counts otherwise states its number and the source. A claimed level
is a warning (PRF005) where only registered qualifications have one.

Only what a source says stands here. Where nothing trustworthy was found, the profile says so and gives no number.
This page is made from the profiles: `make reference`.
"""


def profiles_page() -> str:
    """Return the page of all profiles: the European one first, then countries, then alliances."""
    order = ("european", "national", "alliance")
    profiles = sorted(map(profile, profile_ids()), key=lambda one: (order.index(one.kind), one.id))
    return "\n".join((_HEAD, *(line for one in profiles for line in _section(one))))


def _section(one: Profile) -> Iterator[str]:
    yield f"## {one.name} (`{one.id}`)"
    yield ""
    yield f"Applies to {_reach(one.applies_to)}."
    yield ""
    rows = list(_rows(one))
    if rows:
        yield "| what | is | source |"
        yield "| --- | --- | --- |"
        yield from rows
        yield ""
    yield from (f"- {remark['en']}" for remark in one.remarks)
    if one.remarks:
        yield ""
    yield from (f"[{key}] {_basis(basis)}  " for key, basis in one.sources.items())
    yield ""


def _rows(one: Profile) -> Iterator[str]:
    for size in one.sizes:
        yield f"| size of a micro-credential | {in_words(size)} | [{size.source}] |"
    hours = one.hours_per_credit
    if hours is not None:
        span = f"{hours.least}" if hours.least == hours.most else f"{hours.least} to {hours.most}"
        yield f"| hours behind an ECTS credit | {span} | [{hours.source}] |"
    for gate in one.gates:
        yield f"| a published {gate.kind} states | {', '.join(gate.elements)} | [{gate.source}] |"
    levels = one.registered_levels
    if levels is not None:
        names = ", ".join(f"`{framework}`" for framework in levels.frameworks)
        yield f"| frameworks whose levels belong to registered qualifications | {names} | [{levels.source}] |"
    for language, names_ in one.official_names.items():
        yield f"| official names ({language}) | {'; '.join(f'{key}: {name}' for key, name in names_.items())} | |"


def _reach(reach: Reach) -> str:
    if reach.everyone:
        return "every record"
    if reach.alliance:
        return f"the alliance `{reach.alliance}` and its members"
    parts = [f"organisations in {', '.join(reach.countries)}"]
    parts += [f"whose region begins with {', '.join(reach.regions)}"] if reach.regions else []
    parts += [f"of the type {', '.join(reach.types)}"] if reach.types else []
    return " ".join(parts)


_FORCES = {Force.LAW: "law", Force.CONDITION: "condition for the national catalogue", Force.POLICY: "policy"}


def _basis(basis: Basis) -> str:
    parts = [basis.title]
    parts += [f"<{basis.address}>"] if basis.address else []
    parts += [f"read at <{basis.read_at}>"] if basis.read_at else []
    parts += [f"of {basis.dated}"] if basis.dated else []
    parts += [f"read on {basis.read}"] if basis.read else []
    return f"{', '.join(parts)} ({_FORCES[basis.force]})."
