"""The cards of offers in lists: each is rendered once in a language, however many lists show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.pages.facts import card

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.catalogue.graph import Catalogue
    from generator.catalogue.summary import OfferSummary
    from generator.pages.render import Renderer

_BASE = "--mc:base--/"
"""Stands in a rendered card for the way from a page to the root of the site."""


class Cards:
    """The cards of one language. On a site with eleven axes every offer stands in eleven lists and more."""

    def __init__(self, renderer: Renderer, catalogue: Catalogue, language: str) -> None:
        """Render nothing yet; a card is rendered when a list first shows it."""
        self._renderer = renderer
        self._catalogue = catalogue
        self._language = language
        self._rendered: dict[tuple[str, int], str] = {}

    def of(self, offers: Iterable[OfferSummary], base: str, *, level: int = 2) -> tuple[Markup, ...]:
        """Return the cards for a page; `base` leads from it to the root, `level` is that of their headings."""
        # A card holds only text that was escaped when it was rendered.
        return tuple(Markup(self._card(offer, level).replace(_BASE, base)) for offer in offers)  # noqa: S704

    def _card(self, offer: OfferSummary, level: int) -> str:
        key = (offer.key, level)
        if key not in self._rendered:
            words = self._renderer.words(self._language)
            provider = self._catalogue.provider_by_id[offer.provider]
            view = card(offer, provider, words, self._renderer.as_of, self._renderer.ages)
            self._rendered[key] = self._renderer.content(
                "card.html.j2", self._language, card=view, base=_BASE, level=level
            )
        return self._rendered[key]
