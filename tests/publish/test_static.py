"""Files of the theme and of editorial pages are published as they are, so they must be what they seem."""

from pathlib import Path

import pytest

from generator.errors import PublishError
from generator.publish.static import refuse_links


@pytest.mark.parametrize("target", ["/etc/passwd", "/etc", "nothing"])
def test_symbolic_link_is_refused_with_its_path(tmp_path: Path, target: str) -> None:
    folder = tmp_path / "content"
    (folder / "en").mkdir(parents=True)
    (folder / "en" / "pw.txt").symlink_to(target)
    with pytest.raises(PublishError, match=r"^content/en/pw\.txt is a symbolic link") as raised:
        refuse_links(tmp_path / "theme", folder)
    assert raised.value.remedy


def test_folders_of_files_are_accepted(tmp_path: Path) -> None:
    (tmp_path / "content" / "en").mkdir(parents=True)
    (tmp_path / "content" / "en" / "about.md").touch()
    refuse_links(tmp_path / "content")
