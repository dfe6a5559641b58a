"""Long polling that loses nothing: an update is acknowledged only after its transaction has committed.

Telegram takes the offset of the next request as the acknowledgement of everything before it, and aiogram's own polling
sends that before handlers are done (aiogram/aiogram#1397). Here updates are handed to the routers one after another, so
that their order is kept, and the next request waits for all of their commits.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiogram import Bot, Dispatcher
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramConflictError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import TelegramMethod
from pydantic import ValidationError

from bot.errors import StartError
from bot.limits import LONGEST_429
from storage.outage import is_outage

log = structlog.get_logger()

LONG_POLL = 25
"""Seconds Telegram may hold a request that has nothing to tell."""

LONGEST_PAUSE = 30.0
TRIES = 5
"""How often an update that cannot be committed is tried before it is left behind; while the database fails, always."""


class GetRawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """`getUpdates` whose answer is not parsed as a whole: one odd update must not hide its neighbours."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int = 100
    timeout: int = LONG_POLL
    allowed_updates: list[str] | None = None


class Poller:
    """Asks Telegram for updates until cancelled."""

    def __init__(self, bot: Bot, dispatcher: Dispatcher, *, before_each: Callable[[], None]) -> None:
        """`before_each` is called before a batch of updates is handed over, with nothing of an earlier one in work."""
        self._bot = bot
        self._dispatcher = dispatcher
        self._before_each = before_each
        self.pause_after_failure = 1.0
        """Seconds before an update that was not committed is fetched again."""
        self.patience = 10
        """Seconds an answer may come later than it must before the connection counts as dead."""
        self._offset: int | None = None
        self._failures: dict[int, int] = {}
        self.alive = False
        """Whether the last request was answered and what it brought is kept."""

    async def run(self) -> None:
        """Poll for ever; raises StartError when Telegram refuses the token."""
        kinds = self._dispatcher.resolve_used_update_types()
        pause = 0.0
        while True:
            try:
                wait = LONG_POLL if self.alive else 0  # whether Telegram answers again is worth knowing at once
                request = GetRawUpdates(offset=self._offset, timeout=wait, allowed_updates=kinds)
                updates = await self._bot(request, request_timeout=wait + self.patience)
            except TelegramUnauthorizedError as error:
                raise StartError("Telegram does not know this BOT_TOKEN: copy it from @BotFather once more.") from error
            except TelegramRetryAfter as error:
                await self._rest(min(error.retry_after, LONGEST_429), "Telegram asks to wait")
            except TelegramConflictError:
                pause = _longer(pause)
                await self._rest(pause, "another process polls with this token: stop one of the two")
            except (TelegramNetworkError, TelegramAPIError) as error:
                pause = _longer(pause)
                await self._rest(pause, str(error))
            else:
                pause = 0.0
                self.alive = await self._handle(updates)

    async def _rest(self, seconds: float, reason: str) -> None:
        self.alive = False
        log.warning("no updates for now", wait_seconds=round(seconds, 1), reason=reason)
        await asyncio.sleep(seconds)

    async def _handle(self, updates: list[dict[str, Any]]) -> bool:
        """Hand over a batch; the offset moves past every update that is committed, up to the first that is not.

        False when there was one that is not.
        """
        self._before_each()
        waiting = [(update["update_id"], await self._feed(update)) for update in updates]
        outcomes = await asyncio.gather(*(work for _, work in waiting), return_exceptions=True)
        for (number, _), outcome in zip(waiting, outcomes, strict=True):
            if isinstance(outcome, BaseException) and self._try_again(number, outcome):
                self.alive = False
                await asyncio.sleep(self.pause_after_failure)
                return False
            self._failures.pop(number, None)
            self._offset = number + 1
        return True

    def _try_again(self, number: int, error: BaseException) -> bool:
        tries = self._failures.get(number, 0) + (not is_outage(error))
        log.error("update not committed", update=number, tries=tries, error=repr(error))
        if tries < TRIES:
            self._failures[number] = tries
            return True
        return False

    async def _feed(self, update: dict[str, Any]) -> Awaitable[Any]:
        """What must be done before this update may be acknowledged."""
        try:
            work = await self._dispatcher.feed_raw_update(self._bot, update)
        except ValidationError as error:
            log.error("update not understood", update=update.get("update_id"), error=_form_of(error))  # noqa: TRY400
            work = None
        except Exception as error:
            log.exception("update not understood", update=update.get("update_id"), error=repr(error))
            work = None
        if work is UNHANDLED or work is None:
            return _nothing()
        awaitable: Awaitable[Any] = work
        return awaitable


def _form_of(error: ValidationError) -> str:
    """What is wrong with the form of an update, and nothing of what people wrote or filled in: it goes into the log."""
    found = error.errors(include_input=False, include_url=False, include_context=False)
    return "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in found)


async def _nothing() -> None:
    """An update that concerns nobody needs no work."""


def _longer(pause: float) -> float:
    return min(max(pause * 2, 0.5), LONGEST_PAUSE)
