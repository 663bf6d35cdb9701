"""Sites that several tests of the build look at; they must not change them."""

import pytest

from tests.publish.registry import Registry, copy_registry


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """The sample registry with its site, built cold by one process."""
    registry = copy_registry(tmp_path_factory.mktemp("a"))
    return registry.built("--workers", "1", PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")
