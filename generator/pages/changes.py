"""What two versions of an offer say differently, in the words of its page.

Both versions go through the functions that make the page: what the page can say can also be told as changed, under the
same labels. What depends on the day of the build or on other records is the same for both.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from generator.catalogue.freshness import Freshness
from generator.catalogue.record_summary import full_key
from generator.catalogue.summary import ProviderSummary
from generator.pages import statements
from generator.pages.cost import cost
from generator.pages.evidence import claim_view
from generator.pages.parts import Line, Row, long, plain, short
from generator.pages.questions import good, join, recognised, understand, validation
from generator.pages.recognition import recognition_views
from generator.pages.related import Related
from generator.pages.runs import run_view
from generator.pages.trust import trust

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from generator.pages.told import Lines, Told
    from generator.records.delivery import Run

LONG = 200
"""A text of more letters is not repeated: it is said that it changed."""

MOST_LINES = 5
"""So many lines of a row are told on each side."""

ANY_DAY = date(2000, 1, 1)
"""What is compared says nothing that depends on the day."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed: what the page said of it before and now, or `lines` that say what happened."""

    label: str
    old: Lines = ()
    new: Lines = ()
    lines: Lines = ()


def changes(old: Told, new: Told) -> tuple[Change, ...]:
    """Return what changed from one version of an offer to another, the most important first."""
    before, now = _alone(old), _alone(new)
    return tuple(change for part in PARTS if part.may_differ(before, now) for change in part.told(before, now))


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page, and the keys of the record that decide what it says: most commits change one or two."""

    keys: tuple[str, ...]
    told: Callable[[Told, Told], Iterable[Change]]

    def may_differ(self, old: Told, new: Told) -> bool:
        """Tell whether two versions differ in any of the keys."""
        return any(getattr(old.offer, key) != getattr(new.offer, key) for key in self.keys)


def _by_rows(rows: Callable[[Told], Iterable[Row]], *keys: str) -> Part:
    return Part(keys, lambda old, new: _rows(rows(old), rows(new), new))


def _alone(told: Told) -> Told:
    """Return an offer without what other records say, except of the support and the organisations that it names.

    Organisations are called by their present names also where an old version has a former id of theirs.
    """
    keys = {full_key(one, told.summary.provider) for one in told.offer.support}
    support = tuple(one for one in told.related.support if one.summary.key in keys)
    known = told.providers.values()
    former = {name: one for one in known if isinstance(one, ProviderSummary) for name in one.formerly}
    return replace(
        told,
        providers={**former, **told.providers},
        own_page=None,
        siblings=(),
        related=Related(stacks=told.related.stacks, support=support),
    )


def _status(old: Told, new: Told) -> Iterator[Change]:
    """Say that an offer was paused, withdrawn or published again, and why; or that only the reason changed."""
    _, words, offer = new.words.gettext, new.words, new.offer
    said = {
        "paused": _("This offer was paused"),
        "withdrawn": _("This offer was withdrawn"),
        "published": _("Published again"),
    }
    reason = short(offer.reason, words)
    day = _("Withdrawn on {date}").format(date=words.date(offer.withdrawn_on)) if offer.withdrawn_on else ""
    if old.offer.status != offer.status:
        yield Change(said.get(offer.status) or words.term("statuses", offer.status), lines=(*plain(day), *reason))
    else:
        yield from _rows([Row(_("Reason"), short(old.offer.reason, words))], [Row(_("Reason"), reason)], new)
    if offer.replaced_by and old.offer.replaced_by != offer.replaced_by:
        yield Change(_("Another offer was named in its place"))


def _price(told: Told) -> list[Row]:
    _ = told.words.gettext
    whole, parts = _("Price category"), cost(told, ANY_DAY).rows
    return [row if row.label == whole else _grouped(_("Price"), [row], told)[0] for row in parts]


def _grouped(group: str, rows: Iterable[Row], told: Told) -> list[Row]:
    """Return rows that say where on the page they stand."""
    pattern = told.words.gettext("{group}: {said}")
    return [replace(row, label=pattern.format(group=group, said=row.label)) for row in rows]


def _runs(old: Told, new: Told) -> Iterator[Change]:
    """Tell dates that came or went, then what changed about those that stayed."""
    _ = new.words.gettext
    before, now = ({run.id: run for run in told.offer.runs} for told in (old, new))
    came = [_line_of(run, new) for key, run in now.items() if key not in before]
    went = [_line_of(run, old) for key, run in before.items() if key not in now]
    # The same days under another id are no news.
    gone, here = [one for one in went if one not in came], [one for one in came if one not in went]
    if gone or here:
        yield Change(_("Dates"), _several(gone, new), _several(here, new))
    for key in (key for key in now if key in before):
        yield from _state(before[key], now[key], new)
        yield from _rows(_run(before[key], old, now[key]), _run(now[key], new, now[key]), new)


def _state(old: Run, new: Run, told: Told) -> Iterator[Change]:
    """Tell that a run was called off or is full, or no longer is; what else is known of it stands in its details."""
    _, words = told.words.gettext, told.words
    before, now = ((run.status or "") if run.status in ("full", "cancelled") else "" for run in (old, new))
    if before != now:
        label = _("{group}: {said}").format(group=run_view(new, told, ANY_DAY).when, said=_("State"))
        said = plain(words.term("run-statuses", now) if now else "")
        yield Change(label, plain("" if now else words.term("run-statuses", before)), lines=said)


def _line_of(run: Run, told: Told) -> Line:
    """Return a run in one line: when it is, and until when one can apply."""
    view = run_view(run, told, ANY_DAY)
    by = told.words.gettext("apply by {date}").format(date=view.apply_by) if view.apply_by else ""
    return Line(" · ".join(filter(None, (view.when, by))))


def _run(run: Run, told: Told, present: Run) -> list[Row]:
    """Return what is said of a run, under the days that it has at present."""
    _ = told.words.gettext
    view = run_view(run, told, ANY_DAY)
    named = run_view(present, told, ANY_DAY).when
    rows = (Row(_("Apply by"), plain(view.apply_by)), Row(_("Details"), view.rows))
    return [Row(_("Dates"), plain(view.when)), *_grouped(named, rows, told)]


def _without_course(told: Told) -> list[Row]:
    view = validation(told)
    stages = (line for name, text in view.stages for line in (*plain(name), *text))
    terms = (line for row in view.terms for line in row.lines)
    return [Row(told.words.gettext("Can I get it without the course?"), (*view.answer, *stages, *terms))]


def _recognised(old: Told, new: Told) -> Iterator[Change]:
    return _named(new.words.gettext("Where it is recognised"), _recognition(old), _recognition(new), new)


def _recognition(told: Told) -> dict[str, Lines]:
    """Return the terms of recognition by who recognises the credential as what."""
    pattern = told.words.gettext("{group}: {said}")
    terms: dict[str, Lines] = {}
    for one in recognition_views(told, ANY_DAY):
        name = pattern.format(group=" ".join(each.text for each in one.receiver), said=one.effect)
        source = (Line(told.words.gettext("Source"), href=one.source),) if one.source else ()
        terms[name] = (*terms.get(name, ()), *one.lines, *plain(one.asserter, one.checked), *source)
    return terms


def _heading(told: Told) -> list[Row]:
    _, words, offer = told.words.gettext, told.words, told.offer
    return [
        Row(_("Title"), short(offer.title, words)),
        Row(_("In one line"), short(offer.summary, words)),
        Row(_("Kind"), plain(words.term("kinds", offer.kind))),
    ]


def _quality(old: Told, new: Told) -> Iterator[Change]:
    return _named(new.words.gettext("Quality assurance"), _claims(old), _claims(new), new)


def _claims(told: Told) -> dict[str, Lines]:
    """Return the claims about quality by their frameworks."""
    claims: dict[str, Lines] = {}
    for one in (claim_view(claim, told.words) for claim in statements.quality_claims(told)):
        source = (Line(told.words.gettext("Source"), href=one.source),) if one.source else ()
        claims[one.framework] = (*claims.get(one.framework, ()), *one.lines, *plain(one.asserter, one.checked), *source)
    return claims


def _named(label: str, old: Mapping[str, Lines], new: Mapping[str, Lines], told: Told) -> Iterator[Change]:
    """Tell which names came and went, then what changed about those that stayed."""
    yield from _row(label, plain(*old), plain(*new), told)
    kept = [key for key in new if key in old]
    before, now = (_grouped(label, (Row(key, side[key]) for key in kept), told) for side in (old, new))
    yield from _rows(before, now, told)


def _trusted(told: Told) -> list[Row]:
    unconfirmed = replace(told, offer=told.offer.model_copy(update={"checked": None}))
    return list(trust(unconfirmed, Freshness.FRESH).rows)


def _texts(told: Told) -> list[Row]:
    """Return the long texts, the outcomes, and where the provider's own pages are."""
    _, words, offer = told.words.gettext, told.words, told.offer
    outcomes = told.credential.learning_outcomes if told.credential else ()
    links = offer.links
    apply, page = (links.apply, links.page) if links else (None, None)
    image = short(offer.image.alt, words) if offer.image else ()
    return [
        Row(_("Description"), long(offer.description, words)),
        Row(_("What you will be able to do"), tuple(line for one in outcomes for line in short(one.text, words))),
        Row(_("Shown by"), tuple(line for one in outcomes for line in long(one.criteria, words))),
        Row(_("Apply at the provider"), (Line(_("Link"), href=apply),) if apply else ()),
        Row(_("Page of the provider"), (Line(_("Link"), href=page),) if page else ()),
        Row(_("Picture"), tuple(replace(one, href=offer.image.file) for one in image) if offer.image else ()),
    ]


