"""What became of a walk, in words: by what a line says, in Russian and English."""

from collections.abc import Mapping

PAST: Mapping[str, Mapping[str, str]] = {
    "started": {"ru": "▶️ Воронка началась{ · «detail»}", "en": "▶️ The funnel began{ · “detail”}"},
    "stage_reached": {"ru": "🚩 Этап «{stage}»", "en": "🚩 Stage “{stage}”"},
    "stage_passed": {"ru": "🏁 Этап «{stage}» пройден", "en": "🏁 Stage “{stage}” passed"},
    "stage_left": {"ru": "↪️ Этап «{stage}» не пройден", "en": "↪️ Stage “{stage}” left, not passed"},
    "passed_by": {
        "ru": "⏭ Этап «{detail}» пропущен: его условие не выполнено",
        "en": "⏭ Stage “{detail}” passed by: its condition did not hold",
    },
    "decided_then": {"ru": "🔀 Условие выполнено: {step}", "en": "🔀 The condition held: {step}"},
    "decided_else": {"ru": "🔀 Условие не выполнено: {step}", "en": "🔀 The condition did not hold: {step}"},
    "delivered": {"ru": "✉️ Доставлено{: «step»}{, detail}", "en": "✉️ Delivered{: “step”}{, detail}"},
    "delivered_follow_up": {"ru": "✉️ Доставлено напоминание «{step}»", "en": "✉️ Follow-up delivered: “{step}”"},
    "put_off": {
        "ru": "🌙 «{step}» ждало часов рассылки с {due}",
        "en": "🌙 “{step}” waited for the sending hours since {due}",
    },
    "failed": {"ru": "❌ Не доставлено{: «step»}{: detail}", "en": "❌ Not delivered{: “step”}{: detail}"},
    "failed_follow_up": {
        "ru": "❌ Напоминание не доставлено: «{step}»{: detail}",
        "en": "❌ Follow-up not delivered: “{step}”{: detail}",
    },
    "left_in_doubt": {
        "ru": "❔ Неизвестно, дошло ли напоминание «{step}», второй раз не отправлено{: detail}",
        "en": "❔ Nobody knows whether the follow-up “{step}” arrived, it was not sent twice{: detail}",
    },
    "goods_lost": {"ru": "❌ Товар не выдан: {detail}", "en": "❌ Goods not handed over: {detail}"},
    "not_sent_over": {
        "ru": "🚫 Не отправлено «{step}»: время уже вышло",
        "en": "🚫 Not sent “{step}”: the time was over",
    },
    "not_sent_later": {
        "ru": "🚫 Не отправлено «{step}»: пора было и следующему, хватит одного",
        "en": "🚫 Not sent “{step}”: a later one was due as well, one is enough",
    },
    "not_sent_asked": {
        "ru": "🚫 Не отправлено «{step}»: попросили счёт, напоминаем о нём",
        "en": "🚫 Not sent “{step}”: they asked to pay, and are reminded of that instead",
    },
    "not_sent_claim": {
        "ru": "🚫 Не отправлено «{step}»: сказали, что оплатили, деньги ищут",
        "en": "🚫 Not sent “{step}”: they said they paid, the money is being looked for",
    },
    "unsent_acted": {
        "ru": "🚫 Не отправлено {steps}: человек сделал, чего ждал шаг",
        "en": "🚫 Not sent {steps}: they had done what the step waited for",
    },
    "unsent_late": {
        "ru": "🚫 Не отправлено {steps}: было бы позже конца ожидания",
        "en": "🚫 Not sent {steps}: it would have come after the end of the wait",
    },
    "unsent_silent": {
        "ru": "🚫 Не отправлено {steps}: человек просил не писать или заблокировал бота",
        "en": "🚫 Not sent {steps}: they had stopped or blocked the bot",
    },
    "unsent_gone": {
        "ru": "🚫 Не отправлено {steps}: путь ушёл с этого шага",
        "en": "🚫 Not sent {steps}: the journey had left the step",
    },
    "unsent_asked": {
        "ru": "🚫 Не отправлено {steps}: попросили счёт, напоминаем о нём",
        "en": "🚫 Not sent {steps}: they asked to pay, and are reminded of that instead",
    },
    "unsent_unasked": {
        "ru": "🚫 Не отправлено {steps}: счёт не просили",
        "en": "🚫 Not sent {steps}: they never asked to pay",
    },
    "clicked": {"ru": "👆 Нажатие{: «detail»}", "en": "👆 Pressed{: “detail”}"},
    "answered": {"ru": "💬 Ответ{: «detail»}", "en": "💬 Answered{: “detail”}"},
    "skipped": {"ru": "💬 Вопрос пропущен: «{step}»", "en": "💬 Question skipped: “{step}”"},
    "consented": {"ru": "✅ Согласие: {detail}", "en": "✅ Agreed: {detail}"},
    "declined": {"ru": "👎 Отказ: «{step}»", "en": "👎 Declined: “{step}”"},
    "promo_entered": {"ru": "🏷 Промокод {detail}", "en": "🏷 Promo code {detail}"},
    "asked_to_pay": {"ru": "💳 Счёт на «{detail}»", "en": "💳 Asked to pay for “{detail}”"},
    "order_expired": {
        "ru": "⌛ Заказ «{detail}» просрочен: срок вышел",
        "en": "⌛ Order “{detail}” expired: its deadline had passed",
    },
    "bought": {"ru": "💰 Куплено: «{detail}»", "en": "💰 Bought: “{detail}”"},
    "refunded": {"ru": "↩️ Деньги возвращены: «{detail}»", "en": "↩️ Money given back: “{detail}”"},
    "access_reminded": {"ru": "⏰ Напомнили о конце доступа: «{detail}»", "en": "⏰ Reminded of its end: “{detail}”"},
    "access_ended": {"ru": "🔒 Доступ закончился: «{detail}»", "en": "🔒 Access ended: “{detail}”"},
    "renewed": {"ru": "🔁 Подписка продлена: «{detail}»", "en": "🔁 Subscription renewed: “{detail}”"},
    "renewal_failed": {"ru": "❌ Подписка не продлилась: «{detail}»", "en": "❌ Renewal failed: “{detail}”"},
    "subscription_cancelled": {
        "ru": "🚪 Подписка отменена: «{detail}»",
        "en": "🚪 Subscription cancelled: “{detail}”",
    },
    "goal": {"ru": "🎯 Цель «{detail}»", "en": "🎯 Goal “{detail}”"},
    "event": {"ru": "📨 Событие «{detail}»", "en": "📨 Event “{detail}”"},
    "marked": {"ru": "📍 Метка {detail}", "en": "📍 Counts as {detail}"},
    "attribute_set": {"ru": "📝 Запомнено: {detail}", "en": "📝 Kept: {detail}"},
    "tagged": {"ru": "📝 Тег {detail}", "en": "📝 Tag {detail}"},
    "untagged": {"ru": "📝 Тег {detail} снят", "en": "📝 Tag {detail} taken off"},
    "variant": {"ru": "🎲 Вариант {detail}", "en": "🎲 Variant {detail}"},
    "time_over_otherwise": {
        "ru": "⌛ Время вышло: «{step}», действия не было",
        "en": "⌛ Time over at “{step}”: they did nothing",
    },
    "time_over_expired": {"ru": "⌛ Предложение закрылось: «{step}»", "en": "⌛ The offer closed: “{step}”"},
    "joined": {"ru": "🚪 В канале: «{step}»", "en": "🚪 Is in the channel: “{step}”"},
    "gate_open": {
        "ru": "🚪 Бот не видит, кто в канале, пропущен: «{step}»",
        "en": "🚪 Let on: the bot cannot see who is in the channel: “{step}”",
    },
    "menu_shown": {"ru": "☰ Меню: {step}", "en": "☰ Menu: {step}"},
    "not_understood": {"ru": "❓ Не понято: «{detail}»", "en": "❓ Not understood: “{detail}”"},
    "task_opened": {"ru": "📌 Задача сотруднику: «{step}»", "en": "📌 A task for staff: “{step}”"},
    "task_done": {"ru": "📌 Задача сделана: «{step}»", "en": "📌 Task done: “{step}”"},
    "task_late": {"ru": "📌 Задача просрочена: «{step}»", "en": "📌 Task late: “{step}”"},
    "staff_replied": {"ru": "🧑 Ответил сотрудник", "en": "🧑 Staff replied"},
    "reply_refused": {
        "ru": "🚫 Ответ сотрудника не отправлен: боту нельзя писать",
        "en": "🚫 A reply of staff was not sent: the bot may not write",
    },
    "given_back": {"ru": "🧑 Чат возвращён боту", "en": "🧑 The chat was given back to the bot"},
    "called": {"ru": "🔌 Система ответила: «{step}»", "en": "🔌 The other system answered: “{step}”"},
    "call_failed": {
        "ru": "❌ Система не ответила: «{step}»{: detail}",
        "en": "❌ The other system failed: “{step}”{: detail}",
    },
    "variable_missing": {"ru": "⚠️ Нет значения {detail}", "en": "⚠️ No value for {detail}"},
    "stopped": {"ru": "🔕 Человек просил не писать", "en": "🔕 They asked for silence"},
    "blocked": {"ru": "⛔ Человек заблокировал бота", "en": "⛔ They blocked the bot"},
    "finished": {"ru": "🏁 Воронка пройдена", "en": "🏁 The funnel is finished"},
    "ended": {"ru": "⏹ Воронка закончилась", "en": "⏹ The funnel ended"},
}
"""`{, detail}` stands with what is around it, and is left out where there is no detail."""
