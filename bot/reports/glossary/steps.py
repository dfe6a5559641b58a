"""What became of the messages of each step."""

from bot.reports.glossary.figure import Figure, figure

STEPS: dict[str, Figure] = {
    "step": figure("text", "шаг", "step"),
    "label": figure("text", "сообщение", "message"),
    "sent": figure(
        "count",
        "отправлено",
        "sent",
        means_ru="Сообщения шага, переданные Telegram: доставленные и недоставленные.",
        means_en="Messages of the step handed to Telegram: delivered + failed.",
    ),
    "delivered": figure(
        "count",
        "доставлено",
        "delivered",
        means_ru="Из отправленных — принятые Telegram.",
        means_en="Of those sent, accepted by Telegram.",
    ),
    "failed": figure(
        "count",
        "не доставлено",
        "failed",
        means_ru="Из отправленных — отвергнутые окончательно: бот заблокирован или чата больше нет.",
        means_en="Of those sent, refused for good: the bot is blocked, or the chat is gone.",
    ),
    "clicked": figure(
        "count",
        "нажали",
        "clicked",
        means_ru="Люди, нажавшие кнопку или ссылку шага; каждый считается один раз.",
        means_en="People who pressed a button or followed a link of the step, each counted once.",
    ),
    "ctr": figure(
        "share",
        "CTR",
        "CTR",
        means_ru="Нажали / доставлено.",
        means_en="Clicked / delivered.",
    ),
    "answered": figure(
        "count",
        "ответили",
        "answered",
        means_ru="Люди, ответившие на шаг словами или кнопкой ответа; каждый считается один раз.",
        means_en="People who replied to the step, in words or by a button that answers, each counted once.",
    ),
    "asked_to_pay": figure(
        "count",
        "хотели оплатить",
        "asked to pay",
        means_ru="Люди, нажавшие кнопку оплаты; каждый считается один раз.",
        means_en="People who pressed a button to pay here, each counted once.",
    ),
    "paid": figure(
        "count",
        "оплатили",
        "paid",
        means_ru="Люди, оплатившие заказ этого шага, даже если деньги потом вернули.",
        means_en="People who have paid an order of this step, also if the money went back later.",
    ),
    "abandoned": figure(
        "count",
        "не оплатили",
        "abandoned",
        means_ru="Хотели оплатить − оплатили.",
        means_en="Asked to pay − paid.",
    ),
    "left_within_day": figure(
        "count",
        "ушли за 24 ч",
        "left within 24 h",
        means_ru="Люди, заблокировавшие или остановившие бота в течение 24 часов после сообщения; каждый один раз.",
        means_en="People who blocked the bot or stopped it within 24 hours after the message, each counted once.",
    ),
    "left_share": figure(
        "share",
        "доля ушедших",
        "share that left",
        means_ru="Ушли за 24 ч / доставлено.",
        means_en="Left within 24 h / delivered.",
    ),
    "worst_in": figure(
        "text",
        "хуже всех",
        "worst in",
        means_ru="В чём сообщение хуже всех остальных вместе больше, чем бывает случайно: 95 % интервал разности долей"
        " (Ньюкомб) с поправкой на число сообщений; меньше 30 не сравниваются.",
        means_en="In what the message is worse than all others together by more than chance: the 95% interval of the"
        " difference of shares (Newcombe), allowing for the number of messages; fewer than 30 are not judged.",
    ),
}
