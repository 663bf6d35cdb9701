"""The pages of offers say what changed, as git remembers it; without git they say that nothing is known."""

from __future__ import annotations

import json
import re
import shutil
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING

import pytest

from generator.catalogue import past
from generator.catalogue.history import MOST_CHANGES, histories
from generator.publish.remembered import remember
from generator.records.reader import Reading, read_text
from tests.builders import catalogue_of_files
from tests.pages.rendered import change, page
from tests.repository import ALONE, BASICS, Repository, a_repository

if TYPE_CHECKING:
    from pathlib import Path

    from generator.records.discover import RecordFile
    from generator.records.source import Source

pytestmark = pytest.mark.slow

NOT_KNOWN = "The history of this offer is not available."
PRICE = "kind: micro-credential\n"
PRICED = PRICE + "price: {{category: paid, learning: {{amount: {}, currency: EUR}}}}\n"
OFFER = "offers/river-college/data-basics"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    for name, value in ALONE.items():
        monkeypatch.setenv(name, value)
    return a_repository(tmp_path / "registry")


def told(repository: Repository, address: str = f"en/{OFFER}") -> list[str]:
    """Return what the page of an offer says of its history: a line for each entry with its day, and the sentence."""
    html = page(repository.site(), address).partition('id="changed"')[2].partition("</section>")[0]
    lines = re.split(r'<p class="mc-[^>]*>', re.sub(r"<summary>.*?</summary>", "", html))[1:]
    return [" ".join(re.sub(r"<[^>]*>", "", line).split()) for line in lines]


def days(repository: Repository) -> list[str]:
    html = page(repository.site(), f"en/{OFFER}").partition('id="changed"')[2]
    return re.findall(r'<p class="mc-changes__day"><time datetime="([^"]*)"', html)


def test_an_offer_that_never_changed_has_one_sentence(repository: Repository) -> None:
    repository.commit("2026-02-01")
    assert told(repository) == ["First published here on 1 January 2026. Nothing has been changed since."]
    assert told(repository, f"pl/{OFFER}") == [
        "Po raz pierwszy opublikowano tutaj: 1 stycznia 2026. Od tego czasu nic się nie zmieniło."
    ]


def test_prices_are_told_old_and_new_in_the_words_of_the_page(repository: Repository) -> None:
    repository.change("2026-02-01", PRICE, PRICED.format(50))
    repository.change("2026-03-01", "amount: 50", "amount: 60")
    assert told(repository) == [
        "1 March 2026 Price: Learning: before: €50 → now: €60",
        "1 February 2026 Price category: before: Not stated → now: Paid Price: Learning: before: Not stated → now: €50",
        "First published here on 1 January 2026.",
    ]
    assert told(repository, f"pl/{OFFER}")[0] == "1 marca 2026 Cena: Nauka: przedtem: 50 € → teraz: 60 €"


