"""What was sold, what it brought, and what of it went back."""

from bot.reports.glossary.figure import Figure, figure

MONEY: dict[str, Figure] = {
    "currency": figure("text", "валюта", "currency"),
    "product": figure("text", "товар", "product"),
    "method": figure("text", "способ оплаты", "way to pay"),
    "orders": figure(
        "count",
        "заказы",
        "orders",
        means_ru="Намерения купить: каждый заказ один раз, сколько бы ни нажимали «оплатить».",
        means_en="Intents to buy: each order once, however often the button to pay was pressed.",
    ),
    "paid_orders": figure(
        "count",
        "оплачено",
        "paid orders",
        means_ru="Заказы, за которые пришли деньги; остаются и после возврата, продление подписки — тот же заказ.",
        means_en="Orders that money came for; a refund does not undo it, a renewal is of the same order.",
    ),
    "buyers": figure(
        "count",
        "покупатели",
        "buyers",
        means_ru="Прохождения, в которых купили хоть раз в этой валюте; по дате события — в день первой покупки.",
        means_en="Journeys in which anything was bought in this currency; by calendar, on the first purchase.",
    ),
    "revenue": figure(
        "money",
        "выручка",
        "revenue",
        means_ru="Деньги, которыми оплачены заказы и продлены подписки; без тех, на которые ничего не куплено.",
        means_en="Money that paid orders and renewals; without money that bought nothing.",
    ),
    "refunded": figure(
        "money",
        "возвраты",
        "refunded",
        means_ru="Сколько из выручки вернули; по дате события — в день возврата.",
        means_en="What of the revenue went back; by calendar, on the day of the refund.",
    ),
    "refunds": figure(
        "count",
        "число возвратов",
        "refunds",
        means_ru="Сколько раз возвращали деньги из выручки, целиком или частью.",
        means_en="How often money of the revenue went back, all of it or a part.",
    ),
    "net": figure(
        "money", "чистая выручка", "net revenue", means_ru="Выручка − возвраты.", means_en="Revenue - refunded."
    ),
    "aov": figure(
        "money",
        "средний чек",
        "average order",
        means_ru="Выручка / оплаченные заказы.",
        means_en="Revenue / paid orders.",
    ),
    "per_subscriber": figure(
        "money",
        "на подписчика",
        "per subscriber",
        means_ru="Чистая выручка / начали воронку.",
        means_en="Net revenue / journeys started.",
    ),
    "paid_once": figure(
        "count",
        "купили",
        "bought",
        means_ru="Люди, у которых оплачен хотя бы один заказ, в любой валюте.",
        means_en="People with one paid order or more, in any currency.",
    ),
    "paid_again": figure(
        "count",
        "купили ещё",
        "bought again",
        means_ru="Люди, у которых оплачены два заказа или больше.",
        means_en="People with two paid orders or more.",
    ),
    "repeat_rate": figure(
        "share",
        "повторные покупки",
        "repeat purchases",
        means_ru="Купили ещё / купили.",
        means_en="Bought again / bought.",
    ),
    "unearned": figure(
        "text",
        "деньги не за товар",
        "money that bought nothing",
        means_ru="Пришло, но не то, что просили, сверх нужного или без заказа: это не выручка, решайте в /orders.",
        means_en="It came as something else than was asked, twice, or for no order: no revenue, decide in /orders.",
    ),
    "payments": figure("count", "платежи", "payments"),
    "came": figure("money", "пришло", "came"),
    "went_back": figure("money", "вернули", "went back"),
}
