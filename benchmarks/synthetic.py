"""Records in any number for benchmarks and tests of size: the sample records in turn, each time as somebody else.

Texts keep the lengths of real ones; ids, UUIDs, hosts, titles and the days of runs differ. The same numbers and
the same seed give the same bytes.
"""

from __future__ import annotations

import random
import uuid
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLES = Path(__file__).parents[1] / "providers"
NAMESPACE = uuid.UUID("6d0f3f0c-5b1e-5d1a-9a0b-2f6b1f0c7e11")
GROUPS = {
    "pl": ("dla początkujących", "w praktyce", "dla szkół", "dla urzędów", "od podstaw", "krok po kroku"),
    "en": ("for beginners", "in practice", "for schools", "for public offices", "from scratch", "step by step"),
}
RUN_DAYS = ("start", "end", "apply_from", "apply_by")

BESIDE_THE_RECORD = ("logo", "image")
"""Keys that name files beside a sample, which stay where they are."""

Record = dict[str, Any]


def write_records(folder: Path, *, offers: int, providers: int, seed: int = 1, as_in_samples: bool = False) -> Path:
    """Write so many providers, and so many offers spread evenly over those that have any, below `folder`; return it.

    All offers are published, unless they are to be paused and withdrawn as often `as_in_samples`.
    """
    chance = random.Random(seed)  # noqa: S311  nothing secret
    names = _names(providers)
    for name in names:
        _write(folder / name / "provider.yml", _as_somebody_else(_sample_provider(name), names, name, seed))
    _write(folder / "organisations.yml", {"organisations": _named_organisations()})
    offering = [name for name in names if _sample_offers(_origin(name))]
    for number in range(offers):
        name = offering[number % len(offering)]
        samples = _sample_offers(_origin(name))
        record = _as_somebody_else(samples[number // len(offering) % len(samples)], names, f"{name}/{number}", seed)
        _tell_apart(record, number, chance)
        if not as_in_samples:
            _publish(record)
        _write(folder / name / "offers" / f"{record['id']}.yml", record)
    return folder


def _named_organisations() -> list[Record]:
    """Return the organisations that sample offers name; they are nobody's folder and keep their names."""
    offers = [str(_read(file)) for file in SAMPLES.glob("*/offers/*.yml")]
    entries = _read(SAMPLES / "organisations.yml")["organisations"]
    return [one for one in entries if any(one["id"] in offer for offer in offers)]


def _names(providers: int) -> list[str]:
    """Return new names: those of the samples in turn, with the number of the turn."""
    origins = sorted(file.parent.name for file in SAMPLES.glob("*/provider.yml"))
    return [f"{origins[number % len(origins)]}-{number // len(origins)}" for number in range(providers)]


def _origin(name: str) -> str:
    return name.rpartition("-")[0]


def _sample_provider(name: str) -> Record:
    record = {**_read(SAMPLES / _origin(name) / "provider.yml"), "id": name}
    record.pop("logo", None)  # pictures are not copied
    return record


_READ: dict[Path, Record] = {}


def _read(file: Path) -> Record:
    """Read a sample; every value is the text that stands in the file."""
    if file not in _READ:
        record = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506  texts only
        _READ[file] = {key: value for key, value in record.items() if key not in BESIDE_THE_RECORD}
    return _READ[file]


def _sample_offers(origin: str) -> list[Record]:
    """Read the offers of a sample provider; what was removed is no model, and who only recognises has none."""
    records = (_read(file) for file in sorted((SAMPLES / origin / "offers").glob("*.yml")))
    return [_with_credential(record, origin) for record in records if "removal" not in record]


def _with_credential(record: Record, origin: str) -> Record:
    """Put the credential into an offer that only names it: each copy is to have one of its own."""
    named = record.get("credential")
    if not isinstance(named, str):
        return record
    credential = _read(SAMPLES / origin / "credentials" / f"{named.rpartition('/')[2]}.yml")
    return {**record, "credential": {key: value for key, value in credential.items() if key != "id"}}


def _as_somebody_else(record: Record, names: list[str], identity: str, seed: int) -> Record:
    """Return a copy whose organisations and hosts have the names of the same turn, and whose UUIDs are new."""
    turn = identity.partition("/")[0].rpartition("-")[2]
    chosen = {_origin(name): name for name in reversed(names)}
    chosen |= {_origin(name): name for name in names if name.rpartition("-")[2] == turn}

    def changed(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {one: changed(inner, one) for one, inner in value.items()}
        if isinstance(value, list):
            return [changed(inner, key) for inner in value]
        if key == "uuid":
            return str(uuid.uuid5(NAMESPACE, f"{seed}/{identity}/{value}"))
        if value in chosen:
            return chosen[value]
        for origin, name in chosen.items():
            value = value.replace(f"{origin}.example", f"{name}.example")
        return value

    copy: Record = changed(record)
    return copy


def _tell_apart(record: Record, number: int, chance: random.Random) -> None:
    record["id"] = f"{record['id']}-{number:05d}"
    if "code" in record:
        record["code"] = f"{record['code']}-{number}"
    record.pop("formerly", None)
    # Pictures, pathways and support are not copied.
    record.pop("image", None)
    record.pop("support", None)
    record.get("credential", {}).get("stackability", {}).pop("towards", None)
    record.pop("replaced_by", None)  # the successor has another name in each turn
    group = chance.randrange(len(GROUPS["en"]))
    for language, title in record["title"].items():
        record["title"][language] = f"{title} {GROUPS.get(language, GROUPS['en'])[group]}, {number + 1}"
    for link, address in record.get("links", {}).items():
        record["links"][link] = f"{address}?edition={number}"
    # Two months at least: the deadline of a sample that is closed lies ahead again.
    later = timedelta(days=60 + chance.randrange(60))
    for run in record.get("runs", ()):
        for day in _days(run):
            run[day] = (date.fromisoformat(run[day]) + later).isoformat()


def _publish(record: Record) -> None:
    for key in ("reason", "withdrawn_on"):
        record.pop(key, None)
    record["status"] = "published"


def _days(run: Record) -> Iterator[str]:
    return (key for key in RUN_DAYS if key in run)


def _write(file: Path, record: Record) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.dump(record, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=120)
    file.write_text(text, encoding="utf-8")