def _confirmed(old: Told, new: Told) -> Iterator[Change]:
    _, words = new.words.gettext, new.words
    before, now = old.offer.checked, new.offer.checked
    if now is not None and (before is None or before < now):
        yield Change(_("Confirmed by the provider"), lines=plain(words.date(now)))
    elif before != now:
        days = (plain(words.date(day)) if day else _nothing(new) for day in (before, now))
        yield Change(_("Record confirmed by the provider"), *days)


def _rows(old: Iterable[Row], new: Iterable[Row], told: Told) -> Iterator[Change]:
    """Compare rows that have the same label."""
    before, now = ({row.label: row.lines for row in rows} for rows in (old, new))
    for label in dict.fromkeys((*now, *before)):
        yield from _row(label, before.get(label, ()), now.get(label, ()), told)


def _row(label: str, old: Lines, new: Lines, told: Told) -> Iterator[Change]:
    """Tell the lines of a row that went and came; long texts are only mentioned."""
    seen = {_seen(one) for one in old}, {_seen(one) for one in new}
    went, came = [one for one in old if _seen(one) not in seen[1]], [one for one in new if _seen(one) not in seen[0]]
    if not went and not came:
        return
    gone, here = [one for one in went if not _is_long(one)], [one for one in came if not _is_long(one)]
    said = plain(_of_texts(len(went) > len(gone), len(came) > len(here), told))
    if gone and [one.text for one in gone] == [one.text for one in here]:
        said = (*said, Line(told.words.gettext("The link was changed")))
        gone, here = [], []
    before = _several(gone, told) if old or not here else _nothing(told)
    now = _several(here, told) if new or not gone else _nothing(told)
    yield Change(label, before, now, said)


