"""What became of a message, where that cannot be written down: the message is over, and its facts follow later."""

from dataclasses import asdict
from datetime import datetime, tzinfo

from msgspec.json import decode, encode
from sqlalchemy import bindparam, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.outcomes import Failed, LeftInDoubt, Over, Result, Sent, finish
from storage.outside_tables import outbox
from storage.set_aside import Failure, SetAside

_STATUSES: dict[str, type[Over]] = {"sent": Sent, "failed": Failed, "in_doubt": LeftInDoubt}
_NOT_RECORDED = ", but not recorded: "

_IS_OVER = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"), outbox.c.status == "claimed")
    .values(status=bindparam("became"), finished_at=bindparam("now"), reason=bindparam("why"))
    .returning(outbox.c.chat_id, outbox.c.funnel)
)
_CLAIM_AGAIN = (
    update(outbox)
    .where(
        outbox.c.id == bindparam("row"),
        outbox.c.status == bindparam("became"),
        outbox.c.reason.like(f"%{_NOT_RECORDED}%"),
    )
    .values(status="claimed")
)


async def take(conn: AsyncConnection, result: Result, failure: Failure, now: datetime) -> SetAside | None:
    """Where `finish` cannot write a result: only that the message is over, so that its chat goes on; no fact follows.

    Returns what is to be set aside. One that was postponed or released has failed, for it would meet the same error
    whenever its turn came, and there is nothing to set aside; nor of a message that is over already.
    """
    became = next((status for status, kind in _STATUSES.items() if isinstance(result, kind)), "failed")
    why = f"{became}{_NOT_RECORDED}{failure.error}"
    row = (await conn.execute(_IS_OVER, {"row": result.id, "became": became, "now": now, "why": why})).first()
    if row is None or not isinstance(result, Over):
        return None
    return SetAside(
        kind="outcome",
        number=result.id,
        subscriber=row.chat_id,
        funnel=row.funnel,
        content=encode((became, asdict(result))).decode(),
        failure=failure,
    )


async def put_back(conn: AsyncConnection, content: str, at: datetime, zone: tzinfo) -> None:
    """`finish` what was set aside `at` that moment (UTC), once; not a message that was sent again meanwhile."""
    became, fields = decode(content)
    result = _STATUSES[became](**fields)
    claimed = await conn.execute(_CLAIM_AGAIN, {"row": result.id, "became": became})
    if claimed.rowcount:
        await finish(conn, [result], at, zone)
