"""Play the month ahead: people come over some days, act by the estimates, and what became of them is counted.

The same seed of the chance, funnel, estimates and first day give the same figures. What is assumed besides: messages
arrive, payments succeed, staff confirm a payment by hand at once, nobody is in a channel before a gate asks them.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from funnels.analytics.rows import StageRow, StepRow
from funnels.definition.document import parse
from funnels.definition.money import Money
from funnels.definition.script import Script
from funnels.engine.catalogue import Catalogue
from funnels.engine.hours import zone
from funnels.engine.inputs import Answered, EventReceived, Input, Started
from funnels.engine.person import Person
from funnels.engine.subscriber import Subscriber
from funnels.simulation.arrivals import arrivals
from funnels.simulation.chance import Chance, draws
from funnels.simulation.crowd import Crowd
from funnels.simulation.doing import do
from funnels.simulation.estimates import Estimate
from funnels.simulation.load import Load, load_of
from funnels.simulation.plans import Arrival, Prospect
from funnels.simulation.tally import Tally
from funnels.simulation.ways import watched

_TICKS = 200
"""How often progress is told."""


class NoWayInError(Exception):
    """Nobody can come into the funnel by themselves: no link, keyword or event begins it, and it is not the default."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is simulated."""

    people: int
    days: int
    first_day: date
    """The first day, on the clock of the funnel."""


@dataclass(frozen=True, kw_only=True)
class Sold:
    """A product of the script and how often it was paid for."""

    product: str
    paid: int


@dataclass(frozen=True, kw_only=True)
class Unreached:
    """A step nobody came to, and its line in the script."""

    step: str
    line: int


@dataclass(frozen=True, kw_only=True)
class Simulated:
    """What became of the people."""

    started: int
    stages: tuple[StageRow, ...]
    steps: tuple[StepRow, ...]
    orders: int
    """Orders that were opened, paid or not."""
    sold: tuple[Sold, ...]
    revenue: tuple[Money, ...]
    """An amount a currency."""
    load: Load
    unreached: tuple[Unreached, ...]
    inside: Mapping[str, int]
    """People whose journey goes on at the end, by the step they stand at."""


def simulate(
    catalogue: Catalogue,
    funnel: str,
    plan: Plan,
    *,
    estimates: Mapping[str, Estimate],
    chance: Chance,
    progress: Callable[[float], None] = lambda _: None,
) -> Simulated:
    """Play it; `progress` is told the share that is done, 0..1.

    Raises:
        NoWayInError: nobody can come into the funnel by themselves.
        EndlessLoopError: the script goes round without ever waiting.
    """
    script, come_to = watched(catalogue.live[funnel])
    catalogue = replace(catalogue, live={**catalogue.live, funnel: script})
    way_in = _way_in(catalogue, script)
    tz = zone(script.timezone)
    begin, end = (
        datetime.combine(day, time(), tz).astimezone(UTC)
        for day in (plan.first_day, plan.first_day + timedelta(days=plan.days))
    )
    tally = Tally(script)
    crowd = Crowd(catalogue, chance=chance, draws_by_funnel={funnel: draws(script, estimates)}, tally=tally)
    moments = arrivals(plan.people, first_day=plan.first_day, days=plan.days, zone=tz, chance=chance)
    people = [Prospect(person=Person(subscriber=_subscriber(number, script))) for number in range(1, plan.people + 1)]
    for who, at in zip(people, moments, strict=True):
        crowd.plan(at, who, Arrival(way_in))
    crowd.live(end, do, _Told(begin, end, progress))
    progress(1.0)
    return Simulated(
        started=tally.started,
        stages=tally.stages(),
        steps=tally.steps(),
        orders=len(tally.orders),
        sold=tuple(Sold(product=name, paid=tally.paid[name]) for name in script.products),
        revenue=tally.money(),
        load=load_of(tally.by_minute, first_day=plan.first_day, days=plan.days, zone=tz),
        unreached=_unreached(script, come_to, tally),
        inside=_inside(people, script),
    )


class _Told:
    """Passes the progress on, as often as a person can see it move."""

    def __init__(self, begin: datetime, end: datetime, progress: Callable[[float], None]) -> None:
        self._begin, self._span, self._progress = begin, end - begin, progress
        self._next = begin

    def __call__(self, now: datetime) -> None:
        if now >= self._next:
            self._progress((now - self._begin) / self._span)
            self._next = now + self._span / _TICKS


def _way_in(catalogue: Catalogue, script: Script) -> Input:
    start = script.file.start
    if start.links:
        return Started(payload=start.links[0])
    if catalogue.default is script:
        return Started()
    if start.keywords:
        return Answered(text=start.keywords[0])
    if start.events:
        return EventReceived(name=start.events[0])
    raise NoWayInError(script.funnel)


def _subscriber(number: int, script: Script) -> Subscriber:
    return Subscriber(id=number, first_name="Анна", username=f"anna_{number}", language=script.language)


def _unreached(script: Script, come_to: set[str], tally: Tally) -> tuple[Unreached, ...]:
    """In the order of the file."""
    document = parse(script.source, script.funnel)
    return tuple(
        Unreached(step=key, line=document.place(place.loc)[0])
        for key, place in script.places.items()
        if key not in come_to or not tally.reached(place.stage)
    )


def _inside(people: list[Prospect], script: Script) -> dict[str, int]:
    """In the order of the file."""
    standing = Counter(
        journey.step for who in people for journey in who.person.journeys if journey.funnel == script.funnel
    )
    return {key: standing[key] for key in script.order if standing[key]}
