"""The clock's ticks: due timers go to the runner, refunds are made, and what is no longer needed is swept away.

APScheduler only ticks. Timers themselves are rows of storage, so a restart loses none and a stopped program
works off what came due meanwhile.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.codes import Codes
from bot.digest.herald import Herald
from bot.failed.playing import Replays
from bot.failure import failure_of
from bot.incoming import Incoming
from bot.lasting import Tries
from bot.payments.refunds import Refunds
from bot.runner import Runner
from funnels.engine.effects.staff import Staff
from storage import overdue, seen, set_aside, timers, timers_aside, troubles, upkeep
from storage.database import Database
from storage.set_aside import SetAside
from storage.timers import DueTimer

log = structlog.get_logger()

EVERY = 1
"""Seconds between two looks at the timers."""

BATCH = 256
REMEMBER_UPDATES = timedelta(days=8)
"""Telegram repeats an update for a day at most; its numbers may begin anew after a week without any."""

REMEMBER_EVENTS = timedelta(days=30)
"""A system that could not reach the bot may try for weeks."""


class Ticks:
    """Fires timers, one batch after another."""

    def __init__(
        self,
        database: Database,
        runner: Runner,
        clock: Clock,
        *,
        staff: Staff,
        refunds: Refunds,
        codes: Codes,
        herald: Herald,
        replays: Replays,
    ) -> None:
        self._herald = herald
        self._replays = replays
        self._staff = staff
        self._database = database
        self._runner = runner
        self._clock = clock
        self._refunds = refunds
        self._codes = codes
        self._one_at_a_time = asyncio.Lock()
        self._telling = asyncio.Lock()
        self._failures = Tries()
        self._going_on: set[asyncio.Task[Any]] = set()
        self._scheduler = AsyncIOScheduler(timezone="UTC")

    def start(self) -> None:
        """Tick until `stop`; a tick that takes long is not overtaken by the next."""
        self._every(self.fire_due, "timers", seconds=EVERY)
        self._every(self._replays.play_asked, "replays", seconds=EVERY)
        self._every(self.tell_troubles, "troubles", minutes=1)
        self._every(self.keep_up_orders, "orders", minutes=1)
        self._every(self.serve_codes, "codes", minutes=1, next_run_time=datetime.now(UTC))
        self._every(self._refunds.make_due, "refunds", seconds=EVERY)
        self._every(self.tell_digests, "digests", minutes=1)
        self._every(self.watch, "alerts", minutes=10)
        self._every(self.sweep, "sweep", hours=1)
        self._scheduler.start()

    def _every(self, work: Callable[[], Awaitable[object]], name: str, **when: Any) -> None:
        common = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        self._scheduler.add_job(self._tick, "interval", args=(work,), id=name, **common, **when)

    async def _tick(self, work: Callable[[], Awaitable[object]]) -> None:
        task = asyncio.current_task()
        assert task is not None  # the scheduler runs each in one
        self._going_on.add(task)
        try:
            await work()
        finally:
            self._going_on.discard(task)

    async def stop(self) -> None:
        """No more ticks; those that go on are finished first. The runner must still be running."""
        if self._scheduler.running:
            self._scheduler.remove_all_jobs()
            await asyncio.sleep(0)  # a tick that the scheduler has begun this moment is among those that go on now
            if self._going_on:
                await asyncio.wait(self._going_on)
            self._scheduler.shutdown(wait=False)  # cancels whatever is not over

    async def fire_due(self) -> int:
        """Hand every timer that is due to the runner and wait for the commits; how many there were."""
        async with self._one_at_a_time:
            return await self._fire_due()

    async def _fire_due(self) -> int:
        fired = 0
        while True:
            async with self._database.read() as connection:
                due = await timers.due(connection, self._clock.now(), BATCH)
            if not due:
                return fired
            done = await asyncio.gather(
                *(
                    self._runner.submit(Incoming(subscriber=timer.subscriber_id, input=timer.input, timer=timer.id))
                    for timer in due
                ),
                return_exceptions=True,
            )
            fired += len(due)
            left = 0
            for timer, outcome in zip(due, done, strict=True):
                if isinstance(outcome, BaseException):
                    left += not await self._is_over(timer, outcome)
                else:
                    self._failures.pop(timer.id, None)
            if left:
                log.warning("timers left for the next tick", count=left)
                return fired

    async def _is_over(self, timer: DueTimer, error: BaseException) -> bool:
        """Whether this timer, which raised, is set aside; otherwise it fires again."""
        if not self._failures.are_over(timer.id, error):
            return False
        async with self._database.write() as connection:
            content = await timers_aside.take(connection, timer.id)
            if content is not None:
                one = SetAside(
                    kind="timer",
                    number=timer.id,
                    subscriber=timer.subscriber_id,
                    funnel=timer.input.funnel,
                    content=content,
                    failure=failure_of(error),
                )
                await set_aside.add(connection, one, self._staff, self._clock.now())
        del self._failures[timer.id]
        return True

    async def tell_troubles(self) -> None:
        """Tell the staff how often it has happened again what they were told of an hour ago, and what is overdue."""
        async with self._one_at_a_time, self._database.write() as connection:
            await troubles.tell_repeated(connection, self._staff, self._clock.now())
            await overdue.tell(connection, self._staff, self._clock.now())

    async def keep_up_orders(self) -> None:
        """Orders whose offer has closed expire."""
        async with self._one_at_a_time, self._database.write() as connection:
            await upkeep.expire(connection, self._clock.now())

    async def serve_codes(self) -> None:
        """Orders that waited for codes get those that were added."""
        async with self._one_at_a_time:
            await self._codes.serve()

    async def tell_digests(self) -> None:
        """The owners get the digests that are due."""
        async with self._telling:
            await self._herald.tell_digests()

    async def watch(self) -> None:
        """The owners are told of what broke."""
        async with self._telling:
            await self._herald.watch()

    async def sweep(self) -> None:
        """Forget updates and events too old to come again, and what was set aside long ago."""
        async with self._one_at_a_time, self._database.write() as connection:
            await seen.updates.forget(connection, self._clock.now() - REMEMBER_UPDATES)
            await seen.events.forget(connection, self._clock.now() - REMEMBER_EVENTS)
            await set_aside.sweep(connection, self._clock.now())
