"""What a build takes over from the published site is what a cold build would make: histories of changes at random."""

from __future__ import annotations

import random
import re
import shutil
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.errors import CatalogueError
from generator.progress import Progress
from generator.publish.build import build
from generator.publish.order import Order, Outcome
from generator.settings import read_settings
from tests.publish.registry import contents, copy_registry, seen
from tests.repository import Repository

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.slow

START = date(2026, 11, 20)
LEFT_OUT = (".cache", "site")
ONE_CHANGED_OFFER = Path(__file__).parent / "one_changed_offer.txt"
"""The files that show an offer, or hold sizes and checksums of those that do."""
LISTS = ("manifest.json", "SHA256SUMS", "pagefind/SHA256SUMS")
"""What lists all other files; they are not counted."""
HISTORIES = 5
"""So many histories of one to three changes follow each other on one registry."""

UUID = re.compile(r"^uuid: (\S+)$", re.MULTILINE)


@dataclass
class World:
    """A registry in git whose site is built again and again, and the chance that changes it."""

    repository: Repository
    chance: random.Random
    day: date = START
    number: int = 0
    told: list[str] = field(default_factory=list)

    @property
    def root(self) -> Path:
        return self.repository.root

    def records(self, pattern: str) -> list[Path]:
        return sorted(self.repository.providers.glob(pattern))

    def any_record(self, pattern: str = "*/offers/*.yml") -> Path:
        return self.chance.choice(self.records(pattern))

    def commit(self) -> None:
        self.number += 1
        self.repository.commit(f"2026-10-{self.number % 28 + 1:02d}")


def edit(file: Path, pattern: str, new: str) -> None:
    """Replace the first place where a pattern is found; nothing happens where it is not."""
    file.write_text(
        re.sub(pattern, new, file.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE), encoding="utf-8"
    )


def a_new_title(world: World) -> None:
    edit(world.any_record(), r'(title:(?:\n +| \{)?.*?en: "?)(\w)', rf"\g<1>New{world.number} \2")


def a_new_name_of_a_provider(world: World) -> None:
    edit(world.any_record("*/provider.yml"), r'^(name:(?:\n.*?| \{.*?)en: "?)(\w)', rf"\g<1>New{world.number} \2")


def another_text(world: World) -> None:
    """Change a word in any record of any kind, credentials, pathways and organisations among them."""
    edit(world.any_record("**/*.yml"), r'(en: "?[A-Z][a-z]+) ', rf"\1 word{world.number} ")


def another_price(world: World) -> None:
    edit(world.any_record(), r'amount: "?\d+(?:\.\d+)?"?', f'amount: "{world.chance.randrange(1, 900)}"')


def another_identity(file: Path, world: World) -> None:
    """Give a record other identifiers than any other record has."""
    text = file.read_text(encoding="utf-8")
    for old in set(re.findall(r"uuid: ([0-9a-f-]{36})", text)):
        text = text.replace(old, f"{world.chance.getrandbits(32):08x}{old[8:]}")
    file.write_text(text, encoding="utf-8")


def one_more_offer(world: World) -> None:
    source = world.any_record()
    name = f"more-{world.number}-{world.chance.randrange(10**6)}"
    file = source.with_name(f"{name}.yml")
    shutil.copy(source, file)
    edit(file, r"^id: .*$", f"id: {name}")
    another_identity(file, world)


def another_id(world: World) -> None:
    source = world.any_record()
    name = f"moved-{world.number}-{world.chance.randrange(10**6)}"
    file = source.rename(source.with_name(f"{name}.yml"))
    if "\nformerly:" in file.read_text(encoding="utf-8"):
        edit(file, r"^id: .*$", f"id: {name}")
    else:
        edit(file, r"^id: (.*)$", rf"id: {name}\nformerly: [\1]")


def withdrawn(world: World) -> None:
    file = world.any_record()
    if "\nstatus:" not in file.read_text(encoding="utf-8"):
        reason = '{en: "It ended", pl: "Koniec"}'
        edit(file, r"^(kind: .*)$", rf"status: withdrawn\nwithdrawn_on: 2026-10-01\nreason: {reason}\n\1")


def deleted(world: World) -> None:
    world.any_record().unlink()


def another_setting(world: World) -> None:
    edit(world.root / "mkdocs.yml", r"^(      en: Registry).*$", rf"\1 number {world.number}")


def another_template(world: World) -> None:
    file = world.chance.choice(sorted((world.root / "theme/templates").glob("*.j2")))
    file.write_text(f"{file.read_text(encoding='utf-8')}\n<!-- {world.number} -->\n", encoding="utf-8")


def another_translation(world: World) -> None:
    file = world.root / "theme/locale/pl/LC_MESSAGES/catalogue.po"
    lines = file.read_text(encoding="utf-8").splitlines()
    places = [at for at, line in enumerate(lines) if re.fullmatch(r'msgstr "[^"%{\\<]+"', line)]
    at = world.chance.choice(places)
    lines[at] = lines[at].replace('msgstr "', f'msgstr "x{world.number} ')
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def another_style(world: World) -> None:
    file = world.chance.choice(sorted((world.root / "theme/assets").rglob("*.css")))
    file.write_text(f"{file.read_text(encoding='utf-8')}/* {world.number} */\n", encoding="utf-8")


def another_editorial_page(world: World) -> None:
    file = world.chance.choice(sorted((world.root / "content").rglob("*.md")))
    file.write_text(f"{file.read_text(encoding='utf-8')}\nParagraph {world.number}.\n", encoding="utf-8")


