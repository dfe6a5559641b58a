"""The batch runner: inputs gather while a batch commits; a batch is loaded, advanced and committed in one transaction.

An input is done, and its update may be acknowledged, only when its transaction has committed. An input that raises
is set aside alone; a commit that fails is split until the one that spoils it stands alone, unless the database itself
is in trouble: then the whole batch fails. Behind an update that failed, the person's later ones of the same poll fail
as well: they come again together, in their order.
"""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.handover import Handover
from funnels.engine.catalogue import Catalogue
from funnels.engine.effects import Effect, NotifyOwners, RecordStrayPayment
from funnels.engine.inputs import Input, Paid
from funnels.engine.receive import OrderedEffect, Person, Reaction, UnknownOrderError, receive
from funnels.engine.subscriber import Subscriber
from storage import commit, payments, people, seen, timers
from storage.database import Database
from storage.outage import is_outage
from storage.outcomes import finish

log = structlog.get_logger()

BATCH = 128
"""Inputs in one transaction; more of them gain nothing and make the first wait."""


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What Telegram says of a person with each update."""

    first_name: str = ""
    last_name: str = ""
    username: str = ""
    language: str = ""


@dataclass(kw_only=True)
class Incoming:
    """One input of one person, with what must be forgotten or remembered in the same transaction."""

    subscriber: int
    input: Input
    profile: Profile | None = None
    update: int | None = None
    timer: int | None = None
    done: asyncio.Future[tuple[Effect, ...]] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class OutOfTurnError(Exception):
    """The input waits for an earlier one of the same person, which has failed and comes again."""


class Runner:
    """Carries inputs through the engine into storage, many at a time."""

    def __init__(
        self,
        database: Database,
        catalogue: Catalogue,
        clock: Clock,
        owners: Sequence[int],
        handover: Handover,
    ) -> None:
        self.catalogue = catalogue
        self._database = database
        self._clock = clock
        self._owners = tuple(owners)
        self._waiting: deque[Incoming] = deque()
        self._arrived = asyncio.Event()
        self._handover = handover
        self._stumbled: set[int] = set()
        self._ending = False
        self.busy = False

    def submit(self, incoming: Incoming) -> asyncio.Future[tuple[Effect, ...]]:
        """Queue an input; the future is done after its commit and gives the effects it had, none for a repeated one."""
        self._waiting.append(incoming)
        self._arrived.set()
        return incoming.done

    def forgive(self) -> None:
        """What failed comes again now: nobody's updates need to wait for an earlier one any more."""
        self._stumbled.clear()

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

    async def _carry(self, batch: Sequence[Incoming]) -> None:
        batch = self._in_order(batch) if self._stumbled else batch
        if not batch:
            return
        results = self._handover.take_results()
        try:
            async with self._database.write() as connection:
                if results:
                    await finish(connection, results, self._clock.now())
                outcomes, written = await self._work(connection, batch)
        except Exception as error:  # noqa: BLE001  # whatever it was, the inputs must not be lost
            self._handover.give_back(results)
            if len(batch) == 1 or is_outage(error):
                self._set_aside(batch, error)
                return
            log.warning("batch split", size=len(batch), error=str(error))
            middle = len(batch) // 2
            await self._carry(batch[:middle])
            await self._carry(batch[middle:])
            return
        for incoming, effects in zip(batch, outcomes, strict=True):
            if not incoming.done.done():
                incoming.done.set_result(effects)
        self._handover.recorded(results)
        self._handover.give(written)

    async def _work(
        self, connection: AsyncConnection, batch: Sequence[Incoming]
    ) -> tuple[list[tuple[Effect, ...]], commit.Written]:
        """Everything one transaction does; what each input had for effects, and the answers to send."""
        repeated = await self._repeated(connection, batch)
        loaded = await people.load(connection, {incoming.subscriber for incoming in batch})
        now = self._clock.now()
        after = dict(loaded.people)
        effects: dict[int, list[OrderedEffect]] = {}
        outcomes: list[tuple[Effect, ...]] = []
        for number, incoming in enumerate(batch):
            reaction = None
            if number not in repeated:
                person = _met(after.get(incoming.subscriber), incoming)
                reaction = self._react(person, incoming, now)
            outcomes.append(_keep(reaction, incoming.subscriber, after, effects))
        fresh = [incoming for number, incoming in enumerate(batch) if number not in repeated]
        changes = [
            commit.Change(before=loaded.people.get(who), after=after[who], effects=tuple(ordered))
            for who, ordered in effects.items()
            if ordered or who in loaded.people  # a stranger of whom nothing follows is nobody's subscriber
        ]
        written = await commit.commit(
            connection,
            changes,
            journey_ids=loaded.journey_ids,
            owners=self._owners,
            now=now,
            updates=[item.update for item in fresh if item.update is not None],
            fired=[item.timer for item in fresh if item.timer is not None],
            hand_over=max(self._handover.room, 0),
        )
        return outcomes, written

    def _react(self, person: Person, incoming: Incoming, now: datetime) -> Reaction | None:
        """What the engine says; None for an input that it cannot handle. Money is kept even then."""
        try:
            return receive(self.catalogue, person, incoming.input, now)
        except UnknownOrderError:
            log.exception("payment without an order", subscriber=incoming.subscriber)
        except Exception as error:
            log.exception("input set aside", subscriber=incoming.subscriber, error=str(error))
        if isinstance(incoming.input, Paid):
            return _stray(person, incoming.input)
        return None

    async def _repeated(self, connection: AsyncConnection, batch: Sequence[Incoming]) -> set[int]:
        """Numbers of the inputs that were handled before, or stand twice in this batch."""
        fired = [incoming.timer for incoming in batch if incoming.timer is not None]
        set_timers = await timers.still_set(connection, fired) if fired else set()
        updates = {incoming.update for incoming in batch if incoming.update is not None}
        known_updates = await seen.seen(connection, updates) if updates else set()
        charges = {incoming.input.charge for incoming in batch if isinstance(incoming.input, Paid)}
        known_charges = await payments.known(connection, charges) if charges else set()
        repeated = set()
        for number, incoming in enumerate(batch):
            if incoming.update is not None:
                if incoming.update in known_updates:
                    repeated.add(number)
                known_updates.add(incoming.update)
            if incoming.timer is not None:
                if incoming.timer not in set_timers:
                    repeated.add(number)
                set_timers.discard(incoming.timer)
            if isinstance(incoming.input, Paid):
                if incoming.input.charge in known_charges:
                    repeated.add(number)
                known_charges.add(incoming.input.charge)
        return repeated

    def _in_order(self, batch: Sequence[Incoming]) -> list[Incoming]:
        """The batch without the updates that must wait for an earlier one of the same person."""
        ready: list[Incoming] = []
        late: list[Incoming] = []
        for item in batch:
            (late if item.update is not None and item.subscriber in self._stumbled else ready).append(item)
        self._refuse(late, OutOfTurnError("an earlier update of this person has failed"))
        return ready

    def _set_aside(self, batch: Sequence[Incoming], error: Exception) -> None:
        first = batch[0]
        log.error(
            "inputs set aside",
            count=len(batch),
            subscriber=first.subscriber,
            input=type(first.input).__name__,
            exc_info=error,
        )
        self._stumbled.update(item.subscriber for item in batch if item.update is not None)
        self._refuse(batch, error)

    def _refuse(self, batch: Sequence[Incoming], error: Exception) -> None:
        for incoming in batch:
            if not incoming.done.done():
                incoming.done.set_exception(error)
                incoming.done.exception()  # it is in the log, also when nobody waits for this input


def _stray(payer: Person, paid: Paid) -> Reaction:
    """Money that fits no order, or that nothing can be delivered for, is kept and put before the owners."""
    record = RecordStrayPayment(order=paid.order, method=paid.method, money=paid.money, charge=paid.charge)
    notice = NotifyOwners(
        about="stray_payment", order=paid.order, title="", money=paid.money, payer=payer.subscriber.id
    )
    return Reaction(
        person=payer, effects=tuple(OrderedEffect(journey=None, effect=effect) for effect in (record, notice))
    )


def _met(person: Person | None, incoming: Incoming) -> Person:
    """The person with the profile Telegram has just told."""
    person = person or Person(subscriber=Subscriber(id=incoming.subscriber))
    if incoming.profile is None:
        return person
    subscriber = replace(person.subscriber, **vars(incoming.profile))
    return person if subscriber == person.subscriber else replace(person, subscriber=subscriber)


def _keep(
    reaction: Reaction | None, who: int, after: dict[int, Person], effects: dict[int, list[OrderedEffect]]
) -> tuple[Effect, ...]:
    if reaction is None:
        return ()
    after[who] = reaction.person
    effects.setdefault(who, []).extend(reaction.effects)
    return tuple(ordered.effect for ordered in reaction.effects)
