"""The bot's own words to the staff, in Russian and English."""

from typing import Literal

Word = Literal[
    "confirm",
    "refuse",
    "confirmed",
    "refused",
    "decided_already",
    "claimed",
    "proof",
    "claim_waits",
    "paid",
    "paid_more",
    "renewed",
    "paid_short",
    "paid_sold_out",
    "deliver_anyway",
    "accept",
    "accepted",
    "paid_again",
    "paid_second",
    "stray_payment",
    "stray_disputed",
    "refund_failed",
    "refund_slow",
    "not_delivered",
    "not_withdrawn",
    "overdue",
    "codes_low",
    "codes_served",
    "send_again",
    "sent_again",
    "disputed",
    "help",
    "no_funnels",
    "funnel_line",
    "begins_by_words",
    "begins_by_events",
    "command_funnels",
    "command_link",
    "command_spend",
    "command_products",
    "command_orders",
    "command_refund",
    "command_export",
    "which_export",
    "export_too_large",
    "command_reconcile",
    "command_failed",
    "command_help",
    "notice_note",
    "notice_task",
    "notice_task_late",
    "notice_handoff",
    "notice_said",
    "notice_handoff_over",
    "notice_asked",
    "notice_wanted",
    "notice_gate_broken",
    "notice_call_failed",
    "notice_not_removed",
    "notice_present_failed",
    "notice_payment_not_asked",
    "notice_not_cancelled",
    "notice_renewal_unheard",
    "notice_set_aside",
    "notice_repeated",
    "act_done",
    "act_back",
    "act_hint",
    "how_to_reply",
    "only_staff",
    "task_is_done",
    "task_was_done",
    "chat_is_back",
    "chat_was_back",
    "takes_no_reply",
    "cannot_be_passed_on",
    "person_is_gone",
    "presents_sent",
    "no_presents",
    "command_start",
    "command_stop",
    "failed",
    "too_long",
]

