"""Handing over what was bought, and the access that it gives."""

from typing import Literal

GoodsWord = Literal[
    "here_you_are",
    "delivery_waits",
    "invite_join",
    "access_ends",
    "access_ended",
    "not_let_in",
]

GOODS: dict[GoodsWord, dict[str, str]] = {
    "here_you_are": {"ru": "Это вам.", "en": "This is for you."},
    "delivery_waits": {
        "ru": "Оплата получена, но выдать «{title}» сразу не получилось. Человек уже смотрит и всё пришлёт сюда. "
        "Платить ещё раз не нужно.",
        "en": "Your payment is here, but “{title}” could not be handed over at once. A person is looking at it and "
        "will send it here. There is no need to pay again.",
    },
    "invite_join": {"ru": "Вступить", "en": "Join"},
    "access_ends": {
        "ru": "«{title}» закончится через {left}. Чтобы продлить, оплатите здесь.",
        "en": "“{title}” ends in {left}. To go on, pay here.",
    },
    "access_ended": {
        "ru": "«{title}»: оплаченное время закончилось. Спасибо, что были с нами!",
        "en": "“{title}” has ended. Thank you for having been with us!",
    },
    "not_let_in": {
        "ru": "Вы попросились в закрытый чат. Он открывается после покупки, а её у вас пока нет — напишите мне /start.",
        "en": "You asked to join a private chat. It opens with a purchase, which you do not have yet: send me /start.",
    },
}
