"""The `catalogue` command as a person uses it: help, mistakes, exit codes, `serve`."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import click
import pytest

from generator import cli
from tests.processes import left_alive, marked_environment
from tests.publish.registry import AS_OF, COMMAND, FEW, Registry, copy_registry, seen

COMMANDS = {
    name: command
    for name in sorted(cli.COMMANDS)
    if (command := cli.catalogue.get_command(click.Context(cli.catalogue), name)) is not None
}
OPTIONS = [
    pytest.param(name, option, id=f"{name} {option.opts[0]}")
    for name, command in COMMANDS.items()
    for option in command.params
    if isinstance(option, click.Option)
]


@dataclass(frozen=True)
class Done:
    """How a command ended that ran in this process."""

    code: int
    out: str
    err: str


def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> Done:
    monkeypatch.setattr(sys, "argv", ["catalogue", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    said = capsys.readouterr()
    code = ended.value.code
    return Done(code if isinstance(code, int) else 0, said.out, said.err)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_names_every_option(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    done = run(capsys, monkeypatch, name, "--help")
    assert done.code == 0
    assert done.err == ""
    for option in COMMANDS[name].params:
        if isinstance(option, click.Option):
            assert option.opts[0] in done.out


@pytest.mark.parametrize(("name", "option"), OPTIONS)
def test_option_is_explained_by_a_sentence(name: str, option: click.Option) -> None:
    assert re.match(r"[A-Z].+\w\W*\.(\s|$)", option.help or ""), f"{name} {option.opts[0]}: {option.help}"


@pytest.mark.parametrize("name", COMMANDS)
def test_command_is_explained_in_the_list_of_commands(name: str) -> None:
    assert re.match(r"[A-Z].+\.$", COMMANDS[name].get_short_help_str(limit=200))


def test_exit_codes_are_told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    done = run(capsys, monkeypatch, "--help")
    assert "Exit codes: 0 all is well, 1 findings, 2 the command was used wrongly, 3" in done.out


# ----------------------------------------------------------------------------------------------------- mistakes


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return copy_registry(tmp_path_factory.mktemp("command"))


WRONG_USE: dict[str, tuple[list[str], str]] = {
    "no such command": (["bild"], "bild"),
    "unknown option": (["build", "--outptu", "x"], "--output"),
    "root that does not exist": (["build", "--root", "nowhere"], "nowhere"),
    "folder that is no registry": (["build", "--root", "providers"], "mkdocs.yml"),
    "records that do not exist": (["build", "--providers", "nowhere"], "nowhere"),
    "records that are a file": (["build", "--providers", "mkdocs.yml"], "mkdocs.yml"),
    "day that is none": (["build", "--as-of", "tomorrow"], "2027-01-31"),
    "day that never was": (["build", "--as-of", "2026-02-30"], "2026-02-30"),
    "day as a week": (["build", "--as-of", "2026-W47-5"], "2026-W47-5"),
    "day without hyphens": (["check", "--as-of", "20261120"], "20261120"),
    "output among the records": (["build", "--output", "providers/site"], "inside providers/"),
    "output among the pages": (["build", "--output", "content/en"], "inside content/"),
    "output inside the theme": (["build", "--output", "theme/assets/site"], "inside theme/"),
    "output that is the registry": (["build", "--output", "."], "--output site"),
    "output that holds the registry": (["build", "--output", ".."], "--output site"),
    "output that is the records": (["build", "--output", "providers"], "inside providers/"),
    "output through a link": (["build", "--output", "link/../providers/x"], "inside providers/"),
    "address with a user": (["build", "--base-url", "https://me@x.example/"], "https://"),
    "unknown language": (["build", "--languages", "xx"], "pl, en"),
    "no language": (["build", "--languages", ","], "pl, en"),
    "address without a host": (["build", "--base-url", "nonsense"], "https://"),
    "address of another kind": (["build", "--base-url", "ftp://x.example/"], "https://"),
    "no workers": (["build", "--workers", "0"], "--workers"),
    "workers in words": (["build", "--workers", "two"], "two"),
    "check of what does not exist": (["check", "nowhere"], "nowhere"),
    "check of what is no record": (["check", "content"], "content"),
    "check in no format": (["check", "--format", "xml"], "json"),
    "port that is none": (["serve", "--port", "70000"], "70000"),
    "import of what does not exist": (["import", "nothing.csv", "--to", "x"], "nothing.csv"),
    "import to nowhere": (["import", "nothing.csv"], "--to"),
}


@pytest.mark.parametrize("name", WRONG_USE)
def test_wrong_use_has_exit_code_2_and_a_way_out(
    registry: Registry, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    arguments, words = WRONG_USE[name]
    monkeypatch.chdir(registry.root)
    done = run(capsys, monkeypatch, *arguments)
    assert done.code == 2, done.err
    assert words in done.err
    assert "Traceback" not in done.err
    assert not registry.site.exists()


@pytest.mark.slow
@pytest.mark.parametrize("output", ["a file", "filled", "/proc", ".", "providers", "a link", "a file/site"])
def test_output_that_is_not_ours_is_refused(registry: Registry, tmp_path: Path, output: str) -> None:
    if output == "/proc" and not os.path.ismount(output):
        pytest.skip("/proc is not a mount point here")
    (tmp_path / "a file").write_text("mine")
    (tmp_path / "filled").mkdir()
    (tmp_path / "filled/thesis.txt").write_text("ten years of work")
    (tmp_path / "a link").symlink_to("filled")
    before, records = seen(tmp_path), seen(registry.providers)

    done = registry.build("--output", output if output in ("/proc", ".", "providers") else tmp_path / output)

    assert done.returncode in (1, 2), done.stderr
    assert "fix: " in done.stderr
    assert "Traceback" not in done.stderr
    assert seen(tmp_path) == before
    assert seen(registry.providers) == records


def test_error_of_the_program_has_exit_code_3(
    registry: Registry, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise RuntimeError("the moon is full")

    monkeypatch.setattr("generator.publish.build.build", fail)
    done = run(capsys, monkeypatch, "build", "--root", registry.root)
    assert done.code == 3
    assert "the moon is full" in done.err
    assert "not yours" in done.err


@pytest.mark.slow
def test_output_that_nobody_reads_is_no_error_of_the_program(registry: Registry) -> None:
    """`catalogue check --format json | head -1`."""
    command = subprocess.Popen(
        [COMMAND, "check", "--format", "json"], cwd=registry.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert command.stdout
    command.stdout.close()
    with command:
        assert command.stderr
        assert b"Traceback" not in command.stderr.read()


# -------------------------------------------------------------------------------------------------------- serve


@pytest.fixture(scope="module")
def served_registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return copy_registry(tmp_path_factory.mktemp("serve"), providers=FEW)


@contextmanager
def serving(registry: Registry, *options: str) -> Iterator[tuple[subprocess.Popen[str], str, str]]:
    """Run `catalogue serve` on a free port; give the process, its mark and the address."""
    mark, environment = marked_environment()
    errors = registry.root.with_name("errors.txt")
    with (
        errors.open("w") as stderr,
        subprocess.Popen(
            [COMMAND, "serve", "--port", "0", "--as-of", AS_OF, *options],
            cwd=registry.root,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509  as in test_killed_build
        ) as server,
    ):
        try:
            assert server.stdout
            lines = iter(server.stdout.readline, "")
            address = next((found[0] for line in lines if (found := re.search(r"http://\S+/", line))), "")
            yield server, mark, address
        finally:
            server.kill()


def answer(address: str, path: str) -> tuple[int, str, str]:
    """Return status, policy and text of an answer."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
    connection.request("GET", f"/{path}")
    got = connection.getresponse()
    text = got.read().decode(errors="replace")
    connection.close()
    return got.status, got.getheader("Content-Security-Policy", ""), text


