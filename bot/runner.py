"""The batch runner: inputs gather while a batch commits; a batch is loaded, advanced and committed in one transaction.

An input is done, and its update may be acknowledged, only when its transaction has committed. A commit that fails is
split until the input that spoils it stands alone, first from what became of messages, then from the other inputs,
unless the database itself is in trouble: then the whole batch fails. What the engine cannot handle fails alone.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, tzinfo

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.failure import failure_of
from bot.handover import Handover
from bot.incoming import Incoming
from bot.kept_input import to_json
from bot.last_parts import count_last_parts
from bot.lasting import UntriedError, is_lasting
from bot.left import what_is_left
from bot.reactions import Reactions
from bot.repeats import without_repeated
from bot.turns import Turns
from funnels.engine.catalogue import Catalogue
from funnels.engine.effects import Effect
from funnels.engine.effects.staff import Staff
from funnels.engine.inputs import Called
from storage import people, set_aside
from storage.commit import commit
from storage.database import Database
from storage.outage import is_outage
from storage.outcomes import finish
from storage.set_aside import SetAside
from storage.slices import Counting
from storage.writers.outbox import Written

log = structlog.get_logger()

BATCH = 128
"""Inputs in one transaction; more of them gain nothing and make the first wait."""


class EndedError(UntriedError):
    """The runner has ended and handles no more inputs; what this one came from is still there at the next start."""


class Runner:
    """Carries inputs through the engine into storage, many at a time; reports count days of the `zone`."""

    def __init__(
        self,
        database: Database,
        catalogue: Catalogue,
        clock: Clock,
        staff: Staff,
        handover: Handover,
        *,
        zone: tzinfo = UTC,
    ) -> None:
        self.catalogue = catalogue
        self.turns = Turns()
        self._database = database
        self._clock = clock
        self.staff = staff
        self._handover = handover
        self.zone = zone
        self._waiting: deque[Incoming] = deque()
        self._arrived = asyncio.Event()
        self._ending = False
        self._ended = False
        self.busy = False
        self.overheard: Callable[[Incoming], None] | None = None
        """Told of every input before it is handled: the preview writes dialogues from them."""

    def submit(self, incoming: Incoming) -> asyncio.Future[tuple[Effect, ...]]:
        """Queue an input; the future is its `done`."""
        if self._ended:
            incoming.fail(EndedError())
        if self.overheard is not None:
            self.overheard(incoming)
        self._waiting.append(incoming)
        self._arrived.set()
        return incoming.done

    def end(self) -> None:
        """Finish the batch in hand and return from `run`; what waits is not acknowledged and comes again."""
        self._ending = True
        self._arrived.set()

    @property
    def idle(self) -> bool:
        """Whether nothing is waiting or being committed."""
        return not self._waiting and not self.busy

    async def run(self) -> None:
        """Work until `end`."""
        while not self._ending:
            await self._arrived.wait()
            self._arrived.clear()
            while self._waiting and not self._ending:
                batch = [self._waiting.popleft() for _ in range(min(BATCH, len(self._waiting)))]
                self.busy = True
                try:
                    await self._carry(batch)
                finally:
                    self.busy = False
        self._ended = True
        for incoming in self._waiting:
            incoming.fail(EndedError())

    async def _carry(self, batch: Sequence[Incoming], *, with_results: bool = True) -> None:
        """Commit a batch together with what the sender has to record, or set aside what cannot be committed."""
        batch = self.turns.in_turn(batch)
        if not batch:
            return
        results = self._handover.take_results() if with_results else []
        try:
            async with self._database.write() as connection:
                await finish(connection, results, self._clock.now(), self.zone)
                effects, written, broken = await self._advance(connection, batch)
        except Exception as error:  # noqa: BLE001  # whatever it was, the inputs must not be lost
            self._handover.give_back(results)
            if is_outage(error) or (len(batch) == 1 and not results):
                if not (is_lasting(error) and await self._is_set_aside(batch[0], error)):
                    self.turns.stumble(batch, error)
                return
            log.warning("batch split", size=len(batch), results=len(results), error=str(error))
            middle = 0 if results else len(batch) // 2  # results may be what spoils it: the sender records them apart
            for part in (batch[:middle], batch[middle:]):
                await self._carry(part, with_results=False)
            return
        for incoming in batch:
            if failure := broken.get(incoming):
                incoming.fail(failure)
            else:
                incoming.succeed(effects.get(incoming, ()))
        self._handover.recorded(results)
        self._handover.give(written)

    async def _is_set_aside(self, incoming: Incoming, error: Exception) -> bool:
        """Whether this input, which stands alone and cannot be committed, is kept; not what comes again by itself."""
        if incoming.is_kept:
            return False
        try:
            async with self._database.write() as connection:
                await set_aside.add(connection, _aside(incoming, error), self.staff, self._clock.now())
        except Exception:
            log.exception("input not set aside", subscriber=incoming.subscriber)
            return False
        log.error("input set aside", subscriber=incoming.subscriber, exc_info=error)
        incoming.succeed(())
        return True

    async def _advance(
        self, connection: AsyncConnection, batch: Sequence[Incoming]
    ) -> tuple[Mapping[Incoming, tuple[Effect, ...]], Written, Mapping[Incoming, Exception]]:
        """Load, advance each, commit once: effects of each fresh input, the answers to send, and what is to fail."""
        fresh = await without_repeated(connection, batch)
        loaded = await people.load(connection, {incoming.subscriber for incoming in fresh})
        await count_last_parts(connection, fresh)
        now = self._clock.now()
        left = await what_is_left(connection, self.catalogue, [incoming.input for incoming in fresh])
        reactions = Reactions(self.catalogue, loaded.people, now, left)
        effects = {incoming: reactions.react(incoming) for incoming in fresh}
        fresh = [incoming for incoming in fresh if incoming not in reactions.broken]
        written = await commit(
            connection,
            reactions.changes(),
            journey_ids=loaded.journey_ids,
            staff=self.staff,
            now=now,
            updates=[incoming.update for incoming in fresh if incoming.update is not None],
            events=[incoming.event for incoming in fresh if incoming.event is not None and effects[incoming]],
            fired=[incoming.timer for incoming in fresh if incoming.timer is not None],
            called={
                incoming.call: incoming.input
                for incoming in fresh
                if incoming.call is not None and isinstance(incoming.input, Called)
            },
            hand_over=max(self._handover.room, 0),
            counting=Counting(zone=self.zone, catalogue=self.catalogue),
        )
        await set_aside.drop(connection, [incoming.played for incoming in fresh if incoming.played is not None])
        for incoming, error in reactions.broken.items():
            if not incoming.is_kept:
                await set_aside.add(connection, _aside(incoming, error), self.staff, now)
        return effects, written, {one: error for one, error in reactions.broken.items() if one.is_kept}


def _aside(incoming: Incoming, error: Exception) -> SetAside:
    """An input that comes from nowhere else a second time."""
    return SetAside(
        kind="input",
        number=None,
        subscriber=incoming.subscriber,
        funnel=getattr(incoming.input, "funnel", ""),
        content=to_json(incoming.input),
        failure=failure_of(error),
    )
