"""The words in which owners read of orders, in Russian and English."""

from collections.abc import Mapping
from typing import Literal

from funnels.engine.orders import Renewing, Status
from storage.ledger import EntryKind

OrderWord = Literal[
    "no_orders",
    "no_such_order",
    "no_strays",
    "unknown_word",
    "proofs",
    "proof_is_gone",
    "refund",
    "cancel",
    "deliver_again",
    "not_sent_again",
    "back",
    "give_back",
    "how_much_back",
    "nothing_to_give_back",
    "which_payment",
    "cannot_go_back",
    "stars_as_a_whole",
    "on_its_way",
    "send_it_yourself",
    "at_provider",
    "cancelled",
    "cannot_cancel",
    "end_subscription",
    "subscription_ends",
    "subscription_too",
    "how_to_refund",
    "not_a_sum",
    "taken",
    "history",
]

_WORDS: Mapping[OrderWord, Mapping[str, str]] = {
    "no_orders": {"ru": "Таких заказов нет.", "en": "There are no such orders."},
    "no_such_order": {
        "ru": "Заказа или платежа «{name}» нет: скопируйте его из /orders.",
        "en": "There is no order or payment “{name}”: copy it from /orders.",
    },
    "no_strays": {"ru": "Платежей без заказа нет.", "en": "There are no payments without an order."},
    "unknown_word": {
        "ru": "Не понимаю «{unknown}». Можно: состояние ({states}), stray, @имя, товар ({products}), срок (7 дней).",
        "en": "I do not know “{unknown}”. There may be a state ({states}), stray, @name, a product ({products}), "
        "a time (7 days).",
    },
    "proofs": {"ru": "Чеки: {number}", "en": "Receipts: {number}"},
    "proof_is_gone": {
        "ru": "Telegram больше не отдаёт этот чек ({reason}). Он остался в чате, куда пришёл.",
        "en": "Telegram does not give this receipt out any more ({reason}). It is still in the chat it came to.",
    },
    "refund": {"ru": "Вернуть деньги…", "en": "Refund…"},
    "cancel": {"ru": "Отменить", "en": "Cancel"},
    "deliver_again": {"ru": "Выдать снова", "en": "Deliver again"},
    "not_sent_again": {
        "ru": "Нечего отправлять: товар уже в пути, пришёл только что или деньги вернулись",
        "en": "Nothing to send: the goods are on their way, came just now, or the money went back",
    },
    "back": {"ru": "Назад", "en": "Back"},
    "give_back": {"ru": "Вернуть {money}", "en": "Give back {money}"},
    "how_much_back": {
        "ru": "Сколько вернуть? Кнопка возвращает всё, что осталось от платежа. Часть или с причиной — строкой, "
        "она копируется касанием:",
        "en": "How much goes back? A button gives back all that is left of a payment. A part of it, or with a reason, "
        "by a line; a touch copies it:",
    },
    "nothing_to_give_back": {"ru": "Возвращать нечего.", "en": "There is nothing to give back."},
    "which_payment": {
        "ru": "По этому заказу несколько платежей. Какой вернуть? Строка копируется касанием:",
        "en": "This order has several payments. Which one goes back? A touch copies the line:",
    },
    "cannot_go_back": {
        "ru": "Столько не вернуть: от платежа осталось {left}.",
        "en": "So much cannot go back: {left} is left of the payment.",
    },
    "stars_as_a_whole": {
        "ru": "Telegram возвращает звёзды только целым платежом: {left}.",
        "en": "Telegram gives Stars back as a whole payment only: {left}.",
    },
    "on_its_way": {
        "ru": "Возврат {money} записан и выполняется. Если не получится, я напишу.",
        "en": "The refund of {money} is written down and being made. You are told if it fails.",
    },
    "send_it_yourself": {
        "ru": "Возврат {money} записан, человеку сказано. Сами деньги отправьте вы, оттуда, где они лежат ({method}): "
        "бот этого не может.",
        "en": "The refund of {money} is written down, and the person is told. The money itself is sent by you, from "
        "where it is ({method}): the bot cannot.",
    },
    "at_provider": {
        "ru": "В кабинете провайдера: <code>{name}</code>",
        "en": "In the provider’s cabinet: <code>{name}</code>",
    },
    "cancelled": {"ru": "Заказ отменён", "en": "The order is cancelled"},
    "cannot_cancel": {"ru": "Этот заказ уже не открыт", "en": "This order is not open any more"},
    "end_subscription": {"ru": "Отменить подписку", "en": "Cancel the subscription"},
    "subscription_ends": {"ru": "Отменяю подписку, человеку сообщу", "en": "It is being cancelled, the person is told"},
    "subscription_too": {
        "ru": "Если это возврат за идущий срок, подписка отменится вместе с ним.",
        "en": "If it is for the time that runs now, the subscription is cancelled with it.",
    },
    "how_to_refund": {
        "ru": "Напишите: <code>/refund ЗАКАЗ СУММА ПРИЧИНА</code>. Без суммы возвращается всё.",
        "en": "Write: <code>/refund ORDER SUM REASON</code>. Without a sum all of it goes back.",
    },
    "not_a_sum": {
        "ru": "«{text}» — не сумма в {currency}.",
        "en": "“{text}” is no sum in {currency}.",
    },
    "taken": {"ru": "принято как оплата", "en": "taken for the price"},
    "history": {"ru": "История", "en": "History"},
}

