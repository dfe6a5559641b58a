"""Files that Telegram has already: each is uploaded once a bot and then sent by its file id."""

from collections.abc import Iterable
from functools import cache

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.batches import portions
from storage.outside_tables import uploads
from storage.upsert import Insert, insert_into

_FILE_IDS = select(uploads.c.key, uploads.c.file_id).where(
    uploads.c.bot_id == bindparam("bot"), uploads.c.key.in_(bindparam("keys", expanding=True))
)


@cache
def _remember(dialect: str) -> Insert:
    insert = insert_into(uploads, dialect)
    return insert.on_conflict_do_update(index_elements=["bot_id", "key"], set_={"file_id": insert.excluded.file_id})


async def file_ids(conn: AsyncConnection, bot_id: int, keys: Iterable[str]) -> dict[str, str]:
    """The file ids of these keys; what was never uploaded by this bot is not among them."""
    found: dict[str, str] = {}
    for portion in portions(keys):
        rows = await conn.execute(_FILE_IDS, {"bot": bot_id, "keys": portion})
        found.update((key, file_id) for key, file_id in rows)
    return found


async def remember(conn: AsyncConnection, bot_id: int, key: str, file_id: str) -> None:
    """Keep the file id of what was just uploaded, in place of an older one."""
    await conn.execute(_remember(conn.dialect.name), {"bot_id": bot_id, "key": key, "file_id": file_id})


async def forget(conn: AsyncConnection, bot_id: int, key: str) -> None:
    """Telegram does not know the file any more: upload it again next time."""
    await conn.execute(delete(uploads).where(uploads.c.bot_id == bot_id, uploads.c.key == key))
