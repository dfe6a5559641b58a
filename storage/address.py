"""Where the database is, as an operator writes it: `sqlite:///data/voronka.db` or `postgresql://user:password@host/name`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from storage.errors import DatabaseError

Dialect = Literal["sqlite", "postgresql"]

_DIALECTS: dict[str, Dialect] = {"sqlite": "sqlite", "postgresql": "postgresql", "postgres": "postgresql"}
_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
_FORMS = "write sqlite:///data/voronka.db or postgresql://user:password@host/name"


@dataclass(frozen=True, kw_only=True)
class Address:
    """A database that can be named: `shown` is safe for logs, it hides the password."""

    dialect: Dialect
    url: URL
    shown: str

    @property
    def file(self) -> Path:
        """Where SQLite keeps it."""
        assert self.url.database is not None
        return Path(self.url.database)


def parse_address(text: str) -> Address:
    """Read an operator's database URL; raises DatabaseError where it names nothing Voronka can use."""
    try:
        url = make_url(text.strip())
    except (ArgumentError, ValueError) as error:
        raise DatabaseError(f"The database URL cannot be read: {_FORMS}.") from error
    dialect = _DIALECTS.get(url.get_backend_name())
    if dialect is None:
        raise DatabaseError(f"`{url.drivername}` is no database that Voronka knows: {_FORMS}.")
    shown = url.set(drivername=dialect).render_as_string(hide_password=True)
    place = _sqlite(url) if dialect == "sqlite" else _postgresql(url, shown)
    return Address(dialect=dialect, url=place.set(drivername=_DRIVERS[dialect]), shown=shown)


def _sqlite(url: URL) -> URL:
    if url.host:
        raise DatabaseError(
            "A slash is missing in the database URL: write sqlite:///data/voronka.db, with three slashes."
        )
    if url.database in (None, "", ":memory:"):
        raise DatabaseError(
            "A database in memory forgets everyone when the bot stops: write sqlite:///data/voronka.db."
        )
    if url.query:
        raise DatabaseError("A SQLite URL has nothing after `?`: write sqlite:///data/voronka.db.")
    return url.set(database=str(Path(url.database or "").expanduser()))


def _postgresql(url: URL, shown: str) -> URL:
    if not url.database:
        raise DatabaseError(f"{shown} names no database: {_FORMS}.")
    options = dict(url.query)
    if "sslmode" in options:  # the spelling of psql and of most hosts; asyncpg takes the same values as `ssl`
        options["ssl"] = options.pop("sslmode")
    if unknown := sorted(options.keys() - {"ssl", "host", "port"}):
        raise DatabaseError(f"The database URL has an option Voronka does not know, `{unknown[0]}`: take it away.")
    return url.set(query=options)
