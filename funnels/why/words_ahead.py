"""Where a walk stands and what comes next, in words: by what a line says, in Russian and English."""

from collections.abc import Mapping

AHEAD: Mapping[str, Mapping[str, str]] = {
    "never_started": {
        "ru": "Человек не начинал ни одной воронки.",
        "en": "They have never begun a funnel.",
    },
    "walk_over": {"ru": "⏹ Воронка закончилась, больше ничего не придёт", "en": "⏹ The walk is over, nothing comes"},
    "stands": {"ru": "📍 Стоит на «{step}», этап «{stage}»", "en": "📍 Stands at “{step}”, stage “{stage}”"},
    "held": {"ru": "▶️ Пойдёт дальше, как только вернётся", "en": "▶️ Goes on as soon as they are back"},
    "silent_stopped": {
        "ru": "🔕 Просил не писать: ничего не придёт, пока не напишет сам",
        "en": "🔕 Asked for silence: nothing is sent until they come back",
    },
    "silent_blocked": {
        "ru": "⛔ Заблокировал бота: ничего не придёт, пока не вернётся",
        "en": "⛔ Blocked the bot: nothing is sent until they come back",
    },
    "waits_press": {"ru": "⏸ Бот ждёт нажатия{: detail}", "en": "⏸ The bot waits for a press{: detail}"},
    "waits_answer": {"ru": "⏸ Бот ждёт ответа", "en": "⏸ The bot waits for an answer"},
    "waits_join": {"ru": "⏸ Бот ждёт вступления в {detail}", "en": "⏸ The bot waits until they join {detail}"},
    "waits_payment": {"ru": "⏸ Бот ждёт оплаты: {detail}", "en": "⏸ The bot waits for a payment: {detail}"},
    "waits_event": {"ru": "⏸ Бот ждёт события: {detail}", "en": "⏸ The bot waits for an event: {detail}"},
    "waits_time": {"ru": "⏸ Бот ждёт своего времени", "en": "⏸ The bot lets time pass"},
    "waits_system": {"ru": "⏸ Бот ждёт ответа другой системы", "en": "⏸ The bot waits for another system"},
    "waits_staff": {
        "ru": "⏸ Чат у сотрудника: бот молчит, пока его не вернут",
        "en": "⏸ Staff have the chat: the bot is silent until it is given back",
    },
    "on_its_way": {"ru": "📤 В очереди{: «step»}", "en": "📤 On its way{: “step”}"},
    "postponed": {
        "ru": "📤 Отложено{: «step»}: {reason}",
        "en": "📤 Put off{: “step”}: {reason}",
    },
    "told_to_wait": {
        "ru": "📤 Отложено{: «step»}: Telegram велел подождать (429)",
        "en": "📤 Put off{: “step”}: Telegram said to wait (429)",
    },
    "order_open": {"ru": "💳 Открытый заказ «{detail}»", "en": "💳 Open order “{detail}”"},
    "order_open_until": {
        "ru": "💳 До этого времени можно оплатить «{detail}»",
        "en": "💳 Until then “{detail}” can be paid",
    },
    "order_claimed": {
        "ru": "💳 Сказал, что оплатил «{detail}»: деньги ищет сотрудник",
        "en": "💳 Said they paid “{detail}”: staff look for the money",
    },
    "next": {
        "ru": "⏳ Придёт «{step}», если раньше ничего не случится",
        "en": "⏳ “{step}” comes if nothing happens before",
    },
    "next_put_off": {
        "ru": "⏳ Придёт «{step}»: ждёт часов рассылки с {due}",
        "en": "⏳ “{step}” comes: waits for the sending hours since {due}",
    },
    "wait_over_to": {"ru": "⏳ Ожидание кончится, дальше «{step}»", "en": "⏳ The wait is over, then “{step}”"},
    "wait_over_end": {"ru": "⏳ Ожидание кончится, и воронка тоже", "en": "⏳ The wait is over, and so is the funnel"},
    "time_ends_to": {"ru": "⌛ Время шага выйдет, дальше «{step}»", "en": "⌛ The step’s time is over, then “{step}”"},
    "time_ends_end": {
        "ru": "⌛ Время шага выйдет, и воронка закончится",
        "en": "⌛ The step’s time is over, and so is the funnel",
    },
    "access_ends_at": {"ru": "⏳ Доступ закончится", "en": "⏳ Access ends"},
    "access_reminds_at": {"ru": "⏳ Напоминание о конце доступа", "en": "⏳ A reminder that access ends"},
    "claim_waits_at": {"ru": "⏳ Владельцам напомнят об оплате", "en": "⏳ The owners are told again of the payment"},
    "claim_longer_at": {"ru": "⏳ Человек узнает, что это дольше", "en": "⏳ They are told that it takes longer"},
    "task_late_at": {"ru": "⏳ Задача сотрудника будет просрочена", "en": "⏳ The task of staff is late"},
    "never_late": {
        "ru": "🚫 Не придёт {steps}: время прошло или было бы позже конца",
        "en": "🚫 Does not come {steps}: its time has passed, or is after the end",
    },
    "never_silent": {
        "ru": "🚫 Не придёт {steps}, пока боту нельзя писать",
        "en": "🚫 Does not come {steps} while the bot may not write",
    },
    "only_if_asked": {
        "ru": "💤 Придёт {steps}, только если попросят счёт и не оплатят",
        "en": "💤 Comes {steps} only if they ask to pay and do not",
    },
    "other_funnel": {"ru": "🔗 Ещё идёт воронка «{funnel}»", "en": "🔗 Also walks “{funnel}”"},
}
