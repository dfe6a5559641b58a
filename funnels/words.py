"""The bot's own words to a prospect, in Russian and English; a script's texts are the marketer's.

Plain text: nothing here is markup. The funnel's `language` chooses; other languages get English.
"""

from typing import Literal

from funnels.subscription_words import SUBSCRIPTION_WORDS, SubscriptionWord

Word = Literal[
    SubscriptionWord,
    "press_a_button",
    "nothing_to_answer",
    "not_your_contact",
    "step_is_over",
    "offer_is_over",
    "already_bought",
    "asked_to_pay_already",
    "choose_method",
    "choose_another",
    "chosen_already",
    "pay_stars",
    "pay_manual",
    "pay_card",
    "pay_online",
    "pay_yookassa",
    "pay_stripe",
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
    "here_you_are",
    "paid_twice",
    "paid_otherwise",
    "price_has_risen",
    "sold_out",
    "paid_sold_out",
    "promo_accepted",
    "promo_unknown",
    "promo_is_over",
    "promo_is_used_up",
    "promo_no_longer",
    "money_back",
    "delivery_waits",
    "invite_join",
    "access_ends",
    "access_ended",
    "not_let_in",
    "ask_text_error",
    "ask_email_error",
    "ask_phone_error",
    "ask_contact_error",
    "ask_name_error",
    "ask_number_error",
    "ask_too_small",
    "ask_too_large",
    "ask_date_error",
    "ask_too_early",
    "ask_too_late",
    "ask_choice_error",
    "choose_more",
    "choose_fewer",
    "choice_done",
    "ask_photo_error",
    "ask_file_error",
    "ask_location_error",
    "ask_consent_error",
    "i_agree",
    "share_contact",
    "share_location",
    "handed_over",
    "gate_join",
    "gate_check",
    "gate_not_joined",
    "passed_on",
    "ask_city_error",
    "will_write_later",
    "walk_is_over",
    "no_funnel",
    "stopped",
    "stopped_already",
    "not_for_you",
    "order_unknown",
    "price_changed",
    "not_shipped_there",
]

