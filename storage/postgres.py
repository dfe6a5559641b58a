"""How Voronka uses PostgreSQL: one pool; a reader sees one moment, a writer locks the people it loads."""

from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.address import Address
from storage.errors import DatabaseError

CONNECT_SECONDS = 10
CONNECTIONS = 10


def postgres_engines(address: Address, synchronous: str) -> tuple[AsyncEngine, AsyncEngine]:
    """The writing engine and the reading one, which share their connections.

    `synchronous="OFF"` lets a commit return before it is on the disk; anything else waits.
    """
    settings = {"application_name": "voronka", "synchronous_commit": "off" if synchronous == "OFF" else "on"}
    try:
        writer = create_async_engine(
            address.url,
            pool_size=CONNECTIONS,
            pool_pre_ping=True,
            hide_parameters=True,  # errors are logged, and what is written may be a name or an address
            connect_args={"timeout": CONNECT_SECONDS, "server_settings": settings},
        )
    except ModuleNotFoundError as error:
        raise DatabaseError(
            "PostgreSQL needs a part that is not installed: pip install 'voronka[postgres]'."
        ) from error
    reader = writer.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return writer, reader
