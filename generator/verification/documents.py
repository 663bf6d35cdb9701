"""Validators of XML, JSON, tables, calendars and checksums."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING, Any

import orjson
from lxml import etree

from generator.verification.verdict import Found, Place, some

if TYPE_CHECKING:
    from pathlib import Path

Json = dict[str, Any]

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ACHIEVEMENT_KEYS = ("@context", "id", "type", "name", "description", "criteria", "achievementType")


def checksums(place: Place) -> Found:
    """Hash every file that a list of checksums names, as `sha256sum -c` does; count them."""
    faults, counted = [], 0
    for line in place.path.read_text(encoding="utf-8").splitlines():
        expected, _, name = line.partition("  ")
        file, counted = place.path.parent / name, counted + 1
        if not file.is_file():
            faults.append(f"{name}: expected a file, found none")
        elif _sha256(file) != expected:
            faults.append(f"{name}: expected the checksum {expected[:12]}…, got another one")
    return some(counted, faults, "checksums")


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def changes(place: Place) -> Found:
    """Read the list of changes: each line names a document of the site with its true checksum."""
    faults, counted = [], 0
    for number, line in enumerate(place.path.read_bytes().splitlines(), start=1):
        try:
            entry = orjson.loads(line)
            file = place.site / str(entry["document"]).partition("/data/")[2].join(("data/", ""))
            if _sha256(file) != entry["sha256"]:
                faults.append(f"line {number}: expected the checksum of {entry['document']}, got another one")
        except (ValueError, KeyError, OSError) as error:
            faults.append(f"line {number}: expected a record with document and sha256: {error!r}")
        counted += 1
    return Found(counted, tuple(faults))


def canonical(place: Place) -> Found:
    """Look at a canonical document with the schema of the site that it names."""
    document = orjson.loads(place.path.read_bytes())
    name = str(document.get("$schema", "")).rpartition("/data/v1/schema/")[2]
    schema = place.site / "data/v1/schema" / name
    if not name or not schema.is_file():
        return Found(0, (f"expected a `$schema` of this site, got {document.get('$schema')}",))
    return Found(1, tuple(_against(_validator(schema), document)))


def schema(place: Place) -> Found:
    """Look whether a schema is one."""
    from jsonschema import Draft202012Validator  # noqa: PLC0415

    meta = Draft202012Validator(Draft202012Validator.META_SCHEMA)
    return Found(1, tuple(_against(meta, orjson.loads(place.path.read_bytes()))))


def moochub(place: Place) -> Found:
    """Look at a list of courses with the schema of MOOChub, which would accept an empty object too."""
    document = orjson.loads(place.path.read_bytes())
    faults = _against(_validator(place.oracle("moochub/moochub-schema.json")), document)
    courses = document.get("data") if isinstance(document, dict) else None
    if not isinstance(courses, list):
        return Found(0, (*faults, "expected a list of courses under `data`, found none"))
    for course in courses:
        attributes = course.get("attributes", {})
        lacking = [key for key in ("name", "description", "url") if not attributes.get(key)]
        faults += [f"{course.get('id')}: expected `{key}`, found nothing" for key in lacking]
    return Found(len(courses), tuple(faults))


def manifest(place: Place) -> Found:
    """Look at a manifest for QualityLink with its schema; the files that it names are in the site."""
    document = orjson.loads(place.path.read_bytes())
    faults = _against(_validator(place.oracle("qualitylink/manifest-v1.schema.json")), document)
    for source in document.get("sources", ()):
        name = str(source.get("path", "")).rpartition("/feeds/qualitylink/")[2]
        if not (place.site / "feeds/qualitylink" / name).is_file():
            faults.append(f"expected the address of a file of this site, got {source.get('path')}")
    return some(len(document.get("sources", ())), faults, "sources")


def achievement(place: Place) -> Found:
    """Look for what an achievement of Open Badges must have."""
    document = orjson.loads(place.path.read_bytes())
    faults = [f"expected `{key}`, found nothing" for key in ACHIEVEMENT_KEYS if not document.get(key)]
    if "Achievement" not in document.get("type", ()):
        faults.append(f"expected the type Achievement, got {document.get('type')}")
    return Found(1, tuple(faults))


def json_parses(place: Place) -> Found:
    """Read JSON."""
    orjson.loads(place.path.read_bytes())
    return Found(1)


def json_lines(place: Place) -> Found:
    """Read JSON line by line; count records."""
    faults, counted = [], 0
    for number, line in enumerate(place.path.read_bytes().splitlines(), start=1):
        counted += 1
        try:
            orjson.loads(line)
        except ValueError as error:
            faults.append(f"line {number}: expected JSON: {error}")
    return Found(counted, tuple(faults))


def _against(validator: Any, document: object) -> list[str]:
    errors = sorted(validator.iter_errors(document), key=lambda one: str(one.json_path))
    return [f"{one.json_path}: {one.message[:200]}" for one in errors]


@cache
def _validator(schema: Path) -> Any:
    from jsonschema import Draft202012Validator, FormatChecker  # noqa: PLC0415

    return Draft202012Validator(orjson.loads(schema.read_bytes()), format_checker=FormatChecker())


# ----------------------------------------------------------------------------------------------------------- XML


def qdr(place: Place) -> Found:
    """Look at a document for Europass with the schema of QDR; count its records."""
    schema = _xml_schema(place.oracle("elm/xsd-3.3.1/loq.xsd"))
    tree = _tree(place)
    records = sum(len(section) for section in tree.getroot())
    faults = _complaints(schema, tree)
    if place.file.endswith("qualifications.xml"):
        # A registry without a qualification in a register has an empty document of them.
        return Found(records, tuple(faults))
    return some(records, faults, "records")


def atom(place: Place) -> Found:
    """Look at a feed with the grammar of RFC 4287; count its entries."""
    tree = _tree(place)
    entries = len(tree.getroot().findall(f"{ATOM}entry"))
    return Found(entries, tuple(_complaints(_relax_ng(place.oracle("atom/atom-rfc4287.rng")), tree)))


def sitemap(place: Place) -> Found:
    """Look at a site map with the schemas of sitemaps.org and of its links to other languages; count addresses."""
    tree = _tree(place)
    return some(len(tree.getroot()), _complaints(_sitemap_schema(place.oracle("sitemap")), tree), "addresses")


def xml_parses(place: Place) -> Found:
    """Read XML; count what stands directly in it."""
    return Found(len(_tree(place).getroot()))


def _tree(place: Place) -> Any:
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    return etree.parse(str(place.path), parser)


def _complaints(schema: Any, tree: Any) -> list[str]:
    schema.validate(tree)
    return [f"line {one.line}: {one.message}" for one in schema.error_log]


@cache
def _xml_schema(file: Path) -> Any:
    return etree.XMLSchema(etree.parse(str(file)))


@cache
def _relax_ng(file: Path) -> Any:
    return etree.RelaxNG(etree.parse(str(file)))


@cache
def _sitemap_schema(folder: Path) -> Any:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_InFolder(folder))
    return etree.XMLSchema(etree.parse(str(folder / "catalogue-sitemap.xsd"), parser))


class _InFolder(etree.Resolver):
    """Finds the schemas that another one names by their web addresses in a folder: nothing is fetched."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def resolve(self, url: str, _public_id: str, context: Any) -> Any:  # type: ignore[override]  # its stub lacks the context
        """Return the file of the same name."""
        file = str(self.folder / url.rpartition("/")[2])
        return self.resolve_filename(file, context) if "://" in url else None  # type: ignore[attr-defined]  # nor has it this


# ------------------------------------------------------------------------------------------- calendars and tables


def calendar(place: Place) -> Found:
    """Read a calendar; each event says when, what and which one it is. Count events."""
    from icalendar import Calendar  # noqa: PLC0415

    events = Calendar.from_ical(place.path.read_bytes()).walk("VEVENT")
    lacking = [f"event {number}: expected {key}, found nothing" for number, event in enumerate(events, start=1)
               for key in ("DTSTART", "SUMMARY", "UID") if key not in event]  # fmt: skip
    return Found(len(events), tuple(lacking))


def tables(place: Place) -> Found:
    """Look at the tables of a Data Package as it describes them; count rows."""
    import frictionless  # noqa: PLC0415

    report = frictionless.validate(str(place.path))
    faults = [f"{task.place}: {error.message}" for task in report.tasks for error in task.errors]
    faults += [error.message for error in report.errors]
    return some(sum(task.stats.get("rows", 0) for task in report.tasks), faults, "rows")