PATIENCE = 90
"""So many seconds a build may take on a machine that does much else; it says nothing about speed."""


def expect_soon(address: str, path: str, words: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while words not in answer(address, path)[2]:
        assert time.monotonic() < deadline, f"{path} never had: {words}"
        time.sleep(0.1)


@pytest.mark.slow
def test_serve_shows_the_site_follows_changes_and_ends(served_registry: Registry) -> None:
    registry, page = served_registry, "en/offers/spichlerz/heat-pumps/"
    file = registry.offer("spichlerz/heat-pumps")
    sound = file.read_text(encoding="utf-8")
    with serving(registry) as (server, mark, address):
        assert urlsplit(address).hostname == "127.0.0.1"
        status, policy, text = answer(address, "")
        assert (status, policy[:19]) == (503, "default-src 'none';")  # nothing is built yet
        expect_soon(address, "", 'href="en/"')
        status, policy, text = answer(address, "")
        assert (status, policy[:19]) == (200, "default-src 'none';")
        assert 'href="en/"' in text
        status, policy, text = answer(address, "no/such/page")
        assert (status, policy[:19]) == (404, "default-src 'none';")
        assert 'href="/en/"' in text

        file.write_text(sound.replace('title:\n  pl: "', 'title:\n  pl: "Zmiana: '), encoding="utf-8")
        expect_soon(address, "pl/offers/spichlerz/heat-pumps/", "Zmiana: ")

        file.write_text(sound + "note: [never closed\n", encoding="utf-8")
        deadline = time.monotonic() + PATIENCE
        while "YML001" not in registry.root.with_name("errors.txt").read_text():
            assert time.monotonic() < deadline
            time.sleep(0.1)
        status, _, text = answer(address, page)
        assert status == 500
        assert "YML001" in text

        file.write_text(sound.replace('title:\n  pl: "', 'title:\n  pl: "Znowu: '), encoding="utf-8")
        expect_soon(address, "pl/offers/spichlerz/heat-pumps/", "Znowu: ")

        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=20) == 0
        assert left_alive(mark) == []
    said = registry.root.with_name("errors.txt").read_text()
    assert "Traceback" not in said
    assert not registry.site.exists()


