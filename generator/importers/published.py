"""Import what an institution already publishes: the European Learning Model, QDR XML or MOOChub in, drafts out."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING

import orjson

from generator.checks.kind import MICRO_CREDENTIAL
from generator.errors import UsageError
from generator.importers.comparing import compare
from generator.importers.elements import missing_elements
from generator.importers.elm_records import elm_offers, elm_provider
from generator.importers.fitting import fit_model
from generator.importers.identifiers import free_identifier, source_uuid
from generator.importers.moochub_json import read_moochub
from generator.importers.placing import PlacedRow
from generator.importers.present import find_gone, find_present
from generator.importers.published_record import Publication
from generator.importers.qdr_xml import read_qdr, read_xml
from generator.importers.rdf import read_rdf
from generator.importers.records import LEARNING_OPPORTUNITY, Conversion, MadeRecord, why_modest
from generator.importers.remarks import Failure, Fate, Remark
from generator.importers.report import ImportReport, KeptValue, OutdatedText, RowResult
from generator.importers.spreadsheet import Import
from generator.importers.stage import recover, write
from generator.importers.writing import SAMPLE_BASE, Origin, text_of
from generator.records.offer import Offer
from generator.records.provider import Provider

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.importers.placing import Steps
    from generator.importers.present import Present
    from generator.importers.published_record import PublishedOffer, PublishedProvider, Tree
    from generator.importers.resources import Resources
    from generator.importers.writing import RecordText

LARGEST = 20_000_000
"""Bytes of a file: some two thousand offers. Nobody reviews more drafts at once."""

_TABLES = (".csv", ".tsv", ".xlsx", ".xlsm")
DRAFT = "draft"
OTHER = "other"
"""The type of an organisation of which a file does not say what it is."""

NO_PLACE = "a record has no place for it"
NO_PROVIDER = "expected a provider with a name, got none"
_OUR_IDENTIFIER = re.compile(r"/id/(?:offer|provider)/([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})$")
_TURTLE = re.compile(rb"^\s*(?:#[^\n]*\n\s*)*(?:@prefix|@base|PREFIX|BASE|<[a-z][a-z0-9+.-]*:)", re.IGNORECASE)


def published_form(file: Path) -> str | None:
    """Tell by its content which published format a file has; None for what must be a table.

    Raises UsageError for a file that is too large.
    """
    try:
        with file.open("rb") as stream:
            head = stream.read(4096)
        size = file.stat().st_size
    except OSError:
        return None
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    form = _form(start, file.suffix.lower())
    if form and size > LARGEST:
        raise UsageError(
            f"{file}: expected up to {LARGEST // 1_000_000} MB, found {size / 1e6:.0f} MB; nothing was written",
            remedy="Export the offers of one institution or faculty at a time.",
        )
    return form


def _form(start: bytes, suffix: str) -> str | None:
    if suffix in _TABLES:
        return None
    if start[:1] in (b"{", b"["):
        return "json"
    if start[:1] == b"<" and not _TURTLE.match(start):
        return "xml"
    return "turtle" if suffix in (".ttl", ".turtle", ".nt") or _TURTLE.match(start) else None


def import_published(
    file: Path,
    form: str,
    target: Path,
    *,
    source: str | None = None,
    update: bool = False,
    dry_run: bool = False,
    identifier_base: str = SAMPLE_BASE,
) -> Import:
    """Turn the offers of a published file into drafts below `target`; return what happened.

    `source` is the web address of the file, the same each time. With `update` records that are there take over what
    the file changed. Raises UsageError, and writes nothing, for a file that cannot be read.
    """
    publication = _read(file, form)
    recovered = recover(target, dry_run=dry_run)
    present = find_present(target)
    origin = Origin(file.name, source or "")
    conversion = _convert(publication, present, source or publication.form)
    texts = list(_texts(conversion, origin, identifier_base))
    compared = compare(texts, target, present, update=update)
    if not dry_run:
        write(compared.files, target)
    gone = find_gone(conversion.seen, present, origin.address)
    report = ImportReport(
        table=str(file),
        sheet="",
        other_sheets=(),
        letters={},
        target=str(target),
        dry_run=dry_run,
        recovered=recovered,
        rows=len(publication.offers),
        empty_rows=0,
        offers=len(conversion.offers),
        providers=len(conversion.providers),
        cells=conversion.cells,
        remarks=conversion.remarks,
        failures=tuple(conversion.failures),
        results=tuple(_results(conversion)),
        without_column=(),
        new=tuple(one.path for one in compared.new),
        changed=tuple(one.path for one in compared.changed),
        unchanged=tuple(compared.unchanged),
        kept=tuple(KeptValue(path, one.key, one.table, one.reason) for path, one in compared.kept),
        occupied=tuple(compared.occupied),
        outdated=tuple(OutdatedText(path, one.key, one.changed) for path, one in compared.outdated),
        deleted=tuple(compared.deleted),
        gone=gone.paths,
        elsewhere=gone.elsewhere,
        notes=tuple(one.path for one in compared.notes),
    )
    return Import(report, tuple(compared.new), tuple(compared.changed))


# ------------------------------------------------------------------------------------------------------- reading


def _read(file: Path, form: str) -> Publication:
    content, name = file.read_bytes().removeprefix(b"\xef\xbb\xbf"), str(file)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{name}: expected UTF-8, found a byte that is none at {error.start}; nothing was written",
            remedy="Export the file again as UTF-8.",
        ) from error
    if form == "json":
        return _read_json(content, name)
    if form == "xml":
        root = read_xml(content, name)
        is_rdf = root.tag == "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF"
        resources = read_rdf(content, "rdf-xml", name) if is_rdf else read_qdr(root, name)
        return _of_resources("RDF/XML" if is_rdf else "QDR XML", resources, name)
    return _of_resources("Turtle", read_rdf(content, "turtle", name), name)


def _read_json(content: bytes, name: str) -> Publication:
    try:
        document = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise UsageError(
            f"{name}: expected JSON, found a mistake: {error}; nothing was written",
            remedy="Export the file again; it may have been cut off.",
        ) from error
    if isinstance(document, dict) and "data" in document and "@context" not in document:
        return read_moochub(content, name)
    if (isinstance(document, dict) and any(key.startswith("@") for key in document)) or isinstance(document, list):
        return _of_resources("JSON-LD", read_rdf(content, "json-ld", name), name)
    raise UsageError(
        f"{name}: expected JSON-LD (with @context) or a list of MOOChub (with data), found other JSON; "
        "nothing was written",
        remedy="Export learning opportunities in one of these formats, or import a table.",
    )


def _of_resources(form: str, resources: Resources, name: str) -> Publication:
    offers = tuple(elm_offers(resources))
    if not offers:
        raise UsageError(
            f"{name}: expected learning opportunities (LearningOpportunity), found none; nothing was written",
            remedy="Export what learners can take part in, with the organisations and specifications it names.",
        )
    named = dict.fromkeys(one.provider for one in offers)
    return Publication(form, offers, tuple(elm_provider(resources, iri) for iri in named if iri), resources.statements)


# ---------------------------------------------------------------------------------------------------- converting


def _convert(publication: Publication, present: Present, source: str) -> Conversion:
    result = Conversion(cells=publication.statements)
    folders: dict[str, MadeRecord] = {}
    taken = set(present.providers)
    first = {one.provider: one.number for one in reversed(publication.offers)}
    for one in publication.providers:
        made = _provider(one, present, taken, source, first.get(one.identifier, 1))
        if isinstance(made, str):
            continue
        folders[one.identifier] = made
        taken.add(made.folder)
        result.providers.append(made)
        result.seen.add(made.record.uuid)
    stated: set[str] = set()
    names = {folder: set(present.offers_in(folder)) for folder in present.providers}
    for offer in publication.offers:
        home = folders.get(offer.provider)
        found = _offer(offer, home, folders, present, names, source, stated) if home else NO_PROVIDER
        result.seen.add(_uuid(offer.identifier, "offer", source))
        if isinstance(found, str):
            result.failures.append(Failure(offer.number, found))
        else:
            result.offers.append(found)
    return result


def _uuid(identifier: str, kind: str, source: str) -> str:
    """Return the UUID of a record: the one that a registry like this gave it, else one made from its identifier."""
    known = _OUR_IDENTIFIER.search(identifier)
    if known:
        return known[1]
    is_uuid = re.fullmatch(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", identifier)
    return identifier if is_uuid else source_uuid(source, kind, [identifier])


def _provider(one: PublishedProvider, present: Present, taken: set[str], source: str, number: int) -> MadeRecord | str:
    """Return a provider; remarks on it stand with the first of its offers, which has this number."""
    tree = deepcopy(one.tree)
    names = tree.get("name") or {}
    if not names:
        return "expected a name of the provider, got none"
    uuid = _uuid(one.identifier, "provider", source)
    tree |= {
        "id": present.folder_of(uuid) or free_identifier(_first(names), taken, otherwise=f"provider-{uuid[:8]}"),
        "uuid": uuid,
        "type": OTHER,
        "source": _came_from(one.identifier),
    }
    remarks = [Remark(number, f"provider.{name}", value, Fate.NOT_PLACED, NO_PLACE) for name, value in one.lost]
    record = fit_model(Provider, tree, _placed(number, tree, of_provider=True), remarks, of_provider=True)
    return record if isinstance(record, str) else MadeRecord(record.id, record, (), tuple(remarks))


def _offer(
    one: PublishedOffer,
    home: MadeRecord,
    folders: dict[str, MadeRecord],
    present: Present,
    names: dict[str, set[str]],
    source: str,
    stated: set[str],
) -> MadeRecord | str:
    """Return a draft; `names` has the ids that are taken in each folder, `stated` the credentials met before."""
    tree = deepcopy(one.tree)
    if one.fault or not tree.get("title"):
        return one.fault or "expected a title, got none"
    uuid = _uuid(one.identifier, "offer", source)
    folder = present.folder_of(uuid) or home.folder
    taken = names.setdefault(folder, set())
    known = present.identifier_of(uuid)
    identifier = known or free_identifier(_first(tree["title"]), taken, otherwise=f"offer-{uuid[:8]}")
    taken.add(identifier)
    tree |= {
        "id": identifier,
        "uuid": uuid,
        "status": DRAFT,
        "kind": tree.get("kind") or LEARNING_OPPORTUNITY,
        "source": _came_from(one.identifier),
    }
    remarks = [Remark(one.number, name, value, Fate.NOT_PLACED, NO_PLACE) for name, value in one.lost]
    _credential(tree, one, folders, remarks, source, stated)
    offer = fit_model(Offer, tree, _placed(one.number, tree, of_provider=False), remarks, of_provider=False)
    if isinstance(offer, str):
        return offer
    modest = why_modest(offer) if one.tree.get("kind") is None else ""
    if one.tree.get("kind") is None and not modest:
        offer = offer.model_copy(update={"kind": MICRO_CREDENTIAL})
    return MadeRecord(folder, offer, (one.number,), tuple(remarks), (), modest)


def _credential(
    tree: Tree,
    one: PublishedOffer,
    folders: dict[str, MadeRecord],
    remarks: list[Remark],
    source: str,
    stated: set[str],
) -> None:
    """Give the credential its UUID and its awarding bodies; those that the file does not describe are named."""
    credential = tree.get("credential")
    if not credential:
        tree.pop("credential", None)
        return
    uuid = source_uuid(source, "credential", [one.identifier])
    if credential.setdefault("uuid", uuid) in stated:
        reason = "another offer leads to the same credential; a file of its own would hold it for both"
        remarks.append(Remark(one.number, "credential", credential["uuid"], Fate.LEFT_OPEN, reason))
        credential["uuid"] = uuid
    stated.add(credential["uuid"])
    known = [folders[body].folder for body in one.awarded_by if body in folders]
    if known:
        credential["awarded_by"] = known
    reason = "no offer of the file is of this organisation; name it in organisations.yml"
    remarks += [
        Remark(one.number, "awardingBody", body, Fate.NOT_PLACED, reason)
        for body in one.awarded_by
        if body not in folders
    ]


def _first(texts: dict[str, str]) -> str:
    return texts.get("en") or next(iter(texts.values()))


def _came_from(identifier: str) -> Tree:
    is_address = identifier.startswith("https://")
    return {"type": "harvest", "address": identifier} if is_address else {"type": "harvest"}


def _placed(number: int, tree: Tree, *, of_provider: bool) -> PlacedRow:
    """Return where each value comes from, so that what the model refuses is named by its key."""
    columns: dict[tuple[bool, Steps], tuple[str, ...]] = {
        (of_provider, steps): (".".join(map(str, steps)),) for steps in _leaves(tree, ())
    }
    return PlacedRow(number, columns=columns)


def _leaves(value: object, steps: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if inside is None:
        yield steps
    else:
        for step, inner in inside:
            yield from _leaves(inner, (*steps, step))


# ------------------------------------------------------------------------------------------------------- outcome


def _texts(conversion: Conversion, origin: Origin, base: str) -> Iterator[RecordText]:
    """Yield the files of all records; a record that cannot be written is taken out, and its offer fails."""
    for made in conversion.providers:
        yield text_of(made, origin, base)
    for made in list(conversion.offers):
        try:
            yield text_of(made, origin, base)
        except ValueError as error:
            conversion.offers.remove(made)
            conversion.failures += [Failure(row, str(error)) for row in made.rows]


def _results(conversion: Conversion) -> Iterator[RowResult]:
    providers = {made.folder: made.record for made in conversion.providers}
    for made in conversion.offers:
        provider = providers.get(made.folder)
        if isinstance(made.record, Offer) and isinstance(provider, Provider):
            missing = missing_elements(made.record, provider)
            yield RowResult(made.rows[0], made.path, made.record.kind, made.modest, missing, ())
