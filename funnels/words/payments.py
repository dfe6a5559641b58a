"""Paying: the ways to do it, receipts, claims, what has arrived and what goes back."""

from typing import Literal

PaymentWord = Literal[
    "asked_to_pay_already",
    "choose_method",
    "pay_stars",
    "pay_card",
    "pay_online",
    "pay_yookassa",
    "pay_stripe",
    "pay_manual",
    "cannot_ask_now",
    "receipt_where",
    "receipt_where_email",
    "receipt_unreadable",
    "receipt_goes",
    "checkout",
    "open_checkout",
    "how_to_pay",
    "i_have_paid",
    "claim_received",
    "claim_known",
    "claim_takes_longer",
    "proof_received",
    "words_received",
    "payment_refused",
    "thanks_for_payment",
    "paid_twice",
    "paid_otherwise",
    "paid_sold_out",
    "money_back",
    "not_for_you",
    "order_unknown",
    "price_changed",
    "not_shipped_there",
]

PAYMENTS: dict[PaymentWord, dict[str, str]] = {
    "asked_to_pay_already": {
        "ru": "Всё для оплаты уже есть в этом чате.",
        "en": "All you need to pay is already in this chat.",
    },
    "choose_method": {"ru": "Как вам удобнее заплатить?", "en": "How would you like to pay?"},
    "pay_stars": {"ru": "Оплатить {price}", "en": "Pay {price}"},
    "pay_card": {"ru": "Оплатить {price} картой", "en": "Pay {price} by card"},
    "pay_online": {"ru": "Оплатить {price} онлайн", "en": "Pay {price} online"},
    "pay_yookassa": {"ru": "Оплатить {price} через ЮKassa", "en": "Pay {price} by YooKassa"},
    "pay_stripe": {"ru": "Оплатить {price} через Stripe", "en": "Pay {price} by Stripe"},
    "pay_manual": {"ru": "Оплатить {price} переводом", "en": "Pay {price} by transfer"},
    "cannot_ask_now": {
        "ru": "Сейчас страница оплаты не открывается. Нажмите кнопку оплаты ещё раз чуть позже "
        "или выберите другой способ.",
        "en": "The payment page cannot be opened just now. Please press the button again a little later, "
        "or choose another way to pay.",
    },
    "receipt_where": {
        "ru": "Куда прислать чек? Напишите почту или телефон, и сразу откроется оплата.",
        "en": "Where should the receipt go? Write your e-mail or phone number, and you can pay right after that.",
    },
    "receipt_where_email": {
        "ru": "На какую почту прислать чек? Напишите её, и сразу откроется оплата.",
        "en": "To which e-mail should the receipt go? Write it, and you can pay right after that.",
    },
    "receipt_unreadable": {
        "ru": "Не похоже ни на почту, ни на телефон. Напишите, пожалуйста, ещё раз, "
        "например: anna@example.com или +79123456789.",
        "en": "This looks like neither an e-mail nor a phone number. Please write it again, "
        "for example anna@example.com or +79123456789.",
    },
    "receipt_goes": {
        "ru": "Спасибо! Чек придёт сюда: {address}.",
        "en": "Thank you! The receipt will go to {address}.",
    },
    "checkout": {
        "ru": "«{title}», к оплате {price}. Страница оплаты откроется по кнопке, после оплаты всё придёт сюда.",
        "en": "“{title}”, {price} to pay. The button opens the payment page; what you buy then arrives here.",
    },
    "open_checkout": {"ru": "Оплатить {price}", "en": "Pay {price}"},
    "how_to_pay": {
        "ru": "К оплате {price}. Когда переведёте, нажмите кнопку или пришлите сюда чек: человек проверит "
        "и подтвердит.",
        "en": "To pay: {price}. When you have sent it, press the button or send the receipt here: a person will check "
        "and confirm.",
    },
    "i_have_paid": {"ru": "Я оплатил(а)", "en": "I have paid"},
    "claim_received": {
        "ru": "Спасибо! Проверю оплату и напишу вам. Есть чек или скриншот перевода — пришлите его сюда, так быстрее.",
        "en": "Thank you! I will check the payment and write to you. If you have a receipt or a screenshot of the "
        "transfer, send it here: it speeds things up.",
    },
    "claim_known": {"ru": "Уже проверяем, скоро напишу.", "en": "It is being checked, I will write soon."},
    "claim_takes_longer": {
        "ru": "Проверка перевода заняла больше времени, чем обычно: мы всё ещё смотрим и обязательно ответим здесь. "
        "Платить ещё раз не нужно.",
        "en": "Checking the transfer takes longer than usual: we are still looking, and will answer here for sure. "
        "There is no need to pay again.",
    },
    "proof_received": {
        "ru": "Спасибо, чек у меня. Проверю оплату и напишу вам.",
        "en": "Thank you, I have the receipt. I will check the payment and write to you.",
    },
    "words_received": {
        "ru": "Спасибо, это поможет найти платёж. Проверю и напишу вам.",
        "en": "Thank you, that helps to find the payment. I will check it and write to you.",
    },
    "payment_refused": {
        "ru": "Платёж пока не нашёлся. Если вы платили, пришлите сюда чек или нажмите «Я оплатил(а)» ещё раз "
        "чуть позже.",
        "en": "The payment has not been found yet. If you did pay, send the receipt here, or press “I have paid” again "
        "a little later.",
    },
    "thanks_for_payment": {"ru": "Оплата получена, спасибо!", "en": "Payment received, thank you!"},
    "paid_twice": {
        "ru": "Это уже было оплачено, второй платёж лишний. Я передал владельцу: деньги вернут.",
        "en": "This was paid for already, the second payment is not needed. The owner is told and will refund it.",
    },
    "paid_otherwise": {
        "ru": "Пришло {money}, это не та сумма, о которой шла речь. Я передал владельцу: он решит и напишет вам.",
        "en": "{money} has arrived, which is not what was asked. The owner is told and will decide.",
    },
    "paid_sold_out": {
        "ru": "Пришло {money}, но последний экземпляр уже купили. Я передал владельцу: он решит и напишет вам.",
        "en": "{money} has arrived, but the last one was sold before. The owner is told and will decide.",
    },
    "money_back": {
        "ru": "Возвращаем деньги: {money}, «{title}».",
        "en": "Your money is on its way back: {money} for “{title}”.",
    },
    "not_for_you": {
        "ru": "Этот счёт выставлен другому человеку.",
        "en": "This invoice was made for another person.",
    },
    "order_unknown": {
        "ru": "Такого заказа нет. Нажмите кнопку оплаты в чате ещё раз.",
        "en": "There is no such order. Please press the pay button in the chat again.",
    },
    "price_changed": {
        "ru": "Цена изменилась. Нажмите кнопку оплаты в чате ещё раз.",
        "en": "The price has changed. Please press the pay button in the chat again.",
    },
    "not_shipped_there": {
        "ru": "По этому адресу пока не доставляем. Доставляем сюда: {countries}.",
        "en": "We do not deliver to this address yet. We deliver to: {countries}.",
    },
}
