"""`/funnels`: every funnel with its link and how many people are in it."""

import html

from aiogram.types import Message

from bot.context import Context
from bot.words import say
from storage.queries.funnels import overview


async def answer(context: Context, message: Message, _arguments: str) -> None:
    """A paragraph a funnel."""
    language = context.settings.language
    me = await context.bot.me()
    async with context.database.read() as connection:
        counts = {row.funnel: row for row in await overview(connection)}
    paragraphs = []
    for name, script in context.runner.catalogue.live.items():
        row = counts.get(name)
        links = [f"https://t.me/{me.username}?start={link}" for link in script.file.start.links]
        paragraphs.append(
            say(
                "funnel_line",
                language,
                title=html.escape(script.title or name),
                name=html.escape(name),
                version=script.version,
                started=row.started if row else 0,
                inside=row.inside if row else 0,
                ended=row.ended if row else 0,
                link="\n".join(links) or f"https://t.me/{me.username}",
            )
        )
    await message.answer("\n\n".join(paragraphs) or say("no_funnels", language), disable_web_page_preview=True)
