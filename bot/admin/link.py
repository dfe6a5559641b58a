"""`/link NAME [FUNNEL]`: a link that says where people come from, with a QR code; `/link` alone lists the known."""

import asyncio
import html
from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from aiogram.types import BufferedInputFile, Message

from bot.context import Context
from bot.links.card import card_svg
from bot.links.making import LinkError, Made, make, payload_of
from bot.links.words import say
from bot.reports.charts import to_png
from bot.reports.figures import count
from bot.reports.messages import Block, pack
from storage import links
from storage.links import LinkFigures


async def answer(context: Context, message: Message, arguments: str) -> None:
    """The link, kept so that it is listed from now on."""
    if not arguments:
        await _list(context, message)
        return
    try:
        made = make(context.runner.catalogue, arguments)
    except LinkError as error:
        await message.answer(_complaint(error, context.runner.catalogue.live, context.settings.language))
        return
    staff = message.from_user.id if message.from_user else 0
    async with context.database.write() as connection:
        await links.add(connection, made.link, by=staff, now=context.clock.now())
    url = f"https://t.me/{(await context.bot.me()).username}?start={made.payload}"
    picture = await asyncio.to_thread(lambda: to_png(card_svg(url, made.link.written)))
    file = BufferedInputFile(picture, filename=f"{made.link.source}.png")
    await message.answer_document(file, caption=_caption(context, made, url))


def _caption(context: Context, made: Made, url: str) -> str:
    language = context.settings.language
    title = html.escape(made.script.title or made.script.funnel)
    source, day = made.link.source, _today(context).isoformat()
    said = say("made", language, source=source, title=title, url=url, day=day)
    if made.in_other_letters:
        said += "\n\n" + say("in_latin", language, written=html.escape(made.link.written))
    return said


def _today(context: Context) -> date:
    return context.clock.now().astimezone(ZoneInfo(context.settings.timezone)).date()


def _complaint(error: LinkError, funnels: Iterable[str], language: str) -> str:
    values = {key: html.escape(str(value)) for key, value in error.values.items()}
    name = values.get("name", "")
    commands = "\n".join(f"<code>/link {name} {html.escape(funnel)}</code>" for funnel in funnels)
    return say(error.word, language, **{**values, "commands": commands})


async def _list(context: Context, message: Message) -> None:
    language, me = context.settings.language, await context.bot.me()
    async with context.database.read() as connection:
        known = await links.listed(connection)
    if not known:
        await message.answer(say("no_links", language))
        return
    blocks = [Block(head=_lines(one, f"https://t.me/{me.username}", language)) for one in known]
    for text in pack([Block(head=say("listed", language)), *blocks]):
        await message.answer(text, disable_web_page_preview=True)


def _lines(one: LinkFigures, bot: str, language: str) -> str:
    link = one.link
    also = f" ({html.escape(link.written)})" if link.written != link.source else ""
    figures = [say("people", language, people=count(one.people, language))]
    if one.impressions or one.clicks:
        impressions, clicks = count(one.impressions, language), count(one.clicks, language)
        figures.append(say("ads", language, impressions=impressions, clicks=clicks))
    head = f"<b>{html.escape(link.source)}</b>{also} → {html.escape(link.funnel)}"
    return "\n".join([head, f"{bot}?start={payload_of(link)}", " · ".join(figures)])
