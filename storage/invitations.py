"""Links into chats that were made for somebody: the same is sent again, and taken away when the money goes back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.selling_tables import invitations
from storage.upsert import insert_into


@dataclass(frozen=True, kw_only=True)
class Link:
    """What lets one person into a chat."""

    given_to: str
    """The order, or the message of a present."""
    chat: str
    person: int
    link: str
    until: datetime | None
    """It works until then (UTC); None: until it is revoked."""


_ITS = (invitations.c.given_to == bindparam("to"), invitations.c.chat == bindparam("into"))
_WORKS = or_(invitations.c.until.is_(None), invitations.c.until > bindparam("now", type_=invitations.c.until.type))
_FIND = select(invitations.c.link).where(*_ITS, _WORKS)
_OF_PERSON = (
    select(invitations.c.link)
    .where(invitations.c.person == bindparam("whose"), invitations.c.chat == bindparam("into"), _WORKS)
    .order_by(invitations.c.given_to)
)
_FORGET = delete(invitations).where(invitations.c.chat == bindparam("into"), invitations.c.link == bindparam("it"))


async def find(conn: AsyncConnection, given_to: str, chat: str, now: datetime) -> str | None:
    """The link of this order into the chat, while it works."""
    link: str | None = (await conn.execute(_FIND, {"to": given_to, "into": chat, "now": now})).scalar()
    return link


async def keep(conn: AsyncConnection, link: Link) -> None:
    """Keep what was made for the order, in place of an older one."""
    insert = insert_into(invitations, conn.dialect.name)
    new = {"link": insert.excluded.link, "until": insert.excluded.until}
    await conn.execute(insert.on_conflict_do_update(index_elements=["given_to", "chat"], set_=new), vars(link))


async def of_person(conn: AsyncConnection, person: int, chat: str, now: datetime) -> list[str]:
    """Links into the chat that the person has and that may work yet."""
    return list((await conn.execute(_OF_PERSON, {"whose": person, "into": chat, "now": now})).scalars())


async def forget(conn: AsyncConnection, chat: str, link: str) -> None:
    """It works no more."""
    await conn.execute(_FORGET, {"into": chat, "it": link})
