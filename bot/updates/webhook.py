"""The webhook that loses nothing: Telegram gets its 200 only after the update's transaction has committed.

Anything else makes Telegram send the update again, and hold back what follows it in the same chat; so nothing but the
order of a chat is promised, and no other order is asked for (Client.cpp, webhook_queue_id: presses, messages and
changes of membership come in queues of their own). aiogram's own handler answers before it is done, or sends a second
time what an error made it repeat (aiogram/aiogram#1457); here what was seen before is known by its number.
"""

import asyncio
import hashlib
import hmac
import math
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.types import WebhookInfo
from aiohttp import web

from bot.clock import Clock
from bot.errors import StartError
from bot.limits import LONGEST_429
from bot.updates.feeding import Feeder
from bot.updates.sound import is_number
from bot.web.body import TooLongError, json_in, read_body

log = structlog.get_logger()

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # the name of the header, no secret

LONGEST = 1024 * 1024
"""Bytes of an update; the longest message with all that may hang on it takes a tenth."""

AT_ONCE = 100
"""Updates Telegram may have on their way, the most it allows: they are committed together."""

WATCH_EVERY = 60.0
"""Seconds between two looks at whether the webhook is still ours and Telegram reaches it."""

LATELY = timedelta(minutes=2)
"""What Telegram could not bring within this span is a trouble of now; it tries again after a minute or two at most."""


def secret_of(token: str) -> str:
    """What Telegram must say to be believed: the same in every process of this bot, and of no use to learn the token.

    64 characters of 0-9a-f; Telegram takes 1 to 256 of `A-Z a-z 0-9 _ -`.
    """
    return hmac.new(token.encode(), b"webhook", hashlib.sha256).hexdigest()


class Webhook:
    """Takes updates as Telegram brings them, and sees to it that Telegram knows where to."""

    def __init__(self, bot: Bot, feeder: Feeder, clock: Clock, url: str, *, before_each: Callable[[], None]) -> None:
        """`before_each` is called before an update is handed over."""
        self._bot = bot
        self._feeder = feeder
        self._clock = clock
        self._url = url
        self._secret = secret_of(bot.token)
        self._before_each = before_each
        self._is_set = False
        self._ended = False
        self.alive = False
        """Whether Telegram knows where to bring updates, reaches it, and what came last is kept."""

    def route(self, others: Iterable[web.AbstractRouteDef]) -> web.RouteDef:
        """`POST` at the path of the webhook's address; raises StartError where the bot serves something else there."""
        route = web.post(urlsplit(self._url).path or "/", self.take)
        if any(isinstance(other, web.RouteDef) and other.path == route.path for other in others):
            raise StartError(
                f"WEBHOOK_URL leads to {route.path}, where the bot serves something else: write another path, "
                "such as /telegram."
            )
        return route

    async def take(self, request: web.Request) -> web.Response:
        """200 once the update is committed, was before, or is set aside; 503 to have it brought again."""
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(errors="surrogateescape"), self._secret.encode()):
            log.warning("an update that Telegram has not sent", caller=request.remote)
            return web.Response(status=web.HTTPUnauthorized.status_code)
        if self._ended:
            return self._later()
        update = await _read(request)
        self._before_each()
        failure = None
        try:
            await (await self._feeder.feed(update))
        except Exception as error:  # noqa: BLE001  # whatever it was, the update must not be lost
            failure = error
        if not await self._feeder.is_over(update, failure):
            self.alive = False
            return self._later()
        self.alive = self._is_set
        return web.Response()

    def _later(self) -> web.Response:
        headers = {"Retry-After": str(math.ceil(self._feeder.pause))}  # whole seconds; Telegram heeds it
        return web.Response(status=web.HTTPServiceUnavailable.status_code, headers=headers)

    async def run(self) -> None:
        """Set the webhook and watch over it until cancelled; raises StartError where Telegram will not have it.

        Then no more updates are taken. The webhook stays set: Telegram keeps them until the bot is there again.
        """
        try:
            await self._look_after()
        finally:
            self._ended = True

    async def _look_after(self) -> None:
        while True:
            try:
                await self._watch()
            except TelegramUnauthorizedError as error:
                raise StartError("Telegram does not know this BOT_TOKEN: copy it from @BotFather once more.") from error
            except TelegramBadRequest as error:
                raise StartError(f"Telegram does not take WEBHOOK_URL {self._url}: {error.message}") from error
            except TelegramRetryAfter as error:
                await self._rest(min(error.retry_after, LONGEST_429), "Telegram asks to wait")
            except TelegramAPIError as error:
                await self._rest(1.0, str(error))
            else:
                await asyncio.sleep(WATCH_EVERY)

    async def _rest(self, seconds: float, reason: str) -> None:
        log.warning("the webhook is not looked after for now", wait_seconds=seconds, reason=reason)
        await asyncio.sleep(seconds)

    async def _watch(self) -> None:
        if self._is_set:
            info = await self._bot.get_webhook_info()
            if info.url == self._url and set(info.allowed_updates or ()) == set(self._feeder.kinds):
                self._heed(info)
                return
            log.warning("the webhook was another one", found=info.url or "none")
        self.alive = self._is_set = False
        await self._bot.set_webhook(
            self._url,
            secret_token=self._secret,
            allowed_updates=self._feeder.kinds,
            max_connections=AT_ONCE,
            drop_pending_updates=False,
        )
        self.alive = self._is_set = True

    def _heed(self, info: WebhookInfo) -> None:
        """Updates that wait although they could not be brought a moment ago are a trouble somebody must mend."""
        failed = info.last_error_date
        self.alive = not (info.pending_update_count and failed is not None and self._clock.now() - failed < LATELY)
        if not self.alive:
            log.warning(
                "Telegram cannot bring updates", waiting=info.pending_update_count, reason=info.last_error_message
            )


async def _read(request: web.Request) -> dict[str, Any]:
    """The update in the body; raises aiohttp's errors of HTTP for what is none."""
    try:
        update = json_in(await read_body(request, longest=LONGEST))
    except TooLongError as error:
        log.error("an update too long to be one", reason=str(error))  # noqa: TRY400  # the sentence says it all
        raise web.HTTPRequestEntityTooLarge(LONGEST, LONGEST + 1) from error
    except ValueError as error:
        raise web.HTTPBadRequest(text="this is no JSON") from error
    if not isinstance(update, dict) or not is_number(update.get("update_id")):
        raise web.HTTPBadRequest(text="this is no update")
    return update
