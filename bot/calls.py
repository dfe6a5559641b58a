"""Calls to other systems, beside the sender: several at a time, each person's one after another, none lost.

A call is claimed before it is made, and finished by the very commit that carries what came of it to the journey. If
the program ends in between, the call is made again after the next start: at least once, never not at all.
"""

import asyncio
from datetime import datetime, timedelta

import structlog

from bot.caller import Caller, Outcome
from bot.clock import Clock
from bot.failure import failure_of
from bot.incoming import Incoming
from bot.kept_input import to_json
from bot.lasting import is_lasting
from bot.runner import Runner
from bot.tasks import spawn
from funnels.engine.inputs import Called
from storage import calls, set_aside
from storage.calls import ClaimedCall
from storage.database import Database
from storage.outage import is_outage
from storage.set_aside import SetAside

log = structlog.get_logger()

AT_ONCE = 64
"""Calls on their way at the same time."""

LONGEST_PAUSE = timedelta(minutes=5)
IDLE = 1.0
"""Seconds after which storage is looked at in any case, for what was put off."""


class Calls:
    """Makes the calls that are due until `end`; `wake` is set when there are new ones."""

    def __init__(self, database: Database, runner: Runner, clock: Clock, caller: Caller, wake: asyncio.Event) -> None:
        self._database = database
        self._runner = runner
        self._clock = clock
        self._caller = caller
        self._wake = wake
        self._in_hand: set[asyncio.Task[None]] = set()
        self._ending = False

    async def run(self) -> None:
        """Work until `end`, then wait for what is on its way; the runner must still be running."""
        async with self._database.write() as connection:
            if doubtful := await calls.recover(connection):
                log.warning("calls in doubt are made again", count=doubtful)
        try:
            while not self._ending:
                self._wake.clear()
                await self._start_due()
                await self._rest()
            await asyncio.gather(*self._in_hand, return_exceptions=True)
        finally:
            for task in self._in_hand:
                task.cancel()

    def end(self) -> None:
        """Begin no other call."""
        self._ending = True
        self._wake.set()

    async def settled(self) -> bool:
        """Whether none is on its way and none is due."""
        async with self._database.read() as connection:
            return await calls.settled(connection, self._clock.now())

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(IDLE):
                await self._wake.wait()
        except TimeoutError:
            return

    async def _start_due(self) -> None:
        room = AT_ONCE - len(self._in_hand)
        if room <= 0 or self._ending:
            return
        now = self._clock.now()
        try:
            async with self._database.read() as connection:
                if not await calls.are_due(connection, now):
                    return
            async with self._database.write() as connection:
                claimed = await calls.claim(connection, now, room)
        except Exception as error:
            log.exception("calls not reachable", error=str(error))
            return
        for call in claimed:
            task = spawn(self._carry_out(call), name="call")
            self._in_hand.add(task)
            task.add_done_callback(self._over)

    def _over(self, task: "asyncio.Task[None]") -> None:
        self._in_hand.discard(task)
        self._wake.set()

    async def _carry_out(self, call: ClaimedCall) -> None:
        try:
            outcome = await self._caller.make(call)
        except Exception:
            log.exception("call cannot be made", call=call.id, host=call.host)
            outcome = Outcome(ok=False, reason=f"{call.host} cannot be called", again=True)
        if outcome.again and (until := self._next_try(call, outcome.after)) is not None:
            log.warning("call failed, will be made again", call=call.id, reason=outcome.reason)
            await self._put_off(call, until, outcome.reason)
            return
        await self._tell(call, outcome)

    def _next_try(self, call: ClaimedCall, after: timedelta | None = None) -> datetime | None:
        """When to try again (UTC): the last time just when it must be given up; None if that has been."""
        now = self._clock.now()
        if now >= call.give_up_at:
            return None
        if after is not None:
            return now + after if now + after <= call.give_up_at else None
        pause = min(timedelta(seconds=2 ** min(call.attempts, 9)), LONGEST_PAUSE)
        return min(now + pause, call.give_up_at)

    async def _tell(self, call: ClaimedCall, outcome: Outcome) -> None:
        """The journey learns what came of it, and the call is over, both in one transaction."""
        result = Called(
            funnel=call.funnel,
            run=call.run,
            revision=call.revision,
            step=call.step,
            ok=outcome.ok,
            answer=outcome.answer,
            reason=outcome.reason,
            key=call.key,
        )
        try:
            await self._runner.submit(Incoming(subscriber=call.subscriber_id, input=result, call=call.id))
        except Exception as error:  # noqa: BLE001  # the runner has logged it
            until = None if is_lasting(error) else self._next_try(call)
            if until is None and is_outage(error):
                until = self._clock.now() + LONGEST_PAUSE
            reason = f"what came of it was not kept: {error!a}"
            await self._put_off(call, until or _aside(call, result, error), reason)
            return
        if not outcome.ok:
            log.error("call given up", call=call.id, step=call.step, reason=outcome.reason)

    async def _put_off(self, call: ClaimedCall, until: datetime | SetAside, reason: str) -> None:
        """Until a moment (UTC), or what came of it is set aside; a database that is away is waited for."""
        while True:
            now = self._clock.now()
            try:
                async with self._database.write() as connection:
                    if isinstance(until, SetAside):
                        await calls.set_aside(connection, call.id, reason, now)
                        await set_aside.add(connection, until, self._runner.staff, now)
                    else:
                        await calls.postpone(connection, call.id, until, reason)
            except Exception as error:
                if not is_outage(error):
                    raise
                log.warning("calls not reachable", error=str(error))
                await asyncio.sleep(IDLE)
            else:
                return


def _aside(call: ClaimedCall, result: Called, error: Exception) -> SetAside:
    """What came of the call, to be told once more: it is not made again."""
    return SetAside(
        kind="call",
        number=call.id,
        subscriber=call.subscriber_id,
        funnel=call.funnel,
        content=to_json(result),
        failure=failure_of(error),
    )