_WORDS: dict[Word, dict[str, str]] = {
    "press_a_button": {
        "ru": "Нажмите, пожалуйста, одну из кнопок — так я пойму вас точно.",
        "en": "Please press one of the buttons, so that I understand you exactly.",
    },
    "nothing_to_answer": {
        "ru": "Спасибо! Сейчас я ни о чём не спрашиваю и напишу сам, когда придёт время следующего шага.",
        "en": "Thank you! I am not asking anything just now; I will write when the next step is due.",
    },
    "not_your_contact": {
        "ru": "Это чужой контакт. Нажмите, пожалуйста, кнопку внизу, и Telegram пришлёт мне ваш номер.",
        "en": "This is somebody else’s contact. Please press the button below, and Telegram will send me your number.",
    },
    "step_is_over": {
        "ru": "Этот шаг уже позади, смотрите сообщения ниже.",
        "en": "This step is behind us, see the messages below.",
    },
    "offer_is_over": {"ru": "Это предложение уже закрыто.", "en": "This offer is closed already."},
    "already_bought": {
        "ru": "Это у вас уже есть, платить не нужно.",
        "en": "You have this already, no need to pay.",
    },
    "asked_to_pay_already": {
        "ru": "Всё для оплаты уже есть в этом чате.",
        "en": "All you need to pay is already in this chat.",
    },
    "choose_method": {"ru": "Как вам удобнее заплатить?", "en": "How would you like to pay?"},
    "choose_another": {"ru": "‹ {title}: выбрать другое", "en": "‹ {title}: choose another"},
    "chosen_already": {
        "ru": "Здесь выбирают одно, и вы уже купили: {title}.",
        "en": "One is chosen here, and you have bought: {title}.",
    },
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
    "here_you_are": {"ru": "Это вам.", "en": "This is for you."},
    "paid_twice": {
        "ru": "Это уже было оплачено, второй платёж лишний. Я передал владельцу: деньги вернут.",
        "en": "This was paid for already, the second payment is not needed. The owner is told and will refund it.",
    },
    "paid_otherwise": {
        "ru": "Пришло {money}, это не та сумма, о которой шла речь. Я передал владельцу: он решит и напишет вам.",
        "en": "{money} has arrived, which is not what was asked. The owner is told and will decide.",
    },
    "price_has_risen": {
        "ru": "Срок предложения вышел, цена теперь {price}.",
        "en": "The offer is over; the price is {price} now.",
    },
    "sold_out": {
        "ru": "Всё уже раскупили: больше нет ни одного.",
        "en": "Sold out: there is none left.",
    },
    "paid_sold_out": {
        "ru": "Пришло {money}, но последний экземпляр уже купили. Я передал владельцу: он решит и напишет вам.",
        "en": "{money} has arrived, but the last one was sold before. The owner is told and will decide.",
    },
    "promo_accepted": {
        "ru": "Промокод {code} принят. Цена для вас: {price}.",
        "en": "The promo code {code} is accepted. Your price: {price}.",
    },
    "promo_unknown": {
        "ru": "Промокода {code} нет: проверьте, нет ли опечатки. Без него тоже можно купить.",
        "en": "There is no promo code {code}: is there a slip in it? You can buy without one as well.",
    },
    "promo_is_over": {
        "ru": "Срок промокода {code} уже вышел. Без него тоже можно купить.",
        "en": "The promo code {code} is over. You can buy without it as well.",
    },
    "promo_is_used_up": {
        "ru": "Промокодом {code} уже воспользовались столько раз, сколько было можно. Без него тоже можно купить.",
        "en": "The promo code {code} has been used as often as it could be. You can buy without it as well.",
    },
    "promo_no_longer": {
        "ru": "Промокод больше не действует: нажмите кнопку оплаты ещё раз, будет новая цена.",
        "en": "The promo code holds no longer: press the pay button again for the price there is now.",
    },
    "money_back": {
        "ru": "Деньги возвращены: {money}, «{title}».",
        "en": "Your money is on its way back: {money} for “{title}”.",
    },
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
    "ask_text_error": {
        "ru": "Напишите, пожалуйста, ответ словами.",
        "en": "Please write the answer in words.",
    },
    "ask_email_error": {
        "ru": "Не похоже на адрес почты. Пришлите, пожалуйста, ещё раз, например: anna@example.com.",
        "en": "This does not look like an e-mail address. Please send it again, for example anna@example.com.",
    },
    "ask_phone_error": {
        "ru": "Не похоже на номер телефона. Пришлите его, пожалуйста, целиком: +7 999 123-45-67, или кнопкой внизу.",
        "en": "This does not look like a phone number. Please send all of it, with +, or press the button below.",
    },
    "ask_contact_error": {
        "ru": "Нажмите, пожалуйста, кнопку внизу, и Telegram пришлёт мне ваш номер.",
        "en": "Please press the button below, and Telegram will send me your number.",
    },
    "ask_name_error": {
        "ru": "Напишите, пожалуйста, имя буквами: например, Анна.",
        "en": "Please write the name in letters, for example Anna.",
    },
    "ask_number_error": {
        "ru": "Напишите, пожалуйста, число цифрами: например, 30.",
        "en": "Please write a number in digits, for example 30.",
    },
    "ask_too_small": {"ru": "Нужно число не меньше {bound}.", "en": "The number should be {bound} or more."},
    "ask_too_large": {"ru": "Нужно число не больше {bound}.", "en": "The number should be {bound} or less."},
    "ask_date_error": {
        "ru": "Не понимаю, какой это день. Напишите, пожалуйста, так: 8 марта или 25.12.1990.",
        "en": "I do not understand which day this is. Please write it like 8 March or 25 December 1990.",
    },
    "ask_too_early": {"ru": "Нужен день не раньше {bound}.", "en": "The day should be {bound} or later."},
    "ask_too_late": {"ru": "Нужен день не позже {bound}.", "en": "The day should be {bound} or earlier."},
    "ask_choice_error": {
        "ru": "Выберите, пожалуйста, из того, что на кнопках.",
        "en": "Please choose from what the buttons say.",
    },
    "choose_more": {"ru": "Выберите хотя бы {least}.", "en": "Please choose at least {least}."},
    "choose_fewer": {"ru": "Можно выбрать не больше {most}.", "en": "You can choose {most} at most."},
    "choice_done": {"ru": "Готово", "en": "Done"},
    "ask_photo_error": {
        "ru": "Пришлите, пожалуйста, фотографию — не файлом, а как фото.",
        "en": "Please send a photo, as a photo and not as a file.",
    },
    "ask_file_error": {
        "ru": "Пришлите, пожалуйста, файл: документ, фото, видео или голосовое.",
        "en": "Please send a file: a document, a photo, a video or a voice message.",
    },
    "ask_location_error": {
        "ru": "Нажмите, пожалуйста, кнопку внизу: по словам я не найду место на карте.",
        "en": "Please press the button below: I cannot find a place on the map by its words.",
    },
    "ask_consent_error": {
        "ru": "Если вы согласны, нажмите кнопку или напишите «да».",
        "en": "If you agree, press the button or write “yes”.",
    },
    "i_agree": {"ru": "Согласен(на)", "en": "I agree"},
    "share_contact": {"ru": "Отправить мой номер", "en": "Share my number"},
    "share_location": {"ru": "Отправить, где я", "en": "Share where I am"},
    "handed_over": {
        "ru": "Передаю вас человеку: он ответит здесь, в этом чате.",
        "en": "I am passing you to a person, who will answer here, in this chat.",
    },
    "gate_join": {
        "ru": "Подписаться",
        "en": "Join",
    },
    "gate_check": {
        "ru": "Я подписался(-ась)",
        "en": "I have joined",
    },
    "gate_not_joined": {
        "ru": "Пока не вижу вас среди подписчиков. Подпишитесь и нажмите кнопку ещё раз.",
        "en": "I do not see you among the members yet. Please join and press the button once more.",
    },
    "passed_on": {
        "ru": "Передал ваш вопрос человеку, он ответит в этом чате.",
        "en": "I have passed your question to a person, who will answer in this chat.",
    },
    "ask_city_error": {
        "ru": "Не знаю такого города. Напишите ближайший большой город или который у вас час, например 15:30.",
        "en": "I do not know this city. Please write the nearest large one, or what time you have, such as 15:30.",
    },
    "will_write_later": {
        "ru": "Мы уже знакомы: следующий шаг придёт сам, в своё время.",
        "en": "We have met: the next step will come by itself in due time.",
    },
    "walk_is_over": {
        "ru": "Вы прошли всё, что я хотел показать. Спасибо, что были со мной!",
        "en": "You have seen all I had to show. Thank you for staying with me!",
    },
    "no_funnel": {
        "ru": "Здравствуйте! Откройте меня по ссылке, которую вам дали, и мы начнём.",
        "en": "Hello! Please open me by the link you were given, and we will begin.",
    },
    "stopped": {
        "ru": "Больше не буду писать. Передумаете — отправьте /start.",
        "en": "I will not write any more. If you change your mind, send /start.",
    },
    "stopped_already": {
        "ru": "Вы просили не писать. Чтобы продолжить, отправьте /start.",
        "en": "You asked me not to write. To go on, send /start.",
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

LANGUAGES = ("ru", "en")


def say(word: Word, language: str, **values: str) -> str:
    """The sentence in the language of an IETF tag (`ru`, `en-GB`), with its values filled in."""
    sentences = SUBSCRIPTION_WORDS.get(word) or _WORDS[word]
    return sentences.get(language[:2].lower(), sentences["en"]).format(**values)