_WORDS: dict[Word, dict[str, str]] = {
    "confirm": {"ru": "Деньги пришли", "en": "Money is here"},
    "refuse": {"ru": "Не пришли", "en": "It is not"},
    "confirmed": {"ru": "Подтверждено, товар отправлен", "en": "Confirmed, the goods are on their way"},
    "refused": {"ru": "Отказано, человеку сообщили", "en": "Refused, the person has been told"},
    "decided_already": {"ru": "По этому заказу решение уже принято", "en": "This order is decided already"},
    "claimed": {
        "ru": "💬 Говорит, что заплатил(а): <b>{title}</b>, {money}\n{who}\nЗаказ <code>{order}</code>",
        "en": "💬 Says they have paid: <b>{title}</b>, {money}\n{who}\nOrder <code>{order}</code>",
    },
    "proof": {
        "ru": "🧾 Подтверждение оплаты: <b>{title}</b>, {money}\n{who}\nЗаказ <code>{order}</code>\n\n{reason}",
        "en": "🧾 Proof of payment: <b>{title}</b>, {money}\n{who}\nOrder <code>{order}</code>\n\n{reason}",
    },
    "claim_waits": {
        "ru": "⏰ Ждёт вашего ответа, пришли ли деньги: <b>{title}</b>, {money}\n{who}\nЗаказ <code>{order}</code>",
        "en": "⏰ Still waits for your answer whether the money is here: <b>{title}</b>, {money}\n"
        "{who}\nOrder <code>{order}</code>",
    },
    "paid": {
        "ru": "✅ Оплата: <b>{title}</b>, {money}\n{who}\nЗаказ <code>{order}</code>",
        "en": "✅ Payment: <b>{title}</b>, {money}\n{who}\nOrder <code>{order}</code>",
    },
    "paid_more": {
        "ru": "✅ Оплата больше цены: <b>{title}</b>, {money}. Товар отправлен, разницу решайте сами.\n"
        "{who}\nЗаказ <code>{order}</code>",
        "en": "✅ Paid more than the price: <b>{title}</b>, {money}. The goods are on their way, "
        "the rest is yours to decide.\n{who}\nOrder <code>{order}</code>",
    },
    "renewed": {
        "ru": "🔁 Подписка продлена: <b>{title}</b>, {money}\n{who}\nЗаказ <code>{order}</code>",
        "en": "🔁 A subscription was renewed: <b>{title}</b>, {money}\n{who}\nOrder <code>{order}</code>",
    },
    "paid_short": {
        "ru": "⚠️ Пришло не то, что просили: <b>{title}</b>, {money}. Деньги записаны, товар не выдан.\n"
        "{who}\nЗаказ <code>{order}</code>",
        "en": "⚠️ Not what was asked has arrived: <b>{title}</b>, {money}. It is recorded, nothing is delivered.\n"
        "{who}\nOrder <code>{order}</code>",
    },
    "paid_sold_out": {
        "ru": "⚠️ Оплачено то, что уже раскупили: <b>{title}</b>, {money}. Деньги записаны, товар не выдан.\n"
        "{who}\nЗаказ <code>{order}</code>",
        "en": "⚠️ Paid, and sold out before: <b>{title}</b>, {money}. It is recorded, nothing is delivered.\n"
        "{who}\nOrder <code>{order}</code>",
    },
    "deliver_anyway": {"ru": "Всё равно выдать", "en": "Deliver all the same"},
    "accept": {"ru": "Принять как оплату", "en": "Take it for the price"},
    "accepted": {"ru": "Принято, товар отправлен", "en": "Taken, the goods are on their way"},
    "paid_again": {
        "ru": "⚠️ Второй платёж за то же: <b>{title}</b>, {money}. Верните деньги.\n{who}\nЗаказ <code>{order}</code>",
        "en": "⚠️ Paid a second time: <b>{title}</b>, {money}. Please refund it.\n{who}\nOrder <code>{order}</code>",
    },
    "paid_second": {
        "ru": "⚠️ Оплачено второе из предложения, где выбирают одно: <b>{title}</b>, {money}. Товар отправлен. "
        "Спросите, нужны ли оба, и верните лишнее.\n{who}\nЗаказ <code>{order}</code>",
        "en": "⚠️ Paid as a second product of an offer to choose one: <b>{title}</b>, {money}. The goods are on their "
        "way. Ask whether both are wanted, and refund what is not.\n{who}\nOrder <code>{order}</code>",
    },
    "stray_payment": {
        "ru": "⚠️ Платёж без заказа: {money}. Деньги записаны, товар не выдан: решите сами (/orders stray).\n"
        "{who}\n<code>{order}</code>",
        "en": "⚠️ A payment without an order: {money}. It is recorded, nothing is delivered: please decide "
        "(/orders stray).\n{who}\n<code>{order}</code>",
    },
    "stray_disputed": {
        "ru": "⚠️ Оспорен платёж без заказа: {money}. Ответьте в кабинете сервиса, срок там короткий (/orders stray).\n"
        "{who}\n<code>{order}</code>",
        "en": "⚠️ A payment without an order is disputed: {money}. Answer in the service’s dashboard, time is short "
        "(/orders stray).\n{who}\n<code>{order}</code>",
    },
    "refund_failed": {
        "ru": "⚠️ Возврат не удался: {money}. Деньги остались у вас: {reason}\n{who}\n<code>{order}</code>",
        "en": "⚠️ A refund failed: {money}. You still have the money: {reason}\n{who}\n<code>{order}</code>",
    },
    "refund_slow": {
        "ru": "⏳ Возврат идёт дольше суток: {money}. Человек узнает, когда деньги вернутся, вы — если не выйдет.\n"
        "{reason}\n{who}\n<code>{order}</code>",
        "en": "⏳ A refund takes more than a day: {money}. The person is told when it is made, and you if it fails.\n"
        "{reason}\n{who}\n<code>{order}</code>",
    },
    "not_delivered": {
        "ru": "⚠️ Оплачено, но не выдано: <b>{title}</b>. Человеку сказали, что вы разбираетесь. "
        "Исправьте причину и отправьте снова.\n{reason}\n{who}\nЗаказ <code>{order}</code>",
        "en": "⚠️ Paid, but not handed over: <b>{title}</b>. The person knows that you are looking at it. "
        "Mend the cause and send it again.\n{reason}\n{who}\nOrder <code>{order}</code>",
    },
    "not_withdrawn": {
        "ru": "⚠️ Деньги вернулись, но ваша система об этом не узнала: <b>{title}</b>. Закройте доступ там сами.\n"
        "{reason}\n{who}\nЗаказ <code>{order}</code>",
        "en": "⚠️ The money went back, but your system could not be told: <b>{title}</b>. Please take the access away "
        "there.\n{reason}\n{who}\nOrder <code>{order}</code>",
    },
    "overdue": {
        "ru": "⚠️ Оплачено больше часа назад и до сих пор не выдано: <b>{title}</b>, {money}\n"
        "{who}\nЗаказ <code>{order}</code>",
        "en": "⚠️ Paid more than an hour ago and still not handed over: <b>{title}</b>, {money}\n"
        "{who}\nOrder <code>{order}</code>",
    },
    "codes_low": {
        "ru": "⚠️ Коды заканчиваются: в списке <b>{title}</b> осталось {reason}. Допишите новые в конец файла.",
        "en": "⚠️ Codes run low: the list <b>{title}</b> has {reason} left. Add new ones at its end.",
    },
    "codes_served": {
        "ru": "✅ Новые коды из списка <b>{title}</b> ушли тем, кто ждал: {reason}",
        "en": "✅ New codes of the list <b>{title}</b> went to those who were waiting: {reason}",
    },
    "send_again": {"ru": "Отправить снова", "en": "Send again"},
    "sent_again": {"ru": "Отправляется", "en": "On its way"},
    "disputed": {
        "ru": "⚠️ Платёж оспорен: <b>{title}</b>, {money}. Ответьте в кабинете сервиса, срок там короткий.\n"
        "{who}\nЗаказ <code>{order}</code>",
        "en": "⚠️ A payment is disputed: <b>{title}</b>, {money}. Answer in the service’s dashboard, time is short."
        "\n{who}\nOrder <code>{order}</code>",
    },
    "help": {
        "ru": "Команды владельца (другие люди их не видят):",
        "en": "Commands for owners (other people do not see them):",
    },
    "no_funnels": {"ru": "Воронок пока нет.", "en": "There are no funnels yet."},
    "funnel_line": {
        "ru": "<b>{title}</b> ({name}, версия {version})\nначали {started}, внутри {inside}, закончили {ended}",
        "en": "<b>{title}</b> ({name}, version {version})\nstarted {started}, inside {inside}, ended {ended}",
    },
    "begins_by_words": {"ru": "по словам: {names}", "en": "by words: {names}"},
    "begins_by_events": {"ru": "по событиям: {names}", "en": "by events: {names}"},
    "command_funnels": {
        "ru": "воронки, их ссылки и сколько в них людей",
        "en": "funnels, their links and people",
    },
    "command_link": {"ru": "ссылка с QR-кодом для источника", "en": "a link with a QR code for a source"},
    "command_spend": {"ru": "расходы на рекламу", "en": "what advertising cost"},
    "command_products": {"ru": "товары: продажи и остатки", "en": "what is sold, and what is left"},
    "command_orders": {"ru": "заказы и их история", "en": "orders and what happened to them"},
    "command_export": {"ru": "всё в Excel и CSV", "en": "everything as Excel and CSV"},
    "which_export": {
        "ru": "Какая воронка? Строка копируется касанием:\n\n{commands}",
        "en": "Which funnel? A touch copies the line:\n\n{commands}",
    },
    "export_too_large": {
        "ru": "CSV больше, чем принимает Telegram (50 МБ). На сервере: "
        "<code>voronka export {funnel} --output папка</code>",
        "en": "The CSV files are more than Telegram takes (50 MB). On the server: "
        "<code>voronka export {funnel} --output FOLDER</code>",
    },
    "command_refund": {"ru": "вернуть деньги", "en": "give money back"},
    "command_reconcile": {"ru": "сверить платежи с сервисами", "en": "compare payments with the services’ lists"},
    "command_failed": {
        "ru": "что не получилось: повторить или убрать",
        "en": "what failed: play it again or drop it",
    },
    "command_help": {"ru": "эти команды", "en": "these commands"},
    "notice_note": {"ru": "🔔 Заметка", "en": "🔔 Note"},
    "notice_task": {"ru": "📌 Задача", "en": "📌 Task"},
    "notice_task_late": {"ru": "⏰ Задача не сделана в срок", "en": "⏰ A task is late"},
    "notice_handoff": {"ru": "🙋 Чат передан вам", "en": "🙋 The chat is yours"},
    "notice_said": {"ru": "💬 Пишет вам", "en": "💬 Writes to you"},
    "notice_handoff_over": {
        "ru": "⌛ Чат не вернули вовремя: дальше ведёт бот",
        "en": "⌛ The chat was not given back in time: the bot goes on",
    },
    "notice_asked": {"ru": "❓ Бот не понял, ответьте человеку", "en": "❓ The bot did not understand, please answer"},
    "notice_wanted": {"ru": "🙋 Ждёт человека, ответьте", "en": "🙋 Asks for a person, please answer"},
    "notice_gate_broken": {
        "ru": "⚠️ Подписку не проверить, человек пропущен. Сделайте бота администратором канала",
        "en": "⚠️ The membership cannot be checked, the person was let on. Make the bot an administrator",
    },
    "notice_call_failed": {"ru": "⚠️ Запрос на внешний адрес не удался", "en": "⚠️ A call to a web address failed"},
    "notice_not_removed": {
        "ru": "⚠️ Доступ закончился, а убрать человека из чата не получилось",
        "en": "⚠️ Access has ended, but the person could not be removed from the chat",
    },
    "notice_present_failed": {
        "ru": "⚠️ Подарок выдать не получилось, человек ничего не получил. Исправьте причину и отправьте снова",
        "en": "⚠️ A present could not be handed over, the person got nothing. Mend the cause and send it again",
    },
    "notice_payment_not_asked": {
        "ru": "⚠️ Не удалось начать оплату, человеку предложили попробовать ещё раз или иначе",
        "en": "⚠️ A payment could not be begun, the person was asked to try again or in another way",
    },
    "notice_not_cancelled": {
        "ru": "⚠️ Подписку не удалось отменить, человеку сказали, как сделать это в Telegram",
        "en": "⚠️ A subscription could not be cancelled, the person was told how to do it in Telegram",
    },
    "notice_renewal_unheard": {
        "ru": "⚠️ Срок подписки вышел, а Telegram не сообщил ни о платеже, ни об отказе: доступ закрыт. Если бот стоял "
        "дольше суток, платёж найдёт /reconcile",
        "en": "⚠️ A subscription has run out, Telegram told neither of a payment nor of a failure: access has ended. "
        "If the bot stood still for more than a day, /reconcile finds the payment",
    },
    "notice_set_aside": {
        "ru": "⚠️ Ошибка в программе: одно действие не выполнено и отложено, остальное работает. Когда исправите, "
        "повторите его: /failed",
        "en": "⚠️ An error of the program: something could not be done and is set aside, all else goes on. When it is "
        "mended, play it again: /failed",
    },
    "notice_repeated": {"ru": "ещё раз за последний час: {more}", "en": "again in the last hour: {more}"},
    "act_done": {"ru": "Готово", "en": "Done"},
    "act_back": {"ru": "Вернуть боту", "en": "Give back to the bot"},
    "act_hint": {"ru": "Как ответить?", "en": "How to reply?"},
    "how_to_reply": {
        "ru": "Ответьте на это сообщение (свайп или «Ответить»): текст, голос или файл уйдёт человеку.",
        "en": "Reply to this message (swipe, or “Reply”): your text, voice or file goes to the person.",
    },
    "only_staff": {"ru": "Эта кнопка — для команды.", "en": "This button is for the staff."},
    "task_is_done": {"ru": "Сделано: {who}", "en": "Done: {who}"},
    "task_was_done": {"ru": "Задача уже сделана", "en": "It is done already"},
    "chat_is_back": {"ru": "Чат снова у бота: {who}", "en": "The bot has the chat again: {who}"},
    "chat_was_back": {"ru": "Чат уже у бота", "en": "The bot has the chat already"},
    "takes_no_reply": {
        "ru": "На это уведомление не отвечают: человек ничего не получит.",
        "en": "This notice takes no reply: the person gets nothing.",
    },
    "cannot_be_passed_on": {
        "ru": "Это переслать не получится: пришлите текст, фото, голос или файл.",
        "en": "This cannot be passed on: send text, a photo, a voice message or a file.",
    },
    "person_is_gone": {
        "ru": "Не передано: человек остановил или заблокировал бота.",
        "en": "Not passed on: the person has stopped or blocked the bot.",
    },
    "presents_sent": {"ru": "Отправляется: {count}", "en": "On its way: {count}"},
    "no_presents": {"ru": "Отправлять больше нечего", "en": "Nothing is left to send"},
    "command_start": {"ru": "начать", "en": "begin"},
    "command_stop": {"ru": "больше не писать мне", "en": "write to me no more"},
    "failed": {
        "ru": "Не получилось: {reason}. Подробности в журнале.",
        "en": "That did not work: {reason}. The log has the details.",
    },
    "too_long": {
        "ru": "В команде больше {most} знаков: столько ей не нужно.",
        "en": "The command has more than {most} characters: it needs no more.",
    },
}


def say(word: Word, language: str, **values: object) -> str:
    """The sentence (Telegram HTML; values must be escaped) in `ru` or `en`."""
    return _WORDS[word][language].format(**values)


def both(word: Word) -> dict[str, str]:
    """The sentence by language."""
    return dict(_WORDS[word])
