"""One raw update goes to the routers; what comes back says when it may be acknowledged."""

from collections.abc import Awaitable
from typing import Any

import structlog
from aiogram import Bot, Dispatcher
from aiogram.dispatcher.event.bases import UNHANDLED
from pydantic import ValidationError

from bot.updates.sound import UnsoundError, sound
from storage.outage import is_outage

log = structlog.get_logger()

TRIES = 5
"""How often an update that cannot be committed is tried before it is left behind; while the database fails, always."""

_MONEY = ("pre_checkout_query", "shipping_query", "subscription")
_PAID = ("successful_payment", "refunded_payment")


class Feeder:
    """Hands updates over one after another, so that their order is kept, and remembers those that failed."""

    def __init__(self, bot: Bot, dispatcher: Dispatcher) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self.kinds = dispatcher.resolve_used_update_types()
        """What the routers handle. Telegram keeps no others, also none that come before it is told otherwise."""
        self.pause = 1.0
        """Seconds before an update that was not committed may come again."""
        self.failures: dict[int, int] = {}
        """How often each update has failed that is to come again."""

    async def feed(self, update: dict[str, Any]) -> Awaitable[Any]:
        """What must be done before this update may be acknowledged; it fails where nothing was committed."""
        if all(update.get(kind) is None for kind in self.kinds):
            return _nothing()
        try:
            work = await self._dispatcher.feed_raw_update(self._bot, sound(update))
        except (ValidationError, UnsoundError) as error:
            log.error("update not understood", update=update.get("update_id"), error=_form_of(error))  # noqa: TRY400
            work = None
        except Exception as error:
            log.exception("update not understood", update=update.get("update_id"), error=repr(error))
            work = None
        if work is UNHANDLED or work is None:
            return _nothing()
        awaitable: Awaitable[Any] = work
        return awaitable

    def settled(self, number: int) -> None:
        """This update may be acknowledged: it is committed, or left behind."""
        self.failures.pop(number, None)

    def comes_again(self, number: int, error: BaseException) -> bool:
        """Whether an update that failed is to be tried again."""
        tries = self.failures.get(number, 0) + (not is_outage(error))
        log.error("update not committed", update=number, tries=tries, error=repr(error))
        if tries < TRIES:
            self.failures[number] = tries
            return True
        return False


def is_money(update: dict[str, Any]) -> bool:
    """Whether it is of a payment: those go first, for Telegram waits ten seconds for some, and people for all."""
    message = update.get("message")
    return any(kind in update for kind in _MONEY) or (
        isinstance(message, dict) and any(kind in message for kind in _PAID)
    )


def _form_of(error: ValidationError | UnsoundError) -> str:
    """What is wrong with the form of an update, and nothing of what people wrote or filled in: it goes into the log."""
    if isinstance(error, UnsoundError):
        return str(error)
    found = error.errors(include_input=False, include_url=False, include_context=False)
    return "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in found)


async def _nothing() -> None:
    """An update that concerns nobody needs no work."""
