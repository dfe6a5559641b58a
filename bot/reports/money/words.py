"""The words of `/money`, Russian and English."""

from dataclasses import dataclass

NAME = {"ru": "Деньги", "en": "Money"}


@dataclass(frozen=True, kw_only=True)
class MoneyWords:
    """Telegram HTML with named places."""

    nothing: str
    net: str
    before: str
    none_before: str
    refunded: str
    orders: str
    averages: str
    products: str
    methods: str
    repeat: str
    split: str
    ltv: str
    ltv_hint: str
    people: str
    unearned: str
    kinds: dict[str, str]
    went_back: str
    later: str


WORDS: dict[str, MoneyWords] = {
    "ru": MoneyWords(
        nothing="Покупок пока нет. Здесь появятся выручка, возвраты и средний чек.",
        net="<b>{net}</b> чистая выручка",
        before="за прошлый период {net}",
        none_before="за прошлый период ничего",
        refunded="выручка {revenue}, возвраты {refunded} ({times})",
        orders="заказы <b>{orders}</b> → оплачено <b>{paid}</b>, покупатели <b>{buyers}</b>",
        averages="средний чек <b>{aov}</b>, на подписчика <b>{each}</b>",
        products="Товары",
        methods="Способы оплаты",
        repeat="Купили ещё раз: <b>{again}</b> из {once}, <b>{rate}</b>",
        split="По значениям среза",
        ltv="LTV по месяцу старта",
        ltv_hint="на подписчика к концу 0-го, 1-го, 2-го… месяца; последний ещё идёт",
        people="{n} чел.",
        unearned="Деньги не за товар, это не выручка",
        kinds={
            "stray": "без заказа (все воронки)",
            "short": "не та сумма",
            "sold_out": "товар кончился",
            "extra": "заплачено ещё раз",
            "whole": "заплачено ещё раз",
        },
        went_back="вернули {money}",
        later="Повторные прохождения принесли ещё {money}; здесь их нет.",
    ),
    "en": MoneyWords(
        nothing="Nothing was bought so far. Revenue, refunds and the average order come here.",
        net="<b>{net}</b> net revenue",
        before="{net} in the period before",
        none_before="nothing in the period before",
        refunded="revenue {revenue}, refunded {refunded} ({times})",
        orders="orders <b>{orders}</b> → paid <b>{paid}</b>, buyers <b>{buyers}</b>",
        averages="average order <b>{aov}</b>, per subscriber <b>{each}</b>",
        products="Products",
        methods="Ways to pay",
        repeat="Bought again: <b>{again}</b> of {once}, <b>{rate}</b>",
        split="By the values of the slice",
        ltv="LTV by month of the start",
        ltv_hint="per subscriber by the end of month 0, 1, 2…; the last one is going on",
        people="{n} people",
        unearned="Money that bought nothing, which is no revenue",
        kinds={
            "stray": "for no order (all funnels)",
            "short": "not what was asked",
            "sold_out": "sold out by then",
            "extra": "paid once more",
            "whole": "paid once more",
        },
        went_back="{money} went back",
        later="Journeys of people who entered again brought {money} more, which is not in here.",
    ),
}
