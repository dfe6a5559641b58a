"""A message's buttons in aiogram's words: inline under the message, or a reply keyboard below the chat."""

from aiogram.types import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    WebAppInfo,
)

from bot.web.clicks import ClickLinks
from funnels.engine.effects.shown import Button, SendMessage

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove


def markup(chat: int, effect: SendMessage, clicks: ClickLinks) -> Markup | None:
    """What goes with the message; links are counted for this chat."""
    if effect.removes_keyboard:
        return ReplyKeyboardRemove(remove_keyboard=True)
    if not effect.buttons:
        return None
    if effect.reply_keyboard:
        rows = [[_reply(button) for button in row] for row in effect.buttons]
        return ReplyKeyboardMarkup(keyboard=rows, resize_keyboard=True, one_time_keyboard=True)
    return inline(chat, effect.buttons, clicks)


def inline(chat: int, buttons: tuple[tuple[Button, ...], ...], clicks: ClickLinks) -> InlineKeyboardMarkup:
    """Buttons under a message; links are counted for this chat."""
    return InlineKeyboardMarkup(inline_keyboard=[[_inline(chat, button, clicks) for button in row] for row in buttons])


def _reply(button: Button) -> KeyboardButton:
    return KeyboardButton(
        text=button.text,
        request_contact=button.shares == "contact" or None,
        request_location=button.shares == "location" or None,
    )


def _inline(chat: int, button: Button, clicks: ClickLinks) -> InlineKeyboardButton:
    if button.url:
        return InlineKeyboardButton(text=button.text, url=button.url if button.direct else clicks.link(chat, button))
    if button.copy:
        return InlineKeyboardButton(text=button.text, copy_text=CopyTextButton(text=button.copy))
    if button.web_app:
        return InlineKeyboardButton(text=button.text, web_app=WebAppInfo(url=button.web_app))
    return InlineKeyboardButton(text=button.text, callback_data=button.data)