STATES: Mapping[Status, Mapping[str, str]] = {
    "open": {"ru": "открыт", "en": "open"},
    "paid": {"ru": "оплачен, не выдан", "en": "paid, not delivered"},
    "delivered": {"ru": "выдан", "en": "delivered"},
    "expired": {"ru": "истёк", "en": "expired"},
    "cancelled": {"ru": "отменён", "en": "cancelled"},
    "refunded": {"ru": "деньги возвращены", "en": "refunded"},
}
"""What an owner calls the state of an order."""

SUBSCRIPTIONS: Mapping[Renewing, Mapping[str, str]] = {
    "active": {"ru": "🔁 подписка, оплачена до {until}", "en": "🔁 a subscription, paid until {until}"},
    "cancelled": {
        "ru": "🔁 подписка отменена, оплачена до {until}",
        "en": "🔁 a cancelled subscription, paid until {until}",
    },
    "failed": {
        "ru": "🔁 подписка не продлилась, оплачена до {until}",
        "en": "🔁 a subscription whose renewal failed, paid until {until}",
    },
}
"""How it stands with a subscription."""

ENTRIES: Mapping[EntryKind, Mapping[str, str]] = {
    "open": {"ru": "открыт", "en": "opened"},
    "asked": {"ru": "попросили заплатить", "en": "asked to pay"},
    "claimed": {"ru": "говорит, что заплатил(а)", "en": "says they have paid"},
    "proof": {"ru": "прислал(а) подтверждение", "en": "sent a proof"},
    "claim_refused": {"ru": "деньги не найдены", "en": "the money was not found"},
    "short": {"ru": "пришло не то, что просили", "en": "not what was asked has come"},
    "sold_out": {"ru": "оплачено, когда всё уже продано", "en": "paid when all was sold"},
    "extra": {"ru": "пришёл лишний платёж", "en": "a payment too many has come"},
    "paid": {"ru": "оплачен", "en": "paid"},
    "renewal": {"ru": "подписка продлена", "en": "the subscription was renewed"},
    "subscription_cancelled": {"ru": "подписка отменена", "en": "the subscription was cancelled"},
    "subscription_restored": {"ru": "подписка снова действует", "en": "the subscription goes on after all"},
    "renewal_failed": {"ru": "подписка не продлилась", "en": "the renewal failed"},
    "delivered": {"ru": "товар выдан", "en": "the goods have arrived"},
    "not_delivered": {"ru": "товар не доставлен", "en": "the goods did not arrive"},
    "sent_again": {"ru": "товар отправлен ещё раз", "en": "the goods were sent once more"},
    "expired": {"ru": "предложение закрылось", "en": "the offer closed"},
    "cancelled": {"ru": "отменён", "en": "cancelled"},
    "overdue": {"ru": "больше часа не выдан", "en": "not handed over for more than an hour"},
    "disputed": {"ru": "платёж оспорен", "en": "the payment is disputed"},
    "refund_asked": {"ru": "возврат записан", "en": "a refund was asked for"},
    "refund_failed": {"ru": "возврат не удался", "en": "the refund failed"},
    "money_back": {"ru": "деньги возвращены", "en": "money went back"},
    "refunded": {"ru": "вся цена возвращена", "en": "the whole price went back"},
}
"""What a line of the ledger tells."""


def say(word: OrderWord, language: str, **values: object) -> str:
    """The sentence (Telegram HTML; values must be escaped) in `ru` or `en`."""
    return _WORDS[word][language].format(**values)
