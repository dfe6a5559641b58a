"""The schema is brought to the newest version before anything else happens; a newer one is refused.

Alembic is imported only where there is something to do: most starts find the schema as it should be.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from storage.errors import DatabaseError
from storage.schema import metadata

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0037"
"""The newest migration."""

VERSION_TABLE = "voronka_schema"

_LOCK = 0x766F726F6E6B61
"""PostgreSQL: whoever holds this migrates, the others wait."""


def migrate(connection: Connection, shown: str) -> None:
    """Bring the schema to the newest version, inside the caller's transaction; `shown` names the database.

    Raises:
        DatabaseError: a newer Voronka made it, or it holds another program's tables.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    current = version(connection)
    if current == HEAD:
        return
    if current is None and (foreign := sorted(set(inspect(connection).get_table_names()) & set(metadata.tables))):
        raise DatabaseError(
            f"{shown} holds a table `{foreign[0]}` of another program: give Voronka a database of its own."
        )

    from alembic import command  # noqa: PLC0415  # see the module's sentence
    from alembic.script import ScriptDirectory  # noqa: PLC0415  # as above

    config = alembic_config(connection)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if current is not None and current not in known:
        raise DatabaseError(f"{shown} was made by a newer Voronka: update the program, or bring back an older backup.")
    command.upgrade(config, "head")


def version(connection: Connection) -> str | None:
    """The schema's version; None where no schema is."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found: str | None = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608  # a constant
    return found


def alembic_config(connection: Connection) -> "Config":
    """What Alembic needs to work on this connection; no file on the disk is asked for."""
    from alembic.config import Config  # noqa: PLC0415  # see the module's sentence

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
