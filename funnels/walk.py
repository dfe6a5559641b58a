"""One person walking through funnels on a moved clock, in memory: the engine in the smallest shell.

Dialogues and the simulation play on it. It keeps timers, turns payments into inputs, collects what the person
sees, and takes the journeys through their JSON form after every input, as storage would.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, get_args

from msgspec.structs import replace

from funnels.definition.money import Money
from funnels.engine.catalogue import Catalogue
from funnels.engine.effects.media import MediaKind
from funnels.engine.effects.members import AnswerJoinRequest, RemoveMember
from funnels.engine.effects.orders import CancelSubscription, OpenOrder, RecordClaim
from funnels.engine.effects.outside import Call, CheckMember
from funnels.engine.effects.shown import AskPayment, Button, EditButtons, SendMessage, ShowToast
from funnels.engine.effects.staff import NotifyStaff
from funnels.engine.effects.timers import CancelTimers, SetTimer
from funnels.engine.goods import with_code
from funnels.engine.inputs import (
    Answered,
    Called,
    Clicked,
    Input,
    JoinRequested,
    MemberChanged,
    MemberChecked,
    Paid,
    Pressed,
    Recurring,
    Refunded,
    StaffActed,
    SubscriptionChanged,
    TimerFired,
)
from funnels.engine.journey import state_from_json, state_to_json
from funnels.engine.left import Thing, after, less
from funnels.engine.limits import SUBSCRIPTION_PERIOD
from funnels.engine.order_info import NOTHING, OrderInfo
from funnels.engine.orders import OrderRef, Renewing
from funnels.engine.person import JourneyKey, OrderedEffect, Person
from funnels.engine.receive import receive
from funnels.engine.subscriber import Subscriber

Sendable = Literal[
    "contact", "location", "photo", "video", "document", "audio", "voice", "video_note", "animation", "sticker"
]
"""What people send besides words."""

SENT: dict[Sendable, Answered] = {
    "contact": Answered(kind="contact", phone="+79000000001"),
    "location": Answered(kind="location", latitude=55.7558, longitude=37.6173),
    "sticker": Answered(kind="sticker"),
    **{kind: Answered(kind=kind, file=f"a-{kind}") for kind in get_args(MediaKind)},
}
"""What the bot hears when the person of a walk sends it: their own number, a place in Moscow, some file."""

FILLED_IN = {
    "name": "Анна",
    "phone": "+79000000001",
    "email": "anna@example.com",
    "address": "RU, 125009, Москва, Тверская улица, 1",
}
"""What the person of a walk writes into a payment form."""

STAFF = 2
"""Who does what staff do in a walk."""

Shown = SendMessage | AskPayment | ShowToast


@dataclass(frozen=True, kw_only=True, order=True)
class PendingTimer:
    """A timer of the walk; earliest first."""

    due_at: datetime
    journey: JourneyKey
    name: str
    revision: int


@dataclass(kw_only=True)
class Subscribed:
    """A subscription as Telegram keeps it: paid again at `until` unless it is cancelled or the Stars lack."""

    order: str
    charge: str
    money: Money
    until: datetime
    state: Renewing = "active"
    stars: bool = True
    """Whether there are Stars for the next payment."""


@dataclass(kw_only=True)
class Walk:
    """A person, their timers, and everything they were shown."""

    catalogue: Catalogue
    now: datetime
    person: Person = field(default_factory=lambda: Person(subscriber=Subscriber(id=1)))
    timers: list[PendingTimer] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    sold: Mapping[Thing, int] = field(default_factory=dict)
    """What others have bought."""
    orders: dict[str, OpenOrder] = field(default_factory=dict)
    claims: list[str] = field(default_factory=list)
    notices: list[NotifyStaff] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    """Calls nobody has answered yet."""
    codes: int = 0
    """How many codes the person was given: CODE-1, CODE-2…"""
    subscriptions: list[Subscribed] = field(default_factory=list)
    channels: set[str] = field(default_factory=set)
    """Channels the person is in."""
    keyboard: tuple[tuple[Button, ...], ...] = ()
    """The reply keyboard the person has."""
    _pressed: str = ""

    def __post_init__(self) -> None:
        """What there is so much of is there until somebody buys it."""
        self.left = less(self.catalogue.limits, self.sold)

    def feed(self, input_: Input) -> list[Shown]:
        """Something happened: what the person sees because of it."""
        self._pressed = input_.data if isinstance(input_, Pressed) else ""
        reaction = receive(self.catalogue, self.person, input_, self.now, self.left)
        self.person = _through_json(reaction.person)
        self.left = after(self.left, reaction.effects)
        before = len(self.shown)
        for ordered in reaction.effects:
            self._take(ordered)
        for ordered in reaction.effects:
            if isinstance(check := ordered.effect, CheckMember):
                self._check(check)
            elif isinstance(cancel := ordered.effect, CancelSubscription):
                self._cancel(cancel)
        return self.shown[before:]

    def _cancel(self, cancel: CancelSubscription) -> None:
        """Telegram does it at once."""
        for one in self.subscriptions:
            if one.charge == cancel.charge:
                one.state = "cancelled"
        if cancel.known:
            self.feed(SubscriptionChanged(order=cancel.order, state="cancelled", staff=cancel.staff))

    def _check(self, check: CheckMember) -> None:
        """Telegram answers at once."""
        member = check.chat in self.channels
        self.feed(
            MemberChecked(funnel=check.funnel, run=check.run, revision=check.revision, member=member, first=check.first)
        )

    def join(self, channel: str) -> None:
        """The person joins a channel, or asks to where that is the way in; Telegram tells the bot of it."""
        chats = (channel.lower(),)
        if self.catalogue.opens(chats):
            self.feed(JoinRequested(chats=chats))
        else:
            self._let_in(channel)

    def _let_in(self, channel: str) -> None:
        self.channels.add(channel)
        self.feed(MemberChanged(chats=(channel.lower(),), member=True))

    def staff(self, notice: NotifyStaff, act: Literal["done", "given_back", "replied"], text: str = "") -> None:
        """Somebody of the staff does something about what they were told."""
        self.feed(
            StaffActed(act=act, funnel=notice.funnel, run=notice.run, revision=notice.revision, staff=STAFF, text=text)
        )

    def answer_call(self, answer: Mapping[str, object] | None) -> None:
        """The oldest open call is answered, or (None) fails; IndexError if none is open."""
        call = self.calls.pop(0)
        ok = answer is not None
        self.feed(
            Called(
                funnel=call.funnel,
                run=call.run,
                revision=call.revision,
                step=call.step,
                ok=ok,
                answer=json.dumps(answer) if ok else "",
                reason="" if ok else f"{call.url} does not answer",
                key=call.key,
            )
        )

    def later(self, span: timedelta) -> None:
        """Let time pass; every timer fires at its own moment."""
        until = self.now + span
        while (due := self._next_due()) is not None and due <= until:
            self.now = max(self.now, due)
            renewed = [one for one in self._running() if one.until == due]
            if renewed:
                self._renew(renewed[0])
                continue
            timer = self.timers.pop(0)
            funnel, run = timer.journey
            self.feed(TimerFired(funnel=funnel, run=run, revision=timer.revision, name=timer.name))
        self.now = until

    def _running(self) -> list[Subscribed]:
        return [one for one in self.subscriptions if one.state == "active"]

    def _next_due(self) -> datetime | None:
        timers = [timer.due_at for timer in self.timers[:1]]
        return min([*timers, *(one.until for one in self._running())], default=None)

    def _renew(self, one: Subscribed) -> None:
        """Telegram takes the next payment, or finds no Stars to take."""
        if not one.stars:
            one.state = "failed"
            self.feed(SubscriptionChanged(order=one.order, state="failed"))
            return
        one.until += SUBSCRIPTION_PERIOD
        recurring = Recurring(until=one.until, first=False)
        charge = f"{one.charge}-{one.until:%y%m%d}"
        self.feed(Paid(order=one.order, method="stars", money=one.money, charge=charge, recurring=recurring))

    def pay(self, order: str, *, method: str) -> list[Shown]:
        """The person pays an order that was opened; KeyError if it was not."""
        info = self._filled_in(order) if method == "provider" else NOTHING
        price, shipping = self.orders[order].price, info.shipping_price
        money = Money(amount=price.amount + shipping.amount, currency=price.currency) if shipping else price
        charge, recurring = f"walk-{order}-{len(self.shown)}", None
        if any(one.order == order and one.subscribes and one.method == method for one in self.asked_to_pay()):
            recurring = Recurring(until=self.now + SUBSCRIPTION_PERIOD, first=True)
            self.subscriptions.append(Subscribed(order=order, charge=charge, money=money, until=recurring.until))
        paid = Paid(order=order, method=method, money=money, charge=charge, info=info, recurring=recurring)
        return self.feed(paid)

    def _filled_in(self, order: str) -> OrderInfo:
        """What the payment form asked; of the ways to bring the goods it is the first."""
        asked = next((one for one in self.asked_to_pay() if one.order == order), None)
        ref, opened = OrderRef.parse(order), self.orders[order]
        product = self.catalogue.product(ref.funnel, opened.product) if ref else None
        if asked is None or product is None:
            return NOTHING
        info = replace(NOTHING, **{name: FILLED_IN[name] for name in asked.asks})
        option = next(iter(product.shipping), "") if asked.shipped else ""
        if not option:
            return info
        return replace(info, shipping=option, shipping_price=product.shipping[option].price_in(opened.price.currency))

    def pay_back(self, order: str) -> list[Shown]:
        """Staff give all of what paid the order back; KeyError if nothing did."""
        charge, money = self.paid()[order], self.orders[order].price
        return self.feed(Refunded(refund=f"back-{charge}", order=order, charge=charge, money=money, whole=True))

    def paid(self) -> dict[str, str]:
        """Orders that are paid, each with the charge that paid it, or the last of a subscription."""
        orders = (item for journey in self.person.journeys for item in journey.orders.items())
        return {
            name: order.subscription.last if order.subscription else order.paid for name, order in orders if order.paid
        }

    def buttons(self) -> list[Button]:
        """Every button the person has: of the reply keyboard, then of the messages, the newest first."""
        messages = [message for message in reversed(self.shown) if isinstance(message, SendMessage)]
        inline = [message.buttons for message in messages if not message.reply_keyboard]
        return [button for rows in (self.keyboard, *inline) for row in rows for button in row]

    def press(self, button: Button) -> None:
        """The person presses a button of `buttons`; those that copy or open a Mini App tell the bot nothing."""
        if button.shares:
            self.feed(SENT[button.shares])
        elif any(button is other for row in self.keyboard for other in row):
            self.feed(Answered(text=button.text))
        elif button.url:
            self.feed(Clicked(data=button.data))
        elif button.answers:
            self.feed(Pressed(data=button.data))

    def asked_to_pay(self) -> list[AskPayment]:
        """Every invoice and payment page in the chat, the newest first."""
        return [shown for shown in reversed(self.shown) if isinstance(shown, AskPayment)]

    def _take(self, ordered: OrderedEffect) -> None:
        effect, journey = ordered.effect, ordered.journey
        match effect:
            case SendMessage() | AskPayment() | ShowToast():
                self._show(effect)
            case EditButtons():
                self._edit(effect)
            case SetTimer() if journey is not None:
                self._set(effect, journey)
            case CancelTimers():
                self.timers = [timer for timer in self.timers if timer.journey != journey or not timer.revision]
            case OpenOrder():
                self.orders[effect.order] = effect
            case RecordClaim(answer=""):
                self.claims.append(effect.order)
            case NotifyStaff():
                self.notices.append(effect)
            case Call():
                self.calls.append(effect)
            case RemoveMember() | AnswerJoinRequest():
                self._carry_out(effect)
            case _:
                pass  # facts for the reports and notices for staff: the person sees nothing of them

    def _show(self, effect: Shown) -> None:
        if isinstance(effect, SendMessage) and effect.codes:
            self.codes += 1
            effect = replace(effect, text=with_code(effect.text, f"CODE-{self.codes}"))
        self.shown.append(effect)
        if isinstance(effect, SendMessage) and (effect.reply_keyboard or effect.removes_keyboard):
            self.keyboard = effect.buttons

    def _set(self, effect: SetTimer, journey: JourneyKey) -> None:
        """One timer of each name a journey."""
        same = (journey, effect.name)
        self.timers = [timer for timer in self.timers if (timer.journey, timer.name) != same]
        self.timers.append(
            PendingTimer(due_at=effect.due_at, journey=journey, name=effect.name, revision=effect.revision)
        )
        self.timers.sort()

    def _carry_out(self, effect: RemoveMember | AnswerJoinRequest) -> None:
        """Telegram does what it is told."""
        if isinstance(effect, RemoveMember):
            self.channels.discard(effect.chat)
        elif effect.approve:
            self._let_in(effect.chat)

    def _edit(self, effect: EditButtons) -> None:
        """The newest message with the button that was pressed has these now."""
        for number in reversed(range(len(self.shown))):
            message = self.shown[number]
            if isinstance(message, SendMessage) and self._pressed in _data(message.buttons):
                self.shown[number] = replace(message, buttons=effect.buttons)
                return


def _data(buttons: tuple[tuple[Button, ...], ...]) -> list[str]:
    """What a press on each of the buttons says, whatever its words are."""
    return [button.data for row in buttons for button in row]


def _through_json(person: Person) -> Person:
    journeys = tuple(state_from_json(state_to_json(journey), person.subscriber) for journey in person.journeys)
    return replace(person, journeys=journeys)
