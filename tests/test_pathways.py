"""Which tiers of a pathway somebody has reached: n of m over several tiers, in whatever order things stand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalogue.pathways import Counted, Needed, PathwaySummary, Stack, TierSummary, reached, summarise_pathway
from generator.records.pathway import Pathway
from tests import record_cases
from tests.builders import catalogue_of_files

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from generator.catalogue.graph import Catalogue

KEYS = [f"college/course-{number}" for number in range(6)]
CREDITS = {key: Decimal(number) / 2 for number, key in enumerate(KEYS)}


def uuid(key: str) -> str:
    return f"uuid of {key}"


def a_stack(tiers: Sequence[TierSummary]) -> Stack:
    pathway = PathwaySummary(
        provider="college",
        id="steps",
        uuid="uuid",
        checked=None,
        references=(),
        digest="digest",
        shown="shown",
        formerly=(),
        status="published",
        title={"en": "Steps"},
        receiver="college",
        replaced_by=None,
        valid_until=None,
        tiers=tuple(tiers),
    )
    counted = {key: Counted(uuid(key), "college", key, {"en": key}, ("ects", str(CREDITS[key]))) for key in KEYS}
    return Stack(pathway, counted)


def a_tier(number: int, requires: Sequence[Needed], award: str = "") -> TierSummary:
    return TierSummary(f"tier-{number}", {"en": f"Tier {number}"}, award, tuple(requires))


@st.composite
def needs(draw: st.DrawFn, number: int) -> Needed:
    """Draw a requirement of the tier with this number."""
    form = draw(st.sampled_from(["choice", "credits", "tier", "text"] if number else ["choice", "credits", "text"]))
    if form == "tier":
        return Needed(tier=f"tier-{draw(st.integers(0, number - 1))}")
    if form == "text":
        return Needed()
    of = tuple(draw(st.lists(st.sampled_from(KEYS), min_size=1, unique=True)))
    if form == "credits":
        return Needed(of=of, credits=("ects", str(draw(st.integers(0, 8)))))
    return Needed(choose=draw(st.integers(1, len(of))), of=of)


@st.composite
def stacks(draw: st.DrawFn) -> Stack:
    tiers = []
    for number in range(draw(st.integers(1, 4))):
        requires = [draw(needs(number)) for _ in range(draw(st.integers(1, 3)))]
        tiers.append(a_tier(number, requires, draw(st.sampled_from(["", *KEYS]))))
    return a_stack(tiers)


HELD = st.sets(st.sampled_from([uuid(key) for key in KEYS]))
CONFIRMED = st.sets(st.sampled_from([f"tier-{number}" for number in range(4)]))


def expected(stack: Stack, held: set[str], confirmed: set[str]) -> set[str]:
    """Say which tiers are reached by trying every choice that a requirement allows."""

    def chosen(needed: Needed) -> bool:
        if needed.credits:
            of_all = [one for size in range(len(needed.of) + 1) for one in combinations(needed.of, size)]
            enough = [one for one in of_all if sum(CREDITS[key] for key in one) >= int(needed.credits[1])]
        else:
            enough = list(combinations(needed.of, needed.choose))
        return any({uuid(key) for key in one} <= held for one in enough)

    def is_reached(tier: TierSummary) -> bool:
        if tier.award and uuid(tier.award) in held:
            return True
        by_id = {one.id: one for one in stack.pathway.tiers}
        return all(
            is_reached(by_id[one.tier]) if one.tier else chosen(one) if one.of else tier.id in confirmed
            for one in tier.requires
        )

    return {tier.id for tier in stack.pathway.tiers if is_reached(tier)}


@pytest.mark.slow
@given(stacks(), HELD, CONFIRMED)
def test_it_equals_trying_every_choice(stack: Stack, held: set[str], confirmed: set[str]) -> None:
    assert set(reached(stack, held, confirmed)) == expected(stack, held, confirmed)


@pytest.mark.slow
@given(stacks(), HELD, HELD, CONFIRMED, CONFIRMED)
def test_who_holds_more_has_reached_no_less(
    stack: Stack, held: set[str], more: set[str], confirmed: set[str], further: set[str]
) -> None:
    assert set(reached(stack, held, confirmed)) <= set(reached(stack, held | more, confirmed | further))


@pytest.mark.slow
@given(stacks(), HELD, CONFIRMED, st.randoms(use_true_random=False))
def test_order_of_credentials_and_requirements_does_not_matter(
    stack: Stack, held: set[str], confirmed: set[str], chance: object
) -> None:
    assert hasattr(chance, "shuffle")
    tiers = []
    for tier in stack.pathway.tiers:
        requires = [replace(one, of=tuple(chance.sample(one.of, len(one.of)))) for one in tier.requires]  # type: ignore[attr-defined]  # a random.Random
        chance.shuffle(requires)
        tiers.append(replace(tier, requires=tuple(requires)))
    assert reached(a_stack(tiers), held, confirmed) == reached(stack, held, confirmed)


@pytest.mark.deep
@settings(max_examples=20_000)
@given(stacks(), HELD, CONFIRMED)
def test_it_equals_trying_every_choice_many_times(stack: Stack, held: set[str], confirmed: set[str]) -> None:
    assert set(reached(stack, held, confirmed)) == expected(stack, held, confirmed)


def test_two_of_three_then_credits_then_a_text() -> None:
    stack = a_stack(
        [
            a_tier(0, [Needed(choose=2, of=tuple(KEYS[1:4]))]),
            a_tier(1, [Needed(tier="tier-0"), Needed(of=tuple(KEYS), credits=("ects", "4"))]),
            a_tier(2, [Needed(tier="tier-1"), Needed()]),
        ]
    )
    assert reached(stack, {uuid(KEYS[1])}) == ()
    assert reached(stack, {uuid(KEYS[1]), uuid(KEYS[3])}) == ("tier-0",)
    assert reached(stack, {uuid(KEYS[1]), uuid(KEYS[3]), uuid(KEYS[5])}) == ("tier-0", "tier-1")
    assert reached(stack, {uuid(key) for key in KEYS}, confirmed={"tier-2"}) == ("tier-0", "tier-1", "tier-2")


def test_credits_of_another_system_count_nothing() -> None:
    stack = a_stack([a_tier(0, [Needed(of=tuple(KEYS), credits=("ecvet", "1"))])])
    assert reached(stack, {uuid(key) for key in KEYS}) == ()


def test_a_credential_that_does_not_exist_cannot_be_held() -> None:
    tier = a_tier(0, [Needed(choose=2, of=(KEYS[0], "college/gone"))])
    assert reached(a_stack([tier]), {uuid(KEYS[0]), "uuid of college/gone"}) == ()


# ----------------------------------------------------------------------------------------------- what a record names


def catalogue(folder: Path, name: str = "pathway-of-three-tiers") -> Catalogue:
    return catalogue_of_files(record_cases.lay_out("valid", name, folder), folder / "cache")


TIDY, CLEAN, BASICS, CERTIFICATE = (
    "99d2c3b4-4a59-4e68-8f77-000000000001",
    "99d2c3b4-4a59-4e68-8f77-000000000002",
    "44d2c3b4-4a59-4e68-8f77-000000000005",
    "99d2c3b4-4a59-4e68-8f77-000000000003",
)


def test_a_pathway_counts_offers_and_credentials(tmp_path: Path) -> None:
    stack = catalogue(tmp_path).stacks["river-college/data-in-steps"]
    assert {key: one.uuid for key, one in stack.counted.items()} == {
        "river-college/data-basics": BASICS,
        "river-college/data-evenings": TIDY,
        "river-college/tidy-data": TIDY,
        "river-college/clean-data": CLEAN,
        "river-college/data-certificate": CERTIFICATE,
    }
    assert reached(stack, {BASICS, CLEAN}) == ("first",)
    assert reached(stack, {BASICS, TIDY, CLEAN}) == ("first", "second")
    assert reached(stack, {BASICS, TIDY, CLEAN}, {"third"}) == ("first", "second", "third")
    assert reached(stack, {CERTIFICATE}) == ("first",)


def test_it_knows_where_a_credential_counts_and_where_it_is_given(tmp_path: Path) -> None:
    stack = catalogue(tmp_path).stacks["river-college/data-in-steps"]
    assert [tier.id for tier in stack.tiers_with(TIDY)] == ["first", "second", "third"]
    assert [tier.id for tier in stack.tiers_awarding(CERTIFICATE)] == ["first"]
    assert stack.tiers_with(CERTIFICATE) == stack.tiers_awarding(TIDY) == ()


def test_moving_a_credential_into_a_file_of_its_own_changes_no_pathway(tmp_path: Path) -> None:
    providers = record_cases.lay_out("valid", "pathway-of-three-tiers", tmp_path)
    before = catalogue_of_files(providers, tmp_path / "cache").stacks["river-college/data-in-steps"]
    offer = providers / "river-college/offers/data-basics.yml"
    head, _, rest = offer.read_text(encoding="utf-8").partition("credential:\n")
    inside, _, tail = rest.partition("participation:")
    offer.write_text(f"{head}credential: basics\nparticipation:{tail}", encoding="utf-8")
    own = "".join(line.removeprefix("  ") for line in inside.splitlines(keepends=True))
    file = providers / "river-college/credentials/basics.yml"
    file.write_text(f"id: basics\ntitle: {{en: Data basics}}\n{own}", encoding="utf-8")
    after = catalogue_of_files(providers, tmp_path / "cache").stacks["river-college/data-in-steps"]
    assert after == before


def test_only_published_pathways_are_shown_with_a_credential(tmp_path: Path) -> None:
    found = catalogue(tmp_path)
    assert [one.pathway.key for one in found.stacks_by_credential[TIDY]] == ["river-college/data-in-steps"]
    assert [one.pathway.key for one in found.stacks_by_provider["river-college"]] == [
        "river-college/data-in-steps",
        "river-college/data-of-old",
    ]


def test_receiver_is_the_provider_unless_stated() -> None:
    record = Pathway.model_validate(
        {
            "id": "steps",
            "uuid": "66d2c3b4-4a59-4e68-8f77-000000000006",
            "title": {"en": "Steps"},
            "tiers": [{"id": "one", "title": {"en": "One"}, "requires": [{"of": ["a", "other/b"]}]}],
        }
    )
    summary = summarise_pathway(record, "college", "digest", "shown")
    assert (summary.receiver, summary.references) == ("college", ("college",))
    assert summary.tiers[0].requires == (Needed(choose=2, of=("college/a", "other/b")),)
