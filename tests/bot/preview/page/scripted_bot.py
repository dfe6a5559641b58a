"""A small bot with one answer for each thing the page can do, so that a test reads as what a person sees."""

import asyncio
import struct
import zlib
from contextlib import suppress
from datetime import timedelta
from typing import Final

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    ChatMemberUpdated,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    KeyboardButton,
    LabeledPrice,
    Message,
    PreCheckoutQuery,
    ReplyKeyboardMarkup,
    ShippingOption,
    ShippingQuery,
)

from bot.preview.telegram.world import PROVIDER_TOKEN

REFUSAL: Final = "Места кончились, напишите нам."
TOO_FAR: Final = "Туда пока не возим."
FOLLOW_UP: Final = "Книга всё ещё ждёт вас."
FOLLOW_UP_AFTER: Final = timedelta(hours=3)


def picture(width: int, height: int) -> bytes:
    """A PNG with a soft gradient."""
    lines = b"".join(
        b"\0"
        + b"".join(bytes((70 + 130 * x // width, 150 + 60 * y // height, 200 - 70 * x // width)) for x in range(width))
        for y in range(height)
    )
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(lines)),
        (b"IEND", b""),
    ]
    packed = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


class ScriptedBot:
    """Polls the stand-in between `start` and `stop`. `started` and `memberships` are what it was told."""

    def __init__(self, url: str, token: str) -> None:
        self.bot = Bot(token, AiohttpSession(api=TelegramAPIServer.from_base(url)))
        self.started: list[tuple[int, str]] = []
        self.memberships: list[str] = []
        self._dispatcher = Dispatcher()
        self._dispatcher.include_router(self._router())

    async def run(self) -> None:
        await self._dispatcher.start_polling(self.bot, handle_signals=False, polling_timeout=1)

    async def stop(self, running: asyncio.Task[None]) -> None:
        with suppress(RuntimeError):  # it never came to polling
            await self._dispatcher.stop_polling()
        await running

    def _router(self) -> Router:
        router = Router()
        router.message.register(self._start, CommandStart())
        router.message.register(_thanks, F.successful_payment)
        router.message.register(_contact, F.contact)
        router.message.register(_photo, F.photo)
        router.message.register(_document, F.document)
        router.message.register(_sticker, F.sticker)
        router.message.register(_invoice, F.text.startswith("счёт"))
        router.message.register(self._subscription, F.text == "подписка")
        router.message.register(_box, F.text == "коробка")
        router.message.register(_edited, F.text == "правка")
        router.message.register(_marked, F.text == "разметка")
        router.message.register(_album, F.text == "альбом")
        router.message.register(_keyboard, F.text == "клавиатура")
        router.message.register(_echo, F.text)
        router.callback_query.register(_pressed)
        router.pre_checkout_query.register(_checked)
        router.shipping_query.register(_shipped)
        router.my_chat_member.register(self._membership)
        return router

    async def _start(self, message: Message) -> None:
        self.started.append((message.chat.id, message.text or ""))
        await message.answer_photo(
            BufferedInputFile(picture(320, 200), "cover.png"),
            caption="Здравствуйте! Забирайте книгу <b>«Как начать разговор»</b>.",
            parse_mode="HTML",
            reply_markup=_buttons(),
        )

    async def _subscription(self, message: Message) -> None:
        link = await self.bot.create_invoice_link(
            title="Клуб",
            description="Месяц в клубе.",
            payload="club",
            currency="XTR",
            prices=[LabeledPrice(label="Клуб", amount=350)],
            provider_token="",
            subscription_period=2_592_000,
        )
        button = InlineKeyboardButton(text="Оплатить 350 ⭐", url=link)
        await message.answer("Клуб", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]))

    async def _membership(self, event: ChatMemberUpdated) -> None:
        self.memberships.append(event.new_chat_member.status)


