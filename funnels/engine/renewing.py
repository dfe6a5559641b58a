"""Subscriptions: Telegram takes the Stars every thirty days by itself, until it is told not to.

| what comes | what follows |
|---|---|
| the first payment | the order is paid, the goods are handed over, the person is told how to cancel |
| a renewal | access is longer by the time it pays; goods are handed over only to who had lost access meanwhile |
| a renewal before the first payment | it pays the order, and the first payment adds what is missing, if anything |
| the first payment of another subscription to what is paid | it is cancelled, its money is put before the owners |
| a renewal that failed | the person is told once what to do; access lasts a day longer than what was paid |
| it failed, told after that day | nothing: they have heard that access is over |
| it was cancelled | the person is told once; access lasts as long as it is paid |
| it goes on after that | the same as before |

A payment adds so much time as Telegram's end of its period is later than all before, so their order does not matter.
Telegram knows a subscription by the charge of its first payment
(core.telegram.org/method/payments.botCancelStarsSubscription).
"""

import html
from datetime import timedelta
from typing import TYPE_CHECKING

from funnels.engine import access, staffing
from funnels.engine.buttons import ButtonRef
from funnels.engine.cancelling import cancel_buttons, day
from funnels.engine.effects.facts import Track
from funnels.engine.effects.orders import CancelSubscription, RecordSubscription
from funnels.engine.limits import GRACE, SUBSCRIPTION_PERIOD
from funnels.engine.orders import Order, Renewing, Subscription
from funnels.engine.pay_keyboard import buttons_to_pay
from funnels.engine.pricing import show_price
from funnels.engine.subscriber import Renewal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from funnels.definition.products import Product
    from funnels.engine.effects.orders import SubscriptionEntry
    from funnels.engine.inputs import CancelAsked, NotCancelled, Paid, SubscriptionChanged
    from funnels.engine.turn import Turn
    from funnels.words import Word

_ENTRIES: "Mapping[Renewing, SubscriptionEntry]" = {
    "cancelled": "subscription_cancelled",
    "failed": "renewal_failed",
    "active": "subscription_restored",
}


def is_renewal(order: Order, paid: "Paid") -> bool:
    """Whether the payment goes on with the subscription that paid the order, and does not begin another one."""
    known, recurring = order.subscription, paid.recurring
    if not (order.paid and known and recurring):
        return False
    return not (known.begun and recurring.first) or known.state != "active"


def began(turn: "Turn", name: str, product: "Product", order: str, paid: "Paid") -> None:
    """The order was paid by a subscription: access for its time; an earlier subscription to the same is given up."""
    assert paid.recurring is not None  # `payment` has looked
    for other, running in _subscriptions(turn, name):
        if other != order and running.state != "cancelled":
            turn.emit(CancelSubscription(order=other, charge=running.charge, known=False))
            _record(turn, other, running._replace(state="cancelled"), "subscription_cancelled")
    known, until = turn.journey.orders[order].subscription, paid.recurring.until
    goes_on = known is not None and known.begun and not paid.recurring.first
    subscription = Subscription(
        charge=known.charge if known and goes_on else paid.charge,
        begun=goes_on or paid.recurring.first,
        state="active",
        periods={paid.charge: until},
    )
    _record(turn, order, subscription)
    time = max(until - turn.now, timedelta())
    access.give(turn, name, product, order, time=time, renewal=_own(order, subscription))


def tell_how_to_cancel(turn: "Turn", name: str, paid: "Paid") -> None:
    """What was agreed to: how much, how often, and the way out of it."""
    assert paid.recurring is not None  # `payment` has looked
    buttons = cancel_buttons(turn.script.product_number(name), turn.journey, turn.script.language)
    price = show_price(paid.money, turn.script.language)
    turn.reply("subscribed", buttons=buttons, price=price, next=day(turn, paid.recurring.until))


