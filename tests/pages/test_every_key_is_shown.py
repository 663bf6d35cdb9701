"""What a record states is read by somebody: each text and address of each key stands on its page.

The records are made from the models: every key is there, each text is a word of its own. A key that is added and
never shown fails here.
"""

from __future__ import annotations

import typing
from dataclasses import fields, is_dataclass
from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from generator.catalogue.recognition import summarise_recognition
from generator.catalogue.summary import summarise_credential, summarise_provider
from generator.catalogue.support import summarise_support
from generator.pages.credential_page import CredentialInPlace, credential_view
from generator.pages.offer_page import offer_view
from generator.pages.provider_page import Given, provider_view
from generator.pages.recognition import statement_view
from generator.pages.related import StatementInPlace, SupportInPlace
from generator.pages.support import support_view
from generator.pages.told import Told
from generator.records.credential import CredentialRecord
from generator.records.offer import Offer
from generator.records.provider import Provider
from generator.records.recognition import RecognitionStatement
from generator.records.support import LearnerSupport
from generator.words import Words
from tests.builders import a_catalogue, a_provider, some_settings
from tests.site.serving import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENGLISH = Words("en", ROOT / "theme" / "locale")
TODAY = date(2026, 11, 20)

ELSEWHERE = {
    "keywords": "is what search finds",
    "formerly": "leads to the present address",
    "source": "is told of what was taken from a list",
    "image": "is shown as a picture",
    "logo": "is shown as a picture",
    "domains": "is what links are compared with",
    "maintainers": "is for editors",
    "replaced_by": "is a link to the offer that is there",
    "reason": "is told of paused and withdrawn offers",
    "credential.changes": "is told of versions",
    "changes": "is told of versions",
    "credential.stackability.towards": "is a link to the pathway that is there",
    "stackability.towards": "is a link to the pathway that is there",
    "support": "is a link to the record that is there",
    "price.category": "decides between free and paid",
    "removal": "leaves nothing else on the page: see test_remove",
}
"""Paths of keys that other pages, or other states of a record, show."""

ALONE = {"not_applicable", "none"}
"""Keys beside which nothing else may stand."""


class Maker:
    """Makes a value for every key of a model, and remembers the texts that should be found again."""

    def __init__(self) -> None:
        """Begin without texts."""
        self.expected: dict[str, str] = {}
        self._number = count(1)

    def record(self, model: type[BaseModel], path: str = "") -> dict[str, Any]:
        """Return a record with every key that is shown."""
        made = {}
        for name, field in model.model_fields.items():
            here = f"{path}.{name}".lstrip(".")
            if name not in ALONE and here not in ELSEWHERE:
                made[name] = self._value(field.annotation, (field.examples or [None])[0], here)
        return made

    def _value(self, annotation: Any, example: Any, path: str) -> Any:
        model = _model_in(annotation)
        if _is_texts(annotation):
            return {"en": self._token(path)}
        if model is not None and not path.endswith("quality_assurance"):
            inner = self.record(model, path)
            return [inner] if _is_list(annotation) else inner
        if model is not None:
            return [self.record(model, path)]
        if isinstance(example, str) and example.startswith("https://"):
            return self._address(path)
        return example

    def _token(self, path: str) -> str:
        self.expected[path] = f"Wort{next(self._number)}e"
        return self.expected[path]

    def _address(self, path: str) -> str:
        self.expected[path] = f"https://example.org/{next(self._number)}/page"
        return self.expected[path]


def _is_texts(annotation: Any) -> bool:
    return any(typing.get_origin(one) is dict for one in (annotation, *typing.get_args(annotation))) or (
        typing.get_origin(annotation) is typing.Annotated and _is_texts(annotation.__origin__)
    )


def _is_list(annotation: Any) -> bool:
    return typing.get_origin(annotation) is tuple


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, (_model_in(one) for one in typing.get_args(annotation))), None)


def texts(value: Any) -> Iterator[str]:
    """Yield every text of a view."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))
    elif isinstance(value, tuple | list):
        for one in value:
            yield from texts(one)


def missing(maker: Maker, view: object) -> list[str]:
    shown = "\n".join(texts(view))
    return [path for path, text in maker.expected.items() if text not in shown]


def test_every_text_of_an_offer_stands_on_its_page(tmp_path: Path) -> None:
    maker = Maker()
    made = maker.record(Offer) | {"translations": {"en": "machine"}, "keywords": {"en": ["word"]}}
    maker.expected.pop("translations")
    offer = Offer.model_validate(made)
    catalogue = a_catalogue([offer], tmp_path)
    told = Told(offer, catalogue.offers[0], a_provider(), catalogue.provider_by_id, ENGLISH)
    assert missing(maker, offer_view(told, some_settings(), TODAY, None)) == []


def test_every_text_of_a_provider_stands_on_its_page() -> None:
    maker = Maker()
    made = maker.record(Provider) | {"translations": {"en": "machine"}}
    maker.expected.pop("translations")
    provider = Provider.model_validate(made)
    summary = summarise_provider(provider, "", "")
    view = provider_view(provider, summary, Given(), {}, ENGLISH, some_settings(), TODAY)
    assert missing(maker, view) == []


def test_every_text_of_a_credential_stands_on_its_page() -> None:
    maker = Maker()
    made = maker.record(CredentialRecord) | {"translations": {"en": "machine"}}
    maker.expected.pop("translations")
    record = CredentialRecord.model_validate(made)
    summary = summarise_credential(record, "sample-university", "", "", is_present=True)
    here = CredentialInPlace((record,), a_provider(), {summary.provider: summarise_provider(a_provider(), "", "")}, {})
    view = credential_view(record, here, ENGLISH, some_settings(), TODAY)
    assert missing(maker, view) == []


def test_every_text_of_a_statement_of_recognition_stands_on_the_page_of_its_receiver() -> None:
    maker = Maker()
    record = RecognitionStatement.model_validate(maker.record(RecognitionStatement) | {"source": "https://a.example/s"})
    here = StatementInPlace(record, summarise_recognition(record, "sample-university", "", ""))
    view = statement_view(here, {}, ENGLISH, some_settings(), TODAY)
    assert missing(maker, view) == []
    assert "https://a.example/s" in set(texts(view))


def test_every_text_of_support_stands_on_the_page_of_its_provider() -> None:
    maker = Maker()
    made = maker.record(LearnerSupport) | {"source": "https://a.example/s"}
    record = LearnerSupport.model_validate({key: made[key] for key in made if key not in ("share", "at_most")})
    here = SupportInPlace(record, summarise_support(record, "sample-university", "", ""))
    view = support_view(here, {}, ENGLISH, some_settings(), TODAY)
    assert missing(maker, view) == []
    assert "https://a.example/s" in set(texts(view))
