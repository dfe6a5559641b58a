"""Messages: replies of the staff; in private chats commands, payments that succeeded, everything else people say."""

from asyncio import Future
from functools import partial
from typing import Any

import structlog
from aiogram.enums import ContentType
from aiogram.exceptions import TelegramAPIError
from aiogram.types import Message, Update, User

from bot.admin import COMMANDS, answer_owner, may_ask
from bot.context import Context
from bot.incoming import Incoming
from bot.once import do_once
from bot.payments import provider, stars
from bot.routers.heard import heard
from bot.routers.people import profile_of
from bot.staff import acts
from bot.updates.floods import Heed
from funnels.definition.money import STARS
from funnels.engine.commands import command_in
from funnels.engine.inputs import Answered, Input, Started, Stopped
from funnels.words import say

log = structlog.get_logger()

SAID = acts.COPIED | {
    ContentType.TEXT,
    ContentType.POLL,
    ContentType.DICE,
    ContentType.GAME,
    ContentType.STORY,
    ContentType.PAID_MEDIA,
    ContentType.CHECKLIST,
    ContentType.SUCCESSFUL_PAYMENT,
    ContentType.REFUNDED_PAYMENT,
}
"""What a person does in a chat; other messages are Telegram's own notes: a message was pinned, a background changed."""


async def received(message: Message, event_update: Update, context: Context) -> "Future[Any] | None":
    """Staff reply anywhere; only people in their own chat with the bot walk funnels."""
    if message.from_user is None or message.content_type not in SAID:
        return None
    if (reply := acts.replied(context, message, event_update.update_id)) is not None:
        return reply
    if message.chat.type != "private":
        return None
    command = command_in(message.text or (message.caption if message.document else "") or "")
    if command and command.name in COMMANDS and may_ask(context, message.from_user.id, command.name):
        work = partial(answer_owner, context, message, *command)  # may take long: no other update waits for it
        return context.tasks.spawn(
            do_once(context, event_update.update_id, work, name=f"/{command.name}"), name="hear an owner"
        )
    said = _input(message)
    if isinstance(said, Started | Answered):
        heed = context.floods.heed(message.from_user.id, message.date)
        if heed is Heed.TELL:
            context.tasks.spawn(_slow_down(context, message, message.from_user), name="tell of a flood")
        if heed is not Heed.YES:
            return None
    return context.runner.submit(
        Incoming(
            subscriber=message.from_user.id,
            input=said,
            profile=profile_of(message.from_user),
            update=event_update.update_id,
        )
    )


async def _slow_down(context: Context, message: Message, user: User) -> None:
    """Say once that nothing is heard for now; nobody waits for it."""
    language = user.language_code or context.settings.language
    try:
        await message.answer(say("too_fast", language))
    except TelegramAPIError as error:
        log.info("a flood goes on untold", subscriber=user.id, reason=str(error))


def _input(message: Message) -> Input:
    if message.successful_payment is not None:
        told = message.successful_payment
        return stars.paid(told, message.date) if told.currency == STARS else provider.paid(told)
    if message.refunded_payment is not None:
        return stars.refunded(message.refunded_payment)
    text = message.text or ""
    command = command_in(text)
    if command and command.name == "start":
        return Started(payload=command.arguments)
    if command and command.name == "stop":
        return Stopped()
    return heard(message)
