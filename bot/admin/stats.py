"""`/stats [FUNNEL]`: how every stage and step of a funnel converts, as a picture and a text."""

import asyncio
import html

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
        examples = "\n".join(f"/stats {funnel}" for funnel in live)
        await message.answer(say("which_funnel", language, example=html.escape(examples)))
        return
    if name not in live:
        known = html.escape(", ".join(live))
        await message.answer(say("unknown_funnel", language, name=html.escape(name), known=known))
        return
    report = await read_funnel_report(context.database, live[name])
    picture = await asyncio.to_thread(lambda: to_png(funnel_svg(report, language)))
    await message.answer_photo(BufferedInputFile(picture, filename=f"{name}.png"))
    for text in render(report, language):
        await message.answer(text)
