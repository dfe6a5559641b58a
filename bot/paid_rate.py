"""The paid rate: of a long queue of timed messages, those beyond the free limit go at once, each for a tenth of a Star.

Never an answer: those go first in any case. A queue is long when it would take longer than a minute, so a minute's
worth is left to the free limit, which goes on beside. Telegram takes the Stars from the bot's own balance
(core.telegram.org/bots/faq); what it went on with and what that costs is logged and told to the owners.
"""

import html
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

import structlog
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery import Delivery
from bot.limits import Limits
from bot.settings import Settings
from funnels.engine.effects.shown import SendMessage
from storage import outbox
from storage.outbox import LANES, OutboxRow
from storage.payload import TellOwners
from storage.writers.cause import Cause
from storage.writers.outbox import OutboxRows

log = structlog.get_logger()

LONG = 60
"""Seconds of the free limit after which a queue is long."""

MOST = 1000
"""No more of a queue is counted than what the paid rate sends in a second."""

MESSAGES_A_STAR = 10

_WORDS = {
    "over": {
        "ru": "Длинная очередь позади: платно ушло сообщений — {count}. Это около {stars} ⭐ с баланса бота.",
        "en": "The long queue is over: {count} messages went at the paid rate, for about {stars} ⭐ of the balance.",
    },
    "refused": {
        "ru": "Telegram не отправляет платно: <code>{reason}</code>. До перезапуска бота рассылка идёт бесплатно, "
        "медленнее.",
        "en": "Telegram refuses the paid rate: <code>{reason}</code>. Until the bot is started again messages go "
        "at the free rate, more slowly.",
    },
}


class PaidRate:
    """Says which messages go so, sends and counts them."""

    def __init__(self, settings: Settings, limits: Limits, delivery: Delivery) -> None:
        self._settings = settings
        self._limits = limits
        self._delivery = delivery
        self._off = not settings.paid_broadcast
        self._reason = ""
        self._under_way = 0
        self._sent = 0
        self.beyond = 0
        """How many messages the queue is longer than a minute's worth; of many, only that they are MOST."""

    @contextmanager
    def taking(self, row: OutboxRow) -> Iterator[bool]:
        """Whether this message goes at the paid rate: the queue was long, and the free limit is used up."""
        timed = row.lane == LANES["timed"] and isinstance(row.payload, SendMessage)
        taken = row.beyond and timed and not self._off and self._limits.is_full(row.messages)
        self._under_way += taken
        try:
            yield taken
        finally:
            self._under_way -= taken

    async def send(self, row: OutboxRow) -> int:
        """Send it so; its id. What Telegram refuses goes free, and if that is taken, the rate was what it refused.

        Raises as `Delivery.send` does, and LongWaitError.
        """
        try:
            message_id = await self._delivery.send(row, paid=True)
        except (TelegramRetryAfter, TelegramNetworkError, TelegramServerError, TelegramUnauthorizedError):
            raise
        except TelegramAPIError as error:
            async with self._limits.sending(row.chat_id, row.messages, lane=row.lane):
                message_id = await self._delivery.send(row)
            self._refused(str(error))
        else:
            self._sent += row.messages
        return message_id

    def _refused(self, reason: str) -> None:
        """No more of it until the next start; the owners are told once."""
        if not self._off:
            log.warning("the paid rate is refused", reason=reason)
            self._reason = reason
        self._off = True

    async def look(self, conn: AsyncConnection, now: datetime, claimed: Sequence[OutboxRow]) -> None:
        """See how long the queue is that these were `claimed` from, and tell what is to be told."""
        free = LONG * self._limits.per_second
        beyond = 0 if self._off else max(0, await outbox.queued(conn, now, free + MOST) - free)
        if beyond and not self.beyond:
            log.warning("a long queue goes at the paid rate", stars_for_a_message=1 / MESSAGES_A_STAR)
        self.beyond = beyond
        if self._reason:
            await self._tell(conn, now, "refused", reason=html.escape(self._reason, quote=False))
            self._reason = ""
        if self._sent and not (beyond or self._under_way or any(row.beyond for row in claimed)):
            count, self._sent = self._sent, 0
            log.warning("messages went at the paid rate", count=count, stars=count / MESSAGES_A_STAR)
            await self._tell(conn, now, "over", count=count, stars=f"{count / MESSAGES_A_STAR:g}")

    async def _tell(self, conn: AsyncConnection, now: datetime, word: str, **values: object) -> None:
        rows = OutboxRows(self._settings.staff, now)
        text = _WORDS[word][self._settings.language].format(**values)
        rows.report(Cause(subscriber_id=0), TellOwners(text=text), self._settings.owner_ids)
        await rows.write(conn, hand_over=0)
