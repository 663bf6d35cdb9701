"""The `catalogue` command."""

from __future__ import annotations

import sys
import traceback
from importlib import import_module

import click

from generator import __version__
from generator.errors import CatalogueError
from generator.workers import collect_rarely

USAGE_ERROR = 2
INTERNAL_ERROR = 3


COMMANDS = {
    "build": "build",
    "check": "check",
    "explain": "explain",
    "export": "export",
    "fix": "fix",
    "import": "import_",
    "new": "new",
    "readiness": "readiness",
    "remove": "remove",
    "serve": "serve",
    "verify": "verify",
}
"""The commands, and the modules of `generator.commands` that they are in."""


class Commands(click.Group):
    """Loads a command when it is asked for: to load all of them takes a second, `check` alone half of that."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the name is that of the base class
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command by its name."""
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"generator.commands.{COMMANDS[cmd_name]}"), COMMANDS[cmd_name])
        assert isinstance(command, click.Command)  # noqa: S101 - a module and its command have one name
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="catalogue")
def catalogue() -> None:
    """Publish a catalogue of micro-credentials from records kept as files.

    Providers and offers are YAML files in providers/. `check` says what is wrong with them, `explain` tells more
    about a rule, `build` makes the site, `serve` shows it on this machine, `import` makes records from a spreadsheet,
    `export` writes one of the site's feeds, `verify` looks at a built site as consumers will, `readiness` says what a
    certificate lacks to be listed.

    Exit codes: 0 all is well, 1 findings, 2 the command was used wrongly, 3 an error of this program.
    """


def main() -> None:
    """Run the command; every end has an exit code, and a user's mistake never shows a traceback."""
    collect_rarely()
    try:
        exit_code = catalogue.main(standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("Interrupted; nothing was published.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except CatalogueError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(error.exit_code)
    except Exception:
        click.echo(traceback.format_exc(), err=True)
        click.echo("This is an error of the program, not yours. Please report it with the lines above.", err=True)
        sys.exit(INTERNAL_ERROR)
    sys.exit(exit_code if isinstance(exit_code, int) else 0)


if __name__ == "__main__":
    main()
