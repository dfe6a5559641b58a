"""Presses on inline buttons. The press is answered once, after its commit, with the toast the engine gave."""

from asyncio import Future
from functools import partial
from typing import Any

import structlog
from aiogram.methods import EditMessageReplyMarkup
from aiogram.types import CallbackQuery, Update

from bot.admin import failed, may_ask, order_card, orders, people, reconcile, spend, why
from bot.context import Context
from bot.desk import answering
from bot.desk.data import PREFIX as DESK
from bot.failed.page import PREFIX as FAILED
from bot.incoming import Incoming
from bot.keyboards import inline
from bot.once import do_once
from bot.payments import decisions
from bot.routers.people import profile_of
from bot.staff import acts
from bot.staff.refs import NoticeRef
from bot.toasts import toast
from bot.updates.floods import Heed
from funnels.engine.effects import Effect
from funnels.engine.effects.shown import EditButtons, ShowToast
from funnels.engine.inputs import Pressed
from funnels.words import say

log = structlog.get_logger()

_OWNERS = {
    order_card.PREFIX: order_card.pressed,
    orders.PREFIX: orders.turn_page,
    reconcile.PREFIX: reconcile.mend,
    spend.PREFIX: spend.pressed,
    FAILED: failed.pressed,
    DESK: answering.pressed,
}
"""What begins the data of owners' buttons, and who answers them."""

_STAFF = {people.PREFIX: ("people", people.pressed), why.PREFIX: ("why", why.pressed)}
"""What begins the data of buttons of all who may ask a command, the command, and who answers them."""


async def pressed(query: CallbackQuery, event_update: Update, context: Context) -> "Future[Any] | None":
    """The buttons of notices are asked first; all others belong to funnels, which people walk in private chats."""
    data = query.data or ""
    if data.startswith(decisions.PREFIX) and context.is_owner(query.from_user.id):
        return context.tasks.spawn(decisions.decide(context, query), name="decide about money")
    for prefix, answer in _OWNERS.items():
        if data.startswith(prefix) and context.is_owner(query.from_user.id):
            work = partial(answer, context, query)
            return context.tasks.spawn(
                do_once(context, event_update.update_id, work, name="an owner's press"), name="hear an owner"
            )
    for prefix, (command, answer) in _STAFF.items():
        if data.startswith(prefix) and may_ask(context, query.from_user.id, command):
            context.tasks.spawn(answer(context, query), name="a press of the staff")
            return None
    if ref := NoticeRef.parse(data):
        return acts.pressed(context, query, ref, event_update.update_id)
    return _walked(context, query, event_update.update_id, data)


def _walked(context: Context, query: CallbackQuery, update: int, data: str) -> "Future[Any] | None":
    """A press in a funnel."""
    if query.message is not None and query.message.chat.type != "private":
        return None
    if context.floods.heed(query.from_user.id, context.clock.now()) is not Heed.YES:
        said = say("too_fast", query.from_user.language_code or context.settings.language)
        context.tasks.spawn(toast(query, said), name="tell of a flood")
        return None
    done = context.runner.submit(
        Incoming(
            subscriber=query.from_user.id,
            input=Pressed(data=data),
            profile=profile_of(query.from_user),
            update=update,
        )
    )
    done.add_done_callback(lambda ready: context.tasks.spawn(_answer(context, query, ready), name="answer a press"))
    return done


async def _answer(context: Context, query: CallbackQuery, ready: "Future[tuple[Effect, ...]]") -> None:
    """Stop the button's spinner; a query too old to answer is no harm, its input has been handled.

    A press that failed is not answered yet: it comes again.
    """
    if ready.cancelled() or ready.exception() is not None:
        return
    said = next((effect.text for effect in ready.result() if isinstance(effect, ShowToast)), None)
    edited = next((effect.buttons for effect in ready.result() if isinstance(effect, EditButtons)), None)
    if edited is not None and query.message is not None:  # Telegram edits also what it no longer shows the bot
        buttons = inline(query.from_user.id, edited, context.clicks)
        chat, number = query.message.chat.id, query.message.message_id
        edit = EditMessageReplyMarkup(chat_id=chat, message_id=number, reply_markup=buttons)
        context.edits.put(query.message, edit)
    await toast(query, said)
