"""Which journey an input concerns: one person, all their journeys, one input at a time.

`receive` is what the bot's runner, the preview, the dialogues and the simulation call; `advance` moves one.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from funnels.definition.script import Script
from funnels.engine.advance import advance, resume, take_note
from funnels.engine.buttons import ButtonRef
from funnels.engine.catalogue import Catalogue, is_payload
from funnels.engine.effects import Effect, RecordTouch, SendMessage, ShowToast, Track
from funnels.engine.inputs import (
    Answered,
    Blocked,
    Clicked,
    EventReceived,
    Input,
    Paid,
    PaymentRefused,
    Pressed,
    Started,
    Stopped,
    TimerFired,
)
from funnels.engine.journey import Journey
from funnels.engine.orders import OrderRef
from funnels.engine.sale import is_pay_code
from funnels.engine.subscriber import Subscriber
from funnels.steps.ask import Ask
from funnels.steps.base import Step
from funnels.words import Word, say

JourneyKey = tuple[str, int]
"""Funnel and run: with the subscriber they name a journey."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """A subscriber and all their journeys."""

    subscriber: Subscriber
    journeys: tuple[Journey, ...] = ()

    def journey(self, key: JourneyKey) -> Journey | None:
        """The journey of that key."""
        return next((journey for journey in self.journeys if (journey.funnel, journey.run) == key), None)

    def latest(self, funnel: str) -> Journey | None:
        """The last walk through a funnel."""
        walks = [journey for journey in self.journeys if journey.funnel == funnel]
        return max(walks, key=lambda journey: journey.run, default=None)


@dataclass(frozen=True, kw_only=True)
class OrderedEffect:
    """An effect and the journey it belongs to; None: the person as a whole."""

    journey: JourneyKey | None
    effect: Effect


@dataclass(frozen=True, kw_only=True)
class Reaction:
    """What an input made of a person, and what must happen."""

    person: Person
    effects: tuple[OrderedEffect, ...]


class UnknownOrderError(Exception):
    """Money came for an order no journey of this person knows: it must be put before the owners."""


def receive(catalogue: Catalogue, person: Person, input_: Input, now: datetime) -> Reaction:
    """Hand the input to the journeys it concerns; raises UnknownOrderError for a payment of none of them."""
    desk = _Desk(catalogue, person, now)
    _HANDLERS[type(input_)](desk, input_)
    _tell_of_goals(desk)
    return Reaction(person=desk.person, effects=tuple(desk.effects))


class _Desk:
    """The person as they become while one input is handled."""

    def __init__(self, catalogue: Catalogue, person: Person, now: datetime) -> None:
        self.catalogue = catalogue
        self.person = person
        self.now = now
        self.effects: list[OrderedEffect] = []

    def script(self, journey: Journey) -> Script | None:
        return self.catalogue.pinned(journey.funnel, journey.version)

    def going(self) -> list[Journey]:
        """Journeys that go on, the one whose step began last first."""
        going = [journey for journey in self.person.journeys if not journey.ended and self.script(journey)]
        return sorted(going, key=lambda journey: journey.entered_at or self.now, reverse=True)

    def current(self, journey: Journey) -> Journey:
        """The journey with its subscriber as they are by now."""
        known = self.person.subscriber
        return journey if journey.subscriber is known else replace(journey, subscriber=known)

    def advance(self, journey: Journey, input_: Input) -> None:
        if script := self.script(journey):
            self.keep(journey, *advance(script, self.current(journey), input_, self.now))

    def keep(self, old: Journey, new: Journey, effects: tuple[Effect, ...]) -> None:
        key = (new.funnel, new.run)
        others = tuple(journey for journey in self.person.journeys if journey is not old)
        self.person = Person(subscriber=new.subscriber, journeys=(*others, new))
        self.effects.extend(OrderedEffect(journey=key, effect=effect) for effect in effects)

    def say(self, word: Word) -> None:
        self.effects.append(
            OrderedEffect(journey=None, effect=SendMessage(text=say(word, self.language()), purpose="reply"))
        )

    def toast(self, word: Word) -> None:
        toast = ShowToast(text=say(word, self.language()))
        self.effects.append(OrderedEffect(journey=None, effect=toast))

    def language(self) -> str:
        """The language of the funnel they were in last; before any, their own."""
        journeys = sorted(self.person.journeys, key=lambda journey: journey.started_at)
        script = (self.script(journeys[-1]) if journeys else None) or self.catalogue.default
        return script.language if script else self.person.subscriber.language

    def welcome_back(self) -> None:
        """The person is there again after /stop or a block: what stood still goes on."""
        if self.person.subscriber.reach == "active":
            return
        self.person = replace(self.person, subscriber=replace(self.person.subscriber, reach="active"))
        for journey in self.going():
            if script := self.script(journey):
                self.keep(journey, *resume(script, self.current(journey), self.now))

    def come_back(self, journey: Journey) -> None:
        """The person asks for this journey again: it shows where it stands, unless it has just spoken."""
        if not any(isinstance(ordered.effect, SendMessage) for ordered in self.effects):
            self.advance(journey, Started())


def _started(desk: _Desk, input_: Started) -> None:
    payload = input_.payload if is_payload(input_.payload) else ""
    script, link, source = desk.catalogue.find(payload)
    first_time = not desk.person.journeys
    if source or link or first_time:
        funnel = script.funnel if script else ""
        desk.effects.append(OrderedEffect(journey=None, effect=RecordTouch(source=source, link=link, funnel=funnel)))
    if source and not desk.person.subscriber.source:
        desk.person = replace(desk.person, subscriber=replace(desk.person.subscriber, source=source))
    desk.welcome_back()
    if not payload and (going := desk.going()):
        desk.come_back(going[0])
    elif script is None:
        desk.say("no_funnel")
    else:
        _begin(desk, script)


def _begin(desk: _Desk, script: Script) -> None:
    """Start a walk through this funnel, or, where that is not due, come back to the one there is."""
    last = desk.person.latest(script.funnel)
    if last is not None and not _may_walk_again(script, last, desk.now):
        desk.come_back(last)
        return
    journey = Journey(
        subscriber=desk.person.subscriber,
        funnel=script.funnel,
        version=script.version,
        run=last.run + 1 if last else 1,
        started_at=desk.now,
    )
    desk.person = replace(desk.person, journeys=(*desk.person.journeys, journey))
    desk.advance(journey, Started())


def _may_walk_again(script: Script, last: Journey, now: datetime) -> bool:
    again = script.file.start.again
    if not last.ended or again == "never":
        return False
    return not isinstance(again, timedelta) or now - last.started_at >= again


def _pressed(desk: _Desk, input_: Pressed | Clicked) -> None:
    ref = ButtonRef.parse(input_.data)
    if isinstance(input_, Pressed) and desk.person.subscriber.reach == "blocked":
        desk.welcome_back()
    if (
        isinstance(input_, Pressed)
        and desk.person.subscriber.reach == "stopped"
        and not (ref and is_pay_code(ref.code))
    ):
        desk.toast("stopped_already")
        return
    journey = desk.person.journey((ref.funnel, ref.run)) if ref else None
    if journey is not None and desk.script(journey):
        desk.advance(journey, input_)
    elif isinstance(input_, Pressed):
        desk.toast("step_is_over")


def _answered(desk: _Desk, input_: Answered) -> None:
    if desk.person.subscriber.reach == "stopped":
        desk.say("stopped_already")
        return
    desk.welcome_back()
    going = desk.going()
    asking = [journey for journey in going if isinstance(_step(desk, journey), Ask)]
    waiting = [journey for journey in going if (step := _step(desk, journey)) and step.hears]
    if journey := next(iter((*asking, *waiting, *going)), None):
        desk.advance(journey, input_)
    elif desk.person.journeys:
        desk.say("walk_is_over")
    elif desk.catalogue.default:
        _started(desk, Started())
    else:
        desk.say("no_funnel")


def _step(desk: _Desk, journey: Journey) -> Step | None:
    script = desk.script(journey)
    return script.places[journey.step].step if script else None


def _timer_fired(desk: _Desk, input_: TimerFired) -> None:
    if desk.person.subscriber.reach == "active" and (journey := desk.person.journey((input_.funnel, input_.run))):
        desk.advance(journey, input_)


def _paid(desk: _Desk, input_: Paid) -> None:
    journey, product = _ordered(desk, input_.order)
    known = f"{journey.funnel}/{product}" in desk.person.subscriber.bought
    desk.advance(journey, input_)
    for other in () if known else desk.going():
        if other.funnel == journey.funnel and other.run != journey.run and (script := desk.script(other)):
            desk.keep(other, *take_note(script, desk.current(other), product, desk.now))


def _refused(desk: _Desk, input_: PaymentRefused) -> None:
    desk.advance(_ordered(desk, input_.order)[0], input_)


def _ordered(desk: _Desk, order: str) -> tuple[Journey, str]:
    """The journey an order arose in, and its product."""
    ref = OrderRef.parse(order)
    journey = desk.person.journey((ref.funnel, ref.run)) if ref else None
    script = desk.script(journey) if journey else None
    if ref is None or journey is None or script is None or ref.subscriber != desk.person.subscriber.id:
        raise UnknownOrderError(order)
    try:
        return journey, script.product_name(ref.product)
    except IndexError:
        raise UnknownOrderError(order) from None


def _happened(desk: _Desk, input_: EventReceived) -> None:
    """An event is news to the journeys that wait for it; if none does, it is a fact about the person."""
    waiting = [journey for journey in desk.going() if (step := _step(desk, journey)) and step.awaits(input_.name)]
    for journey in waiting:
        desk.advance(journey, input_)
    if not waiting:
        desk.effects.append(OrderedEffect(journey=None, effect=Track(event="event", detail=input_.name)))


def _tell_of_goals(desk: _Desk) -> None:
    """A goal met in one funnel is an event for the others, once however they answer each other."""
    told: set[str] = set()
    for ordered in desk.effects:
        effect = ordered.effect
        if not isinstance(effect, Track) or effect.event != "goal" or effect.detail in told:
            continue
        told.add(effect.detail)
        for journey in desk.going():
            step = _step(desk, journey)
            if (journey.funnel, journey.run) != ordered.journey and step and step.awaits(effect.detail):
                desk.advance(journey, EventReceived(name=effect.detail))


def _stopped(desk: _Desk, input_: Stopped) -> None:
    if desk.person.subscriber.reach != "stopped":
        _silence(desk, input_)
        desk.person = replace(desk.person, subscriber=replace(desk.person.subscriber, reach="stopped"))
    desk.say("stopped")


def _blocked(desk: _Desk, input_: Blocked) -> None:
    if desk.person.subscriber.reach == "blocked":
        return
    _silence(desk, input_)
    desk.person = replace(desk.person, subscriber=replace(desk.person.subscriber, reach="blocked"))


def _silence(desk: _Desk, input_: Stopped | Blocked) -> None:
    """Journeys stand still from now on, unless they did already."""
    if desk.person.subscriber.reach == "active":
        for journey in desk.going():
            desk.advance(journey, input_)


_HANDLERS: dict[type[Input], Callable[[_Desk, Any], None]] = {
    Started: _started,
    Pressed: _pressed,
    Clicked: _pressed,
    Answered: _answered,
    TimerFired: _timer_fired,
    Paid: _paid,
    PaymentRefused: _refused,
    Stopped: _stopped,
    Blocked: _blocked,
    EventReceived: _happened,
}
