"""Where a walk stands: what comes next, that it is over, that a person takes over."""

from typing import Literal

WalkWord = Literal[
    "press_a_button",
    "nothing_to_answer",
    "step_is_over",
    "handed_over",
    "gate_join",
    "gate_check",
    "gate_not_joined",
    "passed_on",
    "will_write_later",
    "walk_is_over",
    "no_funnel",
    "stopped",
    "stopped_already",
]

WALK: dict[WalkWord, dict[str, str]] = {
    "press_a_button": {
        "ru": "Нажмите, пожалуйста, одну из кнопок — так я пойму вас точно.",
        "en": "Please press one of the buttons, so that I understand you exactly.",
    },
    "nothing_to_answer": {
        "ru": "Спасибо! Сейчас я ни о чём не спрашиваю и напишу сам, когда придёт время следующего шага.",
        "en": "Thank you! I am not asking anything just now; I will write when the next step is due.",
    },
    "step_is_over": {
        "ru": "Этот шаг уже позади, смотрите сообщения ниже.",
        "en": "This step is behind us, see the messages below.",
    },
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
}