def another_day(world: World) -> None:
    world.day += timedelta(days=world.chance.choice((1, 30, 200)))


def committed(world: World) -> None:
    world.commit()


def touched_by_somebody(world: World) -> None:
    """Write into a file of the published site, or remove it, or add one: the next build puts that right."""
    file = world.chance.choice([one for one in sorted((world.root / "site").rglob("*")) if one.is_file()])
    kind = world.chance.choice(("written", "removed", "added"))
    if kind == "written":
        file.write_bytes(file.read_bytes() + b" ")
    elif kind == "removed":
        file.unlink()
    else:
        file.with_name("left-behind.html").write_text("<p>somebody was here")


def cache_lost(world: World) -> None:
    shutil.rmtree(world.root / ".cache", ignore_errors=True)


def nothing(_world: World) -> None:
    """Leave everything as it is."""


CHANGES: tuple[Callable[[World], None], ...] = (
    *(a_new_title, another_price, another_text, another_text, one_more_offer, another_id, withdrawn, deleted),
    *(a_new_name_of_a_provider, another_setting, another_template, another_translation, another_style),
    *(another_editorial_page, another_day, committed, touched_by_somebody, cache_lost, nothing),
)


def a_world(root: Path, seed: int) -> World:
    registry = copy_registry(root / "registry")
    (registry.root / ".gitignore").write_text("\n".join(LEFT_OUT), encoding="utf-8")
    repository = Repository(registry.root, registry.providers)
    repository.git("init", "--quiet")
    world = World(repository, random.Random(seed))  # noqa: S311 - the same histories each time
    world.commit()
    return world


def built(root: Path, day: date) -> Outcome:
    order = Order(output=root / "site", as_of=day, shown="providers")
    return build(read_settings(root), order, Progress(quiet=True))


def published(root: Path, day: date) -> bool:
    """Build; tell whether the site was published. A change at random may well be refused."""
    try:
        return built(root, day).published
    except CatalogueError:
        return False


def comparable(site: Path) -> dict[str, bytes]:
    """Return the files of a site; of the search index, whose bytes are at random, the names of what it found."""
    found = contents(site)
    words = {path for path in found if path.startswith("pagefind/")}
    return {path: b"" if path in words else content for path, content in found.items() if _is_settled(path)}


def _is_settled(path: str) -> bool:
    return not path.startswith("pagefind/") or "/fragment/" in path


def change(world: World) -> None:
    """Make one to three changes."""
    for _ in range(world.chance.randrange(1, 4)):
        one = world.chance.choice(CHANGES)
        world.number += 1
        world.told.append(one.__name__)
        one(world)


def take_back(world: World, backup: Path) -> None:
    """Let the registry be as it was before changes that a build refused."""
    world.told.append("refused")
    for part in backup.iterdir():
        target = world.root / part.name
        shutil.rmtree(target) if target.is_dir() else target.unlink()
        shutil.copytree(part, target) if part.is_dir() else shutil.copy(part, target)


def play(world: World, scratch: Path) -> None:
    """Play one history: changes, a build of what changed, a cold build of the same beside it."""
    backup, cold = scratch / "backup", scratch / "cold"
    shutil.rmtree(backup, ignore_errors=True)
    shutil.copytree(world.root, backup, ignore=shutil.ignore_patterns(*LEFT_OUT, ".git"))
    change(world)
    if not published(world.root, world.day):
        take_back(world, backup)
        assert published(world.root, world.day), world.told
    shutil.rmtree(cold, ignore_errors=True)
    shutil.copytree(world.root, cold, ignore=shutil.ignore_patterns(*LEFT_OUT))
    assert published(cold, world.day), world.told
    made, expected = comparable(world.root / "site"), comparable(cold / "site")
    assert made.keys() == expected.keys(), world.told
    assert [path for path in made if made[path] != expected[path]] == [], world.told


def test_one_changed_offer_writes_only_the_files_that_show_it(tmp_path: Path) -> None:
    root = copy_registry(tmp_path / "registry").root
    assert built(root, START).rendered > 1000
    before = seen(root / "site")
    edit(root / "providers/slievebawn/offers/numbers-in-the-news.yml", 'en: "Numbers', 'en: "Figures')
    outcome = built(root, START)
    after = seen(root / "site")
    files = [path for path in after if after[path][0] != "folder"]
    made = {path for path in files if path not in before or after[path][2] != before[path][2]}
    # Only what says something else was written, but for the index, which Pagefind orders at random.
    listed = {path for path in made if not path.startswith("pagefind/")} - set(LISTS)
    assert [path for path in listed if path in before and after[path][0] == before[path][0]] == []
    # The page of the provider in Polish is not among them: the title there is another one.
    assert sorted(listed) == ONE_CHANGED_OFFER.read_text(encoding="utf-8").splitlines()
    assert outcome.rendered + len(LISTS) == len(made)
    assert outcome.carried == len(files) - len(made)


@pytest.mark.parametrize("seed", range(4))
def test_incremental_builds_equal_cold_builds(tmp_path: Path, seed: int) -> None:
    _play_all(tmp_path, seed)


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(100, 160))
def test_many_incremental_builds_equal_cold_builds(tmp_path: Path, seed: int) -> None:
    _play_all(tmp_path, seed)


def _play_all(folder: Path, seed: int) -> None:
    world = a_world(folder, seed)
    assert published(world.root, world.day)
    for _ in range(HISTORIES):
        play(world, folder)
    before = seen(world.root / "site")
    again = built(world.root, world.day)
    assert again.unchanged and again.rendered == 0
    assert seen(world.root / "site") == before
