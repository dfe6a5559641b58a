"""What people do with their subscriptions in Telegram's own settings, and renewals that failed."""

from asyncio import Future
from typing import Any

import structlog
from aiogram.types import BotSubscriptionUpdated, Update

from bot.context import Context
from bot.incoming import Incoming
from bot.routers.people import profile_of
from funnels.engine.inputs import SubscriptionChanged
from funnels.engine.orders import Renewing

log = structlog.get_logger()

STATES: dict[str, Renewing] = {"active": "active", "canceled": "cancelled", "failed": "failed"}
"""Telegram's words (core.telegram.org/bots/api#botsubscriptionupdated)."""


async def changed(event: BotSubscriptionUpdated, event_update: Update, context: Context) -> "Future[Any] | None":
    """It was cancelled, taken up again, or could not be paid; a word Telegram may add later is left alone."""
    state = STATES.get(event.state)
    if state is None:
        log.warning("a subscription is in a state that is not known", state=event.state, order=event.invoice_payload)
        return None
    return context.runner.submit(
        Incoming(
            subscriber=event.user.id,
            input=SubscriptionChanged(order=event.invoice_payload, state=state),
            profile=profile_of(event.user),
            update=event_update.update_id,
        )
    )
