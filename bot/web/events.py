"""Events from outside: `POST /events`, signed as the bot's own calls are, answered when all of it is kept.

What went wrong is `{"error": …, "remedy": …}`: 4xx is the sender's to mend, after 503 the same is to be sent again.
"""

import asyncio

import structlog
from aiohttp import web

from bot.clock import Clock
from bot.incoming import Incoming
from bot.lasting import is_lasting
from bot.runner import Runner
from bot.signing import NotSignedError, check_signed
from bot.web.body import TooLongError, read_body
from bot.web.event_body import BadEventError, SentEvent, read_event
from storage import people, seen
from storage.database import Database
from storage.errors import ConflictError

log = structlog.get_logger()

LONGEST = 64 * 1024
"""Bytes of a body."""

PATIENCE = 10.0
"""Seconds a body may take to come."""

TRIES = 3
"""Another process may be writing the same event or the same person."""

RETRY_AFTER = "5"
"""Seconds a sender is asked to wait while nothing can be kept."""


def route(database: Database, runner: Runner, clock: Clock, secret: str) -> web.RouteDef:
    """`POST /events` for whoever has the secret."""
    return web.post("/events", Events(database, runner, clock, secret.encode()).take)


class Events:
    """Takes events from other systems."""

    def __init__(self, database: Database, runner: Runner, clock: Clock, secret: bytes) -> None:
        self._database = database
        self._runner = runner
        self._clock = clock
        self._secret = secret

    async def take(self, request: web.Request) -> web.Response:
        """The answer to a request; 200 only after the commit, also for an event that was sent before."""
        try:
            await self._keep(read_event(await self._body(request)))
        except BadEventError as error:
            log.info("event refused", status=error.status, problem=error.problem)
            headers = {"Retry-After": RETRY_AFTER} if error.status == web.HTTPServiceUnavailable.status_code else None
            told = {"error": error.problem, "remedy": error.remedy}
            return web.json_response(told, status=error.status, headers=headers)
        return web.json_response({"ok": True})

    async def _body(self, request: web.Request) -> bytes:
        if request.content_type != "application/json" or (request.charset or "utf-8").lower() != "utf-8":
            raise BadEventError(415, "the body is not said to be JSON", "send Content-Type: application/json")
        if "Content-Encoding" in request.headers:
            raise BadEventError(415, "the body is compressed", "send it as it is")
        try:
            async with asyncio.timeout(PATIENCE):
                body = await read_body(request, longest=LONGEST)
        except TimeoutError:
            raise BadEventError(408, f"the body did not come within {PATIENCE:g} seconds", "send it again") from None
        except TooLongError as error:
            raise BadEventError(413, str(error), "send the few values a script needs") from None
        try:
            check_signed(request.headers, body, self._secret, self._clock.now())
        except NotSignedError as error:
            raise BadEventError(401, error.problem, error.remedy) from None
        return body

    async def _keep(self, sent: SentEvent) -> None:
        async with self._database.read() as connection:
            known = await people.is_known(connection, sent.subscriber)
        if not known:
            problem = f"nobody with the Telegram id {sent.subscriber} has written to the bot yet"
            raise BadEventError(404, problem, "send it again after they have started the bot")
        if not await self._submit(sent) and not await self._was_kept(sent):
            problem = "a script cannot take it; the bot's log says why"
            raise BadEventError(500, problem, "mend the script, then send it again under the same id")

    async def _submit(self, sent: SentEvent) -> bool:
        """Whether it moved something."""
        for _ in range(TRIES):
            incoming = Incoming(subscriber=sent.subscriber, input=sent.event, event=sent.id)
            try:
                return bool(await self._runner.submit(incoming))
            except ConflictError:
                continue
            except Exception as error:  # the runner has logged it
                if is_lasting(error):
                    return False
                raise _busy() from error
        raise _busy()

    async def _was_kept(self, sent: SentEvent) -> bool:
        """Whether it was sent and kept before."""
        async with self._database.read() as connection:
            return bool(await seen.events.among(connection, [sent.id]))


def _busy() -> BadEventError:
    return BadEventError(503, "it could not be kept now", "send it again under the same id")
