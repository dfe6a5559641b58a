"""Which journey an input concerns: one person, all their journeys, one input at a time.

`receive` is what the bot's runner, the preview, the dialogues and the simulation call; `advance` moves one.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from funnels.definition.script import Script
from funnels.engine import typed
from funnels.engine.advance import take_note
from funnels.engine.buttons import ButtonRef
from funnels.engine.cancelling import cancel_buttons, is_cancel_code
from funnels.engine.catalogue import SOURCE_MARK, Catalogue, is_payload
from funnels.engine.desk import Desk
from funnels.engine.effects.facts import RecordTouch, Track
from funnels.engine.effects.members import AnswerJoinRequest
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
from funnels.engine.journey import Journey
from funnels.engine.left import UNLIMITED, Left
from funnels.engine.orders import OrderRef
from funnels.engine.person import JourneyKey, OrderedEffect, Person, Reaction
from funnels.engine.renewing import goes_on
from funnels.engine.sale import is_pay_code

SUBSCRIPTION_EVENTS = ("renewed", "renewal_failed", "subscription_cancelled")
"""Facts of subscriptions that a script can wait for by these names."""


class UnknownOrderError(Exception):
    """Money came for an order no journey of this person knows: it must be put before the owners."""


def receive(catalogue: Catalogue, person: Person, input_: Input, now: datetime, left: Left = UNLIMITED) -> Reaction:
    """Hand the input to the journeys it concerns; raises UnknownOrderError for a payment of none of them."""
    desk = Desk(catalogue, person, now, left)
    _HANDLERS[type(input_)](desk, input_)
    _tell_of_goals(desk)
    _tell_of_subscriptions(desk)
    return Reaction(person=desk.person, effects=tuple(desk.effects))


def _started(desk: Desk, input_: Started) -> None:
    payload = input_.payload if is_payload(input_.payload) else ""
    script, link, source = desk.catalogue.find(payload)
    source, promo = without_promo(script, source)
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
        desk.begin(script, Started(promo=promo))
        desk.answer_who_has_it_all()


def without_promo(script: Script | None, source: str) -> tuple[str, str]:
    """The source, and the promo code of the funnel behind it: `vk-march__SPRING`."""
    before, _, last = source.rpartition(SOURCE_MARK)
    known = script is not None and any(product.code(last) for product in script.products.values())
    return (before, last) if known else (source, "")


def _pressed(desk: Desk, input_: Pressed | Clicked) -> None:
    ref = ButtonRef.parse(input_.data)
    if isinstance(input_, Pressed) and desk.person.subscriber.reach == "blocked":
        desk.welcome_back()
    if (
        isinstance(input_, Pressed)
        and desk.person.subscriber.reach == "stopped"
        and not (ref and (is_pay_code(ref.code) or is_cancel_code(ref.code)))
    ):
        desk.toast("stopped_already")
        return
    journey = desk.person.journey((ref.funnel, ref.run)) if ref else None
    if journey is not None and desk.script(journey):
        desk.advance(journey, input_)
    elif isinstance(input_, Pressed):
        desk.toast("step_is_over")


def _answered(desk: Desk, input_: Answered) -> None:
    if desk.person.subscriber.reach == "stopped":
        if not typed.for_order(desk, input_):
            desk.say("stopped_already")
        return
    desk.welcome_back()
    typed.route(desk, input_)


def _timer_fired(desk: Desk, input_: TimerFired) -> None:
    for_staff = input_.revision == 0  # they have it to do also while the person is silent
    if for_staff or desk.person.subscriber.reach == "active":
        _of_journey(desk, input_)


def _paid(desk: Desk, input_: Paid | PaymentAccepted) -> None:
    """What was bought in one walk through a funnel is bought in its other walks too."""
    journey, product = _ordered(desk, input_.order)
    name = f"{journey.funnel}/{product}"
    known = name in desk.person.subscriber.bought
    desk.advance(journey, input_)
    news = not known and name in desk.person.subscriber.bought
    for other in desk.going() if news else ():
        if other.funnel == journey.funnel and other.run != journey.run and (script := desk.script(other)):
            desk.keep(*take_note(script, desk.current(other), product, desk.now, desk.left))


def _of_order(
    desk: Desk,
    input_: PaymentNotAsked
    | PaymentRefused
    | Refunded
    | NotDelivered
    | SendingAgainAsked
    | SubscriptionChanged
    | CancelAsked
    | NotCancelled,
) -> None:
    desk.advance(_ordered(desk, input_.order)[0], input_)


def _ordered(desk: Desk, order: str) -> tuple[Journey, str]:
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


def _happened(desk: Desk, input_: EventReceived) -> None:
    """An event is news to the journeys that wait for it; if none does, it is a fact about the person."""
    if not any(step.awaits(input_.name) for journey in desk.going() if (step := desk.step(journey))):
        desk.effects.append(OrderedEffect(journey=None, effect=Track(event="event", detail=input_.name)))
    _spread(desk, input_)


def _spread(desk: Desk, event: EventReceived, origin: JourneyKey | None = None) -> None:
    """Journeys that wait for the event go on, then funnels begin that begin by it, but for the one it arose in.

    So a journey that ends by the event is not followed by another one at once, and one that begins by it does not go
    on by it. Nothing begins for whoever may not be written to: by the time they are back it may be long past.
    """
    due = [
        script
        for script in desk.catalogue.live.values()
        if event.name in script.file.start.events and not (origin and origin[0] == script.funnel)
        if desk.person.subscriber.reach == "active" and desk.is_due(script)
    ]
    for journey in desk.going():
        step = desk.step(journey)
        if (journey.funnel, journey.run) != origin and step and step.awaits(event.name):
            desk.advance(journey, event)
    for script in due:
        desk.begin(script, event)


def _tell_of_goals(desk: Desk) -> None:
    """A goal met in one funnel is an event for the others, once however they answer each other."""
    told: set[str] = set()
    for ordered in desk.effects:
        effect = ordered.effect
        if not isinstance(effect, Track) or effect.event != "goal" or effect.detail in told:
            continue
        told.add(effect.detail)
        _spread(desk, EventReceived(name=effect.detail), ordered.journey)


def _tell_of_subscriptions(desk: Desk) -> None:
    """What becomes of a subscription is an event for whoever waits for it, the journey that sold it among them."""
    facts = [ordered.effect for ordered in desk.effects if isinstance(ordered.effect, Track)]
    for fact in facts:
        if fact.event in SUBSCRIPTION_EVENTS:
            _spread(desk, EventReceived(name=fact.event, values={"product": fact.detail}))


def _stopped(desk: Desk, input_: Stopped) -> None:
    if desk.person.subscriber.reach != "stopped":
        _silence(desk, input_)
        desk.person = replace(desk.person, subscriber=replace(desk.person.subscriber, reach="stopped"))
    desk.say("stopped")
    for journey in desk.person.journeys:
        _say_how_to_cancel(desk, journey)


def _say_how_to_cancel(desk: Desk, journey: Journey) -> None:
    """Who asks to be left alone learns that a subscription goes on taking Stars, and how it ends."""
    script = desk.script(journey)
    for name, order in journey.orders.items() if script else ():
        ref = OrderRef.parse(name)
        if script and ref and order.subscription and goes_on(order.subscription, desk.now):
            product = script.product_name(ref.product)
            title = script.products[product].title.render({}) or product
            desk.say("stopped_subscribed", cancel_buttons(ref.product, journey, script.language), title=title)


def _blocked(desk: Desk, input_: Blocked) -> None:
    """Whoever had asked for silence before still has, when the block is over."""
    if desk.person.subscriber.reach != "active":
        return
    _silence(desk, input_)
    desk.person = replace(desk.person, subscriber=replace(desk.person.subscriber, reach="blocked"))


def _unblocked(desk: Desk, input_: Unblocked) -> None:  # noqa: ARG001  # a handler's shape
    if desk.person.subscriber.reach == "blocked":
        desk.welcome_back()


def _silence(desk: Desk, input_: Stopped | Blocked) -> None:
    """Journeys stand still from now on, unless they did already."""
    if desk.person.subscriber.reach != "active":
        return
    if going := desk.going():
        for journey in going:
            desk.advance(journey, input_)
    elif desk.person.journeys:  # the last message of a funnel may be what they leave after
        fact = Track(event="stopped" if isinstance(input_, Stopped) else "blocked")
        desk.effects.append(OrderedEffect(journey=None, effect=fact))


def _of_journey(
    desk: Desk, input_: TimerFired | MemberChecked | StaffActed | Called | NotRemoved | PresentFailed
) -> None:
    """What concerns one journey, wherever it stands by now."""
    if journey := desk.person.journey((input_.funnel, input_.run)):
        desk.advance(journey, input_)


def _member_changed(desk: Desk, input_: MemberChanged) -> None:
    for journey in desk.going():
        desk.advance(journey, input_)


def _join_requested(desk: Desk, input_: JoinRequested) -> None:
    """Whoever bought what opens the chat is let in; to a chat that nothing opens people are let in by its own staff."""
    held = any(one.chat.casefold() in input_.chats for one in desk.person.subscriber.access.values())
    if not held and not desk.catalogue.opens(input_.chats):
        return
    if not held:
        desk.say("not_let_in")  # before the refusal, after which Telegram lets nobody write to a stranger
    desk.effects.append(OrderedEffect(journey=None, effect=AnswerJoinRequest(chat=input_.chats[-1], approve=held)))


_HANDLERS: dict[type[Input], Callable[[Desk, Any], None]] = {
    Started: _started,
    Pressed: _pressed,
    Clicked: _pressed,
    Answered: _answered,
    TimerFired: _timer_fired,
    Paid: _paid,
    PaymentAccepted: _paid,
    PaymentNotAsked: _of_order,
    PaymentRefused: _of_order,
    Refunded: _of_order,
    MemberChecked: _of_journey,
    MemberChanged: _member_changed,
    JoinRequested: _join_requested,
    NotRemoved: _of_journey,
    NotDelivered: _of_order,
    SubscriptionChanged: _of_order,
    CancelAsked: _of_order,
    NotCancelled: _of_order,
    SendingAgainAsked: _of_order,
    PresentFailed: _of_journey,
    StaffActed: _of_journey,
    Called: _of_journey,
    Stopped: _stopped,
    Blocked: _blocked,
    Unblocked: _unblocked,
    EventReceived: _happened,
}