@pytest.mark.slow
def test_serve_follows_settings_translations_and_pages(tmp_path: Path) -> None:
    registry = copy_registry(tmp_path / "registry", providers=FEW)
    settings, translations = registry.root / "mkdocs.yml", registry.root / "theme/locale/pl/LC_MESSAGES/catalogue.po"
    about = registry.root / "content/en/about.md"
    with serving(registry, "--workers", "1") as (_, _, address):
        for name in ("%00", "en/%00/", "%ED%A0%80"):
            assert answer(address, name)[0] == 404

        settings.write_text(settings.read_text().replace("en: Registry of", "en: Renamed registry of"))
        expect_soon(address, "en/", "Renamed registry of micro-credentials</h1>")
        expect_soon(address, "en/about/", "Renamed registry of")

        words = re.sub(r'(msgid "Browse by field"\nmsgstr )".*"', r'\1"Inne słowa"', translations.read_text())
        translations.write_text(words)
        expect_soon(address, "pl/fields/", "Inne słowa</h1>")

        text = about.read_text()
        about.write_text(f"{text}\n[New page](new.md)\n")
        (about.with_name("new.md")).write_text("# New\n\n[lists](../../en/fields/)\n[none](../nothing/)\n")
        deadline = time.monotonic() + PATIENCE
        while "links lead nowhere" not in registry.root.with_name("errors.txt").read_text():
            assert time.monotonic() < deadline
            time.sleep(0.1)
        (about.with_name("nothing.md")).write_text("# Not missing any more\n")
        expect_soon(address, "en/nothing/", "Not missing any more")
    assert "Traceback" not in registry.root.with_name("errors.txt").read_text()


def test_port_in_use_is_a_usage_error(
    registry: Registry, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run(capsys, monkeypatch, "serve", "--root", registry.root, "--port", str(taken.getsockname()[1]))
    assert done.code == 2
    assert "fix: " in done.err
