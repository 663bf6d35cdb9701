"""All checks of a built site: which files, which oracles, which validator; and the running of them."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import partial
from typing import TYPE_CHECKING

from generator.verification import documents, graphs, links
from generator.verification.verdict import MOST_FAULTS, Found, Place
from generator.workers import in_batches, map_batches

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from generator.verification.verdict import Validator


@dataclass(frozen=True, slots=True)
class Check:
    """A check of files of one kind.

    `patterns` are those of paths from the root of the site. `oracles` are what it needs of their folder, `needs` the
    libraries it needs besides. `counts` is a word for what is counted. Of files of which there are thousands only
    `sampled` are looked at, evenly spread. `expected` tells that a site without such a file is not whole.
    """

    output: str
    patterns: tuple[str, ...]
    validator: Validator
    counts: str
    oracles: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    sampled: int = 0
    expected: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check says of its files: `looked_at` of `files`.

    `missing` names the oracles that it would need to be done, `uninstalled` the libraries.
    """

    check: Check
    files: int
    looked_at: int
    counted: int
    faults: tuple[tuple[str, str], ...]
    seconds: float
    missing: tuple[str, ...] = ()
    uninstalled: tuple[str, ...] = ()

    @property
    def lacking(self) -> tuple[str, ...]:
        """Return everything without which it could not be looked at."""
        return self.missing + self.uninstalled

    @property
    def holds(self) -> bool:
        """Tell whether all is well: it was looked at, and nothing is wrong."""
        return not self.faults and not self.lacking


_CANONICAL = (
    "data/v1/index*.json",
    "data/v1/organisations.json",
    *(
        f"data/v1/{kind}/*.json"
        for kind in ("offers", "providers", "credentials", "pathways", "recognition", "support")
    ),
)
_RDF = ("pyshacl", "rdflib")
_ELM_32 = ("elm/pyshacl/LOQ-constraints.pyshacl.ttl", "elm/pyshacl/LOQ-constraints-mdr.ttl")
_ELM_33 = ("elm/pyshacl/LOQ-constraints.derived-3.3ns.ttl", "elm/pyshacl/LOQ-constraints-mdr.derived-3.3ns.ttl")
_EDC = ("elm/EDC-generic-no-cv.ttl", "elm/edc-ap-context.jsonld")
_SCHEMA_ORG = tuple(
    f"schemaorg/30.0/{name}"
    for name in ("schemaorg-shapes.shacl", "schemaorg-subclasses.shacl", "schemaorgcontext.jsonld")
)

CHECKS: tuple[Check, ...] = (
    Check("checksums", ("SHA256SUMS", "pagefind/SHA256SUMS"), documents.checksums, "files"),
    Check("JSON", ("*.json", "*.jsonld"), documents.json_parses, "files"),
    Check("JSON lines", ("*.jsonl",), documents.json_lines, "records"),
    Check("Turtle", ("*.ttl",), graphs.turtle_parses, "statements"),
    Check("XML", ("*.xml", "*.atom"), documents.xml_parses, "elements"),
    Check("links between feeds", (links.INDEX,), links.between_feeds, "addresses"),
    Check("changes", ("feeds/changes.jsonl",), documents.changes, "records"),
    Check("tombstones", ("feeds/tombstones.json",), documents.json_parses, "files"),
    Check("canonical JSON", _CANONICAL, documents.canonical, "documents", needs=("jsonschema",)),
    Check("own schemas", ("data/v1/schema/*.json",), documents.schema, "schemas", needs=("jsonschema",)),
    Check("tables", ("data/v1/datapackage.json",), documents.tables, "rows", needs=("frictionless",)),
    Check("ELM 3.2, shapes", ("feeds/elm/3.2/*.ttl",), graphs.loq_3_2, "focus nodes", _ELM_32, _RDF),
    Check("ELM 3.3, shapes", ("feeds/elm/3.3/*.ttl",), graphs.loq_3_3, "focus nodes", _ELM_33, _RDF),
    Check("ELM, JSON-LD", ("feeds/elm/*.jsonld",), graphs.same_as_turtle, "statements", needs=("rdflib",), sampled=40),
    Check("QDR XML", ("feeds/qdr/*.xml",), documents.qdr, "records", ("elm/xsd-3.3.1/loq.xsd",)),
    Check(
        "QualityLink",
        ("feeds/qualitylink/*.ttl",),
        graphs.qualitylink,
        "focus nodes",
        ("qualitylink/ontology-shacl.ttl",),
        _RDF,
        expected=False,
    ),
    Check(
        "QualityLink, manifests",
        ("feeds/qualitylink/*.json", ".well-known/quality-link-manifest.json"),
        documents.manifest,
        "sources",
        ("qualitylink/manifest-v1.schema.json",),
        ("jsonschema",),
        expected=False,
    ),
    Check(
        "MOOChub",
        ("feeds/moochub/*.json",),
        documents.moochub,
        "courses",
        ("moochub/moochub-schema.json",),
        ("jsonschema",),
    ),
    Check("DCAT-AP", ("feeds/dcat/*.ttl",), graphs.dcat_ap, "focus nodes", ("dcat-ap/3.0.1/dcat-ap-SHACL.ttl",), _RDF),
    Check("DCAT-AP, JSON-LD", ("feeds/dcat/*.jsonld",), documents.json_parses, "files"),
    Check("Open Badges", ("feeds/badges/*.json",), documents.achievement, "achievements", expected=False),
    Check(
        "European Digital Credentials",
        ("feeds/edc/*.jsonld",),
        graphs.digital_credential,
        "focus nodes",
        _EDC,
        _RDF,
        sampled=40,
        expected=False,
    ),
    Check("Atom", ("*feed.atom",), documents.atom, "entries", ("atom/atom-rfc4287.rng",)),
    Check("calendars", ("*deadlines.ics",), documents.calendar, "events", needs=("icalendar",), sampled=400),
    Check("site map", ("sitemap*.xml",), documents.sitemap, "addresses", ("sitemap/catalogue-sitemap.xsd",)),
    Check("schema.org", ("*/offers/*/index.html",), graphs.schema_org, "things", _SCHEMA_ORG, _RDF, sampled=20),
)


