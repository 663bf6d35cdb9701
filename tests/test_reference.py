"""What docs/ holds of the program is what the program is now."""

import shutil
from pathlib import Path

import click
import pytest

from generator.cli import catalogue
from generator.reference import commands_page, reference_files, write_reference
from generator.settings import read_settings

ROOT = Path(__file__).parents[1]
FILES = reference_files(read_settings(ROOT))


@pytest.mark.parametrize("path", FILES)
def test_committed_file_is_what_the_program_makes(path: str) -> None:
    assert (ROOT / "docs" / path).read_text(encoding="utf-8") == FILES[path], "make reference"


@pytest.mark.parametrize("folder", ["records", "schema"])
def test_nothing_else_lies_beside_them(folder: str) -> None:
    assert {f"{folder}/{file.name}" for file in (ROOT / "docs" / folder).iterdir()} == {
        path for path in FILES if path.startswith(f"{folder}/")
    }


def test_every_command_and_option_is_documented() -> None:
    page = commands_page()

    def check(command: click.Command, path: str) -> None:
        assert f"## `{path}`\n" in page
        section = page.partition(f"## `{path}`\n")[2].partition("\n## ")[0]
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert all(f"{name}" in section for name in parameter.opts), (path, parameter.opts)
                assert parameter.help, (path, parameter.opts)
        if isinstance(command, click.Group):
            context = click.Context(command)
            for name in command.list_commands(context):
                inner = command.get_command(context, name)
                assert inner is not None
                check(inner, f"{path} {name}")

    check(catalogue, "catalogue")


def test_a_page_that_is_no_longer_made_is_removed(tmp_path: Path) -> None:
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    (tmp_path / "docs/records").mkdir(parents=True)
    (tmp_path / "docs/records/course.yml").touch()
    (tmp_path / "docs/hosting.md").touch()

    write_reference(tmp_path)

    written = {file.relative_to(tmp_path / "docs").as_posix() for file in (tmp_path / "docs").rglob("*.*")}
    assert written == {*FILES, "hosting.md"}
