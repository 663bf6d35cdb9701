"""The sample cases of `tests/records`: each folder is laid over `base`; some cases can only be made by code.

An invalid case has `expected.txt` beside its records: the report, word for word. If `catalogue fix` mends something of
it, `fixed/` holds the mended files as they should look. After a change that is meant,
`UPDATE_EXPECTED=1 pytest tests/test_record_cases.py tests/test_fix.py` writes the reports and the mended files anew;
read every line of the difference. A case may have `settings.yml` beside its records, with what its registry says under
`extra.catalogue`.
"""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import yaml

from generator.checks.inspection import Inspection, inspect_records
from generator.checks.jurisdiction import jurisdiction_of
from generator.checks.reporters import REPORTERS
from generator.settings import CatalogueOptions
from tests.builders import some_settings

RECORDS = Path(__file__).parent / "records"
AS_OF = date(2026, 12, 1)
SETTINGS = "settings.yml"
FIRST_AID = "river-college/offers/first-aid.yml"


def cases(kind: str) -> list[str]:
    """Return the names of the cases of a kind, those made by code included."""
    made = MADE_VALID if kind == "valid" else MADE_INVALID
    return sorted(
        [
            *(folder.name for folder in (RECORDS / kind).iterdir() if folder.is_dir() and folder.suffix != ".fixed"),
            *made,
        ]
    )


def lay_out(kind: str, name: str, into: Path) -> Path:
    """Copy the base records and lay a case over them; return the folder `providers` inside `into`."""
    providers = into / "providers"
    shutil.copytree(RECORDS / "base", providers)
    made = {**MADE_VALID, **MADE_INVALID}
    if name in made:
        made[name](providers)
    else:
        ignore = shutil.ignore_patterns("expected.txt", "fixed", SETTINGS)
        shutil.copytree(RECORDS / kind / name, providers, dirs_exist_ok=True, ignore=ignore)
        if (RECORDS / kind / name / SETTINGS).exists():
            shutil.copy(RECORDS / kind / name / SETTINGS, into)
    return providers


def inspect(providers: Path) -> Inspection:
    """Check records on the day of the cases, by the rules of the registry that a case describes."""
    options = some_settings().options
    file = providers.parent / SETTINGS
    if file.exists():
        changes = yaml.safe_load(file.read_text(encoding="utf-8"))
        options = CatalogueOptions.model_validate({**options.model_dump(exclude_none=True), **changes})
    return inspect_records(
        providers,
        shown="providers",
        cache=providers.parent / ".cache",
        as_of=AS_OF,
        jurisdiction=jurisdiction_of(options),
    )


def report(inspection: Inspection) -> str:
    """Return the text report of an inspection."""
    return REPORTERS["text"](inspection.diagnostics, records=len(inspection.digests)) + "\n"


def expected_file(name: str) -> Path:
    """Return the file with the expected report of an invalid case."""
    if name in MADE_INVALID:
        return RECORDS / "invalid" / f"{name}.expected.txt"
    return RECORDS / "invalid" / name / "expected.txt"


def fixed_folder(name: str) -> Path:
    """Return the folder with the files of an invalid case that `catalogue fix` mends, as they should look then."""
    if name in MADE_INVALID:
        return RECORDS / "invalid" / f"{name}.fixed"
    return RECORDS / "invalid" / name / "fixed"


# ----------------------------------------------------------------------------------------- cases made by code


def _not_utf8(providers: Path) -> None:
    file = providers / FIRST_AID
    file.write_bytes(file.read_text(encoding="utf-8").replace("First aid", "Première").encode("latin-1"))


def _too_large(providers: Path) -> None:
    with (providers / FIRST_AID).open("a", encoding="utf-8") as stream:
        stream.write("# padding\n" * 30_000)


def _large_picture(providers: Path) -> None:
    shutil.copytree(RECORDS / "valid" / "pictures", providers, dirs_exist_ok=True)
    with (providers / "river-college/logo.png").open("ab") as stream:
        stream.write(bytes(100 * 1024))


def _symbolic_link(providers: Path) -> None:
    file = providers / FIRST_AID
    file.unlink()
    file.symlink_to("/etc/hostname")


def _no_records(providers: Path) -> None:
    shutil.rmtree(providers)
    providers.mkdir()


def _line_end_in_a_name(providers: Path) -> None:
    (providers / FIRST_AID).rename(providers / "river-college/offers/first-aid\n.yml")
    (providers / "quay-alliance").rename(providers / "quay-alliance\n")


def _nested(providers: Path) -> None:
    with (providers / FIRST_AID).open("a", encoding="utf-8") as stream:
        stream.write("field: " + "[" * 60_000 + "\n")


def _very_many_problems(providers: Path) -> None:
    with (providers / FIRST_AID).open("a", encoding="utf-8") as stream:
        stream.write("field:\n" + "".join(f"  - field-{number}\n" for number in range(5_000)))


def _byte_order_mark(providers: Path) -> None:
    file = providers / FIRST_AID
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())


def _letters_that_need_joiners(providers: Path) -> None:
    """Joiners and variation selectors where they belong: Persian, Mongolian, an emoji, the name of a Japanese city."""
    words = "می\u200cخواهم", "ᠪ\u180bᠢ", "\N{RED APPLE}\ufe0f", "葛\U000e0100城"
    with (providers / FIRST_AID).open("a", encoding="utf-8") as stream:
        stream.write(f"keywords: {{en: [{', '.join(words)}]}}\n")


def _windows_line_ends(providers: Path) -> None:
    file = providers / FIRST_AID
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))


def _windows_line_ends_and_an_error(providers: Path) -> None:
    file = providers / FIRST_AID
    text = file.read_bytes() + "summary:\n  en: Day\n  pl: |\n    Zażółć\n    gęślą\ntype: kursik\n".encode()
    file.write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))


MADE_VALID: dict[str, Callable[[Path], None]] = {
    "byte-order-mark": _byte_order_mark,
    "letters-that-need-joiners": _letters_that_need_joiners,
    "windows-line-ends": _windows_line_ends,
}
VERY_MANY = "REC004-very-many-problems"
"""Its report is too long to be kept word for word."""

MADE_INVALID: dict[str, Callable[[Path], None]] = {
    "FIL001-not-utf8": _not_utf8,
    "FIL003-too-large": _too_large,
    "FIL004-symbolic-link": _symbolic_link,
    "IMG002-too-large": _large_picture,
    "FIL007-line-end-in-a-name": _line_end_in_a_name,
    "FIL008-no-records": _no_records,
    "YML003-60000-brackets": _nested,
    VERY_MANY: _very_many_problems,
    "VOC001-windows-line-ends": _windows_line_ends_and_an_error,
}
