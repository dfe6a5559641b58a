"""Codes on their way to their orders: taken when the goods are sent, and the same when they are sent again."""

from dataclasses import dataclass
from pathlib import Path

from bot.clock import Clock
from funnels.engine.effects.shown import SendMessage
from funnels.engine.effects.staff import NotifyOwners, Staff
from storage import codes
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
                await codes.stock(connection, of, lines_of(self.funnels, of))
            code = await codes.take(connection, of, to, now)
            if code is None:
                raise NoCodeError(f"{of.funnel}/{of.file} has no code left: add some at its end")
            if (left := await codes.left(connection, of)) in (LOW, 0):
                notices, title = OutboxRows(self.staff, now), f"{of.funnel}/{of.file}"
                low = NotifyOwners(about="codes_low", order=goods.order, title=title, reason=str(left))
                notices.notice(Cause(subscriber_id=row.chat_id), low)
                await notices.write(connection, hand_over=0)
        return code


def lines_of(funnels: Path, of: CodeList) -> list[str]:
    """What the file says now, in the folder of all funnels; one that is gone or unreadable has nothing new."""
    try:
        text = (funnels / of.funnel / of.file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return []
    return [code for line in text.splitlines() if (code := line.strip())]
