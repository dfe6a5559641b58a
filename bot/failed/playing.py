"""What was set aside is played again where an owner asks for it: once, however often and by whomever it is asked.

An update goes to the routers as if it had just come; a timer is due again; what came of a call, of a question to
Telegram or of a message is told once more, and nothing is called, asked or sent anew. What fails again stays, with the
new error.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping

import structlog

from bot.clock import Clock
from bot.failure import error_line, failure_of
from bot.incoming import Incoming
from bot.kept_input import from_json
from bot.lasting import UntriedError
from bot.runner import Runner
from bot.updates.feeding import Feeder
from storage import outcomes_aside, set_aside, timers_aside
from storage.database import Database
from storage.errors import ConflictError
from storage.outage import is_outage
from storage.set_aside import Asked, Kind

log = structlog.get_logger()

BATCH = 64


class Replays:
    """Plays what is asked for, one after another in the order in which it was set aside."""

    def __init__(self, database: Database, runner: Runner, feeder: Feeder, clock: Clock) -> None:
        self._database = database
        self._runner = runner
        self._feeder = feeder
        self._clock = clock
        self._one_at_a_time = asyncio.Lock()
        self._ways: Mapping[Kind, Callable[[Asked], Awaitable[None]]] = {
            "update": self._update,
            "timer": self._timer,
            "call": self._input,
            "outcome": self._outcome,
            "input": self._input,
        }

    async def play_asked(self) -> None:
        """Play all of it; what nothing is wrong with but the moment waits for the next time."""
        async with self._one_at_a_time:
            while asked := await self._asked():
                for one in asked:
                    if not await self._play(one):
                        return

    async def _asked(self) -> list[Asked]:
        async with self._database.read() as connection:
            return await set_aside.asked(connection, BATCH)

    async def _play(self, one: Asked) -> bool:
        """Whether that came to an end, good or bad."""
        try:
            await self._ways[one.kind](one)
        except Exception as error:  # noqa: BLE001  # whatever it was, it is set aside again
            if is_outage(error) or isinstance(error, UntriedError | ConflictError):
                log.warning("not played again yet", aside=one.id, reason=str(error))
                return False
            log.error("failed again", aside=one.id, kind=one.kind, error=error_line(error))  # noqa: TRY400  # it may quote what people wrote
            async with self._database.write() as connection:
                await set_aside.fail_again(connection, one, failure_of(error), self._runner.staff, self._clock.now())
        return True

    async def _update(self, one: Asked) -> None:
        """An update that was handled after all, having come again, counts no second time."""
        await (await self._feeder.feed(json.loads(one.content)))
        async with self._database.write() as connection:
            await set_aside.drop(connection, [one.id])

    async def _timer(self, one: Asked) -> None:
        async with self._database.write() as connection:
            await timers_aside.put_back(connection, one.id)

    async def _input(self, one: Asked) -> None:
        await self._runner.submit(Incoming(subscriber=one.subscriber, input=from_json(one.content), played=one.id))

    async def _outcome(self, one: Asked) -> None:
        async with self._database.write() as connection:
            if await set_aside.drop(connection, [one.id]):
                await outcomes_aside.put_back(connection, one.content, one.at, self._runner.zone)