def renewed(turn: "Turn", name: str, product: "Product", order: str, paid: "Paid") -> bool:
    """Access is longer by what this payment adds, or lasts anew for who had lost it; whether it adds any."""
    known, recurring = turn.journey.orders[order].subscription, paid.recurring
    assert known is not None  # `is_renewal` has looked
    assert recurring is not None  # as above
    lost = not turn.has_bought(name)
    anew = known.begun and recurring.first  # by the same link, after it had failed or was cancelled
    added = recurring.until - (turn.now if anew else max(known.until, turn.now) if lost else known.until)
    goes_on = anew or (known.state == "failed" and added > timedelta())
    if anew and known.state == "failed":
        turn.emit(CancelSubscription(order=order, charge=known.charge, known=False))
    subscription = Subscription(
        charge=paid.charge if recurring.first else known.charge,
        begun=known.begun or recurring.first,
        state="active" if goes_on else known.state,
        periods=_lasting({**known.periods, paid.charge: recurring.until}, turn.now - _ahead(turn, order)),
    )
    _record(turn, order, subscription)
    if added <= timedelta():
        access.renew_by(turn, name, product, _renewal(turn, name, order, subscription))
        return False
    access.prolong(turn, name, product, order, time=added, renewal=_renewal(turn, name, order, subscription))
    turn.bought(name)
    turn.emit(Track(event="renewed", detail=name))
    if turn.journey.subscriber.reach == "active":
        turn.reply("renewed", title=turn.plain(product.title), until=day(turn, subscription.until))
    return True


def gives_up(turn: "Turn", order: str, paid: "Paid") -> None:
    """A subscription began with money that buys nothing: it takes no more."""
    if paid.recurring is not None and paid.recurring.first:
        turn.emit(CancelSubscription(order=order, charge=paid.charge, known=False))


def pressed(turn: "Turn", ref: ButtonRef) -> None:
    """The person wants it cancelled: Telegram is told, and they are when it is done.

    What counts as cancelled already is cancelled once more as long as it is paid: it may have gone on unheard of.
    """
    number = ref.code.partition(".")[2]
    known = number.isdecimal() and int(number) < len(turn.script.products)
    held = _subscriptions(turn, turn.script.product_name(int(number))) if known else []
    running = [(order, one) for order, one in held if one.state != "cancelled" or one.until > turn.now]
    for order, subscription in running:
        _cancel(turn, order, subscription)
    turn.toast("cancelling" if running else "not_subscribed")


def asked_to_cancel(turn: "Turn", input_: "CancelAsked") -> None:
    """Somebody of the staff wants it cancelled."""
    known = turn.journey.orders.get(input_.order, Order()).subscription
    if known and known.state != "cancelled":
        _cancel(turn, input_.order, known, staff=input_.staff)


def changed(turn: "Turn", input_: "SubscriptionChanged") -> None:
    """Telegram says how it stands now; each time once, however often it is told."""
    name, product = turn.ordered(input_.order)
    known, state = turn.journey.orders.get(input_.order, Order()).subscription, input_.state
    if known is None or known.state == state:
        return
    subscription = known._replace(state=state)
    _record(turn, input_.order, subscription, _ENTRIES[state], input_.staff)
    access.renew_by(turn, name, product, _renewal(turn, name, input_.order, subscription))
    if state != "active":
        turn.emit(Track(event="renewal_failed" if state == "failed" else "subscription_cancelled", detail=name))
    title, end = turn.plain(product.title), access.end_of(turn, name)
    if state == "cancelled":  # also to who has stopped the bot: they may have asked for it just now
        word: Word = "subscription_cancelled" if end and end > turn.now else "subscription_over"
        turn.reply(word, title=title, until=day(turn, end or turn.now))
    elif turn.journey.subscriber.reach != "active":
        return
    elif state == "active":
        turn.reply("subscription_restored", title=title, until=day(turn, known.until))
    elif end:  # else they have heard that it is over
        _tell_of_failure(turn, name, title, max(end + GRACE, turn.now))