def run_checks(
    site: Path,
    oracles: Path | None,
    *,
    checks: Sequence[Check] = CHECKS,
    every: bool = False,
    workers: int = 1,
) -> Iterator[Verdict]:
    """Yield the verdict of each check on a site; checks whose oracles or libraries are missing say so.

    Without `oracles` only the checks that need none are run. With `every`, all files are looked at.
    """
    paths = sorted(_files(site))
    for check in checks:
        if check.oracles and oracles is None:
            continue
        found = [path for path in paths if any(fnmatchcase(path, pattern) for pattern in check.patterns)]
        chosen = found if every or not check.sampled else _spread(found, check.sampled)
        missing, uninstalled = _missing(check, oracles), _uninstalled(check)
        verdict = _verdict(check, site, oracles, found, () if missing or uninstalled else chosen, workers)
        yield replace(verdict, missing=missing, uninstalled=uninstalled)


def _verdict(
    check: Check,
    site: Path,
    oracles: Path | None,
    found: Sequence[str],
    chosen: Sequence[str],
    workers: int,
) -> Verdict:
    began, counted, faults = time.monotonic(), 0, []
    work = partial(_look, check.validator, site, oracles)
    for looked in map_batches(work, in_batches(chosen, 1), workers=min(workers, len(chosen))):
        for file, told in looked:
            counted += told.counted
            faults += [(file, fault) for fault in told.faults[:MOST_FAULTS]]
    if check.expected and not found:
        faults.append((check.patterns[0], "expected such a file, found none"))
    return Verdict(check, len(found), len(chosen), counted, tuple(faults), time.monotonic() - began)


def _look(validator: Validator, site: Path, oracles: Path | None, files: Sequence[str]) -> list[tuple[str, Found]]:
    """Look at files; whatever a library raises about a damaged file is a fault of the file."""
    found = []
    for file in files:
        try:
            found.append((file, validator(Place(site, file, oracles))))
        except Exception as error:
            found.append((file, Found(0, (f"could not be read: {type(error).__name__}: {str(error)[:200]}",))))
    return found


def _files(site: Path) -> Iterator[str]:
    for folder, _folders, names in os.walk(site):
        inside = os.path.relpath(folder, site)
        for name in names:
            yield name if inside == "." else f"{inside}/{name}"


def _missing(check: Check, oracles: Path | None) -> tuple[str, ...]:
    return tuple(one for one in check.oracles if oracles is None or not (oracles / one).exists())


def _uninstalled(check: Check) -> tuple[str, ...]:
    return tuple(one for one in check.needs if not _importable(one))


def _importable(name: str) -> bool:
    try:
        __import__(name)
    except ImportError:
        return False
    return True


def _spread(found: list[str], number: int) -> list[str]:
    """Choose so many files, evenly spread; all if there are no more."""
    if len(found) <= number:
        return found
    return [found[index * len(found) // number] for index in range(number)]
