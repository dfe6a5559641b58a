"""What the staff do about a notice: a press on its button, or a reply, which goes to the person it is about."""

import html
from asyncio import Future
from typing import Any

import structlog
from aiogram.enums import ContentType
from aiogram.exceptions import TelegramAPIError
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

from bot.context import Context
from bot.edits import Edit
from bot.incoming import Incoming
from bot.staff.notices import closed, keyboard
from bot.staff.people import is_staff
from bot.staff.refs import NoticeRef, refs_under
from bot.toasts import toast
from bot.words import Word, say
from funnels.engine.effects import Effect
from funnels.engine.effects.facts import Event, Track
from funnels.engine.inputs import StaffActed
from storage import presents

log = structlog.get_logger()

COPIED = frozenset(
    {
        ContentType.PHOTO,
        ContentType.VIDEO,
        ContentType.VOICE,
        ContentType.VIDEO_NOTE,
        ContentType.AUDIO,
        ContentType.DOCUMENT,
        ContentType.ANIMATION,
        ContentType.STICKER,
        ContentType.CONTACT,
        ContentType.LOCATION,
        ContentType.VENUE,
    }
)
"""What a reply may consist of besides text."""

_Outcome = tuple[Event, Word, Word]
_DONE: _Outcome = ("task_done", "task_is_done", "task_was_done")
_BACK: _Outcome = ("given_back", "chat_is_back", "chat_was_back")
"""The fact that tells that the press counted, what is said then, and what otherwise."""


def pressed(context: Context, query: CallbackQuery, ref: NoticeRef, update: int) -> "Future[Any] | None":
    """Somebody pressed a button of a notice; done when what follows is kept."""
    chat = query.message.chat.id if query.message else query.from_user.id
    ours = is_staff(context, query.from_user, chat)
    if ref.act == "hint" or not ours:
        context.tasks.spawn(
            toast(query, say("how_to_reply" if ours else "only_staff", context.settings.language)), name="toast"
        )
        return None
    if ref.act == "again":
        return context.tasks.spawn(_give_again(context, query, ref), name="send presents again")
    act = StaffActed(act="done" if ref.act == "done" else "given_back", **_of(ref), staff=query.from_user.id)
    done = _submit(context, ref, act, update)
    done.add_done_callback(lambda ready: context.tasks.spawn(_close(context, query, ref, ready), name="close a notice"))
    return done


async def _give_again(context: Context, query: CallbackQuery, ref: NoticeRef) -> None:
    language = context.settings.language
    async with context.database.write() as connection:
        count = await presents.give_again(connection, ref.funnel, context.clock.now())
    said = say("presents_sent", language, count=count) if count else say("no_presents", language)
    if isinstance(query.message, Message):
        context.edits.put(query.message, _with(query.message, said, None))
    context.tasks.spawn(toast(query, said), name="toast")


def replied(context: Context, message: Message, update: int) -> "Future[Any] | None":
    """Somebody of the staff replied to a notice; None when the message is no such reply."""
    ref = _replied_to(context, message)
    author = message.from_user
    if ref is None or author is None or not is_staff(context, author, message.chat.id):
        return None
    language = context.settings.language
    if ref.act != "hint":
        return context.tasks.spawn(_answer(message, say("takes_no_reply", language)), name="refuse a reply")
    if not (message.text or message.content_type in COPIED):
        return context.tasks.spawn(_answer(message, say("cannot_be_passed_on", language)), name="refuse a reply")
    what = {"text": message.text} if message.text else {"chat": message.chat.id, "message": message.message_id}
    done = _submit(context, ref, StaffActed(act="replied", **_of(ref), staff=author.id, **what), update)
    done.add_done_callback(lambda ready: _unheard(context, message, ready))
    return done


def _replied_to(context: Context, message: Message) -> NoticeRef | None:
    """The notice's button that says it can be replied to, or else any of its buttons."""
    notice = message.reply_to_message
    if notice is None or notice.from_user is None or notice.from_user.id != context.bot.id:
        return None
    return max(refs_under(notice), key=lambda ref: ref.act == "hint", default=None)


def _of(ref: NoticeRef) -> dict[str, Any]:
    return {"funnel": ref.funnel, "run": ref.run, "revision": ref.revision}


def _submit(context: Context, ref: NoticeRef, act: StaffActed, update: int) -> "Future[tuple[Effect, ...]]":
    return context.runner.submit(Incoming(subscriber=ref.person, input=act, update=update))


def _unheard(context: Context, message: Message, ready: "Future[tuple[Effect, ...]]") -> None:
    """Whoever has stopped the bot gets no reply, and the staff should know."""
    if not ready.cancelled() and ready.exception() is None and _has(ready.result(), "reply_refused"):
        said = say("person_is_gone", context.settings.language)
        context.tasks.spawn(_answer(message, said), name="say that a reply was not passed on")


def _has(effects: tuple[Effect, ...], event: Event) -> bool:
    return any(isinstance(effect, Track) and effect.event == event for effect in effects)


async def _close(context: Context, query: CallbackQuery, ref: NoticeRef, ready: "Future[tuple[Effect, ...]]") -> None:
    """Say what came of a press, above the chat and in the notice; one that failed comes again."""
    if ready.cancelled() or ready.exception() is not None:
        return
    language = context.settings.language
    event, now, before = _DONE if ref.act == "done" else _BACK
    counted = _has(ready.result(), event)
    await toast(query, say(now if counted else before, language, who=query.from_user.full_name))
    if isinstance(query.message, Message):
        who = html.escape(query.from_user.full_name, quote=False)
        said = say(now if counted else before, language, who=who)
        left = [ref for ref in refs_under(query.message) if ref.act == "hint"]
        context.edits.put(query.message, _with(query.message, said, keyboard(left, language)))


def _with(notice: Message, said: str, markup: InlineKeyboardMarkup | None) -> Edit:
    """The notice with what came of it; what the person sent is left as it is, but for its buttons."""
    if notice.text:
        return notice.edit_text(closed(notice.html_text, said), reply_markup=markup)
    return notice.edit_reply_markup(reply_markup=markup)


async def _answer(message: Message, text: str) -> None:
    try:
        await message.reply(text)
    except TelegramAPIError as error:
        log.info("reply of the staff not answered", reason=str(error))
