"""`/funnels`: every funnel with how many people are in it, and what begins it: links, words, events."""

import html
from collections.abc import Iterator, Sequence

from aiogram.types import Message

from bot.context import Context
from bot.reports.messages import Block, pack
from bot.words import Word, say
from funnels.definition.schema import Entrance
from storage.queries.funnels import overview


async def answer(context: Context, message: Message, _arguments: str) -> None:
    """A paragraph a funnel."""
    language = context.settings.language
    me = await context.bot.me()
    async with context.database.read() as connection:
        counts = {row.funnel: row for row in await overview(connection)}
    default, paragraphs = context.runner.catalogue.default, list[Block]()
    for name, script in context.runner.catalogue.live.items():
        row = counts.get(name)
        head = say(
            "funnel_line",
            language,
            title=html.escape(script.title or name),
            name=html.escape(name),
            version=script.version,
            started=row.started if row else 0,
            inside=row.inside if row else 0,
            ended=row.ended if row else 0,
        )
        lines = _beginnings(script.file.start, f"https://t.me/{me.username}", language, by_itself=script is default)
        paragraphs.append(Block(head="\n".join([head, *lines])))
    for text in pack(paragraphs) or [say("no_funnels", language)]:
        await message.answer(text, disable_web_page_preview=True)


def _beginnings(start: Entrance, bot: str, language: str, *, by_itself: bool) -> Iterator[str]:
    """A line each; `by_itself`: whoever opens the bot without a link begins it."""
    yield from (f"{bot}?start={link}" for link in start.links)
    if by_itself and not start.links:
        yield bot
    beginnings: tuple[tuple[Word, Sequence[str]], ...] = (
        ("begins_by_words", start.keywords),
        ("begins_by_events", start.events),
    )
    for word, names in beginnings:
        if names:
            yield say(word, language, names=", ".join(f"<code>{html.escape(name)}</code>" for name in names))
