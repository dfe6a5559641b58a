"""What can be done about each step: the acts a simulation draws from, by the verb of the step.

A move ends the step's wait; of the moves of a step a person makes one or none. What is done beside leaves the journey
where it stands: opening a link, buying by a button of a message.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from funnels.definition.script import Place, Script
from funnels.engine.effects.shown import Shared
from funnels.steps.ask import SKIP, Ask
from funnels.steps.base import Step
from funnels.steps.buttons import HasButtons
from funnels.steps.call import Call
from funnels.steps.gate import CHECK, Gate
from funnels.steps.handoff import Handoff
from funnels.steps.message import Message
from funnels.steps.moment import ForEvent
from funnels.steps.offer import DECLINE, Offer
from funnels.steps.wait import Wait

ActName = Literal[
    "press",
    "answer",
    "skip",
    "pay",
    "abandon",
    "decline",
    "join",
    "happen",
    "give_back",
    "fail",
    "block",
    "open",
    "buy",
]
"""`abandon` asks for the payment and does not pay; `block` blocks the bot; `open` opens a link."""


@dataclass(frozen=True, kw_only=True)
class Act:
    """One thing that can be done about a step."""

    name: ActName
    which: str = ""
    """What tells it from others of its name: a button's label as written, an event, a way to pay; else empty.

    Of several products it is the product, with the way behind it where there is more than one.
    """
    code: str = ""
    """The code of its button."""
    product: str = ""
    """The product that is paid, where it is one of several."""
    shares: Shared | None = None
    """What the button sends of the person instead of its code."""


Acts = Iterator[Act]


def moves(place: Place, script: Script) -> tuple[Act, ...]:
    """What can end the wait of a step, in the order of its buttons; empty where nobody is waited for."""
    read = _MOVES.get(type(place.step))
    return tuple(read(place.step, script)) if read else ()


def rest(place: Place) -> Act | None:
    """What becomes of those who make no move, where somebody must: a web address that does not answer has failed."""
    return Act(name="fail") if isinstance(place.step, Call) and place.step.waits else None


def asides(place: Place, script: Script) -> tuple[Act, ...]:
    """What can be done beside: the links and the selling buttons of a message."""
    step = place.step
    return tuple(_asides(step, script)) if isinstance(step, HasButtons) else ()


def _message(step: Message, script: Script) -> Acts:  # noqa: ARG001  # every reader has this form
    for number, spec in enumerate(step.specs):
        if spec.moves:
            yield Act(name="press", which=spec.text.source, code=str(number), shares=spec.shares)
    if step.waits:
        yield Act(name="block")


def _ask(step: Ask, script: Script) -> Acts:  # noqa: ARG001  # every reader has this form
    yield Act(name="answer")
    if step.skip:
        yield Act(name="skip", code=SKIP)
    yield Act(name="block")


def _offer(step: Offer, script: Script) -> Acts:
    several, codes = len(step.offered) > 1, []
    for name in step.offered:
        number, ways = script.product_number(name), script.products[name].ways
        for way in ways:
            which = (f"{name} {way}" if len(ways) > 1 else name) if several else str(way)
            codes.append(f"pay.{way}.{number}")
            yield Act(name="pay", which=which, code=codes[-1], product=name if several else "")
    yield Act(name="abandon", code=codes[0])
    if step.decline:
        yield Act(name="decline", code=DECLINE)
    yield Act(name="block")


def _gate(step: Gate, script: Script) -> Acts:  # noqa: ARG001  # every reader has this form
    yield Act(name="join", code=CHECK)
    yield Act(name="block")


def _wait(step: Wait, script: Script) -> Acts:  # noqa: ARG001  # every reader has this form
    for event in step.wait.for_ if isinstance(step.wait, ForEvent) else ():
        yield Act(name="happen", which=event)


def _handoff(step: Handoff, script: Script) -> Acts:  # noqa: ARG001  # every reader has this form
    yield Act(name="give_back")
    yield Act(name="block")


def _call(step: Call, script: Script) -> Acts:  # noqa: ARG001  # every reader has this form
    if step.waits:
        yield Act(name="answer")


def _asides(step: HasButtons, script: Script) -> Acts:
    for number, spec in enumerate(step.specs):
        if spec.url:
            yield Act(name="open", which=spec.text.source, code=str(number))
        elif spec.buy:
            way = script.products[spec.buy].ways[0]
            yield Act(name="buy", which=spec.text.source, code=f"pay.{way}.{script.product_number(spec.buy)}")


_MOVES: Mapping[type[Step], Callable[[Any, Script], Acts]] = {
    Message: _message,
    Ask: _ask,
    Offer: _offer,
    Gate: _gate,
    Wait: _wait,
    Handoff: _handoff,
    Call: _call,
}
"""Every verb that waits for somebody."""
