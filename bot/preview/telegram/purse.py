"""How a person pays: the wish, the bot's consent within ten seconds, the payment that both sides then see."""

import asyncio
from dataclasses import dataclass

from .chats import Chat
from .forms import Address, Form
from .messages import Invoice, Message
from .payments import EMPTY, Charge, Consent
from .questions import A, Q, Questions
from .shipping import Ways
from .world import World

TIMED_OUT = "BOT_PRECHECKOUT_TIMEOUT"
SHIPPING_TIMED_OUT = "BOT_SHIPPING_TIMEOUT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of an attempt to pay. `error_message` is the bot's refusal, or Telegram's for its silence."""

    ok: bool
    error_message: str = ""
    charge: Charge | None = None


async def ask_shipping(world: World, chat: Chat, invoice: Invoice, address: Address, *, within: float) -> Ways:
    """In what ways it reaches that address; a bot that does not say is told as its error."""
    query = world.shipping.queries.ask(chat.user, invoice, address=address)
    ways = await _answer(world, "shipping_query", query, world.shipping.queries, within)
    return ways or Ways(error_message=SHIPPING_TIMED_OUT)


async def pay(
    world: World, chat: Chat, invoice: Invoice, *, message: Message | None, within: float, form: Form = EMPTY
) -> Outcome:
    """Pay once. `within` is in real seconds; the ten seconds of the rule are the world's clock's."""
    consent = await _consent(world, chat, invoice, form, within)
    if consent is None:
        return Outcome(ok=False, error_message=TIMED_OUT)
    if not consent.ok:
        return Outcome(ok=False, error_message=consent.error_message)
    charge = world.payments.charge(chat.user, invoice, form)
    if message is not None:
        message.times_paid += 1
        world.happenings.tell("edited", chat.id, message=message)
    world.tell_of_payment(chat, charge)
    if invoice.subscription_period:
        world.subscriptions.begin(charge)
    return Outcome(ok=True, charge=charge)


async def _consent(world: World, chat: Chat, invoice: Invoice, form: Form, within: float) -> Consent | None:
    query = world.payments.pre_checkouts.ask(chat.user, invoice, form=form)
    return await _answer(world, "pre_checkout_query", query, world.payments.pre_checkouts, within)


async def _answer(world: World, update: str, query: Q, queries: Questions[Q, A], within: float) -> A | None:
    """What the bot says; None where it hears nothing of this kind, or does not say it in time."""
    try:
        if world.updates.add(update, query.body) is None:
            return None
        async with asyncio.timeout(within):
            said: A | None = await query.answer
            return said
    except TimeoutError:
        return None
    finally:
        queries.give_up(query)
