"""Find and read what the report is asked about: one record, a draft anywhere, or a folder with many."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.catalogue.organisation import OrganisationSummary, summarise_organisations
from generator.catalogue.summary import summarise_offer, summarise_provider
from generator.catalogue.transparency import resolve
from generator.records.credential import Credential, CredentialRecord
from generator.records.discover import WAIVERS, RecordFile, RecordKind
from generator.records.offer import Offer
from generator.records.organisation import Organisations
from generator.records.provider import Provider
from generator.records.reader import read_record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from generator.catalogue.summary import OfferSummary
    from generator.diagnostics import Diagnostic
    from generator.records.reader import Reading

ORGANISATIONS = "organisations.yml"
NOT_ASKED_ABOUT = frozenset({"provider.yml", ORGANISATIONS, WAIVERS})
NO_UUID = "00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True)
class Candidate:
    """A record that can be read, with its credential put in and the organisations around it.

    `has_credential` tells that the record itself states one; the report looks at it as if it did in any case.
    """

    shown: str
    offer: Offer
    summary: OfferSummary
    provider: Provider
    organisations: Mapping[str, OrganisationSummary]
    has_credential: bool


@dataclass(frozen=True)
class Unreadable:
    """A record that cannot be read, and why."""

    shown: str
    diagnostics: tuple[Diagnostic, ...]


def candidates(path: Path, shown: Callable[[Path], str]) -> Iterator[Candidate | Unreadable]:
    """Yield each record below a path in order; nothing if there is none. `shown` says how messages call a path."""
    for file in _files(path):
        yield _candidate(file, shown)


def _files(path: Path) -> list[Path]:
    """Return the record files that are asked about: of a provider its offers, and credentials without one."""
    if not path.is_dir():
        return [path]
    for folder in ("offers", "credentials"):
        if (path / folder).is_dir():
            return [*_records(path / "offers"), *_without_offer(path)]
    inside = [folder for folder in _folders(path) if (folder / "provider.yml").is_file()]
    return [file for folder in inside for file in _files(folder)] if inside else _records(path)


def _records(folder: Path) -> list[Path]:
    found = folder.glob("*.yml") if folder.is_dir() else ()
    return sorted(file for file in found if file.is_file() and file.name not in NOT_ASKED_ABOUT)


def _folders(path: Path) -> list[Path]:
    return sorted(one for one in path.iterdir() if one.is_dir() and not one.name.startswith("."))


def _without_offer(provider: Path) -> list[Path]:
    named = {_read(file, RecordKind.OFFER, file.name).credential for file in _records(provider / "offers")}
    return [file for file in _records(provider / "credentials") if f"{provider.name}/{file.stem}" not in named]


def _candidate(file: Path, shown: Callable[[Path], str]) -> Candidate | Unreadable:
    kind = RecordKind.CREDENTIAL if file.parent.name == "credentials" else RecordKind.OFFER
    reading = _read(file, kind, shown(file))
    if isinstance(reading.record, CredentialRecord):
        return _told(file, shown, _as_offer(reading.record))
    if not isinstance(reading.record, Offer):
        return Unreadable(shown(file), reading.diagnostics)
    offer = reading.record
    if reading.credential is None:
        return _told(file, shown, offer)
    provider, _, name = reading.credential.partition("/")
    place = _folder_of(file).parent / provider / "credentials" / f"{name}.yml"
    named = _read(place, RecordKind.CREDENTIAL, shown(place))
    if not isinstance(named.record, CredentialRecord):
        return Unreadable(shown(place), named.diagnostics)
    return _told(file, shown, offer.model_copy(update={"credential": named.record.inside_offer(offer.title)}))


def _told(file: Path, shown: Callable[[Path], str], offer: Offer) -> Candidate:
    """Put everything together; an offer without a credential is looked at as if it had an empty one."""
    folder = _folder_of(file)
    provider = _provider(folder, shown)
    has_credential = offer.credential is not None
    if offer.credential is None:
        offer = offer.model_copy(update={"credential": Credential(uuid=NO_UUID)})
    awarding = offer.credential.awarded_by if offer.credential else ()
    organisations = _organisations(folder, [provider.id, *awarding], shown)
    organisations.setdefault(provider.id, summarise_provider(provider, "", ""))
    summary = summarise_offer(offer, provider.id, "", shown(file))
    known = [organisations[one] for one in awarding if one in organisations]
    states = resolve(
        summary.states,
        country_is_stated=bool(known) and all(one.country for one in known),
        quality_is_stated=bool(provider.quality_assurance),
    )
    return Candidate(shown(file), offer, replace(summary, states=states), provider, organisations, has_credential)


def _as_offer(credential: CredentialRecord) -> Offer:
    """Return an offer that says nothing but its credential."""
    bare = Offer(id=credential.id, uuid=NO_UUID, kind="micro-credential", title=credential.title)
    return bare.model_copy(update={"credential": credential.inside_offer(credential.title)})


def _folder_of(file: Path) -> Path:
    """Return the folder of the provider: the one around `offers`, or the one that a draft lies in."""
    parent = file.parent
    return parent.parent if parent.name in ("offers", "credentials") else parent


def _provider(folder: Path, shown: Callable[[Path], str]) -> Provider:
    """Return the provider whose folder it is; one of which only the name of the folder is known if it has none."""
    file = folder / "provider.yml"
    record = _read(file, RecordKind.PROVIDER, shown(file)).record if file.is_file() else None
    if isinstance(record, Provider):
        return record
    return Provider.model_construct(id=folder.name, uuid=NO_UUID, name={"en": folder.name}, type="other")


def _organisations(folder: Path, named: Iterable[str], shown: Callable[[Path], str]) -> dict[str, OrganisationSummary]:
    """Return the organisations that a record names, from their own records and from organisations.yml."""
    registry = folder.parent
    found: dict[str, OrganisationSummary] = {}
    referred = registry / ORGANISATIONS
    record = _read(referred, RecordKind.ORGANISATIONS, shown(referred)).record if referred.is_file() else None
    if isinstance(record, Organisations):
        found |= {one.id: one for one in summarise_organisations(record, "", "").entries}
    for name in named:
        file = registry / name / "provider.yml"
        provider = _read(file, RecordKind.PROVIDER, shown(file)).record if file.is_file() else None
        if isinstance(provider, Provider):
            found[provider.id] = summarise_provider(provider, "", "")
    return found


def _read(file: Path, kind: RecordKind, shown: str) -> Reading:
    return read_record(RecordFile(kind, _folder_of(file).name, file.stem, file, shown))
