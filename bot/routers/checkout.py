"""Pre-checkout questions: Telegram waits ten seconds, so they are answered at once, beside everything else."""

from asyncio import Task

from aiogram.types import PreCheckoutQuery

from bot.context import Context
from bot.payments import stars
from bot.tasks import spawn


async def asked(query: PreCheckoutQuery, context: Context) -> "Task[None]":
    """May this invoice be paid, now, by this person?"""
    return spawn(stars.answer(context, query), name="pre-checkout")
