"""`/failed`: what was set aside because the program failed, and messages that were given up: again, or away with it.

A press names one of them, and says whether it means that one or all of its cause; what was asked before is not asked
again.
"""

from collections.abc import Sequence

from aiogram.types import CallbackQuery, Message

from bot.context import Context
from bot.failed.page import PREFIX, cause_page, causes_page, group_of, same_cause
from bot.failed.words import FailedWord, say
from storage import failed
from storage.failed import FailedOne, Ref


async def answer(context: Context, message: Message, _arguments: str) -> None:
    """The causes, whatever failed last first."""
    shown = causes_page(await _found(context), 0, context.settings)
    await message.answer(shown.text, reply_markup=shown.buttons)


async def pressed(context: Context, query: CallbackQuery) -> None:
    """A button: another page, one cause, or something to be done; the message shows what is left."""
    data = (query.data or "").removeprefix(PREFIX)
    act, ref = data[:1], Ref.parse(data[1:])
    found = await _found(context)
    group = group_of(found, ref) if ref is not None else []
    toast = ""
    if act in "pPdD" and ref is not None:
        refs = [one.ref for one in group if act.isupper() or one.ref == ref]
        toast = await _act(context, act, refs, query.from_user.id)
        found = await _found(context)
        group = same_cause(found, group[0]) if group else []
        if act in "dD" and any(one.ref in refs for one in group):
            toast = say("goods_stay", context.settings.language)
    if isinstance(query.message, Message):
        skip = int(data[1:]) if act == "l" and data[1:].isdecimal() else 0
        shown = cause_page(group, context.settings) if group else causes_page(found, skip, context.settings)
        context.edits.put(query.message, query.message.edit_text(shown.text, reply_markup=shown.buttons))
    await query.answer(toast)


async def _act(context: Context, act: str, refs: Sequence[Ref], staff: int) -> str:
    """Do it to these; what to tell the owner."""
    word: FailedWord
    async with context.database.write() as connection:
        if act in "dD":
            count, word = await failed.drop(connection, refs), "dropped"
        else:
            count, word = await failed.play(connection, refs, context.clock.now(), staff=staff), "played"
    return say(word if count else "none_left", context.settings.language, count=count)


async def _found(context: Context) -> list[FailedOne]:
    async with context.database.read() as connection:
        return await failed.listed(connection, context.clock.now())
