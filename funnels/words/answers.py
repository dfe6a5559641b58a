"""What a step that asks says of an answer, and the buttons by which one can be given."""

from typing import Literal

AnswerWord = Literal[
    "not_your_contact",
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
    "ask_city_error",
]

ANSWERS: dict[AnswerWord, dict[str, str]] = {
    "not_your_contact": {
        "ru": "Это чужой контакт. Нажмите, пожалуйста, кнопку внизу, и Telegram пришлёт мне ваш номер.",
        "en": "This is somebody else’s contact. Please press the button below, and Telegram will send me your number.",
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
    "ask_city_error": {
        "ru": "Не знаю такого города. Напишите ближайший большой город или который у вас час, например 15:30.",
        "en": "I do not know this city. Please write the nearest large one, or what time you have, such as 15:30.",
    },
}
