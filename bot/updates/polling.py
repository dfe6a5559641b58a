"""Long polling that loses nothing: an update is acknowledged only after its transaction has committed.

Telegram takes the offset of the next request as the acknowledgement of everything before it, and aiogram's own polling
sends that before handlers are done (aiogram/aiogram#1397). Here updates are handed to the routers one after another, so
that their order is kept, and the next request waits for all of their commits.
"""

import asyncio
from collections.abc import Callable
from typing import Annotated, Any

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramConflictError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import DeleteWebhook, TelegramMethod
from pydantic import AfterValidator

from bot.errors import StartError
from bot.limits import LONGEST_429
from bot.updates.feeding import Feeder, is_money
from bot.updates.sound import is_number

log = structlog.get_logger()

LONG_POLL = 25
"""Seconds Telegram may hold a request that has nothing to tell."""

LONGEST_PAUSE = 30.0


def _numbered(update: dict[str, Any]) -> dict[str, Any]:
    if not is_number(update.get("update_id")):
        raise ValueError("an update has no number, by which it could be acknowledged")
    return update


RawUpdate = Annotated[dict[str, Any], AfterValidator(_numbered)]


class GetRawUpdates(TelegramMethod[list[RawUpdate]]):
    """`getUpdates` whose answer is not parsed as a whole: one odd update must not hide its neighbours."""

    __returning__ = list[RawUpdate]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int = 100
    timeout: int = LONG_POLL
    allowed_updates: list[str] | None = None


class Poller:
    """Asks Telegram for updates until cancelled."""

    def __init__(self, bot: Bot, feeder: Feeder, *, before_each: Callable[[], None]) -> None:
        """`before_each` is called before a batch of updates is handed over, with nothing of an earlier one in work."""
        self._bot = bot
        self._feeder = feeder
        self._before_each = before_each
        self.patience = 10
        """Seconds an answer may come later than it must before the connection counts as dead."""
        self._offset: int | None = None
        self._has_webhook = True
        self.alive = False
        """Whether the last request was answered and what it brought is kept."""

    async def run(self) -> None:
        """Poll for ever; raises StartError when Telegram refuses the token."""
        pause = 0.0
        while True:
            try:
                updates = await self._fetch()
            except TelegramUnauthorizedError as error:
                raise StartError("Telegram does not know this BOT_TOKEN: copy it from @BotFather once more.") from error
            except TelegramRetryAfter as error:
                await self._rest(min(error.retry_after, LONGEST_429), "Telegram asks to wait")
            except TelegramConflictError as error:
                pause = _longer(pause)
                await self._rest(pause, _rival(error))
            except (TelegramNetworkError, TelegramAPIError) as error:
                pause = _longer(pause)
                await self._rest(pause, str(error))
            else:
                pause = 0.0
                self.alive = await self._handle(updates)

    async def _fetch(self) -> list[dict[str, Any]]:
        """The next updates; a webhook left from earlier is taken away first, for Telegram answers only one way."""
        wait = LONG_POLL if self.alive else 0  # whether Telegram answers again is worth knowing at once
        if self._has_webhook:
            await self._bot(DeleteWebhook(drop_pending_updates=False), request_timeout=self.patience)
            self._has_webhook = False
        request = GetRawUpdates(offset=self._offset, timeout=wait, allowed_updates=self._feeder.kinds)
        return await self._bot(request, request_timeout=wait + self.patience)

    async def _rest(self, seconds: float, reason: str) -> None:
        self.alive = False
        log.warning("no updates for now", wait_seconds=round(seconds, 1), reason=reason)
        await asyncio.sleep(seconds)

    async def _handle(self, updates: list[dict[str, Any]]) -> bool:
        """Hand over a batch, payments first; the offset moves past what is over, up to the first that is not.

        False when there was one that is not.
        """
        self._before_each()
        work = {id(update): await self._feeder.feed(update) for update in sorted(updates, key=_haste)}
        outcomes = await asyncio.gather(*(work[id(update)] for update in updates), return_exceptions=True)
        for update, outcome in zip(updates, outcomes, strict=True):
            error = outcome if isinstance(outcome, BaseException) else None
            if not await self._feeder.is_over(update, error):
                self.alive = False
                await asyncio.sleep(self._feeder.pause)
                return False
            self._offset = update["update_id"] + 1
        return True


def _haste(update: dict[str, Any]) -> bool:
    return not is_money(update)


def _rival(error: TelegramConflictError) -> str:
    """Who else takes the updates of this token."""
    if "webhook" in error.message:
        return "another program has set a webhook for this token: stop it, or set WEBHOOK_URL here"
    return "another process polls with this token: stop one of the two"


def _longer(pause: float) -> float:
    return min(max(pause * 2, 0.5), LONGEST_PAUSE)
