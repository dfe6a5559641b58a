"""Owners' commands: one file each, one line each in this table, and the reports. `/help` and the command menu read it.

Other people's messages pass by: to them these words are ordinary text.
"""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial

import structlog
from aiogram.types import Message

from bot.admin import export, failed, funnels, hypotheses, link, orders, people, products, reconcile, refund, spend, why
from bot.context import Context
from bot.desk.about import ABOUT
from bot.desk.answering import answer
from bot.reports.catalogue import REPORTS
from bot.why.words import ABOUT as ABOUT_WHY
from bot.words import both, say

log = structlog.get_logger()

Answer = Callable[[Context, Message, str], Awaitable[None]]


async def _help(context: Context, message: Message, _arguments: str) -> None:
    lines = [f"/{name} — {purpose[context.settings.language]}" for name, (_, purpose) in COMMANDS.items()]
    await message.answer("\n".join([say("help", context.settings.language), "", *lines]))


COMMANDS: dict[str, tuple[Answer, Mapping[str, str]]] = {
    **{name: (partial(answer, name), ABOUT[name].menu) for name in REPORTS},
    "export": (export.answer, both("command_export")),
    "hypotheses": (hypotheses.answer, ABOUT["hypotheses"].menu),
    "funnels": (funnels.answer, both("command_funnels")),
    "link": (link.answer, both("command_link")),
    "spend": (spend.answer, both("command_spend")),
    "products": (products.answer, both("command_products")),
    "people": (people.answer, ABOUT["people"].menu),
    "why": (why.answer, ABOUT_WHY),
    "orders": (orders.answer, both("command_orders")),
    "refund": (refund.answer, both("command_refund")),
    "reconcile": (reconcile.answer, both("command_reconcile")),
    "failed": (failed.answer, both("command_failed")),
    "help": (_help, both("command_help")),
}
"""By name, with what each is for, by language."""


LONGEST = 500
"""Characters after a command: an answer that repeats them must fit into a message."""

_WORDY = frozenset({"hypotheses", "spend"})
"""Those that are told something at length."""

FOR_MANAGERS = frozenset({"people", "why"})
"""Those that managers may ask, too."""


def may_ask(context: Context, user: int, name: str) -> bool:
    """Whether this Telegram user gets an answer to the command."""
    return context.is_owner(user) or (name in FOR_MANAGERS and user in context.settings.manager_ids)


async def answer_owner(context: Context, message: Message, name: str, arguments: str) -> None:
    """Answer an owner's command; one whose report fails is told so."""
    command, _ = COMMANDS[name]
    if name not in _WORDY and len(arguments) > LONGEST:
        await message.answer(say("too_long", context.settings.language, most=LONGEST))
        return
    try:
        await command(context, message, arguments)
    except Exception as error:
        log.exception("report failed", command=message.text)
        await message.answer(say("failed", context.settings.language, reason=type(error).__name__))
