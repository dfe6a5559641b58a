"""What happened to a person in a chat becomes a dialogue: their inputs turn back into lines, and these are played.

The bot's answers are those of the play, so a recorded dialogue goes as written. Time is told by the moves of a clock
that stands still between them, from `BEGIN` on.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import Any

from msgspec.structs import replace

from funnels.definition.durations import spell_duration
from funnels.dialogue.acts import PERSON, Acts, CannotError
from funnels.dialogue.lines import Line
from funnels.dialogue.player import state
from funnels.engine.catalogue import Catalogue
from funnels.engine.inputs import (
    Answered,
    Blocked,
    Called,
    CancelAsked,
    Clicked,
    EventReceived,
    Input,
    JoinRequested,
    MemberChanged,
    MemberChecked,
    NotCancelled,
    NotDelivered,
    NotRemoved,
    Paid,
    PaymentAccepted,
    PaymentNotAsked,
    PaymentRefused,
    PresentFailed,
    Pressed,
    Refunded,
    SendingAgainAsked,
    StaffActed,
    Started,
    Stopped,
    SubscriptionChanged,
    TimerFired,
    Unblocked,
)
from funnels.engine.orders import OrderRef
from funnels.engine.person import Person
from funnels.steps.gate import Gate
from funnels.walk import SENT

Happened = Input | timedelta
"""An input of the person, or a move of the clock."""

TELLING = 6
"""Words of a message that a recorded dialogue names it by."""

EXPECTED = ("passed", "orders", "tags", "attributes", "at")
"""What a recorded dialogue expects at the end, where there is anything of it."""


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """A dialogue as plain data, the funnel that let the person in, and how they end."""

    data: dict[str, Any]
    funnel: str
    person: Person


def record(name: str, happened: Iterable[Happened], catalogue: Catalogue, variants: Mapping[str, str]) -> Recorded:
    """The dialogue of what happened to a person who drew these variants.

    Raises:
        CannotError: no dialogue can say it.
        EndlessLoopError: the script never waits.
    """
    acts, lines = Acts(catalogue, variants=variants), list[dict[str, Any]]()
    for one in happened:
        if (done := LINES[type(one)](acts, one)) is None:
            continue
        lines.append(done)
        acts.do(*Line.model_validate(done).given)
        lines.append({"bot": [_telling(text) for text in acts.unread]})
        if told := acts.unread_notices:
            lines.append({"told": [_telling(text) for text in told]})
    person = acts.walk.person
    if not person.journeys:
        raise CannotError("nobody has begun a funnel in this chat", "come in by a start link first")
    found = state(person)
    data = {
        "dialogue": name,
        **({"variants": dict(variants)} if variants else {}),
        "play": lines,
        "expect": {key: found[key] for key in EXPECTED if found[key]},
    }
    first = min(person.journeys, key=lambda journey: journey.started_at)
    return Recorded(data=data, funnel=first.funnel, person=person)


def _telling(text: str) -> str:
    return " ".join(text.split()[:TELLING]).rstrip(",;:—- ")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _started(_acts: Acts, started: Started) -> dict[str, Any]:
    return {"user": f"/start {started.payload}".strip()}


def _pressed(acts: Acts, pressed: Pressed | Clicked) -> dict[str, Any]:
    for button in acts.walk.buttons():
        if button.data == pressed.data:
            return {"press": _one_line(button.text)}
    raise CannotError("the person pressed a button that a dialogue does not have", "begin anew with another prospect")


def _answered(_acts: Acts, answered: Answered) -> dict[str, Any]:
    if answered.kind == "text":
        return {"user": answered.text}
    if answered.kind in SENT:
        return {"send": answered.kind}
    raise CannotError(f"a dialogue cannot send a {answered.kind}", f"it can send {', '.join(SENT)}")


def _paid(acts: Acts, paid: Paid) -> dict[str, Any] | None:
    if paid.recurring is not None and not paid.recurring.first:
        return None  # the walk renews it by itself
    ref = OrderRef.parse(paid.order)
    order = acts.walk.orders.get(str(replace(ref, subscriber=PERSON))) if ref else None
    if order is None:
        raise CannotError("the person paid an order that a dialogue does not have", "begin anew with another prospect")
    return {"confirm" if paid.method == "manual" else "pay": order.product}


def _refunded(acts: Acts, refunded: Refunded) -> dict[str, Any]:
    ref = OrderRef.parse(refunded.order)
    order = acts.walk.orders.get(str(replace(ref, subscriber=PERSON))) if ref else None
    if order is None or not refunded.whole:
        raise CannotError("a dialogue cannot say that a part of a payment went back", "give the whole of it back")
    return {"refund": order.product}


def _subscription_changed(acts: Acts, changed: SubscriptionChanged) -> dict[str, Any] | None:
    """By the person in Telegram; by the button it follows from the press."""
    ref = OrderRef.parse(changed.order)
    order = str(replace(ref, subscriber=PERSON)) if ref else ""
    if changed.state == "failed":
        raise CannotError("a dialogue has to say beforehand that the Stars lack", "write subscription: out of stars")
    if any(one.order == order and one.state == changed.state for one in acts.walk.subscriptions):
        return None
    return {"subscription": "cancelled" if changed.state == "cancelled" else "restored"}


def _asked_to_join(_acts: Acts, request: JoinRequested) -> dict[str, Any]:
    return {"join": request.chats[-1]}


def _joined(acts: Acts, changed: MemberChanged) -> dict[str, Any]:
    """By the name a gate has for the channel, which may be its number, or written with capitals."""
    if not changed.member:
        raise CannotError("a dialogue cannot say that the person left a channel", "begin anew with another prospect")
    steps = (place.step for script in acts.walk.catalogue.live.values() for place in script.places.values())
    gates = [step.gate for step in steps if isinstance(step, Gate)]
    return {"join": next((gate for gate in gates if gate.casefold() in changed.chats), changed.chats[0])}


def _staff(_acts: Acts, acted: StaffActed) -> dict[str, Any]:
    if acted.act == "replied" and not acted.text:
        raise CannotError("a dialogue cannot say that staff replied with a file", "reply with words")
    words = {"done": "done", "given_back": "give back", "replied": {"reply": acted.text}}
    return {"staff": words[acted.act]}


def _called(_acts: Acts, called: Called) -> dict[str, Any]:
    try:
        answer = json.loads(called.answer) if called.ok else "failed"
    except ValueError:
        answer = {}
    return {"called": answer if called.ok is False or isinstance(answer, dict) else {}}


def _happened(_acts: Acts, event: EventReceived) -> dict[str, Any]:
    return {"event": {"name": event.name, "values": dict(event.values)} if event.values else event.name}


def _moved(_acts: Acts, span: timedelta) -> dict[str, Any]:
    return {"later": spell_duration(timedelta(seconds=ceil(span.total_seconds())))}


def _follows(_acts: Acts, _input: TimerFired | MemberChecked | NotRemoved | PresentFailed) -> None:
    """It follows from a line that was written for something else."""


def _unsaid(
    _acts: Acts,
    input_: Blocked
    | Unblocked
    | PaymentNotAsked
    | PaymentRefused
    | PaymentAccepted
    | NotDelivered
    | SendingAgainAsked
    | CancelAsked
    | NotCancelled,
) -> dict[str, Any]:
    raise CannotError(
        f"a dialogue cannot say that the person {_UNSAID[type(input_)]}", "begin anew with another prospect"
    )


_UNSAID: Mapping[type, str] = {
    Blocked: "blocked the bot",
    Unblocked: "let the bot write again",
    PaymentNotAsked: "could not pay",
    PaymentRefused: "was told that their payment did not arrive",
    PaymentAccepted: "paid another sum, which was enough",
    NotDelivered: "got nothing for their money at first",
    CancelAsked: "had their subscription cancelled by an owner",
    NotCancelled: "could not cancel their subscription",
    SendingAgainAsked: "was sent their goods again",
}


LINES: Mapping[type, Callable[[Acts, Any], dict[str, Any] | None]] = {
    Started: _started,
    Stopped: lambda _acts, _input: {"user": "/stop"},
    Answered: _answered,
    Pressed: _pressed,
    Clicked: _pressed,
    Paid: _paid,
    Refunded: _refunded,
    MemberChanged: _joined,
    JoinRequested: _asked_to_join,
    NotRemoved: _follows,
    PresentFailed: _follows,
    StaffActed: _staff,
    Called: _called,
    EventReceived: _happened,
    TimerFired: _follows,
    MemberChecked: _follows,
    Blocked: _unsaid,
    Unblocked: _unsaid,
    PaymentNotAsked: _unsaid,
    PaymentRefused: _unsaid,
    PaymentAccepted: _unsaid,
    NotDelivered: _unsaid,
    CancelAsked: _unsaid,
    NotCancelled: _unsaid,
    SubscriptionChanged: _subscription_changed,
    SendingAgainAsked: _unsaid,
    timedelta: _moved,
}
"""The line of everything that can happen; None for what follows from other lines."""
