"""A report as one request to Telegram."""

import asyncio

from aiogram.methods import SendMessage, SendPhoto
from aiogram.types import BufferedInputFile, LinkPreviewOptions

from bot.reports.charts import to_png
from funnels.definition.visible import clip_markup
from funnels.engine.limits import CAPTION_LIMIT, TEXT_LIMIT
from storage.payload import TellOwners

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def report(chat: int, told: TellOwners) -> SendMessage | SendPhoto:
    """The words, below the picture if there is one; a text too long loses its end."""
    if not told.picture:
        text = clip_markup(told.text, TEXT_LIMIT)
        return SendMessage(chat_id=chat, text=text, link_preview_options=_NO_PREVIEW)
    picture = await asyncio.to_thread(to_png, told.picture)
    photo = BufferedInputFile(picture, filename="digest.png")
    return SendPhoto(chat_id=chat, photo=photo, caption=clip_markup(told.text, CAPTION_LIMIT))
