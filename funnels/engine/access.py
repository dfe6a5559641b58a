"""What somebody may use because they bought it: until when, and the private chat it opens.

Access begins with the payment; bought again before its end, it goes on from there, and so does that of any product that
opens the same chat. Before the end there is a reminder with buttons to buy it again, both of it within the sending
hours; where a subscription renews it, the reminder says so, and the end waits a day for the money. At the end the
person no longer has the product, and is taken out of its chat unless something else they have opens it too. Money that
goes back takes with it what is left of the time it had bought.

A timer carries the moment it was set for: after access was prolonged, the old one does nothing.
"""

import html
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from funnels.definition.durations import describe_duration
from funnels.engine import staffing
from funnels.engine.cancelling import remind_of_renewal
from funnels.engine.effects.facts import Track
from funnels.engine.effects.members import RemoveMember
from funnels.engine.pay_keyboard import buttons_to_pay
from funnels.engine.subscriber import Access, Renewal

if TYPE_CHECKING:
    from funnels.definition.products import Product
    from funnels.engine.turn import Turn

ENDS = "access_ends"
REMIND = "access_remind"
IS_FOR = (ENDS, REMIND)
"""How the names of its timers begin."""


def give(
    turn: "Turn",
    name: str,
    product: "Product",
    order: str,
    *,
    time: timedelta | None = None,
    renewal: Renewal | None = None,
) -> None:
    """The order is paid: what it gives is theirs from now on, or longer than before.

    For `time` where a subscription has paid it, which is the `renewal` from now on; else for that of the product.
    """
    chat = product.deliver.invite.chat if product.deliver.invite else ""
    lasts, held = time if time is not None else product.access, _held(turn, name)
    if lasts is None and not chat:
        return
    until = _begin(turn, name, chat) + lasts if lasts is not None else None
    turn.change_order(order, until=until)
    _keep(turn, name, Access(until=until, chat=chat, renewal=renewal or (held.renewal if held else None)))
    _arm(turn, name, product)


def prolong(
    turn: "Turn", name: str, product: "Product", order: str, *, time: timedelta, renewal: Renewal | None
) -> None:
    """A payment of a subscription adds time to what they have; who has it no longer gets it anew."""
    held = _held(turn, name)
    if held is None or held.until is None:
        give(turn, name, product, order, time=time, renewal=renewal)
        return
    until = held.until + time
    turn.change_order(order, until=until)
    _keep(turn, name, held._replace(until=until, renewal=renewal))
    _arm(turn, name, product)


def renew_by(turn: "Turn", name: str, product: "Product", renewal: Renewal | None) -> None:
    """From now on this prolongs what they have by itself, or nothing does."""
    held = _held(turn, name)
    if held is not None:
        _keep(turn, name, held._replace(renewal=renewal))
        _arm(turn, name, product)


def take_back(turn: "Turn", name: str, product: "Product", order: str) -> None:
    """The money for the order went back, so it is paid no more: what is left of what it had given is not theirs."""
    held, gave = _held(turn, name), turn.journey.orders[order].until
    if held is None or product.access is None or held.until is None:
        if not any(one.paid for _, one in turn.orders_of(name)):  # another order of the same walk has paid for it too
            _end(turn, name)
        return
    if gave is not None and gave > turn.now:
        shorten(turn, name, product, min(product.access, gave - turn.now))


def shorten(turn: "Turn", name: str, product: "Product", time: timedelta) -> None:
    """So much less of it is theirs."""
    held = _held(turn, name)
    if held is None or held.until is None:
        return
    until = held.until - time
    if until <= turn.now:
        _end(turn, name)
        return
    _keep(turn, name, held._replace(until=until))
    _arm(turn, name, product)


def timer(turn: "Turn", timer_name: str) -> None:
    """A moment that `_arm` has set has come."""
    kind, name, moment = timer_name.split(":")
    product, held = turn.script.products.get(name), _held(turn, name)
    if product is None or held is None or held.until is None or _stamp(held.until) != moment:
        return
    if (decent := turn.decent(turn.now)) > turn.now:
        turn.set_timer(timer_name, decent, of_step=False)
    elif kind == REMIND:
        _remind(turn, name, product, held.until)
    else:
        _run_out(turn, name, product)


