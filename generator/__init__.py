"""Turn provider and offer records kept in git into a published catalogue."""

__version__ = "0.1.0"
