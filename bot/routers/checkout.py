"""Pre-checkout questions: Telegram waits ten seconds, so they are answered at once, beside everything else."""

import asyncio

from aiogram import Router
from aiogram.types import PreCheckoutQuery

from bot.context import Context
from bot.payments import stars
from bot.tasks import spawn


def router(context: Context) -> Router:
    """May this invoice be paid, now, by this person?"""
    checkout = Router(name="checkout")

    @checkout.pre_checkout_query()
    async def asked(query: PreCheckoutQuery) -> "asyncio.Task[None]":
        return spawn(stars.answer(context, query), name="pre-checkout")

    return checkout