def _begin(turn: "Turn", name: str, chat: str) -> datetime:
    """Now, or when access to the same thing that is paid for already ends."""
    full = turn.full_name(name)
    known = turn.journey.subscriber.access.items()
    ends = [one.until for other, one in known if one.until and (other == full or (chat and one.opens(chat)))]
    return max([turn.now, *ends])


def _arm(turn: "Turn", name: str, product: "Product") -> None:
    held = _held(turn, name)
    if held is None or held.until is None or held.ends is None:  # where there is one there is the other
        return
    stamp = _stamp(held.until)
    turn.set_timer(f"{ENDS}:{name}:{stamp}", held.ends, of_step=False)
    reminded_of = held.renewal.at if held.renewal else held.until
    if product.reminds is not None and reminded_of - product.reminds > turn.now:
        turn.set_timer(f"{REMIND}:{name}:{stamp}", reminded_of - product.reminds, of_step=False)


def _remind(turn: "Turn", name: str, product: "Product", until: datetime) -> None:
    """Not whoever has stopped the bot, nor whoever has bought more of the same."""
    if until <= turn.now or turn.journey.subscriber.reach != "active" or _has_longer(turn, name):
        return
    if turn.renews(name):
        remind_of_renewal(turn, name, product)
        return
    buttons = buttons_to_pay(turn, name)
    left = describe_duration(until - turn.now, turn.script.language)
    if product.ends:
        given = {"access_until": until.astimezone(turn.zone), "access_left": left}
        turn.send(product.ends, buttons=buttons, purpose="reply", given=given)
    else:
        turn.reply("access_ends", buttons=buttons, title=turn.plain(product.title), left=left)
    turn.emit(Track(event="access_reminded", detail=name))


def _run_out(turn: "Turn", name: str, product: "Product") -> None:
    goes_on = _has_longer(turn, name)
    if turn.renews(name):
        staffing.notify(turn, "renewal_unheard", staffing.OWNER, html.escape(turn.plain(product.title), quote=False))
    _end(turn, name)
    turn.emit(Track(event="access_ended", detail=name))
    if turn.journey.subscriber.reach != "active" or goes_on:
        return
    if product.ended:
        turn.send(product.ended, purpose="reply")
    else:
        turn.reply("access_ended", title=turn.plain(product.title))


def _end(turn: "Turn", name: str) -> None:
    """They have the product no longer, and leave its chat unless they may stay for something else."""
    held = _held(turn, name)
    turn.no_longer_has(name)
    if held is None:
        return
    subscriber = turn.journey.subscriber
    left = {other: one for other, one in subscriber.access.items() if other != turn.full_name(name)}
    turn.change(subscriber=replace(subscriber, access=left))
    if held.chat and not any(one.opens(held.chat) for one in left.values()):
        turn.emit(RemoveMember(chat=held.chat, funnel=turn.journey.funnel, run=turn.journey.run))


def renewal_of(turn: "Turn", name: str) -> Renewal | None:
    """What prolongs access to the product by itself."""
    held = _held(turn, name)
    return held.renewal if held else None


def end_of(turn: "Turn", name: str) -> datetime | None:
    """When access to the product ends (UTC); None where there is none that ends."""
    held = _held(turn, name)
    return held.until if held else None


def _has_longer(turn: "Turn", name: str) -> bool:
    """Whether something else opens the same chat for longer."""
    held = _held(turn, name)
    if held is None or held.until is None or not held.chat:
        return False
    others = [one for other, one in turn.journey.subscriber.access.items() if other != turn.full_name(name)]
    return any(one.opens(held.chat) and (one.until is None or one.until > held.until) for one in others)


def _held(turn: "Turn", name: str) -> Access | None:
    return turn.journey.subscriber.access.get(turn.full_name(name))


def _keep(turn: "Turn", name: str, access: Access) -> None:
    subscriber = turn.journey.subscriber
    turn.change(subscriber=replace(subscriber, access={**subscriber.access, turn.full_name(name): access}))


def _stamp(moment: datetime) -> str:
    return str(int(moment.timestamp()))