def _buttons() -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [
                InlineKeyboardButton(text="Забрать книгу", callback_data="take"),
                InlineKeyboardButton(text="Молчание", callback_data="silence"),
            ],
            [
                InlineKeyboardButton(text="О чём она?", callback_data="about"),
                InlineKeyboardButton(text="Отзывы", url="https://example.com/reviews"),
            ],
            [
                InlineKeyboardButton(text="Промокод", copy_text=CopyTextButton(text="BOOK10")),
                InlineKeyboardButton(text="Ещё раз", url="https://t.me/voronka_preview_bot?start=again"),
            ],
        ]
    )


async def _pressed(query: CallbackQuery) -> None:
    if query.data == "about":
        await query.answer("Она о первых словах.", show_alert=True)
        return
    if query.data == "silence":
        return
    await query.answer("Книга уже у вас")
    if isinstance(query.message, Message):
        await query.message.answer_document(
            BufferedInputFile(b"%PDF-1.4\n" + b"a" * 2000, "book.pdf"), caption="Держите!"
        )


async def _invoice(message: Message) -> None:
    await message.answer_invoice(
        title="Вебинар «Первые десять свиданий»",
        description="Живой эфир и запись.",
        payload="refuse" if "отказ" in (message.text or "") else "webinar",
        currency="XTR",
        prices=[LabeledPrice(label="Вебинар", amount=100)],
        provider_token="",
    )


async def _box(message: Message) -> None:
    await message.answer_invoice(
        title="Десять сортов чая",
        description="Коробка с доставкой.",
        payload="box",
        currency="RUB",
        prices=[LabeledPrice(label="Чай", amount=190_000)],
        provider_token=PROVIDER_TOKEN,
        need_name=True,
        need_phone_number=True,
        need_email=True,
        need_shipping_address=True,
        is_flexible=True,
    )


async def _shipped(query: ShippingQuery) -> None:
    if query.shipping_address.country_code != "RU":
        await query.answer(ok=False, error_message=TOO_FAR)
        return
    ways = [("courier", "Курьером", 30_000), ("pickup", "Заберу сам", 0)]
    await query.answer(
        ok=True,
        shipping_options=[
            ShippingOption(id=id_, title=title, prices=[LabeledPrice(label=title, amount=amount)])
            for id_, title, amount in ways
        ],
    )


async def _checked(query: PreCheckoutQuery) -> None:
    if query.invoice_payload == "refuse":
        await query.answer(ok=False, error_message=REFUSAL)
    else:
        await query.answer(ok=True)


async def _thanks(message: Message) -> None:
    paid = message.successful_payment
    info = paid.order_info if paid else None
    address = info.shipping_address if info else None
    told = f" {info.name}, {info.email}, {address.city}, {paid.total_amount}" if paid and info and address else ""
    await message.answer(f"Оплата получена.{told}")


async def _contact(message: Message) -> None:
    await message.answer(f"Записал {message.contact.phone_number if message.contact else ''}")


async def _photo(message: Message) -> None:
    await message.answer(f"Вижу фото {message.photo[-1].width} на {message.photo[-1].height}" if message.photo else "")


async def _document(message: Message) -> None:
    await message.answer(f"Прочту {message.document.file_name if message.document else ''}")


async def _sticker(message: Message) -> None:
    await message.answer("Славный стикер")


async def _edited(message: Message) -> None:
    sent = await message.answer("Черновик")
    await sent.edit_text("Чистовик")


async def _marked(message: Message) -> None:
    await message.answer(
        '<i>курсив</i> <code>код</code> <a href="https://example.com/">сайт</a> <tg-spoiler>тайна</tg-spoiler> /help',
        parse_mode="HTML",
    )


async def _album(message: Message) -> None:
    photos = [BufferedInputFile(picture(60 + number, 40), f"{number}.png") for number in range(3)]
    first = InputMediaPhoto(media=photos[0], caption="Три снимка")
    await message.answer_media_group([first, *(InputMediaPhoto(media=photo) for photo in photos[1:])])


async def _keyboard(message: Message) -> None:
    rows = [[KeyboardButton(text="Да"), KeyboardButton(text="Мой номер", request_contact=True)]]
    await message.answer("Выбирайте", reply_markup=ReplyKeyboardMarkup(keyboard=rows, resize_keyboard=True))


async def _echo(message: Message) -> None:
    await message.answer(f"Вы написали: {message.text}")
