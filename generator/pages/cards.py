"""The cards of offers in lists: each is rendered once in a language, however many lists show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.digests import Digested, digest_of
from generator.pages.facts import card

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.catalogue.graph import Catalogue
    from generator.catalogue.summary import OfferSummary
    from generator.pages.render import Renderer

_BASE = "--mc:base--/"
"""Stands in a rendered card for the way from a page to the root of the site."""


@dataclass(frozen=True, slots=True)
class CardOnPage(Digested):
    """The card of an offer on a page, rendered when a template first shows it.

    `digest` tells all that decides what it says: whoever takes a page over needs not render its cards.
    """

    cards: Cards
    offer: OfferSummary
    base: str
    level: int

    @property
    def digest(self) -> str:
        """Return a digest of what the card is made from."""
        return f"{self.cards.digest_of(self.offer)} {self.base} {self.level}"

    def __html__(self) -> Markup:
        """Return the card, as templates ask for it."""
        return self.cards.rendered(self.offer, self.base, self.level)


class Cards:
    """The cards of one language. On a site with eleven axes every offer stands in eleven lists and more."""

    def __init__(self, renderer: Renderer, catalogue: Catalogue, language: str) -> None:
        """Render nothing yet; a card is rendered when a list first shows it."""
        self._renderer = renderer
        self._catalogue = catalogue
        self._language = language
        self._rendered: dict[tuple[str, int], str] = {}
        self._digests: dict[str, str] = {}

    def of(self, offers: Iterable[OfferSummary], base: str, *, level: int = 2) -> tuple[CardOnPage, ...]:
        """Return the cards for a page; `base` leads from it to the root, `level` is that of their headings."""
        return tuple(CardOnPage(self, offer, base, level) for offer in offers)

    def digest_of(self, offer: OfferSummary) -> str:
        """Return a digest of the records that a card shows; the rest is the same for all pages of a build."""
        if offer.key not in self._digests:
            self._digests[offer.key] = digest_of(offer, self._catalogue.provider_by_id[offer.provider])
        return self._digests[offer.key]

    def rendered(self, offer: OfferSummary, base: str, level: int) -> Markup:
        """Return a card for a page."""
        key = (offer.key, level)
        if key not in self._rendered:
            words = self._renderer.words(self._language)
            provider = self._catalogue.provider_by_id[offer.provider]
            view = card(offer, provider, words, self._renderer.as_of, self._renderer.ages)
            self._rendered[key] = self._renderer.content(
                "card.html.j2", self._language, card=view, base=_BASE, level=level
            )
        # It holds only text that was escaped when it was rendered.
        return Markup(self._rendered[key].replace(_BASE, base))  # noqa: S704
