"""`/hypotheses`: the register, and its two commands: `add STAGE idea …`, `done N` or `drop N`."""

import html
from zoneinfo import ZoneInfo

from aiogram.types import Message

from bot.context import Context
from bot.desk import answering
from bot.reports.hypotheses.adding import read_idea
from bot.reports.hypotheses.words import WORDS
from bot.reports.report import AskedError
from storage import hypotheses
from storage.hypotheses import Status

_ADD = ("add", "добавить", "новая")
_CLOSE: dict[str, Status] = {
    **dict.fromkeys(("done", "сделано", "сделана"), "done"),
    **dict.fromkeys(("drop", "dropped", "отбросить", "отброшена"), "dropped"),
}


async def answer(context: Context, message: Message, arguments: str) -> None:
    """Add one or close one; any other words are of the report."""
    verb, _, rest = arguments.strip().partition(" ")
    said = verb.casefold()
    if said in _ADD:
        await message.answer(await _add(context, message, rest))
    elif said in _CLOSE:
        await message.answer(await _close(context, said, rest.strip()))
    else:
        await answering.answer("hypotheses", context, message, arguments)


async def _add(context: Context, message: Message, words: str) -> str:
    now, language = context.clock.now(), context.settings.language
    today = now.astimezone(ZoneInfo(context.settings.timezone)).date()
    try:
        idea = read_idea(words, context.runner.catalogue.live, today)
    except AskedError as error:
        return error.why[language]
    async with context.database.write() as conn:
        number = await hypotheses.add(conn, idea, message.from_user.id if message.from_user else 0, now)
    return WORDS[language].added.format(
        n=number, stage=html.escape(idea.stage), idea=html.escape(idea.idea, quote=False)
    )


async def _close(context: Context, verb: str, number: str) -> str:
    words = WORDS[context.settings.language]
    said = number.removeprefix("#")
    if not (said.isascii() and said.isdecimal() and len(said) < len("1000000000")):
        return words.bad_number.format(verb=verb)
    status = _CLOSE[verb]
    async with context.database.write() as conn:
        closed = await hypotheses.close(conn, int(said), status, context.clock.now())
    if closed is None:
        return words.no_such.format(n=said)
    sentence = words.is_done if status == "done" else words.is_dropped
    return sentence.format(n=closed.id, idea=html.escape(closed.idea, quote=False))
