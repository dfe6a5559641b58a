"""Codes on their way to their orders: taken when goods are sent, the same again, or when they are added."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from funnels.engine.effects.shown import SendMessage
from funnels.engine.effects.staff import NotifyOwners, OrderNotice, Staff
from storage import codes, late_codes
from storage.codes import CodeList
from storage.database import Database
from storage.outbox import OutboxRow
from storage.writers.cause import Cause
from storage.writers.outbox import OutboxRows

LOW = 10
"""The owners are told when so many are left, and when none is."""


class NoCodeError(Exception):
    """The list has no code left; the text says which, for the owners."""


@dataclass(frozen=True, kw_only=True)
class Codes:
    """The lists in the folders of all funnels."""

    database: Database
    funnels: Path
    staff: Staff
    clock: Clock

    async def take(self, row: OutboxRow, goods: SendMessage) -> str:
        """The code for these goods, now and whenever they are sent again.

        Raises:
            NoCodeError: there is none left.
        """
        of, to = CodeList(funnel=row.funnel, file=goods.codes), goods.order or f"outbox:{row.id}"
        now = self.clock.now()
        async with self.database.write() as connection:
            code = await codes.given(connection, of, to)
            if code is not None:
                return code
            if await codes.left(connection, of) <= LOW + 1:
                await self._serve(connection, of)
            code = await codes.take(connection, of, to, now)
            if code is None:
                raise NoCodeError(f"{of.funnel}/{of.file} has no code left: add some at its end")
            if (left := await codes.left(connection, of)) in (LOW, 0):
                await self._tell(connection, of, "codes_low", left)
        return code

    async def serve(self) -> int:
        """Orders that came too late get the codes that were added since, the oldest first; how many."""
        async with self.database.read() as connection:
            lists = await late_codes.waited_for(connection)
        served = 0
        for of in lists:
            async with self.database.write() as connection:
                served += await self._serve(connection, of)
        return served

    async def _serve(self, connection: AsyncConnection, of: CodeList) -> int:
        """Whoever has waited comes before whoever asks now."""
        await codes.stock(connection, of, lines_of(self.funnels, of))
        orders = await late_codes.serve(connection, of, self.clock.now())
        if orders:
            await self._tell(connection, of, "codes_served", len(orders))
            if (left := await codes.left(connection, of)) <= LOW:
                await self._tell(connection, of, "codes_low", left)
        return len(orders)

    async def _tell(self, connection: AsyncConnection, of: CodeList, about: OrderNotice, count: int) -> None:
        notices = OutboxRows(self.staff, self.clock.now())
        told = NotifyOwners(about=about, order="", title=f"{of.funnel}/{of.file}", reason=str(count))
        notices.notice(Cause(subscriber_id=0, funnel=of.funnel), told)
        await notices.write(connection, hand_over=0)


def lines_of(funnels: Path, of: CodeList) -> list[str]:
    """What the file says now, in the folder of all funnels; one that is gone or unreadable has nothing new."""
    try:
        text = (funnels / of.funnel / of.file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return []
    return [code for line in text.splitlines() if (code := line.strip())]
