"""What methods share whose page is outside of Telegram: the message that opens it, and where it leads back to."""

import html

from aiogram.methods import SendMessage
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from aiohttp import web

from funnels.definition.money import format_money
from funnels.engine.effects.shown import AskPayment
from funnels.words import say

DONE = "/pay/done"

_PAGE = """<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root{{color-scheme:light dark}}
body{{font:18px/1.5 system-ui,sans-serif;max-width:26em;margin:20vh auto;padding:0 1em;text-align:center}}
a{{display:inline-block;padding:.6em 1.4em;border-radius:.5em;background:#2678c8;color:#fff;text-decoration:none}}
</style>
<h1>{title}</h1>
<p>{text}</p>
<p><a href="{back}">{button}</a></p>
</html>
"""
_WORDS = {
    "ru": (
        "Страница оплаты закрыта",
        "Если оплата прошла, всё уже в чате. Если нет, ничего не списано, и кнопка оплаты ждёт там же.",
        "Вернуться в чат",
    ),
    "en": (
        "The payment page is closed",
        "If you have paid, everything is in the chat. If not, nothing was charged, and you can still pay there.",
        "Back to the chat",
    ),
}
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def opens(chat: int, asked: AskPayment, url: str) -> SendMessage:
    """The message with the button that opens the page where the order is paid."""
    price = format_money(asked.price, asked.language)
    button = InlineKeyboardButton(text=say("open_checkout", asked.language, price=price), url=url)
    return SendMessage(
        chat_id=chat,
        text=html.escape(say("checkout", asked.language, title=asked.title, price=price), quote=False),
        reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )


def page_done(chat: str) -> web.RouteDef:
    """`GET /pay/done?language=ru`: where people are led by the page to pay on, and from here to the chat.

    Services lead here whether the person has paid or not, and do not say which: neither does the page.
    """

    async def done(request: web.Request) -> web.Response:
        language = "ru" if request.query.get("language") == "ru" else "en"
        title, text, button = _WORDS[language]
        page = _PAGE.format(language=language, title=title, text=text, button=button, back=chat)
        return web.Response(text=page, content_type="text/html", headers=_HEADERS)

    return web.get(DONE, done)


def done_url(public_url: str, asked: AskPayment) -> str:
    """The address of that page for whoever pays this."""
    return f"{public_url.rstrip('/')}{DONE}?language={'ru' if asked.language.startswith('ru') else 'en'}"
