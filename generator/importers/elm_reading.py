"""Facts of the European Learning Model as values of records: concepts back to codes, durations to hours, notes to keys.

It is the way back of `feeds.elm_*`, and reads files of others by the same rules. What has no place in a record is
left where it is; whoever calls says so.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from generator.feeds.elm_wording import EVERYONE, LEVEL_WORDS, NO_PREREQUISITES, PRICE_LABELS, STACKING
from generator.vocabularies import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.importers.resources import Resource, Resources

Tree = dict[str, Any]
Texts = dict[str, str]

_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:[\d.]+S)?)?")
_REGISTER_CODE = re.compile(r"\(([^()]+)\)\.$")
_PARAGRAPH = "\n\n"
_NUMBERED = re.compile(r"(.*[#-])?additionalNote-\d+")


@cache
def _codes(name: str) -> Mapping[str, str]:
    return {concept.iri: concept.code for concept in vocabulary(name) if concept.iri}


def code_of(name: str, iri: str) -> str | None:
    """Return the code of a concept in a vocabulary, or None."""
    return _codes(name).get(iri)


def codes_of(name: str, iris: Iterable[str]) -> list[str]:
    """Return the codes of those concepts that a vocabulary has."""
    return [code for iri in iris if (code := code_of(name, iri))]


def first_code(name: str, iris: Iterable[str]) -> str | None:
    """Return the first code of concepts that a vocabulary has."""
    return next(iter(codes_of(name, iris)), None)


@cache
def national_levels() -> Mapping[str, tuple[str, str]]:
    """Return framework and level by the IRI of the level."""
    return {iri: (one.code, level) for one in vocabulary("national-frameworks") for level, iri in one.levels.items()}


def hours_of(duration: str) -> str | None:
    """Return an xsd:duration in hours, as far as it knows days and below; None for others."""
    found = _DURATION.fullmatch(duration)
    if found is None or found[1] or found[2]:
        return None
    weeks, days, hours, minutes = (int(found[number] or 0) for number in (3, 4, 5, 6))
    total = Decimal((weeks * 7 + days) * 24 + hours) + Decimal(minutes) / 60
    return format(total.quantize(Decimal("0.01")).normalize(), "f") if total else None


def days_of(duration: str) -> str | None:
    """Return an xsd:duration as records write them: whole weeks as weeks; None for what has more than one unit."""
    found = _DURATION.fullmatch(duration)
    if found is None or found[5] or found[6]:
        return None
    units = {unit: int(found[number]) for number, unit in enumerate("YMWD", start=1) if found[number]}
    if len(units) != 1:
        return None
    ((unit, number),) = units.items()
    return f"P{number // 7}W" if unit == "D" and number % 7 == 0 else f"P{number}{unit}"


def day_of(moment: str | None) -> str | None:
    """Return the day of an xsd:dateTime."""
    return moment[:10] if moment and re.match(r"\d{4}-\d{2}-\d{2}", moment) else None


def stated(tree: Mapping[str, Any]) -> Tree:
    """Return a tree without what is empty."""
    return {key: value for key, value in tree.items() if value not in (None, "", {}, [], ())}


def organisation_tree(resources: Resources, resource: Resource) -> Tree:
    """Return what is said of an organisation."""
    legal, known_as = resource.texts("legalName"), resource.texts("altLabel")
    preferred = resource.texts("prefLabel")
    name = {**legal, **preferred, **known_as}
    location = next(iter(resources.follow(resource, "location")), None)
    tree: Tree = {
        "name": name,
        "legal_name": legal if known_as and legal else {},
        "homepage": _address(resources, resource, "homepage"),
        "identifiers": [
            *(_identifier(one) for one in resources.follow(resource, "identifier")),
            *(_identifier(one, "vat") for one in resources.follow(resource, "vatIdentifier")),
            *(_identifier(one, "eidas") for one in resources.follow(resource, "eidasLegalIdentifier")),
        ],
        "contact": _contact(resources, resource),
    }
    tree["identifiers"] = [one for one in tree["identifiers"] if one]
    if location is not None:
        tree |= _location(resources, location)
    resource.of("modified")
    return stated(tree)


def _location(resources: Resources, location: Resource) -> Tree:
    address = next(iter(resources.follow(location, "address")), None)
    region = next((iri.rpartition("/")[2] for iri in location.links("spatialCode") if "/nuts/code/" in iri), None)
    if address is None:
        return {"region": region}
    country = first_code("countries", address.links("countryCode"))
    lines = next((texts for _, texts in resources.notes(address, "fullAddress")), {})
    return {"country": country, "region": region, "address": lines}


def _identifier(resource: Resource, scheme: str | None = None) -> Tree | None:
    value, name = resource.text("notation"), resource.text("schemeName") or ""
    if scheme is None:
        links = resource.links("schemeId")
        named = {"Schac": "schac", "OrgReg": "orgreg"}.get(links[0].rpartition("#")[2]) if links else None
        scheme = named or vocabulary("identifier-schemes").equal(name)
    return {"scheme": scheme, "value": value} if scheme and value else None


def _contact(resources: Resources, resource: Resource) -> Tree:
    contact = next(iter(resources.follow(resource, "contactPoint")), None)
    if contact is None:
        return {}
    mails = [*contact.links("emailAddress"), contact.text("emailAddress") or ""]
    phone = next((one.text("phoneNumber") for one in resources.follow(contact, "phone")), None)
    return stated(
        {
            "unit": contact.texts("description"),
            "email": next((one.removeprefix("mailto:").replace("%40", "@") for one in mails if one), None),
            "phone": phone,
            "page": _address(resources, contact, "contactForm"),
        }
    )


def _address(resources: Resources, resource: Resource, name: str) -> str | None:
    return next((url for one in resources.follow(resource, name) if (url := one.text("contentUrl"))), None)


def addresses_of(resources: Resources, resource: Resource, name: str) -> list[tuple[str, str]]:
    """Return the web addresses of a property, with how the file calls each."""
    found = ((one.iri.rpartition("#")[2], one.text("contentUrl")) for one in resources.follow(resource, name))
    return [(part, url) for part, url in found if url]


def place_tree(resources: Resources, location: Resource) -> Tree | None:
    """Return a place of learning, if its country is said."""
    found = _location(resources, location)
    if not found.get("country"):
        return None
    return stated({"country": found["country"], "city": location.texts("geographicName"), "address": found["address"]})


def price_tree(resources: Resources, resource: Resource) -> Tree:
    """Return prices: by their labels, a single unlabelled one as that of learning."""
    tree: Tree = {}
    details = resources.follow(resource, "priceDetail")
    for detail in details:
        money = next((_money(one) for one in resources.follow(detail, "amount")), None)
        label = detail.texts("prefLabel")
        if money:
            key = next((name for name, texts in PRICE_LABELS.items() if texts.get("en") == label.get("en")), None)
            tree.setdefault(key or "learning", money)
        tree |= _price_words(detail.texts("description"))
    if "category" not in tree and "learning" in tree:
        tree["category"] = "free" if Decimal(tree["learning"]["amount"]) == 0 and len(details) == 1 else "paid"
    return tree


def _money(amount: Resource) -> Tree | None:
    value = amount.text("value")
    currency = first_code("currencies", amount.links("unit"))
    return {"amount": value, "currency": currency} if value and currency else None


def _price_words(texts: Texts) -> Tree:
    """Take a description apart: the name of a category stands first where it is one of ours."""
    categories, rest = [], {}
    for language, text in texts.items():
        first, _, others = text.partition(_PARAGRAPH)
        category = vocabulary("price-categories").equal(first)
        categories += [category] if category else []
        rest[language] = others if category else text
    return stated({"category": next(iter(categories), None), "note": stated(rest)})


def level_tree(specification: Resource, note: Texts) -> Tree | None:
    """Return the level: one that a register awards if the file says qualification, else one that is claimed."""
    registered = [national_levels()[iri] for iri in specification.links("NQFLevel") if iri in national_levels()]
    claimed = [national_levels()[iri] for iri in specification.links("educationLevel") if iri in national_levels()]
    specification.of("EQFLevel")
    if registered and "Qualification" in specification.kinds:
        code = _REGISTER_CODE.search(note.get("en", ""))
        framework, level = registered[0]
        return stated(
            {"framework": framework, "level": level, "basis": "registered", "register_code": code[1] if code else None}
        )
    if claimed:
        framework, level = claimed[0]
        return {"framework": framework, "level": level, "basis": "claimed"}
    return None


def stackability_tree(texts: Texts) -> Tree:
    """Take the note on stacking apart: its kind, what the provider says, and the two sentences of the law."""
    kind, said = None, {}
    for language, text in texts.items():
        parts = [one for one in text.split(_PARAGRAPH) if one != STACKING.get(language)]
        found = vocabulary("stackability-types").equal(parts[0]) if parts else None
        kind = kind or found
        said[language] = _PARAGRAPH.join(parts[1:] if found else parts)
    return stated({"type": kind, "text": stated(said)})


def kind_of_note(name: str, texts: Texts) -> str:
    """Return what a note of one of our own files is about: its name says it, or in XML, which has none, its words."""
    if not _NUMBERED.fullmatch(name):
        return name
    for language, text in texts.items():
        if STACKING.get(language, "\0") in text:
            return "stackability"
        if any(text.startswith(words.get(language, "\0").split("{")[0]) for words in LEVEL_WORDS):
            return "level"
        if text.split(_PARAGRAPH)[0] == EVERYONE.get(language):
            return "who-can-join"
    return name


def supervision_tree(texts: Texts) -> Tree:
    """Return supervision and verification of identity, from the words of the European list."""
    first = {language: text.split(_PARAGRAPH)[0] for language, text in texts.items()}
    code = next((found for one in first.values() if (found := vocabulary("supervision").equal(one))), None)
    concept = vocabulary("supervision").get(code or "")
    if concept is None:
        return {}
    recording = {key: _PARAGRAPH.join(text.split(_PARAGRAPH)[1:]) for key, text in texts.items()}
    both = {key: concept.details[key] for key in ("supervised", "identity_verified")}
    return stated({**both, "recording": stated(recording)})


def prerequisites_tree(texts: Texts) -> Tree:
    """Return what one needs to enrol."""
    if texts and all(NO_PREREQUISITES.get(language) == text for language, text in texts.items()):
        return {"none": "true"}
    return stated({"text": texts})


def admission_tree(texts: Texts) -> Tree:
    """Return who can join."""
    is_open = any(text.split(_PARAGRAPH)[0] == EVERYONE.get(language) for language, text in texts.items())
    said = {key: _PARAGRAPH.join(one for one in text.split(_PARAGRAPH) if one != EVERYONE.get(key))
            for key, text in texts.items()}  # fmt: skip
    return stated({"everyone": "true" if is_open else None, "text": stated(said)})
