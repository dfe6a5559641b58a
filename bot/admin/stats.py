"""`/stats [FUNNEL]`: how every stage and step of a funnel converts, as a picture and a text."""

import asyncio
import html
from collections.abc import Iterable

from aiogram.types import BufferedInputFile, Message

from bot.context import Context
from bot.reports.charts import to_png
from bot.reports.funnel import read_funnel_report
from bot.reports.funnel_picture import funnel_svg
from bot.reports.funnel_text import render
from bot.words import say


async def answer(context: Context, message: Message, arguments: str) -> None:
    """The report of the named funnel, or of the only one."""
    language = context.settings.language
    live = context.runner.catalogue.live
    name = arguments or next(iter(live)) if len(live) == 1 or arguments else ""
    if not name:
        await message.answer(say("which_funnel", language, commands=_commands(live)))
        return
    if name not in live:
        await message.answer(say("unknown_funnel", language, name=html.escape(name), commands=_commands(live)))
        return
    report = await read_funnel_report(context.database, live[name])
    picture = await asyncio.to_thread(lambda: to_png(funnel_svg(report, language)))
    await message.answer_photo(BufferedInputFile(picture, filename=f"{name}.png"))
    for text in render(report, language):
        await message.answer(text)


def _commands(funnels: Iterable[str]) -> str:
    """A line for each funnel, as code: a touch copies it, and would send a bare /stats otherwise."""
    return "\n".join(f"<code>/stats {html.escape(funnel)}</code>" for funnel in funnels)
