"""The search pages of the sample catalogue, served under a sub-path."""

from collections.abc import Iterator

import pytest

from tests.search.samples import PREFIX, catalogue, served, write_site


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site's root, with a slash at its end."""
    folder = tmp_path_factory.mktemp("site")
    write_site(folder / PREFIX.strip("/"), catalogue(folder / "store"))
    with served(folder) as host:
        yield host + PREFIX
