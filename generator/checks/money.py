"""The price category and the amounts say the same."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from generator.checks.places import value_at
from generator.diagnostics import Diagnostic, Severity, define_rule
from generator.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.records.offer import Offer
    from generator.records.yaml import Document

FREE_WITH_AMOUNT = define_rule(
    "OFF008",
    Severity.ERROR,
    "A free offer with an amount to pay",
    reason="Somebody who chose it because it is free would be asked for money.",
    remedy="Write `category: paid` or `category: partly-free`, or correct the amount.",
)
PAID_WITHOUT_AMOUNT = define_rule(
    "OFF009",
    Severity.WARNING,
    "A paid offer whose amounts are all 0",
    reason="0 says that it costs nothing; an unknown price is left out.",
    remedy="Write the amount, delete the lines if it is unknown, or write `category: free`.",
)

AMOUNTS = ("learning", "credential", "application")


def free_of_charge(offer: Offer, document: Document) -> Iterator[Diagnostic]:
    """What is free costs nothing at any stage."""
    if offer.price is None or offer.price.category != "free":
        return
    for name, amount in _amounts(offer).items():
        if amount > 0:
            message = say("expected 0 beside `category: free`, got {amount}", amount=str(amount))
            yield Diagnostic(FREE_WITH_AMOUNT, value_at(document, ("price", name, "amount")), message)


def paid(offer: Offer, document: Document) -> Iterator[Diagnostic]:
    """What is paid does not cost 0 at every stage."""
    amounts = _amounts(offer)
    if offer.price and offer.price.category == "paid" and "learning" in amounts and not any(amounts.values()):
        message = say("expected an amount above 0 beside `category: paid`, got only 0")
        yield Diagnostic(PAID_WITHOUT_AMOUNT, value_at(document, ("price", "learning", "amount")), message)


def _amounts(offer: Offer) -> Mapping[str, Decimal]:
    stated = {name: getattr(offer.price, name, None) for name in AMOUNTS}
    return {name: Decimal(money.amount) for name, money in stated.items() if money is not None}
