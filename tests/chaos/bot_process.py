"""The bot as it always is, in a process of its own and on the shared clock; and a way to ask whether it rests.

Two things can be done to its database from inside: no page more (SQLite then says that the disk is full), and no
patience with another process that has locked it.
"""

import asyncio
import logging
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from aiohttp import web

from bot import logs
from bot.app import App, running
from bot.settings import read_settings
from storage import outbox, timers, upkeep
from storage.sqlite import BUSY_MILLISECONDS
from storage.types import micros

from .shared_clock import SharedClock

STATE = "/chaos/state"
TROUBLE = "/chaos/trouble/{name}"

TROUBLES = {
    "full": "PRAGMA max_page_count=1",
    "not-full": "PRAGMA max_page_count=1073741823",
    "impatient": "PRAGMA busy_timeout=200",
    "patient": f"PRAGMA busy_timeout={BUSY_MILLISECONDS}",
}
"""By name, what makes the writing connection's life hard, and what ends that."""

LOOKS = 40
"""How often the bot looks whether it rests before it says that it does not yet; a few milliseconds each."""


@dataclass(frozen=True, kw_only=True)
class State:
    """How it stands with the bot; moments are microseconds."""

    rests: bool
    """Whether everything that has come in and every timer that is due is committed, and nothing is left to send."""
    put_off: int | None
    """When the next message may go that was put off, if nothing else keeps the bot from resting."""
    next: int | None
    """When the next timer or the end of an offer is due."""


class Controls:
    """What the director asks of the bot from outside; the routes are there before the bot is."""

    app: App | None = None

    def routes(self) -> list[web.RouteDef]:
        return [web.post(STATE, self._state), web.post(TROUBLE, self._trouble)]

    async def _state(self, _request: web.Request) -> web.Response:
        """Do what is due, and say how it stands."""
        if (app := self.app) is None:
            return web.Response(status=web.HTTPServiceUnavailable.status_code)
        await app.ticks.fire_due()
        await app.ticks.keep_up_orders()
        for _ in range(LOOKS):
            state = await _look(app)
            if state.rests or state.put_off is not None:
                break
            await asyncio.sleep(0.003)
        return web.json_response(asdict(state))

    async def _trouble(self, request: web.Request) -> web.Response:
        if self.app is None:
            return web.Response(status=web.HTTPServiceUnavailable.status_code)
        async with self.app.context.database.write() as connection:
            await connection.exec_driver_sql(TROUBLES[request.match_info["name"]])
        return web.Response()


async def _look(app: App) -> State:
    now = micros(app.context.clock.now())
    settled = app.context.runner.idle and await app.calls.settled() and await app.sender.settled()
    async with app.context.database.read() as connection:
        left = await outbox.waiting(connection)
        put_off = micros(await outbox.next_due(connection)) if left else None
        moments = (micros(await timers.next_due(connection)), micros(await upkeep.next_to_expire(connection)))
    next_ = min((moment for moment in moments if moment is not None), default=None)
    settled = settled and app.context.runner.idle and (next_ is None or next_ > now)
    if settled and put_off is not None and put_off <= now:  # it is due again: do not wait for the second to be over
        app.sender._handover.look = True
        app.sender._handover.wake.set()
    return State(
        rests=settled and not left,
        put_off=put_off if settled and put_off is not None and put_off > now else None,
        next=next_,
    )


def run_on_shared_clock(given: dict[str, object], clock: Path, log: Path) -> None:
    """Run until killed; what the bot logs is added to a file."""
    with log.open("a", encoding="utf-8", buffering=1) as sys.stderr:
        logs.configure(level=logging.WARNING)
        asyncio.run(_run(given, SharedClock(clock)))


async def _run(given: dict[str, object], clock: SharedClock) -> None:
    controls = Controls()
    async with running(read_settings(**given), clock=clock, routes=controls.routes()) as app:
        controls.app = app
        await app.until(asyncio.Event())