def test_each_content_is_parsed_once(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []

    def counted(file: RecordFile, source: Source) -> Reading:
        parsed.append(source.text)
        return read_text(file, source)

    monkeypatch.setattr(past, "read_text", counted)
    repository.change("2026-02-01", PRICE, PRICED.format(50))
    repository.change("2026-03-01", "amount: 50", "amount: 60")
    assert len(told(repository)) == 3
    assert len(parsed) == len(set(parsed)) == 3


def test_old_texts_keep_their_language(repository: Repository) -> None:
    repository.change("2026-02-01", "{pl: Podstawy danych, en: Data basics}", "{pl: Podstawy danych}")
    html = page(repository.site(), f"en/{OFFER}").partition('id="changed"')[2]
    assert "<del>Data basics</del>" in html
    assert '<ins><span lang="pl">Podstawy danych</span></ins>' in html


def test_nobody_is_named(repository: Repository) -> None:
    repository.change("2026-02-01", PRICE, PRICED.format(50))
    html = page(repository.site(), f"en/{OFFER}")
    assert "ecret" not in html
    assert "2001" not in html


def test_runs_and_deadlines_are_told(repository: Repository) -> None:
    run = "runs: [{id: one, start: 2027-01-11, apply_by: 2026-12-01}]\n"
    repository.change("2026-02-01", PRICE, PRICE + run)
    repository.change("2026-03-01", "apply_by: 2026-12-01", "apply_by: 2026-12-15")
    repository.change("2026-04-01", "apply_by: 2026-12-15", "apply_by: 2026-12-15, status: cancelled")
    repository.change("2026-05-01", run.replace("12-01", "12-15, status: cancelled"), "")
    assert told(repository)[:4] == [
        "1 May 2026 Dates: removed: from 11 January 2027 · apply by 15 December 2026",
        "1 April 2026 from 11 January 2027: State: Cancelled",
        "1 March 2026 from 11 January 2027: Apply by: before: 1 December 2026 → now: 15 December 2026",
        "1 February 2026 Dates: added: from 11 January 2027 · apply by 1 December 2026",
    ]


def test_what_no_reader_sees_is_left_out(repository: Repository) -> None:
    repository.change("2026-02-01", PRICE, f"# A comment\n{PRICE}")
    repository.change("2026-03-01", "{pl: Porządkuje dane, en: Tidies data}", "{pl: Sprząta dane, en: Tidies data}")
    assert days(repository) == []
    assert told(repository, f"pl/{OFFER}")[0].startswith("1 marca 2026 Co będziesz potrafić: przedtem: Porządkuje dane")


def test_a_confirmation_is_told_as_one(repository: Repository) -> None:
    repository.change("2026-02-01", PRICE, f"{PRICE}checked: 2026-01-30\n")
    repository.change("2026-03-01", "checked: 2026-01-30", "checked: 2026-02-28")
    assert told(repository)[:2] == [
        "1 March 2026 Confirmed by the provider: 28 February 2026",
        "1 February 2026 Confirmed by the provider: 30 January 2026",
    ]


def test_long_texts_are_mentioned_and_not_repeated(repository: Repository) -> None:
    repository.change("2026-02-01", PRICE, f"{PRICE}description: {{en: We begin with a sheet.}}\n")
    repository.change("2026-03-01", "We begin with a sheet.", "We end with a sheet.")
    repository.change("2026-04-01", "description: {en: We end with a sheet.}\n", "")
    assert told(repository)[:3] == [
        "1 April 2026 Description: A text was removed",
        "1 March 2026 Description: The text was changed",
        "1 February 2026 Description: A text was added",
    ]


def test_states_are_told_in_words(repository: Repository) -> None:
    repository.change("2026-02-01", PRICE, f"{PRICE}status: paused\nreason: {{en: Nobody teaches.}}\n")
    repository.change("2026-03-01", "status: paused\nreason: {en: Nobody teaches.}\n", "")
    repository.change("2026-04-01", PRICE, f"{PRICE}status: withdrawn\nwithdrawn_on: 2026-04-01\n")
    assert told(repository)[:3] == [
        "1 April 2026 This offer was withdrawn: Withdrawn on 1 April 2026",
        "1 March 2026 Published again",
        "1 February 2026 This offer was paused: Nobody teaches.",
    ]


def test_renamed_files_and_folders_keep_their_history(repository: Repository) -> None:
    repository.change("2026-02-01", PRICE, PRICED.format(50))
    repository.git("mv", f"providers/{BASICS}", "providers/river-college/offers/data.yml")
    repository.change("2026-03-01", "id: data-basics", "id: data", "river-college/offers/data.yml")
    repository.git("mv", "providers/river-college", "providers/lake-college")
    for file in repository.providers.rglob("*.yml"):
        file.write_text(file.read_text(encoding="utf-8").replace("river-college", "lake-college"), encoding="utf-8")
    change(repository.providers / "lake-college/provider.yml", "country: PL", "formerly: [river-college]\ncountry: PL")
    repository.commit("2026-04-01")
    repository.change("2026-05-01", "amount: 50", "amount: 60", "lake-college/offers/data.yml")
    assert [line.partition(" 2026")[0] for line in told(repository, "en/offers/lake-college/data")] == [
        "1 May",
        "1 February",
        "First published here on 1 January",
    ]


def test_a_record_that_took_the_place_of_another_has_a_history_of_its_own(repository: Repository) -> None:
    repository.change("2026-02-01", PRICE, PRICED.format(50))
    repository.change("2026-03-01", "33d2c3b4-4a59", "99d2c3b4-4a59")
    repository.change("2026-04-01", "amount: 50", "amount: 60")
    assert told(repository) == [
        "1 April 2026 Price: Learning: before: €50 → now: €60",
        "First published here on 1 March 2026.",
    ]


def test_a_draft_was_not_published(repository: Repository) -> None:
    change(repository.providers / BASICS, PRICE, f"{PRICE}status: draft\n")
    repository.commit("2026-02-01")
    repository.change("2026-03-01", "status: draft", "status: published")
    repository.change("2026-04-01", PRICE, PRICED.format(50))
    shutil.copytree(repository.providers, copy := repository.root / "copy/providers")
    drafted = Repository(copy.parent, copy)
    drafted.git("init", "--quiet")
    change(copy / BASICS, "status: published", "status: draft")
    drafted.commit("2026-05-01")
    drafted.change("2026-06-01", "status: draft", "status: published")
    assert told(drafted) == ["First published here on 1 June 2026. Nothing has been changed since."]
    assert [line.partition(" Price")[0] for line in told(repository)] == [
        "1 April 2026",
        "First published here on 1 January 2026.",
    ]


def test_what_a_draft_said_is_told_nowhere(repository: Repository) -> None:
    repository.change("2026-02-01", PRICE, f"{PRICE}status: draft\nsummary: {{en: Unfinished thought}}\n")
    repository.change("2026-03-01", f"{PRICE}status: draft\nsummary: {{en: Unfinished thought}}\n", PRICED.format(50))
    assert "Unfinished thought" not in " ".join(told(repository))
    assert days(repository) == ["2026-03-01"]


def test_what_was_removed_is_told_nowhere_even_when_the_offer_comes_back(repository: Repository) -> None:
    offer = repository.providers / BASICS
    clean = offer.read_text(encoding="utf-8")
    repository.change("2026-02-01", PRICE, f"{PRICE}summary: {{en: John of number 12}}\n")
    head = clean.partition("title:")[0]
    removed = "withdrawn_on: 2026-03-01\nremoval: {removed_on: 2026-03-01, ground: court-order}\n"
    offer.write_text(f"{head}title: {{en: Removed content}}\nstatus: withdrawn\n{removed}", encoding="utf-8")
    repository.commit("2026-03-01")
    offer.write_text(clean, encoding="utf-8")
    repository.commit("2026-04-01")
    repository.change("2026-05-01", PRICE, PRICED.format(50))
    found = " ".join(told(repository))
    assert "John" not in found
    assert "Removed content" not in found
    assert "First published" not in found
    assert days(repository) == ["2026-05-01"]


def test_versions_that_cannot_be_read_are_passed_over(repository: Repository) -> None:
    repository.change("2026-02-01", PRICE, f"{PRICE}colour: red\n")
    repository.change("2026-03-01", f"{PRICE}colour: red\n", PRICED.format(50))
    assert days(repository) == ["2026-03-01"]
    assert "€50" in told(repository)[0]


def test_where_nothing_older_can_be_read_it_is_said(repository: Repository) -> None:
    repository.change("2026-02-01", PRICE, PRICED.format(50))
    root = repository.root / "old"
    shutil.copytree(repository.providers, root / "providers")
    old = Repository(root, root / "providers")
    old.git("init", "--quiet")
    change(old.providers / BASICS, PRICE, f"{PRICE}colour: red\n")
    old.commit("2026-01-05")
    old.change("2026-01-06", "colour: red\n", "")
    assert told(old) == [
        "6 January 2026 Changed in a way that cannot be shown",
        "First published here on 5 January 2026.",
    ]


def test_a_merge_counts_once(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "-b", "side")
    repository.change("2026-02-01", PRICE, PRICED.format(50))
    repository.change("2026-02-02", "amount: 50", "amount: 60")
    repository.git("checkout", "--quiet", "main")
    repository.change("2026-02-03", "links:", "code: A1\nlinks:", "river-college/offers/first-aid.yml")
    repository.git("merge", "--quiet", "--no-ff", "--message", "Merge", "side", day="2026-03-01")
    assert days(repository) == ["2026-03-01"]
    assert "now: €60" in told(repository)[0]


def test_of_eleven_changes_ten_are_told_three_of_them_at_once(repository: Repository) -> None:
    repository.change("2026-02-01", PRICE, PRICED.format(50))
    for day in range(2, 12):
        repository.change(f"2026-02-{day:02d}", f"amount: {48 + day}", f"amount: {49 + day}")
    assert days(repository) == [f"2026-02-{day:02d}" for day in range(11, 1, -1)]
    html = page(repository.site(), f"en/{OFFER}")
    before, _, after = html.partition('<details class="mc-more"><summary>7 earlier changes')
    assert before.count("mc-changes__day") == 3
    assert after.count("mc-changes__day") == 7
    assert "First published here on 1 January 2026." in after


def test_five_changes_are_all_seen_at_once(repository: Repository) -> None:
    repository.change("2026-02-01", PRICE, PRICED.format(50))
    for day in range(2, 6):
        repository.change(f"2026-02-{day:02d}", f"amount: {48 + day}", f"amount: {49 + day}")
    assert "earlier change" not in page(repository.site(), f"en/{OFFER}")
    assert len(days(repository)) == 5


def test_edits_that_are_not_committed_are_no_history(repository: Repository) -> None:
    change(repository.providers / BASICS, PRICE, PRICED.format(50))
    assert told(repository) == ["First published here on 1 January 2026. Nothing has been changed since."]


def test_changes_of_a_credential_with_a_file_of_its_own_are_told_with_the_offer(repository: Repository) -> None:
    offer = repository.providers / BASICS
    text = offer.read_text(encoding="utf-8")
    inside = text.partition("credential:\n")[2].partition("participation:")[0]
    credential = repository.providers / "river-college/credentials/data.yml"
    credential.parent.mkdir()
    lines = "".join(f"{line[2:]}\n" for line in inside.splitlines())
    credential.write_text(f"id: data\ntitle: {{pl: Podstawy danych, en: Data basics}}\nversion: 1\n{lines}", "utf-8")
    offer.write_text(text.replace(f"credential:\n{inside}", "credential: data\n"), "utf-8")
    repository.commit("2026-02-01")
    repository.change("2026-03-01", "total: 30", "total: 40", "river-college/credentials/data.yml")
    assert told(repository) == [
        "1 March 2026 Workload: before: 30 hours in all → now: 40 hours in all",
        "First published here on 1 January 2026.",
    ]


def test_the_records_may_lie_deep_in_a_repository_with_any_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in ALONE.items():
        monkeypatch.setenv(name, value)
    deep = a_repository(tmp_path / "registry", "zbiór danych/\N{WOMAN}")
    deep.change("2026-02-01", PRICE, PRICED.format(50))
    deep.change("2026-03-01", "amount: 50", "amount: 60")
    assert days(deep) == ["2026-03-01", "2026-02-01"]
    (deep.root / "providers").mkdir()
    deep.git("mv", "zbiór danych/\N{WOMAN}/providers", "providers/inside")
    assert remember(catalogue_of_files(deep.root / "providers/inside", tmp_path / "kept"), deep.root).timelines == {}


def expect_nothing_known(repository: Repository, reason: str) -> None:
    """Expect that pages say so, and that the build can say why."""
    assert told(repository) == [NOT_KNOWN]
    assert reason in str(repository.remembered().missing)


def test_outside_of_git_nothing_is_known(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository.root / ".git").rename(repository.root / "other")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(repository.root.parent))
    expect_nothing_known(repository, "the folder of the records is not in a repository of git")


