"""Whatever stands in the records: the build says where and what to do, and leaves the published site alone."""

import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.publish.registry import Registry, contents, copy_registry, seen

pytestmark = pytest.mark.slow

FINDING = re.compile(r"^(?P<path>\S+):(?P<line>\d+):(?P<column>\d+): error (?P<code>[A-Z]{3}\d{3}) (?P<message>.+)$")
SECONDS = 20

# One place for each kind of bad input, so that all fit into one folder.
HEAT_PUMPS = "spichlerz/offers/heat-pumps.yml"
E_INVOICING = "spichlerz/offers/e-invoicing.yml"
PYTHON = "nadwarcianska/offers/python-for-measurements.yml"
WATER = "nadwarcianska/offers/water-decisions.yml"
REPAIR = "passe-cable/offers/repair-workshop.yml"
FIRST_AID = "passe-cable/offers/digital-first-aid.yml"
NUMBERS = "slievebawn/offers/numbers-in-the-news.yml"
TEAMS = "slievebawn/offers/leading-remote-teams.yml"
DEMENTIA = "kivijoki/offers/everyday-dementia-support.yml"


def appended(text: str) -> Callable[[Path], None]:
    def change(file: Path) -> None:
        file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")

    return change


def replaced(old: str, new: str) -> Callable[[Path], None]:
    def change(file: Path) -> None:
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def in_another_encoding(file: Path) -> None:
    file.write_bytes(file.read_text(encoding="utf-8").encode("iso-8859-2", errors="replace"))


def as_link(file: Path) -> None:
    file.unlink()
    file.symlink_to("/etc/hostname")


def without_provider(file: Path) -> None:
    file.parent.mkdir(parents=True)
    file.write_text("id: course\n", encoding="utf-8")


# Name: the file, what happens to it, where the finding is (the path if not the file), and its words.
CASES: dict[str, tuple[str, Callable[[Path], None], str, str]] = {
    "YAML syntax error": (HEAT_PUMPS, appended("note: [never closed\n"), "", "YML001"),
    "unknown key": (E_INVOICING, appended("teaching_langauges:\n  - pl\n"), "", "REC001 .*teaching_langauges"),
    "wrong type": (PYTHON, replaced("attempts: 3", "attempts: three"), "", "REC003 .*three"),
    "missing reference": (
        WATER,
        replaced("    - nadwarcianska\n", "    - nadwarcinska\n"),
        "",
        "REF001 .*nadwarcinska",
    ),
    "not UTF-8": (REPAIR, in_another_encoding, "", "FIL001 .*UTF-8"),
    "empty file": (FIRST_AID, lambda file: file.write_bytes(b""), "", "FIL002"),
    "60,000 nested brackets": (NUMBERS, appended("code: " + "[" * 60_000 + "\n"), "", "YML003"),
    "symbolic link": (TEAMS, as_link, "", "FIL004"),
    "more than 256 KiB": (DEMENTIA, appended("# padding\n" * 27_000), "", "FIL003"),
    "folder without provider.yml": ("nobody/offers/course.yml", without_provider, "nobody", "FIL005"),
}


@pytest.fixture(scope="module")
def registry(published: Registry) -> Registry:
    return published


@pytest.fixture
def broken(registry: Registry, tmp_path: Path) -> Path:
    """A copy of the sound records, to be broken."""
    return Path(shutil.copytree(registry.providers, tmp_path / "providers"))


def expect_refusal(registry: Registry, providers: Path, workers: int = 1) -> list[re.Match[str]]:
    """Build, check that nothing was published, and return the errors found."""
    before, begun = seen(registry.site), time.monotonic()
    done = registry.build("--providers", providers, "--workers", str(workers))
    assert time.monotonic() - begun < SECONDS
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert "Nothing was published" in done.stderr
    assert seen(registry.site) == before
    assert not (registry.root / ".site.stage").exists()
    found = [match for line in done.stderr.splitlines() if (match := FINDING.match(line))]
    assert len(re.findall(r"^ *fix: \S", done.stderr, re.MULTILINE)) == len(found)
    return found


def expect_finding(match: re.Match[str], providers: Path, name: str) -> None:
    file, _, place, words = CASES[name]
    assert match["path"] == str(providers / (place or file))
    assert re.match(words, f"{match['code']} {match['message']}"), match[0]
    assert int(match["line"]) >= 1
    assert int(match["column"]) >= 1


@pytest.mark.parametrize("name", CASES)
def test_each_bad_input_is_refused_with_one_finding(registry: Registry, broken: Path, name: str) -> None:
    file, change, _, _ = CASES[name]
    change(broken / file)
    found = expect_refusal(registry, broken)
    # A file that belongs to nobody is wrong in itself, too.
    mine = [match for match in found if name != "folder without provider.yml" or match["code"] == "FIL005"]
    assert len(mine) == 1, [match[0] for match in found]
    expect_finding(mine[0], broken, name)


