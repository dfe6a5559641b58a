"""Pre-checkout questions: Telegram waits ten seconds, so they are answered at once, beside everything else."""

from aiogram.types import PreCheckoutQuery

from bot.context import Context
from bot.payments import pre_checkout
from bot.tasks import spawn


async def asked(query: PreCheckoutQuery, context: Context) -> None:
    """May this invoice be paid, now, by this person? Nothing is kept of it, so no other update waits for the answer."""
    spawn(pre_checkout.answer(context, query), name="pre-checkout")