def test_without_the_program_nothing_is_known(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository.root))
    expect_nothing_known(repository, "the program git is not on this machine")


def test_a_shallow_clone_knows_too_little(repository: Repository) -> None:
    repository.change("2026-02-01", PRICE, PRICED.format(50))
    shallow = repository.root.parent / "shallow"
    repository.git("clone", "--quiet", "--depth", "1", f"file://{repository.root}", str(shallow))
    expect_nothing_known(Repository(shallow, shallow / "providers"), "`git fetch --unshallow` gets all of them")


def test_a_clone_without_contents_fetches_none(repository: Repository) -> None:
    repository.change("2026-02-01", PRICE, PRICED.format(50))
    repository.git("config", "uploadpack.allowFilter", "true")
    partial = repository.root.parent / "partial"
    repository.git("clone", "--quiet", "--filter=blob:none", f"file://{repository.root}", str(partial))
    expect_nothing_known(Repository(partial, partial / "providers"), "a clone without `--filter` does")


def test_before_the_first_commit_nothing_is_known(repository: Repository) -> None:
    shutil.rmtree(repository.root / ".git")
    repository.git("init", "--quiet")
    expect_nothing_known(repository, "nothing has been committed yet")


def test_git_that_refuses_the_folder_is_quoted(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    expect_nothing_known(repository, "git says: detected dubious ownership in repository at")


def test_a_broken_repository_is_no_error(repository: Repository) -> None:
    shutil.rmtree(repository.root / ".git" / "objects")
    (repository.root / ".git" / "objects").mkdir()
    expect_nothing_known(repository, "git says: ")


def test_a_record_that_git_does_not_know_is_counted(repository: Repository) -> None:
    repository.git("rm", "--quiet", "--cached", f"providers/{BASICS}")
    repository.git("commit", "--quiet", "--message", "Forget one", day="2026-02-01")
    untracked = repository.providers / "river-college/offers/data-advanced.yml"
    text = (repository.providers / BASICS).read_text(encoding="utf-8")
    text = text.replace("data-basics", "data-advanced").replace("33d2c3b4", "77d2c3b4")
    untracked.write_text(text.replace("000000000005", "000000000015").replace("Data basics", "More data"), "utf-8")
    assert told(repository, "en/offers/river-college/data-advanced") == [NOT_KNOWN]
    assert str(repository.remembered().missing).endswith("not committed yet: 1")


def test_a_hook_of_another_repository_does_not_confuse(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.change("2026-02-01", PRICE, PRICED.format(50))
    other = a_repository(repository.root.parent / "other")
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.root / ".git/index"))
    found = repository.remembered().timelines["river-college/data-basics"]
    assert len(found.moments) == 2


