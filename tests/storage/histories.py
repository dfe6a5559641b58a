"""Random histories of several people in two funnels: what happens to whom, batch by batch, on a clock that moves."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from msgspec.structs import replace

from funnels.definition.load import load_version
from funnels.definition.script import Script
from funnels.engine.catalogue import Catalogue
from funnels.engine.effects import Effect
from funnels.engine.effects.facts import Event, StageLeft, StagePassed, StageReached, Track
from funnels.engine.effects.orders import OpenOrder
from funnels.engine.journey import Journey
from funnels.engine.person import OrderedEffect, Person
from funnels.engine.subscriber import Subscriber
from storage import outbox
from storage.database import Database
from storage.outcomes import Failed, Sent, finish
from storage.slices import Counting
from storage.writers.people import Change
from tests.storage.stories import NOW, STARS_100, keep, known, message, payment

ZONE = "Europe/Berlin"
"""Its clocks are put forward in the weeks of these histories."""

FUNNELS = ("relationships", "other")
STAGES = ("request", "quote", "core")
SALES = ("core",)
STEPS = ("request.1", "request.1#1", "core.1")

_SCRIPT = """
funnel: {funnel}
language: ru
start: {{links: [{funnel}]}}
products: {{book: {{title: Книга, price: 100 RUB, deliver: {{text: Вот}}}}}}
segments: {{warm: tags contains "warm"}}
stages:
  - {{stage: request, steps: [{{message: Здравствуйте!}}]}}
  - {{stage: quote, steps: [{{message: Цена}}]}}
  - {{stage: core, goal: paid book, steps: [{{offer: book, text: Книга}}]}}
"""


def _script(funnel: str, version: int) -> Script:
    return load_version(_SCRIPT.format(funnel=funnel), funnel=funnel, version=version, timezone="UTC")


COUNTING = Counting(
    zone=ZoneInfo(ZONE),
    catalogue=Catalogue(
        live={funnel: _script(funnel, 2) for funnel in FUNNELS},
        older={(funnel, 1): _script(funnel, 1) for funnel in FUNNELS},
    ),
)

_OF_JOURNEYS = ("reach", "reach", "pass", "pass", "leave", "variant", "buy", "refund", "reply")
_AT_STEPS = ("send", "send", "click", "answer", "ask", "pay")
_OF_PEOPLE = ("start", "start again", "warm", "cool", "block")


class Act(NamedTuple):
    """What one person does, or what is done to them; the numbers say in which journey and which of several things."""

    who: int
    what: str
    journey: int
    which: int


class Batch(NamedTuple):
    """What is committed at once, so many minutes after the batch before."""

    minutes: int
    acts: Sequence[Act]


_ACTS = st.builds(
    Act, st.integers(1, 4), st.sampled_from(_OF_JOURNEYS + _AT_STEPS + _OF_PEOPLE), st.integers(0, 3), st.integers(0, 5)
)
_BATCHES = st.builds(Batch, st.sampled_from((0, 1, 7, 600, 1440, 20000)), st.lists(_ACTS, min_size=1, max_size=8))
HISTORIES = st.lists(_BATCHES, min_size=1, max_size=12)


async def live(database: Database, history: Sequence[Batch]) -> None:
    """All of it happens."""
    now = NOW
    for batch in history:
        now += timedelta(minutes=batch.minutes)
        people = (await known(database, *{act.who for act in batch.acts})).people
        lives = {act.who: _Life(act.who, people.get(act.who), now) for act in batch.acts}
        for act in batch.acts:
            lives[act.who].does(act)
        await keep(database, *(life.change() for life in lives.values()), now=now, counting=COUNTING)
        await _send(database, now)


async def _send(database: Database, now: datetime) -> None:
    """Every message is sent a minute later; of some, Telegram takes none."""
    sent = now + timedelta(minutes=1)
    async with database.write() as conn:
        claimed = await outbox.claim(conn, now, 100)
        results = [
            Failed(id=row.id, reason="refused") if row.id % 4 == 0 else Sent(id=row.id, message_id=1) for row in claimed
        ]
        await finish(conn, results, sent, COUNTING.zone)


class _Life:
    """One person in one batch."""

    def __init__(self, id_: int, before: Person | None, now: datetime) -> None:
        self._before = before
        self._now = now
        source = ("", "vk-march", "tg-march", "vk")[id_ % 4]
        self._subscriber = before.subscriber if before else Subscriber(id=id_, language="ru", source=source)
        self._journeys = list(before.journeys) if before else []
        self._effects: list[OrderedEffect] = []
        if not self._journeys:
            self._start(id_)

    def does(self, act: Act) -> None:
        """One thing more."""
        tags = self._subscriber.tags
        match act.what:
            case "start" | "start again":
                self._start(act.which)
            case "warm":
                self._subscriber = replace(self._subscriber, tags=tags | {"warm"})
            case "cool":
                self._subscriber = replace(self._subscriber, tags=tags - {"warm"})
            case "block":
                for journey in self._journeys:
                    self._happens(journey, StageLeft(stage=STAGES[act.which % 3]))
                event: Event = "blocked" if act.which % 2 else "stopped"
                self._effects.append(OrderedEffect(journey=None, effect=Track(event=event)))
            case _:
                journey = self._journeys[act.journey % len(self._journeys)]
                self._happens(journey, *_effects(act), *_at_step(act, journey))

    def change(self) -> Change:
        """What the batch made of them."""
        journeys = tuple(replace(journey, subscriber=self._subscriber) for journey in self._journeys)
        after = Person(subscriber=self._subscriber, journeys=journeys)
        return Change(before=self._before, after=after, effects=tuple(self._effects))

    def _start(self, which: int) -> None:
        funnel = FUNNELS[which % 2]
        run = 1 + sum(journey.funnel == funnel for journey in self._journeys)
        version = 1 + (which > 2)
        subscriber, now = self._subscriber, self._now
        journey = Journey(subscriber=subscriber, funnel=funnel, version=version, run=run, started_at=now)
        self._journeys.append(journey)
        self._happens(journey, StageReached(stage=STAGES[0]))

    def _happens(self, journey: Journey, *effects: Effect) -> None:
        key = journey.funnel, journey.run
        self._effects += (OrderedEffect(journey=key, effect=effect) for effect in effects)


def _effects(act: Act) -> Iterator[Effect]:
    stage = STAGES[act.which % 3]
    match act.what:
        case "reach":
            yield StageReached(stage=stage)
        case "pass":
            yield StagePassed(stage=stage)
        case "leave":
            yield StageLeft(stage=stage)
        case "variant":
            yield Track(
                event="variant", step="quote.1", detail=("price=soft", "price=full", "text=long")[act.which % 3]
            )
        case "buy":
            yield Track(event="bought", detail=("book", "course")[act.which % 2])
        case "refund":
            yield Track(event="refunded", detail="book")
        case "reply":
            yield Track(event="staff_replied", detail=str(77 + act.which % 2))


def _at_step(act: Act, journey: Journey) -> Iterator[Effect]:
    step = STEPS[act.which % 3]
    match act.what:
        case "send":
            yield message(step=step)
        case "click":
            yield Track(event="clicked", step=step, detail="0")
        case "answer":
            yield Track(event="answered", step=step)
        case "ask":
            yield Track(event="asked_to_pay", step=step, detail="webinar")
        case "pay":
            order = f"{act.who}:{journey.funnel}:{journey.run}:{act.which}:0"
            yield OpenOrder(
                order=order, product="webinar", title="W", price=STARS_100, method="stars", expires_at=None, step=step
            )
            yield payment(order, f"{order} {act.journey}")
