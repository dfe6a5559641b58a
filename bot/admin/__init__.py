"""Owners' commands: one file each, one line each in this table. `/help` and the command menu read it.

Other people's messages pass by: to them these words are ordinary text.
"""

from collections.abc import Awaitable, Callable

import structlog
from aiogram.types import Message

from bot.admin import funnels, link, orders, products, reconcile, refund, spend, stats
from bot.context import Context
from bot.words import Word, say

log = structlog.get_logger()

Answer = Callable[[Context, Message, str], Awaitable[None]]


async def _help(context: Context, message: Message, _arguments: str) -> None:
    lines = [f"/{name} — {say(word, context.settings.language)}" for name, (_, word) in COMMANDS.items()]
    await message.answer("\n".join([say("help", context.settings.language), "", *lines]))


COMMANDS: dict[str, tuple[Answer, Word]] = {
    "stats": (stats.answer, "command_stats"),
    "funnels": (funnels.answer, "command_funnels"),
    "link": (link.answer, "command_link"),
    "spend": (spend.answer, "command_spend"),
    "products": (products.answer, "command_products"),
    "orders": (orders.answer, "command_orders"),
    "refund": (refund.answer, "command_refund"),
    "reconcile": (reconcile.answer, "command_reconcile"),
    "help": (_help, "command_help"),
}


async def answer_owner(context: Context, message: Message, name: str, arguments: str) -> None:
    """Answer an owner's command; one whose report fails is told so."""
    answer, _ = COMMANDS[name]
    try:
        await answer(context, message, arguments)
    except Exception as error:
        log.exception("report failed", command=message.text)
        await message.answer(say("failed", context.settings.language, reason=type(error).__name__))
