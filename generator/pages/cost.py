"""What an offer costs, and who helps to pay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.pages.parts import Line, Row, Section, line, long, plain, short, stated
from generator.pages.support import support_rows
from generator.pages.told import organisations

if TYPE_CHECKING:
    from datetime import date

    from generator.pages.told import Told
    from generator.records.price import CoFinancing, CoolingOff, EligibleScheme, FurtherCost, Price
    from generator.records.statement import Money


def cost(told: Told, as_of: date) -> Section:
    """Return what an offer costs and who helps to pay, on a day."""
    price = told.offer.price
    category = told.words.term("price-categories", price.category) if price and price.category else ""
    rows = (
        *stated(Row(told.words.gettext("Price category"), plain(category))),
        *_amounts(price, told),
        *_travel(price, told),
        *_money_back(price, told),
        *_help(told, as_of),
        *(row for row in (*_further_rows(price, told), *_help_rows(told)) if row.lines),
    )
    return Section("cost", told.words.gettext("What does it cost?"), rows)


def _help(told: Told, as_of: date) -> tuple[Row, ...]:
    """Return the support one can ask for; that nobody says anything of it is a question, unless nothing costs."""
    rows = support_rows(told, as_of)
    none = Row(told.words.gettext("Support you can ask for"), (), asks="support")
    helped = rows or told.offer.eligible_for or told.summary.is_free
    return rows if helped else (none,)


def _amounts(price: Price | None, told: Told) -> tuple[Row, ...]:
    """Return what is paid for what; of what is free altogether nothing else has to be said."""
    _ = told.words.gettext
    credential = Row(_("Assessment and credential"), plain(_for_credential(price, told)), asks="credential-price")
    rows = (
        Row(
            _("Learning"),
            plain(amount(price.learning if price else None, told), _period(price, told)),
            asks="learning-price",
        ),
        *((credential,) if told.credential or credential.lines else ()),
        Row(_("Application"), plain(amount(price.application if price else None, told)), asks="application-price"),
    )
    no_course = Row(_("Learning"), plain(_("There is no course to pay for")))
    if told.summary.has_no_course and not rows[0].lines:
        rows = (no_course, *rows[1:])
    return tuple(row for row in rows if row.lines or not told.summary.is_free)


def _for_credential(price: Price | None, told: Told) -> str:
    """Return what assessment and credential cost; nothing beside a price of the learning means that they are in it."""
    if price is None or price.credential is None:
        return ""
    is_paid = price.learning is not None and float(price.learning.amount) > 0
    if is_paid and float(price.credential.amount) == 0:
        return told.words.gettext("Included in the price of the learning")
    return amount(price.credential, told)


def _travel(price: Price | None, told: Told) -> tuple[Row, ...]:
    """Return what else one pays for to be there; what is wholly online leaves nothing open."""
    _, words, offer = told.words.gettext, told.words, told.offer
    further = tuple(line for one in (price.further_costs if price else ()) for line in _further_cost(one, told))
    days = offer.participation.onsite_days if offer.participation else None
    on_site = words.ngettext("{number} day on site", "{number} days on site", days) if days else ""
    row = Row(_("Travel, nights, materials"), further, asks="further-costs")
    return (
        *stated(Row(_("Days on site"), plain(on_site))),
        *((row,) if further or told.summary.mode != "online" else ()),
    )


def _money_back(price: Price | None, told: Told) -> tuple[Row, ...]:
    """Return when money is paid back; where nothing is paid, nobody asks."""
    _ = told.words.gettext
    rows = (
        Row(_("Refund"), long(price.refund if price else None, told.words), asks="refund"),
        Row(
            _("Withdrawing from the contract"),
            _cooling_off(price.cooling_off if price else None, told),
            asks="cooling-off",
        ),
    )
    return tuple(row for row in rows if row.lines or not told.summary.is_free)


def _period(price: Price | None, told: Told) -> str:
    """Say for how long the price of a subscription pays."""
    if price is None or price.period is None:
        return ""
    return told.words.gettext("for each period of {duration}").format(duration=told.words.duration(price.period))


def _further_rows(price: Price | None, told: Told) -> tuple[Row, ...]:
    """Return what few records say about the price."""
    if price is None:
        return ()
    _, words = told.words.gettext, told.words
    taxes = {"included": _("included in the amounts"), "excluded": _("comes on top"), "exempt": _("none is due")}
    return (
        Row(_("All in all"), plain(amount(price.total, told))),
        Row(_("Value added tax"), plain(taxes[price.vat]) if price.vat else ()),
        Row(_("Paying in parts"), short(price.instalments, words)),
        Row(_("Note"), long(price.note, words)),
    )


def _further_cost(cost: FurtherCost, told: Told) -> tuple[Line, ...]:
    _, words = told.words.gettext, told.words
    item = words.term("cost-items", cost.item)
    stated = _("{item}: {amount}").format(item=item, amount=amount(cost.cost, told)) if cost.cost else item
    return (*plain(stated), *short(cost.text, words))


def _cooling_off(stated: CoolingOff | None, told: Told) -> tuple[Line, ...]:
    if stated is None:
        return ()
    words, days = told.words, stated.days
    within = words.ngettext("within {number} day", "within {number} days", days) if days is not None else ""
    return (*short(stated.not_applicable, words), *plain(within), *long(stated.text, words))


def _help_rows(told: Told) -> tuple[Row, ...]:
    """Return who helps to pay: schemes of the learner, funds of the provider."""
    _, offer = told.words.gettext, told.offer
    return (
        Row(_("Schemes you can pay with"), tuple(line for one in offer.eligible_for for line in _scheme(one, told))),
        Row(_("Co-financed by"), tuple(line for one in offer.co_financed_by for line in _fund(one, told))),
    )


def _scheme(scheme: EligibleScheme, told: Told) -> tuple[Line, ...]:
    _, words = told.words.gettext, told.words
    name = words.text(scheme.name)
    kind = words.term("scheme-types", scheme.type)
    href = scheme.page or ""
    source = (Line(_("Source"), href=scheme.source),) if scheme.source else ()
    first = line(name, words, href=href) if name else Line(kind, href=href)
    country = words.country_name(scheme.country) if scheme.country else ""
    checked = _("checked on {date}").format(date=words.date(scheme.checked)) if scheme.checked else ""
    return (first, *plain(kind if name else "", country), *source, *plain(checked))


def _fund(financing: CoFinancing, told: Told) -> tuple[Line, ...]:
    """Return the statement that a fund requires, and what it pays."""
    _, words = told.words.gettext, told.words
    share = _("{percent} % of the cost").format(percent=words.number(financing.share)) if financing.share else ""
    project = _("Project {number}").format(number=financing.project) if financing.project else ""
    return (
        *short(financing.statement, words),
        Line(words.term("funds", financing.fund), href=financing.page or ""),
        *short(financing.programme, words),
        *(organisations(told, [financing.funder]) if financing.funder else ()),
        *plain(project, share),
    )


def amount(money: Money | None, told: Told) -> str:
    if money is None:
        return ""
    return told.words.gettext("Free") if float(money.amount) == 0 else told.words.money(money.amount, money.currency)