def test_the_same_commit_gives_the_same_bytes(repository: Repository) -> None:
    repository.change("2026-02-01", PRICE, PRICED.format(50))
    copy = repository.root.parent / "copy"
    repository.git("clone", "--quiet", f"file://{repository.root}", str(copy))
    again = Repository(copy, copy / "providers").site()
    first = repository.site()
    files = [file.relative_to(first) for file in first.rglob("*.html")]
    assert files
    assert all((first / file).read_bytes() == (again / file).read_bytes() for file in files)


def test_only_so_many_versions_are_kept(repository: Repository) -> None:
    zeros, blob = "0" * 40, "a" * 40
    entry = f":100644 100644 {zeros} {blob} M\0a.yml\0"
    log = "".join(f"\x012026-01-{day:02d}\0\n{entry}" for day in range(28, 0, -1))
    found = histories(log.encode(), ["a.yml", "b.yml"])
    assert list(found) == ["a.yml"]
    assert len(found["a.yml"].versions) == MOST_CHANGES + 1
    assert found["a.yml"].first.day.day == 1


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_edited_each_changed_price_and_deadline_is_told(repository: Repository, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - nobody is to be kept from guessing it
    file = repository.providers / BASICS
    begun = file.read_text(encoding="utf-8")
    versions: list[tuple[str, int, int]] = []
    for day in range(1, 10):
        price, deadline = chance.randint(1, 3) * 10, chance.randint(1, 3)
        broken = chance.random() < 0.3 and day < 9
        title = chance.choice(["Data basics", "Basics: of \N{WOMAN} data", "'", "- x"])
        run = f"runs: [{{id: one, start: 2027-01-11, apply_by: 2026-12-0{deadline}}}]\n"
        text = begun.replace("Data basics", json.dumps(title, ensure_ascii=False)).replace(
            PRICE, PRICED.format(price) + run
        )
        file.write_text(f"{text}{'colour: red' if broken else ''}\n", encoding="utf-8")
        repository.commit(f"2026-02-0{day}")
        if not broken:
            versions.append((f"{day} February 2026 ", price, deadline))
    lines = told(repository)
    for (_, price, deadline), (day_said, new_price, new_deadline) in pairwise(versions):
        said = "".join(line for line in lines if line.startswith(day_said))
        assert (f"Price: Learning: before: €{price} → now: €{new_price}" in said) == (price != new_price)
        expected = f"Apply by: before: {deadline} December 2026 → now: {new_deadline} December 2026"
        assert (expected in said) == (deadline != new_deadline)
