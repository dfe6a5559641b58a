"""`/orders [WORDS]`: the orders an owner looks for, page by page in one message, and one order with its history."""

import html
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from babel.dates import format_datetime

from bot.admin import order_card, order_words
from bot.admin.order_words import STATES
from bot.admin.wanted import STATUSES, UnknownWordError, read_wanted
from bot.context import Context
from bot.toasts import toast
from funnels.definition.money import format_money
from storage.queries import orders as found
from storage.queries.orders import OrderLine

PAGE = 8
"""Orders in one message."""

PREFIX = "~orders:"
STRAY = "stray"

_COMMAND = "/orders"
_IN_A_ROW = 4


async def answer(context: Context, message: Message, arguments: str) -> None:
    """The first page, or the order of that name."""
    if arguments == STRAY:
        await message.answer(await _strays(context))
        return
    if order_card.is_order(arguments):
        await order_card.show(context, message, arguments)
        return
    try:
        text, buttons = await _page(context, arguments, 0)
    except UnknownWordError as error:
        language = context.settings.language
        states, products = ", ".join(STATUSES), html.escape(", ".join(sorted(set(_products(context)))))
        unknown = html.escape(str(error))
        text = order_words.say("unknown_word", language, unknown=unknown, states=states, products=products)
        buttons = None
    await message.answer(text, reply_markup=buttons)


async def turn_page(context: Context, query: CallbackQuery) -> None:
    """A button below the list: another page of the same orders, which its first line names."""
    shown, skip = query.message, (query.data or "").removeprefix(PREFIX)
    if isinstance(shown, Message) and skip.isdecimal():
        words = (shown.text or "").partition("\n")[0].partition(" · ")[0].removeprefix(_COMMAND).strip()
        text, buttons = await _page(context, words, int(skip))
        context.edits.put(shown, shown.edit_text(text, reply_markup=buttons))
    await toast(query)


async def _page(context: Context, words: str, skip: int) -> tuple[str, InlineKeyboardMarkup | None]:
    language = context.settings.language
    wanted = read_wanted(words, _products(context), context.clock.now())
    async with context.database.read() as connection:
        lines, whole = await found.listed(connection, wanted, skip=skip, most=PAGE)
    head = f"<code>{html.escape(f'{_COMMAND} {words}'.strip())}</code> · {whole}"
    if not lines:
        return f"{head}\n\n{order_words.say('no_orders', language)}", None
    zone = ZoneInfo(context.settings.timezone)
    shown = [f"{skip + number}. {_line(line, language, zone)}" for number, line in enumerate(lines, 1)]
    return "\n".join([head, "", *shown]), _buttons(lines, skip, whole)


def _buttons(lines: list[OrderLine], skip: int, whole: int) -> InlineKeyboardMarkup:
    numbers = [
        InlineKeyboardButton(text=str(skip + number), callback_data=order_card.button_data("show", line.order))
        for number, line in enumerate(lines, 1)
    ]
    rows = [numbers[at : at + _IN_A_ROW] for at in range(0, len(numbers), _IN_A_ROW)]
    turns = [
        InlineKeyboardButton(text=text, callback_data=f"{PREFIX}{to}")
        for text, to in (("◀", skip - PAGE), ("▶", skip + PAGE))
        if 0 <= to < whole
    ]
    return InlineKeyboardMarkup(inline_keyboard=[*rows, turns] if turns else rows)


def _line(line: OrderLine, language: str, zone: ZoneInfo) -> str:
    who = f'<a href="tg://user?id={line.subscriber_id}">{html.escape(line.name or str(line.subscriber_id))}</a>'
    money = format_money(line.price, language)
    at = _moment(line.at, language, zone)
    return f"<b>{html.escape(line.title)}</b> · {money} · {STATES[line.status][language]} · {at} · {who}"


async def _strays(context: Context) -> str:
    language, zone = context.settings.language, ZoneInfo(context.settings.timezone)
    async with context.database.read() as connection:
        strays = await found.strays(connection, PAGE)
    lines = [
        f"{format_money(stray.money, language)} · {stray.method} · {_moment(stray.at, language, zone)} · "
        f'<a href="tg://user?id={stray.payer}">{stray.payer}</a>\n<code>/refund {html.escape(stray.charge)}</code>'
        for stray in strays
    ]
    return "\n\n".join(lines) or order_words.say("no_strays", language)


def _moment(at: datetime, language: str, zone: ZoneInfo) -> str:
    return format_datetime(at.astimezone(zone), "d MMM HH:mm", locale=language)


def _products(context: Context) -> Iterable[str]:
    return (name for script in context.runner.catalogue.live.values() for name in script.products)
