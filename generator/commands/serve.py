"""`catalogue serve`: show the site on this machine, pages of records as they are now, the rest built behind."""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING

import click

from generator.checks.reporters import REPORTERS
from generator.commands.audience import audience_of
from generator.commands.options import build_options, default_workers, settings_of, shown_path, today
from generator.diagnostics import Severity, in_reading_order
from generator.errors import CatalogueError
from generator.serving.building import Building
from generator.serving.preview import Preview, Wanted
from generator.serving.server import LOOPBACK, open_server
from generator.serving.showing import Showing, Work
from generator.serving.stamps import differences, stamps_below
from generator.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path
    from types import FrameType

    from generator.diagnostics import Diagnostic
    from generator.serving.behind import Built
    from generator.serving.scene import Scene
    from generator.serving.stamps import Stamp
    from generator.settings import Settings
    from generator.wording import Wording

SECONDS_BETWEEN_LOOKS = 0.5
SECONDS_TO_END = 8.0
"""So long workers may end the files that they are reading; a second Ctrl-C does not wait for them."""


@click.command()
@build_options
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port on this machine.")
@click.option("--once", is_flag=True, help="Do not build again when something changes.")
def serve(
    root: Path,
    providers: Path | None,
    base_url: str | None,
    languages: str | None,
    as_of: date | None,
    workers: int | None,
    port: int,
    once: bool,
) -> None:
    """Show the site on this machine: pages of records at once and as they are now, the rest built behind.

    A saved record is on its page within a second, together with what the check finds in it; a record with errors shows
    these in place of its page. Lists, search and feeds follow with the build.
    """
    output = root / ".cache" / "serve" / "site"
    server = open_server(output, port)
    address = f"http://{LOOPBACK}:{server.server_port}/"
    wanted = Wanted(
        output,
        settings=partial(settings_of, root, providers, base_url or address, languages),
        shown=shown_path,
        today=lambda: as_of or today(),
        workers=workers or default_workers(),
    )
    work = Work()
    preview = Preview(wanted)  # a mistake on the command line ends the command here
    terminal = Terminal()
    building = Building(preview, wanted, work, terminal.say_built)
    server.showing = Showing(preview, output, work)
    interrupt = Interrupt()
    before = snapshot(preview.scene.settings)
    opening = threading.Thread(target=_open, args=(preview, building, terminal), daemon=True)
    checking = threading.Thread(target=_check, args=(preview, terminal), daemon=True)
    for thread in (threading.Thread(target=server.serve_forever, daemon=True), opening, checking):
        thread.start()
    click.echo(f"The catalogue is shown at {address} (stop with Ctrl-C)")
    watch(preview, building, before, terminal, interrupt, once=once)
    building.stop()
    preview.stop()
    server.shutdown()
    with suppress(KeyboardInterrupt):
        opening.join(SECONDS_TO_END)
    if opening.is_alive():
        os._exit(0)  # an ordinary end would go on waiting for them


class Interrupt:
    """Remembers Ctrl-C; a second one is an exception again.

    As an exception the first one could come anywhere, and would be lost where Python ignores exceptions.
    """

    def __init__(self) -> None:
        """Begin to listen; for the main thread alone."""
        self.has_come = False
        signal.signal(signal.SIGINT, self._remember)

    def comes_within(self, seconds: float) -> bool:
        """Wait, and tell whether Ctrl-C has come by then."""
        time.sleep(seconds)
        return self.has_come

    def _remember(self, _number: int, _frame: FrameType | None) -> None:
        self.has_come = True
        signal.signal(signal.SIGINT, signal.default_int_handler)


def snapshot(settings: Settings) -> Mapping[str, Stamp]:
    """Return what every file looks like that the site is made from."""
    folders = (settings.providers, settings.root / "content", settings.root / "theme")
    return stamps_below(folders, (settings.config_file,))


def watch(
    preview: Preview,
    building: Building,
    before: Mapping[str, Stamp],
    terminal: Terminal,
    interrupt: Interrupt,
    *,
    once: bool,
) -> None:
    """Take note of whatever changes, until interrupted; with `once` nothing is built again."""
    while not interrupt.comes_within(SECONDS_BETWEEN_LOOKS):
        now = snapshot(preview.scene.settings)
        changed, before = differences(before, now), now
        if changed:
            with terminal.telling():
                _take_note(preview, changed)
            terminal.say(preview.trouble)
            if not once:
                building.wish()
        preview.turn_the_day()


def _take_note(preview: Preview, changed: set[str]) -> None:
    records = {one for one in changed if one.startswith(f"{preview.scene.settings.providers}/")}
    if records != changed:
        preview.renew_frames()
    preview.take_note(records)


def _open(preview: Preview, building: Building, terminal: Terminal) -> None:
    """Prepare what pages need, read all records, then build whenever that is wished."""
    with terminal.telling():
        preview.renew_frames()
        terminal.say(preview.trouble)
        preview.read_everything()
        preview.take_built()
    building.wish()
    building.run()


def _check(preview: Preview, terminal: Terminal) -> None:
    """Check all records whenever some have changed, and say what is new."""
    while True:
        if preview.wait_for_unchecked(1.0):
            with terminal.telling():
                preview.check()
                terminal.say_findings(preview.scene)


class Terminal:
    """Says what happens, each thing once."""

    def __init__(self) -> None:
        """Begin with nothing told."""
        self._said = ""
        self._found: frozenset[Diagnostic] | None = None

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Say what stops a part of the work; the server goes on."""
        try:
            yield
        except CatalogueError as error:
            self.say(str(error))

    def say(self, trouble: str) -> None:
        """Say what is wrong, unless that was the last thing said."""
        if trouble and trouble != self._said:
            click.echo(trouble, err=True)
        self._said = trouble

    def say_findings(self, scene: Scene) -> None:
        """Say what is found and was not before; of what is found first, the errors one by one."""
        found, before = frozenset(scene.findings), self._found
        self._found = found
        new = found - (before or frozenset())
        told = new if before is not None else _errors(new)
        audience = audience_of(scene.settings)
        if told:
            click.echo(REPORTERS["text"](in_reading_order(told), audience=audience), err=True)
        if others := len(new - told):
            click.echo(audience.words(_not_shown(others)), err=True)
        if before is not None and _errors(before) and not _errors(found):
            click.echo(audience.words(say("No record has errors any more.")), err=True)

    def say_built(self, built: Built) -> None:
        """Say what became of a build."""
        self.say(built.failure)
        if not built.failure:
            click.echo(f"Built: {built.files} files, {built.rendered} of them new")


def _errors(found: frozenset[Diagnostic]) -> frozenset[Diagnostic]:
    return frozenset(one for one in found if one.severity is Severity.ERROR)


def _not_shown(number: int) -> Wording:
    return say("{number} warnings and notes; `catalogue check` shows them.", number=number)
