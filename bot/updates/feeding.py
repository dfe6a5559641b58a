"""One raw update goes to the routers; what comes back says when it may be acknowledged."""

from collections.abc import Awaitable
from typing import Any

import structlog
from aiogram import Bot, Dispatcher
from aiogram.dispatcher.event.bases import UNHANDLED
from pydantic import ValidationError

from bot.clock import Clock
from bot.failure import error_line, failure_of
from bot.lasting import Tries
from bot.updates.sound import UnsoundError, sound, written
from funnels.engine.effects.staff import Staff
from storage import set_aside
from storage.database import Database
from storage.set_aside import SetAside

log = structlog.get_logger()

_MONEY = ("pre_checkout_query", "shipping_query", "subscription")
_PAID = ("successful_payment", "refunded_payment")
_LARGEST_ID = 2**52
"""Telegram's ids are no larger."""


class Feeder:
    """Hands updates over one after another, so that their order is kept, and remembers those that failed."""

    def __init__(self, bot: Bot, dispatcher: Dispatcher, database: Database, clock: Clock, staff: Staff) -> None:
        self._database = database
        self._clock = clock
        self._staff = staff
        self._bot = bot
        self._dispatcher = dispatcher
        self.kinds = dispatcher.resolve_used_update_types()
        """What the routers handle. Telegram keeps no others, also none that come before it is told otherwise."""
        self.pause = 1.0
        """Seconds before an update that was not committed may come again."""
        self.failures = Tries()
        """How often each update has failed that is to come again."""

    async def feed(self, update: dict[str, Any]) -> Awaitable[Any]:
        """What must be done before this update may be acknowledged; it fails where nothing was committed."""
        if all(update.get(kind) is None for kind in self.kinds):
            return _nothing()
        try:
            work = await self._dispatcher.feed_raw_update(self._bot, sound(update))
        except (ValidationError, UnsoundError) as error:
            log.error("update not understood", update=update.get("update_id"), error=error_line(error))  # noqa: TRY400
            return _failed(error)
        except Exception as error:
            log.exception("update not understood", update=update.get("update_id"), error=repr(error))
            return _failed(error)
        if work is UNHANDLED or work is None:
            return _nothing()
        awaitable: Awaitable[Any] = work
        return awaitable

    async def is_over(self, update: dict[str, Any], error: BaseException | None) -> bool:
        """Whether this update may be acknowledged: it is committed, or set aside with the error that came of it."""
        number = update["update_id"]
        if error is not None:
            over = self.failures.are_over(number, error)
            log.error("update not committed", update=number, tries=self.failures[number], error=error_line(error))
            if not (over and await self._set_aside(update, error)):
                return False
        self.failures.pop(number, None)
        return True

    async def _set_aside(self, update: dict[str, Any], error: BaseException) -> bool:
        one = SetAside(
            kind="update",
            number=update["update_id"],
            subscriber=_sender(update),
            content=written(update),
            failure=failure_of(error),
        )
        try:
            async with self._database.write() as connection:
                await set_aside.add(connection, one, self._staff, self._clock.now())
        except Exception:
            log.exception("update not set aside", update=update["update_id"])
            return False
        return True


def is_money(update: dict[str, Any]) -> bool:
    """Whether it is of a payment: those go first, for Telegram waits ten seconds for some, and people for all."""
    message = update.get("message")
    return any(kind in update for kind in _MONEY) or (
        isinstance(message, dict) and any(kind in message for kind in _PAID)
    )


def _sender(update: dict[str, Any]) -> int:
    """Who an update of any form comes from; 0 where it does not say."""
    for part in update.values():
        who = (part.get("from") or part.get("user")) if isinstance(part, dict) else None
        id_ = who.get("id") if isinstance(who, dict) else None
        if isinstance(id_, int) and 0 < id_ < _LARGEST_ID:
            return id_
    return 0


async def _nothing() -> None:
    """An update that concerns nobody needs no work."""


async def _failed(error: Exception) -> None:
    """There is nothing to wait for, and the update is not to be acknowledged as if all were well."""
    raise error
