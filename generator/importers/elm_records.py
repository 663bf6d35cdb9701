"""Learning opportunities of the European Learning Model as trees of offers and providers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.importers.elm_reading import (
    Tree,
    addresses_of,
    admission_tree,
    code_of,
    codes_of,
    day_of,
    days_of,
    first_code,
    hours_of,
    kind_of_note,
    level_tree,
    organisation_tree,
    place_tree,
    prerequisites_tree,
    price_tree,
    stackability_tree,
    stated,
    supervision_tree,
)
from generator.importers.published_record import PublishedOffer, PublishedProvider
from generator.vocabularies import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.importers.resources import Resource, Resources

SPECIFICATIONS = ("LearningAchievementSpecification", "Qualification")
_OWN_PAGE = re.compile(r"page-[a-z]{2,3}(-\w+)*")
_CREDENTIAL = re.compile(r"/id/credential/([0-9a-f-]{36})/([0-9]+)$")
_KNOWN = frozenset(("defaultLanguage", "status", "modified", "publisher", "influencedBy", "learningSetting"))
"""What says nothing that a record would not say otherwise, or is not for a draft to say."""


def elm_offers(resources: Resources) -> Iterator[PublishedOffer]:
    """Yield the learning opportunities of a file in its order."""
    for number, one in enumerate(list(resources.of_kind("LearningOpportunity")), start=1):
        provider = next(iter(one.links("providedBy")), "")
        specification = next(iter(resources.follow(one, "learningAchievementSpecification")), None)
        reading = _Reading(resources, one, specification)
        tree, awarded_by = reading.offer()
        yield PublishedOffer(number, one.iri, provider, tree, awarded_by, tuple(reading.lost()))


def elm_provider(resources: Resources, iri: str) -> PublishedProvider:
    """Return what a file says of an organisation."""
    resource = resources.at(iri)
    tree = organisation_tree(resources, resource)
    lost = [
        ("additionalNote", text) for _, texts in resources.notes(resource, "additionalNote") for text in texts.values()
    ]
    lost += list(_unread(resource))
    return PublishedProvider(iri, tree, tuple(lost))


class _Reading:
    """The reading of one opportunity with its specification."""

    def __init__(self, resources: Resources, opportunity: Resource, specification: Resource | None) -> None:
        self.resources, self.opportunity, self.specification = resources, opportunity, specification
        self.unplaced: list[tuple[str, str]] = []

    def offer(self) -> tuple[Tree, tuple[str, ...]]:
        """Return the tree of the offer, and the IRIs of those who award its credential."""
        one, read = self.opportunity, self.resources
        title = one.texts("title")
        tree: Tree = {
            "title": title,
            "description": one.texts("description"),
            "type": next(
                (code for iri in one.links("type") if (code := code_of("learning-opportunity-types", iri))), None
            ),
            "code": next((value for node in read.follow(one, "identifier") if (value := node.text("notation"))), None),
            "participation": self._participation(),
            "duration": days_of(one.text("duration") or ""),
            "runs": self._runs(),
            "price": price_tree(read, one),
            "links": self._links(),
            **self._notes(),
        }
        credential, awarded_by = self._specified(tree, title)
        tree["credential"] = credential
        return stated(tree), awarded_by

    def _participation(self) -> Tree:
        one, read = self.opportunity, self.resources
        mode = first_code("participation-modes", one.links("mode"))
        pace = next(
            (code for iri in one.links("learningSchedule") if (code := code_of("learning-schedules", iri))), None
        )
        places = [place for node in read.follow(one, "location") if (place := place_tree(read, node))]
        return stated({"mode": mode, "pace": pace, "places": places})

    def _runs(self) -> list[Tree]:
        one, read = self.opportunity, self.resources
        deadlines = [day for value in one.of("applicationDeadline") if (day := day_of(getattr(value, "text", "")))]
        period = next(iter(read.follow(one, "temporal")), None)
        start = day_of(period.text("startDate")) if period else None
        end = day_of(period.text("endDate")) if period else None
        runs = [stated({"start": start, "end": end, "apply_by": deadlines.pop(0) if len(deadlines) == 1 else None})]
        runs += [{"apply_by": day} for day in deadlines]
        self._leave("scheduleInformation", one)
        return [
            {"id": run.get("start") or run["apply_by"], **run}
            for run in runs
            if run.get("start") or run.get("apply_by")
        ]

    def _links(self) -> Tree:
        one, read = self.opportunity, self.resources
        pages = [url for part, url in addresses_of(read, one, "homepage") if not _OWN_PAGE.fullmatch(part)]
        further = addresses_of(read, one, "supplementaryDocument")
        apply_at = [url for part, url in further if part == "apply"]
        self.unplaced += [
            ("supplementaryDocument", url) for part, url in further if part != "apply" and not _OWN_PAGE.fullmatch(part)
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
                self.unplaced += [("additionalNote", text) for text in texts.values()]
        for _, texts in self.resources.notes(self.opportunity, "admissionProcedure"):
            tree["who_can_join"] = admission_tree(texts)
        return tree

    def _specified(self, tree: Tree, title: dict[str, str]) -> tuple[Tree, tuple[str, ...]]:
        """Return the credential; what belongs to the offer goes into its tree."""
        one, read = self.specification, self.resources
        if one is None:
            return {}, ()
        tree["field"] = codes_of("fields", one.links("ISCEDFCode"))
        for _, texts in read.notes(one, "entryRequirement"):
            tree["prerequisites"] = prerequisites_tree(texts)
        contact = self._activity(tree)
        if not tree["participation"].get("mode"):
            mode = first_code("participation-modes", one.links("mode"))
            tree["participation"] = stated({**tree["participation"], "mode": mode})
        one.of("mode")
        one.of("language")
        kind = next(
            (found for text in one.texts("category").values() if (found := vocabulary("kinds").equal(text))), None
        )
        tree["kind"] = kind
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
        for node in read.follow(one, "identifier"):
            tree["code"] = tree["code"] or (None if version else node.text("notation"))
        bodies = [iri for node in read.follow(one, "awardingOpportunity") for iri in node.links("awardingBody")]
        told = stated(credential)
        return (told if set(told) - {"version"} else {}), tuple(dict.fromkeys(bodies))

    def _activity(self, tree: Tree) -> str | None:
        activity = next(iter(self.resources.follow(self.opportunity, "learningActivitySpecification")), None)
        if activity is None:
            return None
        tree["teaching_languages"] = codes_of("languages", activity.links("language"))
        return activity.text("contactHour")

    def _outcome(self, node: Resource) -> Tree:
        kinds = [code_of("skill-types", iri) for iri in node.links("type")]
        kind = next((one.code for one in vocabulary("outcome-kinds") if one.details.get("skill_type") in kinds), None)
        criteria = next(
            (texts for part, texts in self.resources.notes(node, "additionalNote") if "criteria" in part), {}
        )
        skills = [
            stated({"framework": "esco", "id": iri, "label": self.resources.at(iri).texts("prefLabel")})
            for iri in node.links("relatedESCOSkill")
        ]
        return stated({"text": node.texts("title"), "kind": kind, "criteria": criteria, "skills": skills})

    def _workload(self, one: Resource, contact: str | None) -> Tree:
        credits_ = next((self._credits(node) for node in self.resources.follow(one, "creditPoint")), None)
        hours = stated({"total": hours_of(one.text("volumeOfLearning") or ""), "contact": contact})
        return stated({"credits": credits_, "hours": hours})

    def _credits(self, node: Resource) -> Tree | None:
        system = first_code("credit-systems", node.links("framework"))
        amount = node.text("point")
        return {"system": system, "amount": amount, "status": "awarded"} if system and amount else None

    def _assessment(self, one: Resource) -> Tree:
        node = next(iter(self.resources.follow(one, "provenBy")), None)
        if node is None:
            return {}
        types = codes_of("assessment-types", node.links("type"))
        description = node.texts("description") or ({} if types else node.texts("title"))
        node.of("title")
        languages = codes_of("languages", node.links("language"))
        scheme = next((found.texts("title") for found in self.resources.follow(node, "gradingScheme")), {})
        tree: Tree = {
            "assessment": stated({"types": types, "description": description, "languages": languages}),
            "grading": stated({"scheme": scheme}),
        }
        for _, texts in self.resources.notes(node, "additionalNote"):
            tree["supervision"] = supervision_tree(texts)
            if not tree["supervision"]:
                self.unplaced += [("provenBy.additionalNote", text) for text in texts.values()]
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
                self.unplaced += [("additionalNote", text) for text in texts.values()]
            else:
                for language, text in texts.items():
                    further.setdefault(language, []).append(text)
        tree["level"] = level_tree(one, note)
        if note and tree["level"] is None:
            self.unplaced += [("additionalNote", text) for text in note.values()]
        tree["further_information"] = {language: "\n\n".join(texts) for language, texts in further.items()}
        return tree

    def _leave(self, name: str, one: Resource) -> None:
        self.unplaced += [(name, text) for _, texts in self.resources.notes(one, name) for text in texts.values()]

    def lost(self) -> Iterator[tuple[str, str]]:
        """Yield what no key of a record took: property and value."""
        yield from self.unplaced
        yield from _unread(self.opportunity)
        if self.specification is not None:
            yield from _unread(self.specification)


def _unread(resource: Resource) -> Iterator[tuple[str, str]]:
    for name, values in resource.values.items():
        if name not in resource.taken and name not in _KNOWN:
            yield from ((name, str(getattr(value, "text", "") or getattr(value, "iri", ""))) for value in values)