def _seen(line: Line) -> tuple[str, str]:
    """Return what a reader makes out of a line: its text, and where it leads outside."""
    return line.text, line.href


def _is_long(line: Line) -> bool:
    return line.html is not None or len(line.text) > LONG


def _of_texts(went: bool, came: bool, told: Told) -> str:
    _ = told.words.gettext
    if went and came:
        return _("The text was changed")
    if came:
        return _("A text was added")
    return _("A text was removed") if went else ""


def _several(lines: list[Line], told: Told) -> Lines:
    """Return the first lines, and how many more there are; nothing of what they lead to."""
    bare = tuple(Line(one.text, language=one.language) for one in lines[:MOST_LINES])
    more = len(lines) - MOST_LINES
    return (*bare, *plain(told.words.ngettext("and {number} more", "and {number} more", more) if more > 0 else ""))


def _nothing(told: Told) -> Lines:
    return plain(told.words.gettext("Not stated"))


PARTS = (
    Part(("status", "reason", "replaced_by"), _status),
    _by_rows(_price, "price", "support", "eligible_for", "co_financed_by", "participation"),
    Part(("runs",), _runs),
    Part(("recognition",), _recognised),
    _by_rows(lambda told: recognised(told).rows, "credential"),
    _by_rows(_without_course, "validation"),
    _by_rows(_heading, "title", "summary", "kind"),
    _by_rows(
        lambda told: (*understand(told).rows, *join(told).rows),
        *("market_title", "field", "type", "learning_setting", "credential", "hours", "duration", "duration_text"),
        *("teaching_languages", "participation", "prerequisites", "who_can_join", "target_groups"),
        *("target_group_types", "occupations", "accessibility", "accessibility_note", "technical_requirements"),
    ),
    _by_rows(lambda told: good(told).rows, "credential"),
    Part(("credential",), _quality),
    _by_rows(_trusted, "credential", "delivered_by", "co_creators", "code", "translations", "licence"),
    _by_rows(_texts, "description", "credential", "links", "image"),
    Part(("checked",), _confirmed),
)
"""All of a page in the order of what matters to a learner."""
