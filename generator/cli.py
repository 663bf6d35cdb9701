"""The `catalogue` command."""

from __future__ import annotations

import sys
import traceback

import click

from generator import __version__
from generator.commands.build import build
from generator.commands.check import check
from generator.commands.explain import explain
from generator.commands.export import export
from generator.commands.fix import fix
from generator.commands.import_ import import_table
from generator.commands.new import new
from generator.commands.readiness import readiness
from generator.commands.remove import remove
from generator.commands.serve import serve
from generator.commands.verify import verify
from generator.errors import CatalogueError
from generator.workers import collect_rarely

USAGE_ERROR = 2
INTERNAL_ERROR = 3


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="catalogue")
def catalogue() -> None:
    """Publish a catalogue of micro-credentials from records kept as files.

    Providers and offers are YAML files in providers/. `check` says what is wrong with them, `explain` tells more
    about a rule, `build` makes the site, `serve` shows it on this machine, `import` makes records from a spreadsheet,
    `export` writes one of the site's feeds, `verify` looks at a built site as consumers will, `readiness` says what a
    certificate lacks to be listed.

    Exit codes: 0 all is well, 1 findings, 2 the command was used wrongly, 3 an error of this program.
    """


for command in (build, check, explain, export, fix, new, readiness, remove, serve, import_table, verify):
    catalogue.add_command(command)


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
