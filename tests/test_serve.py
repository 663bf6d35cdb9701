"""The server that shows the catalogue on this machine."""

from functools import partial
from pathlib import Path

import pytest

from generator.commands.serve import SiteHandler, SiteServer


@pytest.mark.parametrize(
    ("raised", "told"), [(ConnectionResetError(), False), (BrokenPipeError(), False), (ValueError(), True)]
)
def test_a_reader_who_leaves_early_is_no_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], raised: Exception, told: bool
) -> None:
    with SiteServer(("127.0.0.1", 0), partial(SiteHandler, directory=str(tmp_path))) as server:
        try:
            raise raised
        except (OSError, ValueError):
            server.handle_error(None, ("127.0.0.1", 1))
    assert bool(capsys.readouterr().err) is told
