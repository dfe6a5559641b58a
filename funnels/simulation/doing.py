"""What each act is to the engine: the inputs it would get from Telegram, from staff or from outside."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import get_args

from funnels.engine import advance
from funnels.engine.buttons import ButtonRef
from funnels.engine.inputs import (
    Answered,
    Blocked,
    Called,
    Clicked,
    EventReceived,
    Paid,
    Pressed,
    StaffActed,
)
from funnels.engine.journey import Journey
from funnels.simulation.acts import ActName
from funnels.simulation.crowd import Crowd
from funnels.simulation.plans import Intention, Prospect
from funnels.steps.ask import Ask
from funnels.steps.base import Step
from funnels.steps.gate import Gate
from funnels.walk import SENT, STAFF, Sendable

_ADDRESS = "anna@example.com"


def do(crowd: Crowd, who: Prospect, what: Intention) -> None:
    """Let somebody do what they intended."""
    _DOING[what.act.name](crowd, who, what)


def _step(crowd: Crowd, what: Intention) -> Step:
    return crowd.catalogue.live[what.journey[0]].places[what.step].step


def _data(crowd: Crowd, who: Prospect, what: Intention, code: str) -> str:
    funnel, run = what.journey
    place = crowd.catalogue.live[funnel].places[what.step]
    part = who.newest.get((what.journey, what.step), 0)
    return str(ButtonRef(funnel=funnel, run=run, revision=what.revision, place=place.index, part=part, code=code))


def _press(crowd: Crowd, who: Prospect, what: Intention) -> None:
    act = what.act
    crowd.feed(who, SENT[act.shares] if act.shares else Pressed(data=_data(crowd, who, what, act.code)))


def _open(crowd: Crowd, who: Prospect, what: Intention) -> None:
    crowd.feed(who, Clicked(data=_data(crowd, who, what, what.act.code)))


def _answer(crowd: Crowd, who: Prospect, what: Intention) -> None:
    if not isinstance(_step(crowd, what), Ask):
        _called(crowd, who, what, ok=True)
    elif (journey := who.person.journey(what.journey)) and (answer := fitting(crowd, journey)):
        crowd.feed(who, answer)


def _fail(crowd: Crowd, who: Prospect, what: Intention) -> None:
    _called(crowd, who, what, ok=False)


def _called(crowd: Crowd, who: Prospect, what: Intention, *, ok: bool) -> None:
    funnel, run = what.journey
    crowd.feed(who, Called(funnel=funnel, run=run, revision=what.revision, step=what.step, ok=ok, answer="{}"))


def fitting(crowd: Crowd, journey: Journey) -> Answered | None:
    """The first of some usual answers that the question the journey stands at takes; None if it takes none."""
    script = crowd.catalogue.live[journey.funnel]
    labels = [Answered(text=text.source) for text, _ in script.places[journey.step].step.labels()]
    tomorrow = (crowd.now + timedelta(days=1)).date()
    usual = (*_usual(tomorrow), *labels)
    return next((one for one in usual if advance.takes(script, journey, one, crowd.now)), None)


def _usual(day: date) -> tuple[Answered, ...]:
    words = (_ADDRESS, "Москва", "1", "10", str(day), "да")
    return (*(Answered(text=text) for text in words), *(SENT[kind] for kind in get_args(Sendable)))


def _pay(crowd: Crowd, who: Prospect, what: Intention) -> None:
    """Ask for the payment and make it; who pays by hand says so, and staff find the money at once.

    Whoever is asked where their receipt goes says so.
    """
    who.opened = None
    crowd.feed(who, Pressed(data=_data(crowd, who, what, what.act.code)))
    if any(order.contact_asked for journey in who.person.journeys for order in journey.orders.values()):
        crowd.feed(who, Answered(text=_ADDRESS))
    if who.opened is None:
        return
    order, method, price = who.opened.order, who.opened.method, who.opened.price
    if method == "manual":
        crowd.feed(who, Pressed(data=_data(crowd, who, what, f"claim.{what.act.code.rpartition('.')[2]}")))
    crowd.feed(who, Paid(order=order, method=method, money=price, charge=f"simulated-{order}"))


def _join(crowd: Crowd, who: Prospect, what: Intention) -> None:
    step = _step(crowd, what)
    if isinstance(step, Gate):
        who.channels.add(step.gate)
    _press(crowd, who, what)


def _happen(crowd: Crowd, who: Prospect, what: Intention) -> None:
    crowd.feed(who, EventReceived(name=what.act.which))


def _give_back(crowd: Crowd, who: Prospect, what: Intention) -> None:
    funnel, run = what.journey
    crowd.feed(who, StaffActed(act="given_back", funnel=funnel, run=run, revision=what.revision, staff=STAFF))


def _block(crowd: Crowd, who: Prospect, what: Intention) -> None:  # noqa: ARG001  # every act has this form
    crowd.feed(who, Blocked())


_DOING: Mapping[ActName, Callable[[Crowd, Prospect, Intention], None]] = {
    "press": _press,
    "answer": _answer,
    "skip": _press,
    "pay": _pay,
    "abandon": _press,
    "decline": _press,
    "join": _join,
    "happen": _happen,
    "give_back": _give_back,
    "fail": _fail,
    "block": _block,
    "open": _open,
    "buy": _pay,
}