def test_all_bad_inputs_are_found_in_one_run(registry: Registry, broken: Path) -> None:
    for file, change, _, _ in CASES.values():
        change(broken / file)
    found = {match["path"]: match for match in expect_refusal(registry, broken, workers=2)}
    for name, (file, _, place, _) in CASES.items():
        expect_finding(found[str(broken / (place or file))], broken, name)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_deep_nesting_ends_no_process(registry: Registry, broken: Path, workers: str) -> None:
    """Brackets, braces, dashes and all at once: a parser that recurses would end without a word."""
    for number, opening in enumerate(("[", "{", "- ", "{a: [", "? ")):
        file = broken / f"spichlerz/offers/deep-{number}.yml"
        file.write_text(f"code: {opening * 60_000}" if opening[0] in "[{" else opening * 60_000, encoding="utf-8")
    done = registry.build("--providers", broken, "--workers", workers)
    assert done.returncode == 1
    assert len([line for line in done.stderr.splitlines() if FINDING.match(line)]) == 5
    assert "Traceback" not in done.stderr


def test_finding_points_to_the_very_place(registry: Registry, broken: Path) -> None:
    file = broken / PYTHON
    replaced("attempts: 3", "attempts: three")(file)
    lines = file.read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if "attempts: three" in text)
    (found,) = expect_refusal(registry, broken)
    assert (int(found["line"]), int(found["column"])) == (line, lines[line - 1].index("three") + 1)


# --------------------------------------------------------------- what is not a record: pages, settings, translations


@pytest.fixture
def copy(few_published: Registry, tmp_path: Path) -> Registry:
    """A registry of its own with a published site."""
    shutil.copytree(few_published.root, tmp_path / "copy", symlinks=True)
    return Registry(tmp_path / "copy")


@pytest.mark.parametrize(
    ("file", "change", "words"),
    [
        ("content/en/about.md", appended("\n[nowhere](no-such-page.md)\n"), "no-such-page"),
        ("content/en/about.md", appended("\n<a href='../providers/nobody/'>nobody</a>\n"), "providers/nobody/"),
        ("content/pl/about.md", appended("\n<p style='color:red'>red</p>\n"), "inline style"),
        ("content/pl/about.md", appended("\n<a href='http://[half'>half</a>\n"), "http://[half"),
        ("content/pl/about.md", appended("\n<img src='//other.example/a.png' alt=''>\n"), "loads from elsewhere"),
        ("content/en/pw.txt", lambda file: file.symlink_to("/etc/passwd"), "content/en/pw.txt is a symbolic link"),
        ("theme/assets/pw.txt", lambda file: file.symlink_to("/etc/passwd"), "theme/assets/pw.txt is a symbolic link"),
        ("content/en/search.md", lambda file: file.write_text("# Mine\n"), "en/search.md: the catalogue itself"),
    ],
)
def test_broken_editorial_page_is_refused(
    copy: Registry, file: str, change: Callable[[Path], None], words: str
) -> None:
    before = seen(copy.site)
    change(copy.root / file)
    done = copy.build()
    assert done.returncode == 1, done.stderr
    assert words in done.stderr
    assert "fix: " in done.stderr
    assert "Traceback" not in done.stderr
    assert seen(copy.site) == before
    assert not (copy.root / ".site.stage").exists()


