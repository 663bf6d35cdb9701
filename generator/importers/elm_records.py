"""Learning opportunities of the European Learning Model as trees of offers and providers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.feeds.elm_opportunity import RELEASED
from generator.feeds.elm_wording import joined
from generator.importers.elm_organisations import identity, iris_of
from generator.importers.elm_reading import (
    Tree,
    addresses_of,
    admission_tree,
    coder,
    day_of,
    days_of,
    hours_of,
    kind_of_note,
    level_tree,
    place_tree,
    prerequisites_tree,
    price_tree,
    stackability_tree,
    stated,
    supervision_tree,
)
from generator.importers.published_record import Left, PublishedOffer
from generator.importers.remarks import Fate
from generator.vocabularies import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.importers.resources import Resource, Resources

PACES = ("scheduled", "self-paced")
_OWN_PAGE = re.compile(r"page-[a-z]{2,3}(-\w+)*")
_CREDENTIAL = re.compile(r"/id/credential/([0-9a-f-]{36})/([0-9]+)$")

NO_TITLE = "expected a title, got none"
NO_TITLE_LANGUAGE = 'expected the language of the title (`"…"@en`, or `defaultLanguage` of the opportunity), got none'
NO_ORGANISATION = "expected an organisation that provides it (`providedBy`), got none"
NO_REGISTER_CODE = "a registered level needs the code of its register, which the file does not state"
SAME_LANGUAGE = "some texts do not name their language; this is that of the opportunity"


def elm_offers(resources: Resources) -> Iterator[PublishedOffer]:
    """Yield the learning opportunities of a file in its order."""
    for number, one in enumerate(list(resources.of_kind("LearningOpportunity")), start=1):
        resources.speak(_language(one))
        provider = resources.first(one, "providedBy")
        reading = _Reading(resources, one, resources.first(one, "learningAchievementSpecification"))
        # What an organisation and a specification say is looked through apart.
        one.followed -= {"providedBy", "learningAchievementSpecification"}
        tree, awarded_by = reading.offer()
        _take_publisher((one, reading.specification), provider)
        lost = tuple(reading.lost())
        yield PublishedOffer(
            number=number,
            identifier=identity(resources, one, provider.iri if provider else ""),
            provider=provider.iri if provider else "",
            language=resources.language,
            tree=tree,
            awarded_by=awarded_by,
            lost=lost,
            fault=_fault(one, tree, provider),
        )


def _take_publisher(resources: Iterable[Resource | None], provider: Resource | None) -> None:
    """Take the publisher as read where it is who provides the offer."""
    for one in resources:
        if one is not None and provider is not None:
            one.read_all("publisher", lambda iri: iri if iri == provider.iri else None)


def _language(opportunity: Resource) -> str:
    return next((code for iri in iris_of(opportunity, "defaultLanguage") if (code := coder("languages")(iri))), "")


def _fault(one: Resource, tree: Tree, provider: Resource | None) -> str:
    if not tree.get("title"):
        return NO_TITLE_LANGUAGE if one.plain("title") else NO_TITLE
    return "" if provider else NO_ORGANISATION


class _Reading:
    """The reading of one opportunity with its specification."""

    def __init__(self, resources: Resources, opportunity: Resource, specification: Resource | None) -> None:
        self.resources, self.opportunity, self.specification = resources, opportunity, specification
        self.unplaced: list[Left] = []

    def offer(self) -> tuple[Tree, tuple[str, ...]]:
        """Return the tree of the offer, and the IRIs of those who award its credential."""
        one, read = self.opportunity, self.resources
        title = one.texts("title")
        tree: Tree = {
            "title": title,
            "description": one.texts("description"),
            "type": one.read("type", coder("learning-opportunity-types")),
            "code": self._code(one),
            "participation": self._participation(),
            "duration": one.read("duration", days_of),
            "runs": self._runs(),
            "price": price_tree(read, one),
            "links": self._links(),
            **self._notes(),
        }
        credential, awarded_by = self._specified(tree, title)
        tree["credential"] = credential
        return stated(tree), awarded_by

    def _code(self, one: Resource) -> str | None:
        """Return the first identifier; how its maker calls it stays unread."""
        node = self.resources.first(one, "identifier")
        return node.text("notation") if node else None

    def _participation(self) -> Tree:
        one, read = self.opportunity, self.resources
        places = [place for node in read.follow(one, "location") if (place := place_tree(read, node))]
        mode, pace = one.read("mode", coder("participation-modes")), self._pace()
        return stated({"mode": mode, "pace": pace, "places": places})

    def _pace(self) -> str | None:
        """Return whether there are fixed dates; the European list also has how much of a week learning takes."""
        return self.opportunity.read(
            "learningSchedule", lambda iri: code if (code := coder("learning-schedules")(iri)) in PACES else None
        )

    def _runs(self) -> list[Tree]:
        one, read = self.opportunity, self.resources
        deadlines = one.read_all("applicationDeadline", day_of)
        period = read.first(one, "temporal")
        start = period.read("startDate", day_of) if period else None
        end = period.read("endDate", day_of) if period else None
        runs = [stated({"start": start, "end": end, "apply_by": deadlines.pop(0) if len(deadlines) == 1 else None})]
        runs += [{"apply_by": day} for day in deadlines]
        self._leave("scheduleInformation", one)
        names = [run.get("start") or run.get("apply_by") or run.get("end") for run in runs]
        return [{"id": name, **run} for name, run in zip(names, runs, strict=True) if name]

    def _links(self) -> Tree:
        one, read = self.opportunity, self.resources
        pages = [url for part, url in addresses_of(read, one, "homepage") if not _OWN_PAGE.fullmatch(part)]
        further = addresses_of(read, one, "supplementaryDocument")
        apply_at = [url for part, url in further if part == "apply"]
        self.unplaced += [Left("homepage", url) for url in pages[1:]]
        self.unplaced += [
            Left("supplementaryDocument", url)
            for part, url in further
            if part != "apply" and not _OWN_PAGE.fullmatch(part)
        ]
        return stated({"page": next(iter(pages), None), "apply": next(iter(apply_at), None)})

    def _notes(self) -> Tree:
        """Return what notes say: ours by their names, those of others as something further."""
        tree: Tree = {}
        read = {"target-groups": "target_groups", "technical-requirements": "technical_requirements",
                "reason": "reason", "duration": "duration_text"}  # fmt: skip
        for named, texts in self.resources.notes(self.opportunity, "additionalNote"):
            part = kind_of_note(named, texts)
            if part in read:
                tree[read[part]] = texts
            elif part == "who-can-join":
                tree["who_can_join"] = admission_tree(texts)
            elif part == "prerequisites":
                tree["prerequisites"] = prerequisites_tree(texts)
            else:
                self.unplaced += [Left("additionalNote", text) for text in texts.values()]
        for _, texts in self.resources.notes(self.opportunity, "admissionProcedure"):
            tree["who_can_join"] = admission_tree(texts)
        return tree

    def _specified(self, tree: Tree, title: dict[str, str]) -> tuple[Tree, tuple[str, ...]]:
        """Return the credential; what belongs to the offer goes into its tree."""
        one, read = self.specification, self.resources
        if one is None:
            return {}, ()
        tree["field"] = one.read_all("ISCEDFCode", coder("fields"))
        for _, texts in read.notes(one, "entryRequirement"):
            tree["prerequisites"] = prerequisites_tree(texts)
        contact = self._activity(tree)
        mode = one.read("mode", coder("participation-modes"))
        own = tree["participation"].get("mode")
        if mode and own and mode != own:
            self.unplaced.append(Left("learningAchievementSpecification.mode", mode))
        tree["participation"] = stated({**tree["participation"], "mode": own or mode})
        # Our own files repeat here the languages of the title; those of others may say more.
        one.read_all("language", lambda iri: iri if coder("languages")(iri) in one.texts("title") else None)
        tree["kind"] = one.read("category", vocabulary("kinds").equal)
        one.read_all("category", lambda word: vocabulary("kinds").equal(word) if tree["kind"] else None)
        own_title, version = one.texts("title"), _CREDENTIAL.search(one.iri)
        credential: Tree = {
            "uuid": version[1] if version else None,
            "version": version[2] if version else None,
            "title": own_title if own_title != title else {},
            "outcomes_summary": next((texts for _, texts in read.notes(one, "learningOutcomeSummary")), {}),
            "learning_outcomes": [self._outcome(node) for node in read.follow(one, "learningOutcome")],
            "workload": self._workload(one, contact),
            **self._assessment(one),
            **self._credential_notes(one),
        }
        self._identifiers(one, tree, is_ours=version is not None)
        bodies = [iri for node in read.follow(one, "awardingOpportunity") for iri in node.links("awardingBody")]
        told = stated(credential)
        return (told if set(told) - {"version"} else {}), tuple(dict.fromkeys(bodies))

    def _identifiers(self, one: Resource, tree: Tree, *, is_ours: bool) -> None:
        """Take the identifier of a specification as code if the opportunity has none; ours are versions."""
        if is_ours:
            for node in self.resources.follow(one, "identifier"):
                node.read_all("schemeName", lambda name: name if name == "version" else None)
                node.text("notation")
        elif not tree["code"]:
            tree["code"] = self._code(one)

    def _activity(self, tree: Tree) -> str | None:
        activity = self.resources.first(self.opportunity, "learningActivitySpecification")
        if activity is None:
            return None
        tree["teaching_languages"] = activity.read_all("language", coder("languages"))
        own = self.opportunity.texts("title")
        if all(own.get(language) == text for language, text in activity.texts("title").items()):
            return activity.text("contactHour")
        self.unplaced += [
            Left("learningActivitySpecification.title", text)
            for language, text in activity.texts("title").items()
            if own.get(language) != text
        ]
        return activity.text("contactHour")

    def _outcome(self, node: Resource) -> Tree:
        # Of kinds that Europe calls the same the first counts.
        kinds = {one.details.get("skill_type"): one.code for one in reversed(tuple(vocabulary("outcome-kinds")))}
        kind = node.read("type", lambda iri: kinds.get(coder("skill-types")(iri) or ""))
        criteria: dict[str, str] = {}
        for part, texts in self.resources.notes(node, "additionalNote"):
            if "criteria" in part and not criteria:
                criteria = texts
            else:
                self.unplaced += [Left("learningOutcome.additionalNote", text) for text in texts.values()]
        skills = [
            stated({"framework": "esco", "id": iri, "label": self.resources.at(iri).texts("prefLabel")})
            for iri in node.links("relatedESCOSkill")
        ]
        return stated({"text": node.texts("title"), "kind": kind, "criteria": criteria, "skills": skills})

    def _workload(self, one: Resource, contact: str | None) -> Tree:
        point = self.resources.first(one, "creditPoint")
        hours = stated({"total": one.read("volumeOfLearning", hours_of), "contact": contact})
        return stated({"credits": self._credits(point) if point else None, "hours": hours})

    def _credits(self, node: Resource) -> Tree | None:
        system = node.read("framework", coder("credit-systems"))
        amount = node.text("point") if system else None
        return {"system": system, "amount": amount, "status": "awarded"} if system and amount else None

    def _assessment(self, one: Resource) -> Tree:
        node = self.resources.first(one, "provenBy")
        if node is None:
            return {}
        listed = node.read_all("type", coder("assessment-types"))
        title, description = node.texts("title"), node.texts("description")
        # Our own files put the names of all types into the title, also of those that Europe does not list.
        named = _named_types(title)
        types = [*named, *(code for code in listed if code not in named)]
        grading = self.resources.first(node, "gradingScheme")
        told = {} if named else title
        tree: Tree = {
            "assessment": stated(
                {
                    "types": types,
                    "languages": node.read_all("language", coder("languages")),
                    "description": _beside(told, description),
                }
            ),
            "grading": stated({"scheme": grading.texts("title") if grading else {}}),
        }
        for _, texts in self.resources.notes(node, "additionalNote"):
            tree["supervision"] = supervision_tree(texts)
            if not tree["supervision"]:
                self.unplaced += [Left("provenBy.additionalNote", text) for text in texts.values()]
        return tree

    def _credential_notes(self, one: Resource) -> Tree:
        tree: Tree = {}
        note: dict[str, str] = {}
        further: dict[str, list[str]] = {}
        for named, texts in self.resources.notes(one, "additionalNote"):
            part = kind_of_note(named, texts)
            if part == "level":
                note = texts
            elif part == "stackability":
                tree["stackability"] = stackability_tree(texts)
            elif part == "supervision":
                tree["supervision"] = supervision_tree(texts)
            elif part.startswith(("quality-assurance", "credits")):
                self.unplaced += [Left("additionalNote", text) for text in texts.values()]
            else:
                for language, text in texts.items():
                    further.setdefault(language, []).append(text)
        tree["level"] = level_tree(one, note)
        if note and tree["level"] is None:
            self.unplaced += [Left("additionalNote", text) for text in note.values()]
        tree["further_information"] = {language: "\n\n".join(texts) for language, texts in further.items()}
        return tree

    def _leave(self, name: str, one: Resource) -> None:
        self.unplaced += [Left(name, text) for _, texts in self.resources.notes(one, name) for text in texts.values()]

    def lost(self) -> Iterator[Left]:
        """Yield what no key of a record took: property, value and reason."""
        assumed, language = self.resources.assumed, self.resources.language
        yield from self.unplaced
        quiet = ("status",) if self._is_released() else ()
        for name, value in self.resources.unread(self.opportunity, silent=quiet):
            yield Left(name, value)
        if self.specification is not None:
            for name, value in self.resources.unread(self.specification, silent=quiet):
                is_level = name in ("NQFLevel", "EQFLevel") and "Qualification" in self.specification.kinds
                yield Left(name, value, NO_REGISTER_CODE) if is_level else Left(name, value)
        if assumed:
            yield Left("language", language, SAME_LANGUAGE, Fate.ASSUMED)

    def _is_released(self) -> bool:
        return [self.resources.shown(one) for one in self.opportunity.values.get("status", ())] == [RELEASED]


def _named_types(title: dict[str, str]) -> list[str]:
    """Return the types of assessment that a title lists by our names, or nothing if it says anything else."""
    found = [[vocabulary("assessment-types").equal(name) for name in text.split(", ")] for text in title.values()]
    same = bool(found) and all(one == found[0] for one in found)
    return [code for code in found[0] if code] if same and all(found[0]) else []


def _beside(first: dict[str, str], other: dict[str, str]) -> dict[str, str]:
    """Put a title before a description, unless it only repeats it."""
    return joined({key: text for key, text in first.items() if other.get(key) != text}, other)