def _tell_of_failure(turn: "Turn", name: str, title: str, end: "datetime") -> None:
    turn.reply("renewal_failed", buttons=buttons_to_pay(turn, name), title=title, until=day(turn, end))


def not_cancelled(turn: "Turn", input_: "NotCancelled") -> None:
    """The person learns how to do it themselves, the owners why the bot could not."""
    known = turn.journey.orders.get(input_.order, Order()).subscription
    if known is None or known.state != "cancelled":
        turn.reply("cannot_cancel")
        staffing.notify(turn, "not_cancelled", staffing.OWNER, html.escape(input_.reason, quote=False))


def goes_on(subscription: Subscription, now: "datetime") -> bool:
    """Whether Telegram takes the next payment by itself, or still may: Stars may be there in time."""
    failing = subscription.state == "failed" and subscription.until + GRACE > now
    return subscription.state == "active" or failing


def closed_by(turn: "Turn", order: str, known: Subscription, charge: str) -> bool:
    """Whether nothing is paid any more, from now on, once this payment is back."""
    others = [until + _ahead(turn, order) for paid, until in known.periods.items() if paid != charge]
    return known.periods.get(charge) == known.until and all(until <= turn.now for until in others)


def _ahead(turn: "Turn", order: str) -> timedelta:
    """How much later access ends than what Telegram was paid for: it began when something else had ended."""
    paid = turn.journey.orders[order]
    return paid.until - paid.subscription.until if paid.until and paid.subscription else timedelta()


def refunded(turn: "Turn", name: str, product: "Product", order: str, charge: str, *, closes: bool) -> None:
    """What is left of the time of this payment is theirs no longer; with the last of it the subscription goes too."""
    known = turn.journey.orders[order].subscription
    if known is None or charge not in known.periods:
        return
    left = min(known.periods[charge] + _ahead(turn, order) - turn.now, SUBSCRIPTION_PERIOD)
    left, until = max(left, timedelta()), turn.journey.orders[order].until
    periods = {paid: end for paid, end in known.periods.items() if paid != charge}
    turn.change_order(
        order, until=until and until - left, subscription=known._replace(periods=periods) if periods else known
    )
    if closes and known.state != "cancelled":
        _cancel(turn, order, known)
    if closes:
        access.renew_by(turn, name, product, _renewal(turn, name, order, known._replace(state="cancelled")))
    access.shorten(turn, name, product, left)


def _record(
    turn: "Turn", order: str, subscription: Subscription, entry: "SubscriptionEntry" = "", staff: int = 0
) -> None:
    turn.change_order(order, subscription=subscription)
    state, until = subscription.state, subscription.until
    turn.emit(RecordSubscription(order=order, state=state, until=until, entry=entry, staff=staff))


def _renewal(turn: "Turn", name: str, order: str, subscription: Subscription) -> Renewal | None:
    """What prolongs access by itself: another one that runs, else this one unless it is cancelled."""
    known, over = access.renewal_of(turn, name), subscription.state == "cancelled"
    if known and known.order != order and (over or not known.failing):
        return known
    return None if over else _own(order, subscription)


def _own(order: str, subscription: Subscription) -> Renewal:
    return Renewal(order, subscription.charge, subscription.until, subscription.state == "failed")


def _cancel(turn: "Turn", order: str, subscription: Subscription, *, staff: int = 0) -> None:
    turn.emit(CancelSubscription(order=order, charge=subscription.charge, staff=staff))


def _subscriptions(turn: "Turn", name: str) -> list[tuple[str, Subscription]]:
    """Those to a product that began in this walk, by their orders."""
    return [(order, one.subscription) for order, one in turn.orders_of(name) if one.subscription]


def _lasting(periods: "Mapping[str, datetime]", now: "datetime") -> "dict[str, datetime]":
    """Those that are not over, and the last."""
    last = max(periods.values())
    return {charge: until for charge, until in periods.items() if until > now or until == last}
