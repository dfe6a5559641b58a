"""A view as two messages: a picture, and the text that answers it, with the buttons.

A press knows by that which picture is to change with the text, and by the command below the text whether it does.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto, Message

from bot.context import Context
from bot.desk.board import board
from bot.desk.data import pack, read_packed
from bot.desk.reading import written
from bot.desk.shown import command_below, page_of, words_below
from bot.desk.values import values_of
from bot.desk.view import View
from bot.desk.words import DESK
from bot.reports.catalogue import REPORTS
from bot.reports.charts import to_png
from bot.reports.report import Asked, Theme
from funnels.definition.script import Script
from storage import desks


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """What Telegram is given."""

    text: str
    buttons: InlineKeyboardMarkup
    picture: BufferedInputFile | None


class Desk:
    """For one question of a person, and its answer: the day and the scripts do not change meanwhile."""

    def __init__(self, context: Context, person: int) -> None:
        self._context = context
        self._person = person
        self._zone = ZoneInfo(context.settings.timezone)
        self._now = context.clock.now()
        self.language = context.settings.language
        self.scripts: Mapping[str, Script] = context.runner.catalogue.live

    @property
    def today(self) -> date:
        """Where the bot's time zone is."""
        return self._now.astimezone(self._zone).date()

    def choice(self, view: View) -> tuple[str, InlineKeyboardMarkup]:
        """A button for each funnel."""
        rows = [
            [InlineKeyboardButton(text=script.title or name, callback_data=pack(view.asks(funnel=name), self.today))]
            for name, script in self.scripts.items()
        ]
        return DESK[self.language].which_funnel, InlineKeyboardMarkup(inline_keyboard=rows)

    async def view_of(self, data: str, shown: Message) -> View | None:
        """Where the button of this message leads; None when that is not there any more."""
        packed = read_packed(data)
        funnel = packed.funnel(self.scripts) if packed else None
        if packed is None or funnel is None:
            return None
        values = await values_of(self._context.database, funnel, packed.only) if packed.only else ()
        words = words_below(shown.text or "", packed.report, scripts=self.scripts, today=self.today)
        return packed.view(self.scripts[funnel], values, self.today, words)

    async def send(self, message: Message, view: View) -> None:
        """In messages of its own."""
        drawn = await self._draw(view, with_picture=True)
        if drawn.picture:
            message = await message.answer_photo(drawn.picture)
            await message.reply(drawn.text, reply_markup=drawn.buttons, disable_web_page_preview=True)
        else:
            await message.answer(drawn.text, reply_markup=drawn.buttons, disable_web_page_preview=True)

    async def redraw(self, shown: Message, view: View) -> None:
        """In the message that is there, and in the picture above it."""
        is_new = command_below(shown.text or "") != written(view, self.today) or view.theme is not None
        if view.theme:
            async with self._context.database.write() as conn:
                await desks.choose(conn, self._person, dark=view.theme == "dark")
            view = replace(view, theme=None)
        drawn = await self._draw(view, with_picture=is_new)
        above = shown.reply_to_message if shown.reply_to_message and shown.reply_to_message.photo else None
        if drawn.picture and not above:
            await self.send(shown, view)
            return
        if drawn.picture and above:
            self._context.edits.put(above, above.edit_media(InputMediaPhoto(media=drawn.picture)))
        elif is_new and above:
            await above.delete()
        edit = shown.edit_text(drawn.text, reply_markup=drawn.buttons, disable_web_page_preview=True)
        self._context.edits.put(shown, edit)

    async def _draw(self, view: View, *, with_picture: bool) -> Drawn:
        language, script = self.language, self.scripts[view.question.funnel]
        asked = Asked(
            database=self._context.database,
            scripts=self.scripts,
            question=view.heeded,
            words=view.words,
            now=self._now,
            zone=self._zone,
        )
        answer = await REPORTS[view.report](asked)
        page = page_of(view, answer, language, self.today)
        split = view.question.split
        values = await values_of(self._context.database, script.funnel, split) if split else ()
        picture, theme = None, None
        if draw := answer.picture:
            theme = await self._theme()
            if with_picture:
                png = await asyncio.to_thread(lambda: to_png(draw(language, theme)))
                picture = BufferedInputFile(png, filename=f"{view.report}.png")
        buttons = board(view, page, script=script, values=values, language=language, today=self.today, theme=theme)
        return Drawn(text=page.text, buttons=buttons, picture=picture)

    async def _theme(self) -> Theme:
        """What the person chose."""
        async with self._context.database.read() as conn:
            return "dark" if await desks.who_chose_dark(conn, [self._person]) else "light"
