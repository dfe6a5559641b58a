"""`/failed`: what was set aside because the program failed, and messages nobody may have got: again, or away with it.

A press names one of them, and says whether it means that one or all of its cause; what was asked before is not asked
again.
"""

from collections.abc import Sequence

from aiogram.types import CallbackQuery, Message

from bot.context import Context
from bot.failed.page import PREFIX, cause_page, causes_page, group_of
from bot.failed.words import FailedWord, say
from bot.toasts import toast
from storage import failed
from storage.failed import FailedOne, Ref

_PLAY, _DROP = "pP", "dD"
"""What a press asks for; a capital: for all of the cause."""


async def answer(context: Context, message: Message, _arguments: str) -> None:
    """The causes, whatever failed last first."""
    shown = causes_page(await _found(context), 0, context.settings)
    await message.answer(shown.text, reply_markup=shown.buttons)


async def pressed(context: Context, query: CallbackQuery) -> None:
    """A button: another page, one cause, or something to be done; the message shows what is left."""
    data = (query.data or "").removeprefix(PREFIX)
    act, ref = data[:1], Ref.parse(data[1:])
    found = await _found(context)
    group = group_of(found, ref) if ref else []
    told = ""
    if ref and act in _PLAY + _DROP:
        chosen = [one for one in group if act.isupper() or one.ref == ref]
        told = await _act(context, act, chosen, query.from_user.id)
        found = await _found(context)
        group = [one for one in found if group and one.group == group[0].group]
    if isinstance(query.message, Message):
        skip = int(data[1:]) if act == "l" and data[1:].isdecimal() else 0
        shown = cause_page(group, context.settings) if group else causes_page(found, skip, context.settings)
        context.edits.put(query.message, query.message.edit_text(shown.text, reply_markup=shown.buttons))
    await toast(query, told)


async def _act(context: Context, act: str, chosen: Sequence[FailedOne], staff: int) -> str:
    """Do it to these, all of one cause; what to tell the owner."""
    refs = [one.ref for one in chosen]
    done: FailedWord
    nothing: FailedWord = "none_left"
    async with context.database.write() as connection:
        if act in _PLAY:
            count = await failed.play(connection, refs, context.clock.now(), staff=staff)
            done = "played" if any(ref.kind == "s" for ref in refs) else "sent"
        else:
            count, done = await failed.drop(connection, refs), "dropped"
            nothing = "goods_stay" if any(one.what == "goods" for one in chosen) else "none_left"
    return say(done if count else nothing, context.settings.language, count=count)


async def _found(context: Context) -> list[FailedOne]:
    async with context.database.read() as connection:
        return await failed.listed(connection, context.clock.now())
