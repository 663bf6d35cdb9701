"""Import what an institution already publishes: the European Learning Model, QDR XML or MOOChub in, drafts out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from generator.checks.reporters import visible
from generator.errors import UsageError
from generator.feeds.elm_terms import RDF
from generator.importers.elm_organisations import elm_providers
from generator.importers.elm_records import elm_offers
from generator.importers.moochub_json import read_moochub
from generator.importers.present import find_present
from generator.importers.published_drafts import make_drafts
from generator.importers.published_file import is_json_ld, read_content
from generator.importers.published_record import Publication
from generator.importers.qdr_xml import read_qdr, read_xml
from generator.importers.rdf import read_rdf
from generator.importers.remarks import Failure
from generator.importers.settling import Import, Sourced, settle
from generator.importers.stage import recover
from generator.importers.writing import SAMPLE_BASE, Origin, text_of
from generator.records.provider import Provider

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.importers.records import Conversion, MadeRecord
    from generator.importers.resources import Resources
    from generator.importers.writing import RecordText


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
    conversion = make_drafts(publication, present, source or "")
    texts = list(_texts(conversion, origin, identifier_base))
    sourced = Sourced(str(file), origin.address, len(publication.offers), beside=publication.beside)
    return settle(
        texts, conversion, sourced, target, present, _no_columns, update=update, dry_run=dry_run, recovered=recovered
    )


def _no_columns(_made: MadeRecord) -> tuple[str, ...]:
    return ()


# ------------------------------------------------------------------------------------------------------- reading


def _read(file: Path, form: str) -> Publication:
    content, name = read_content(file), str(file)
    if form == "json":
        return _read_json(content, name)
    if form == "xml":
        root = read_xml(content, name)
        if root.tag != f"{{{RDF}}}RDF":
            return _of_resources("QDR XML", read_qdr(root, name), name)
        return _of_resources("RDF/XML", read_rdf(content, "RDF/XML", name), name)
    return _of_resources("Turtle", read_rdf(content, "Turtle", name), name)


def _read_json(content: bytes, name: str) -> Publication:
    try:
        document = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise UsageError(
            f"{name}: expected JSON, found a mistake: {visible(str(error))}; nothing was written",
            remedy="Export the file again; it may have been cut off.",
        ) from error
    if isinstance(document, dict) and "data" in document and "@context" not in document:
        return read_moochub(document, name)
    if is_json_ld(document):
        return _of_resources("JSON-LD", read_rdf(content, "JSON-LD", name), name)
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
    providers = tuple(elm_providers(resources, offers))
    return Publication(form, offers, providers, resources.statements, tuple(resources.beside()))


# ------------------------------------------------------------------------------------------------------- outcome


def _texts(conversion: Conversion, origin: Origin, base: str) -> Iterator[RecordText]:
    """Yield the files of all records; a record that cannot be written is taken out, and its offers fail."""
    new = (made for made in conversion.providers if not made.is_there)
    for made in [*new, *conversion.offers]:
        try:
            yield text_of(made, origin, base)
        except ValueError as error:
            _take_out(conversion, made, str(error))


def _take_out(conversion: Conversion, made: MadeRecord, reason: str) -> None:
    is_provider = isinstance(made.record, Provider)
    gone = [one for one in conversion.offers if one is made or (is_provider and one.folder == made.folder)]
    conversion.providers = [one for one in conversion.providers if one is not made]
    conversion.offers = [one for one in conversion.offers if not any(one is other for other in gone)]
    conversion.failures += [Failure(row, reason) for one in gone for row in one.rows]