def test_text_like_a_marker_and_a_path_with_spaces_are_published(copy: Registry) -> None:
    appended("\n--mc:nosuch--\n")(copy.root / "content/en/about.md")
    copy.built("--base-url", "https://registry.example.org/my%20site/")
    assert "--mc:nosuch--" in (copy.site / "en/about/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "settings", [b"extra: [", b"", b"extra: {catalogue: {languages: []}}", b"\xff\xfe", b"extra: {catalogue: {nme: x}}"]
)
def test_broken_settings_are_a_usage_error(copy: Registry, settings: bytes) -> None:
    (copy.root / "mkdocs.yml").write_bytes(settings)
    done = copy.build()
    assert done.returncode == 2, done.stderr
    assert "mkdocs.yml" in done.stderr
    assert "Traceback" not in done.stderr


# --------------------------------------------------------------------------------------------------- --keep-going

GOOD_TITLE = "Heat pumps"


def title(page: Path) -> str:
    match = re.search(r"<h1[^>]*>(.*?)</h1>", page.read_text(encoding="utf-8"), re.DOTALL)
    assert match
    return " ".join(re.sub(r"<[^>]+>", " ", match[1]).split())


def test_broken_record_keeps_its_last_good_version(copy: Registry) -> None:
    key = "spichlerz/heat-pumps"
    copy.built()
    good, before = title(copy.page(key)), copy.page(key).stat().st_ino
    appended("note: [never closed\n")(copy.offer(key))
    changed = copy.offer("spichlerz/e-invoicing")
    replaced('  en: "', '  en: "New: ')(changed)

    done = copy.build("--keep-going")

    assert "YML001" in done.stderr
    # Nothing that it shows has changed: the page itself was taken over.
    assert copy.page(key).stat().st_ino == before
    assert title(copy.page(key)) == good
    assert title(copy.page("spichlerz/e-invoicing")).startswith("New: ")


def test_last_good_version_outlives_other_builds_of_the_registry(copy: Registry, tmp_path: Path) -> None:
    """Which folder the command runs in, and a preview of other records in between, makes no difference."""
    key = "spichlerz/heat-pumps"
    copy.built()
    others = tmp_path / "others"
    shutil.copytree(copy.providers / "passe-cable", others / "passe-cable")  # its records name nobody else
    copy.built("--providers", others, "--output", tmp_path / "preview")
    appended("note: [never closed\n")(copy.offer(key))

    elsewhere = Registry(tmp_path)
    done = elsewhere.build("--root", copy.root, "--output", copy.site, "--keep-going")

    assert "YML001" in done.stderr
    assert copy.page(key).is_file()
    for _ in range(2):
        copy.build("--keep-going")
        assert copy.page(key).is_file()


def test_records_broken_from_the_beginning_are_left_out(broken: Path, tmp_path: Path) -> None:
    """The others are published, and no link leads to one that is not."""
    records = {file.relative_to(broken).as_posix() for file in broken.glob("*/offers/*.yml")}
    for file, change, _, _ in CASES.values():
        change(broken / file)
    fresh = copy_registry(tmp_path / "fresh")
    done = fresh.build("--providers", broken, "--keep-going")
    assert "Traceback" not in done.stderr, done.stderr
    assert {words.split()[0] for *_, words in CASES.values()} <= set(re.findall(r"\b[A-Z]{3}\d{3}\b", done.stderr))
    folder = fresh.site / "en/offers"
    pages = {page.parent.relative_to(folder).as_posix() for page in folder.rglob("index.html")}
    assert "nadwarcianska/python-for-measurements" not in pages
    sound = records - {place or file for file, _, place, _ in CASES.values()}
    assert pages == {one.replace("/offers/", "/").removesuffix(".yml") for one in sound}


def test_offers_of_a_broken_provider_are_left_out(registry: Registry, broken: Path, tmp_path: Path) -> None:
    """An offer whose provider cannot be shown has nobody who stands behind it."""
    appended("note: [never closed\n")(broken / "spichlerz/provider.yml")
    (broken / "kivijoki/provider.yml").unlink()
    site = tmp_path / "site"
    done = registry.build("--providers", broken, "--keep-going", "--output", site)
    assert "Traceback" not in done.stderr, done.stderr
    assert (site / "en/offers/nadwarcianska/python-for-measurements/index.html").is_file()
    for path, content in contents(site).items():
        assert "heat-pumps" not in path, path
        assert "everyday-dementia-support" not in path, path
        assert b"/heat-pumps" not in content, path


def test_successor_of_a_broken_provider_leaves_no_dead_link(registry: Registry, broken: Path, tmp_path: Path) -> None:
    heat_pumps = broken / HEAT_PUMPS
    withdrawn = "withdrawn\nwithdrawn_on: 2026-10-01\nreplaced_by: kivijoki/everyday-dementia-support\n"
    replaced("status: published\n", f"status: {withdrawn}")(heat_pumps)
    appended("note: [never closed\n")(broken / "kivijoki/provider.yml")
    site = tmp_path / "site"
    done = registry.build("--providers", broken, "--keep-going", "--output", site)
    assert (site / "en/offers/spichlerz/heat-pumps/index.html").is_file(), done.stderr


def test_uuid_that_stands_twice_is_shown_once(registry: Registry, broken: Path, tmp_path: Path) -> None:
    text = (broken / HEAT_PUMPS).read_text(encoding="utf-8")
    (broken / "spichlerz/offers/pumps-again.yml").write_text(text.replace("id: heat-pumps", "id: pumps-again"))
    site = tmp_path / "site"
    done = registry.build("--providers", broken, "--keep-going", "--output", site)
    assert "IDN003" in done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    assert (site / "en/offers/nadwarcianska/python-for-measurements/index.html").is_file()
