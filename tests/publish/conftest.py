"""Sites that several tests of the build look at; they must not change them."""

import pytest

from tests.publish.registry import FEW, Registry, copy_registry
from tests.shared import shared_folder


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """The sample registry with its site, built cold by one process."""
    with shared_folder(tmp_path_factory, "published") as folder:
        registry = Registry(folder / "a")
        if not registry.site.exists():
            copy_registry(registry.root)
            registry.built("--workers", "1", PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")
    return registry


@pytest.fixture(scope="session")
def few_published(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """The registry of few providers with its site."""
    with shared_folder(tmp_path_factory, "few") as folder:
        registry = Registry(folder / "registry")
        if not registry.site.exists():
            copy_registry(registry.root, providers=FEW).built()
    return registry
