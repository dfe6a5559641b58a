"""From the outbox to Telegram: within the limits, each chat in order, nothing lost.

A row is claimed before it is sent. What Telegram refuses for good is failed, with the reason; what it asks to wait for
goes back into the outbox until then, and the chat's later rows with it; what may or may not have arrived is sent again.
A person who blocked the bot ends their own timers.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

import structlog
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)

from bot.clock import Clock
from bot.delivery import Delivery
from bot.limits import Limits
from bot.runner import Incoming, Runner
from bot.tasks import spawn
from funnels.engine.inputs import Blocked
from storage import outbox
from storage.database import Database
from storage.outbox import OutboxRow
from storage.outcomes import Failed, Postponed, Released, Result, Sent, finish

log = structlog.get_logger()

IN_FLIGHT = 64
"""Messages on their way at the same time."""

LONGEST_PAUSE = timedelta(minutes=5)
IDLE = 1.0
"""Seconds after which an empty outbox is looked at again, for what was postponed."""


class Sender:
    """Sends what is due until cancelled."""

    def __init__(
        self, database: Database, delivery: Delivery, runner: Runner, clock: Clock, limits: Limits
    ) -> None:
        self._database = database
        self._delivery = delivery
        self._runner = runner
        self._clock = clock
        self._limits = limits
        self._results: list[Result] = []
        self._flying = 0
        self._wake = asyncio.Event()
        runner.on_commit = self._wake.set

    async def run(self) -> None:
        """Claim, send, record; a round records what earlier rounds have sent in the transaction that claims the next."""
        async with self._database.write() as connection:
            if doubtful := await outbox.recover(connection):
                log.warning("messages in doubt are sent again", count=doubtful)
        while True:
            rows = await self._round()
            for chat, of_chat in _by_chat(rows).items():
                self._flying += len(of_chat)
                spawn(self._send_all(chat, of_chat), name="send")
            if not rows:
                await self._rest()

    async def _round(self) -> list[OutboxRow]:
        results, self._results = self._results, []
        self._wake.clear()
        free = IN_FLIGHT - self._flying
        if not results and free <= 0:
            return []
        now = self._clock.now()
        try:
            async with self._database.write() as connection:
                if results:
                    await finish(connection, results, now)
                return await outbox.claim(connection, now, free) if free > 0 else []
        except Exception as error:
            self._results = [*results, *self._results]
            log.exception("outbox not reachable", error=str(error))
            await asyncio.sleep(IDLE)
            return []

    async def _rest(self) -> None:
        """Until something was committed, something landed, or a while is over."""
        if self._results:
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(self._wake.wait(), IDLE)

    async def _send_all(self, chat: int, rows: Sequence[OutboxRow]) -> None:
        """One chat's rows, one after another; after one that must wait the others go back unsent."""
        for number, row in enumerate(rows):
            await self._limits.wait(chat)
            result = await self._send(row)
            self._land(result)
            if isinstance(result, Postponed):
                for later in rows[number + 1 :]:
                    self._land(Released(id=later.id))
                return

    def _land(self, result: Result) -> None:
        self._results.append(result)
        self._flying -= 1
        self._wake.set()

    async def _send(self, row: OutboxRow) -> Result:
        try:
            message_id = await self._delivery.send(row)
        except TelegramRetryAfter as error:
            log.warning("telegram asks to wait", chat=row.chat_id, seconds=error.retry_after)
            return self._later(row, timedelta(seconds=error.retry_after), "429")
        except TelegramForbiddenError as error:
            self._runner.submit(Incoming(subscriber=row.chat_id, input=Blocked()))
            return Failed(id=row.id, reason=str(error))
        except TelegramUnauthorizedError as error:
            log.error("telegram does not know the token", reason=str(error))
            return self._later(row, LONGEST_PAUSE, str(error))
        except (TelegramNetworkError, TelegramServerError) as error:
            pause = min(timedelta(seconds=2**row.attempts), LONGEST_PAUSE)
            log.warning(
                "not sent, will be again", chat=row.chat_id, seconds=pause.total_seconds(), reason=str(error)
            )
            return self._later(row, pause, str(error))
        except TelegramBadRequest as error:
            if await self._delivery.forget_upload(row, error):
                return self._later(row, timedelta(), str(error))
            log.error("telegram refuses a message", chat=row.chat_id, step=row.step, reason=str(error))
            return Failed(id=row.id, reason=str(error))
        except (TelegramAPIError, OSError, ValueError, LookupError) as error:
            log.exception("message cannot be sent", chat=row.chat_id, step=row.step)
            return Failed(id=row.id, reason=str(error))
        return Sent(id=row.id, message_id=message_id)

    def _later(self, row: OutboxRow, pause: timedelta, reason: str) -> Postponed:
        return Postponed(id=row.id, until=self._clock.now() + pause, reason=reason)

    @property
    def idle(self) -> bool:
        """Whether nothing is on its way and every result is recorded."""
        return self._flying == 0 and not self._results


def _by_chat(rows: Sequence[OutboxRow]) -> dict[int, list[OutboxRow]]:
    chats: dict[int, list[OutboxRow]] = {}
    for row in rows:
        chats.setdefault(row.chat_id, []).append(row)
    return chats
