"""Messages in private chats: /start with its payload, /stop, a payment that succeeded, and everything people say."""

import asyncio
from typing import Any

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import Message, Update

from bot.context import Context
from bot.payments import stars
from bot.routers.people import profile_of
from bot.runner import Incoming
from funnels.engine.inputs import Answered, Input, Started, Stopped


def router(context: Context) -> Router:
    """Only people in their own chat with the bot walk funnels."""
    messages = Router(name="messages")
    private = F.chat.type == "private"

    def submit(message: Message, event_update: Update, input_: Input) -> "asyncio.Future[Any]":
        assert message.from_user is not None  # a private message always has its sender
        return context.runner.submit(
            Incoming(
                subscriber=message.from_user.id,
                input=input_,
                profile=profile_of(message.from_user),
                update=event_update.update_id,
            )
        )

    @messages.message(private, CommandStart())
    async def started(
        message: Message, command: CommandObject, event_update: Update
    ) -> "asyncio.Future[Any]":
        return submit(message, event_update, Started(payload=(command.args or "").strip()))

    @messages.message(private, Command("stop"))
    async def stopped(message: Message, event_update: Update) -> "asyncio.Future[Any]":
        return submit(message, event_update, Stopped())

    @messages.message(private, F.successful_payment)
    async def paid(message: Message, event_update: Update) -> "asyncio.Future[Any]":
        assert message.successful_payment is not None  # the filter has seen it
        return submit(message, event_update, stars.paid(message.successful_payment))

    @messages.message(private, ~F.refunded_payment)
    async def said(message: Message, event_update: Update) -> "asyncio.Future[Any]":
        return submit(message, event_update, Answered(text=message.text or "", kind=message.content_type))

    return messages
