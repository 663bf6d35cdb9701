"""Facts of the European Learning Model as values of records: concepts back to codes, durations to hours, notes to keys.

It is the way back of `feeds.elm_*`, and reads files of others by the same rules. What has no place in a record is
left where it is; whoever calls says so.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from generator.feeds.elm_wording import EVERYONE, LEVEL_WORDS, NO_PREREQUISITES, PRICE_LABELS, STACKING
from generator.importers.resources import Link, Text, part_name
from generator.vocabularies import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

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


def coder(name: str) -> Callable[[str], str | None]:
    """Return what turns the IRI of a concept into its code in a vocabulary, or None."""
    return _codes(name).get


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


def day_of(moment: str) -> str | None:
    """Return the day of an xsd:dateTime; None for what is none in the calendar."""
    try:
        return date.fromisoformat(moment[:10]).isoformat() if re.match(r"\d{4}-\d{2}-\d{2}", moment) else None
    except ValueError:
        return None


def stated(tree: Mapping[str, Any]) -> Tree:
    """Return a tree without what is empty."""
    return {key: value for key, value in tree.items() if value not in (None, "", {}, [], ())}


def organisation_tree(resources: Resources, resource: Resource) -> Tree:
    """Return what is said of an organisation."""
    legal, known_as = resource.texts("legalName"), resource.texts("altLabel")
    preferred = resource.texts("prefLabel")
    location = resources.first(resource, "location")
    identifiers = [
        *(_identifier(one) for one in resources.follow(resource, "identifier")),
        *(_identifier(one) for one in resources.follow(resource, "registration")),
        *(_identifier(one, "vat") for one in resources.follow(resource, "vatIdentifier")),
        *(_identifier(one, "eidas") for one in resources.follow(resource, "eidasLegalIdentifier")),
    ]
    tree: Tree = {
        "name": {**legal, **preferred, **known_as},
        "legal_name": legal if known_as and legal else {},
        "homepage": _address(resources, resource, "homepage"),
        "identifiers": [one for one in identifiers if one],
        "contact": _contact(resources, resource),
        **(_location(resources, location) if location else {}),
    }
    return stated(tree)


def _location(resources: Resources, location: Resource) -> Tree:
    region = location.read("spatialCode", _region)
    address = resources.first(location, "address")
    if address is None:
        return {"region": region}
    country = address.read("countryCode", coder("countries"))
    note = resources.first(address, "fullAddress")
    return {"country": country, "region": region, "address": note.texts("noteLiteral") if note else {}}


def _region(iri: str) -> str | None:
    return iri.rpartition("/")[2] if "/nuts/code/" in iri else None


def _identifier(resource: Resource, scheme: str | None = None) -> Tree | None:
    """Return an identifier, or None, with everything unread, if its scheme is none of ours."""
    name = resource.read("schemeName", vocabulary("identifier-schemes").equal)
    found = scheme or resource.read("schemeId", _scheme) or name
    if found is None:
        return None
    # What else the file says of the register, the register says itself; the country is that of the organisation.
    for beside in ("schemeName", "schemeAgency", "schemeId", "spatial"):
        resource.read_all(beside, str)
    value = resource.text("notation")
    return {"scheme": found, "value": value} if value else None


def _scheme(iri: str) -> str | None:
    """Return the scheme of an identifier by its IRI, or by the address of the register."""
    registers = {one.details["url"]: one.code for one in vocabulary("identifier-schemes") if one.details.get("url")}
    return {"Schac": "schac", "OrgReg": "orgreg"}.get(iri.rpartition("#")[2]) or registers.get(iri)


def _contact(resources: Resources, resource: Resource) -> Tree:
    contact = resources.first(resource, "contactPoint")
    if contact is None:
        return {}
    phone = resources.first(contact, "phone")
    return stated(
        {
            "unit": contact.texts("description"),
            "email": contact.read("emailAddress", lambda mail: mail.removeprefix("mailto:").replace("%40", "@")),
            "phone": phone.text("phoneNumber") if phone else None,
            "page": _address(resources, contact, "contactForm"),
        }
    )


def _address(resources: Resources, resource: Resource, name: str) -> str | None:
    node = resources.first(resource, name)
    return _page(node) if node else None


def _page(node: Resource) -> str | None:
    """Return the address of a web page; its language is that of its texts, which tell it themselves."""
    node.links("language")
    return node.read("contentUrl", lambda address: address.strip() or None)


def addresses_of(resources: Resources, resource: Resource, name: str) -> list[tuple[str, str]]:
    """Return the web addresses of a property, with how the file calls each."""
    found = ((part_name(one.iri), _page(one)) for one in resources.follow(resource, name))
    return [(part, url) for part, url in found if url]


def place_tree(resources: Resources, location: Resource) -> Tree | None:
    """Return a place of learning, if its country is said."""
    found = _location(resources, location)
    if not found.get("country"):
        return None
    return stated({"country": found["country"], "city": location.texts("geographicName"), "address": found["address"]})


def price_tree(resources: Resources, resource: Resource) -> Tree:
    """Return prices by their labels; the only one is that of learning, however it is called. Others stay unread."""
    tree: Tree = {}
    details = resources.follow(resource, "priceDetail")
    priced = [one for one in details if one.values.get("amount")]
    for detail in details:
        key = _price_key(detail, alone=len(priced) == 1)
        if key and key not in tree and (money := _money(resources, detail)):
            tree[key] = money
            _take_label(detail, key)
        tree |= _price_words(detail.texts("description"))
    if "category" not in tree and "learning" in tree and len(priced) == 1:
        tree["category"] = "free" if Decimal(tree["learning"]["amount"]) == 0 else "paid"
    return tree


def _price_key(detail: Resource, *, alone: bool) -> str | None:
    label = {one.text for one in detail.values.get("prefLabel", ()) if isinstance(one, Text)}
    known = next((name for name, texts in PRICE_LABELS.items() if label & set(texts.values())), None)
    return known or ("learning" if alone else None)


def _take_label(detail: Resource, key: str) -> None:
    """Take the label of a price as read if it is ours; what others call it stays unread."""
    detail.read_all("prefLabel", lambda text: text if text in PRICE_LABELS[key].values() else None)


def _money(resources: Resources, detail: Resource) -> Tree | None:
    amount = next((resources.at(one.iri) for one in detail.values.get("amount", ()) if isinstance(one, Link)), None)
    currency = amount.read("unit", coder("currencies")) if amount else None
    value = amount.read("value", _number) if amount and currency else None
    resources.first(detail, "amount")
    return {"amount": value, "currency": currency} if value else None


def _number(text: str) -> str | None:
    return text.strip() if re.fullmatch(r"\d+(\.\d+)?", text.strip()) else None


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
    """Return the level: registered if the file says qualification and the code of its register, else a claimed one.

    Levels that are neither stay unread.
    """
    code = _REGISTER_CODE.search(note.get("en", ""))
    if code and "Qualification" in specification.kinds:
        registered = specification.read("NQFLevel", national_levels().get)
        if registered:
            framework, level = registered
            _same_level(specification, framework, level)
            return {"framework": framework, "level": level, "basis": "registered", "register_code": code[1]}
    claimed = specification.read("educationLevel", national_levels().get)
    if claimed is None:
        return None
    return {"framework": claimed[0], "level": claimed[1], "basis": "claimed"}


def _same_level(specification: Resource, framework: str, level: str) -> None:
    """Take the European level as read if it is that of the national one, and the claim beside it likewise."""
    found = vocabulary("national-frameworks").get(framework)
    eqf = found.eqf.get(level) if found else None
    specification.read("EQFLevel", lambda iri: iri if eqf and coder("eqf-levels")(iri) == eqf else None)
    specification.read("educationLevel", lambda iri: iri if national_levels().get(iri) == (framework, level) else None)


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
