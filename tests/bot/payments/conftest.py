"""Both databases, as the tests of storage have them."""

from tests.storage.conftest import dialect, postgres, postgres_template, sqlite_template, url

__all__ = ["dialect", "postgres", "postgres_template", "sqlite_template", "url"]
