"""The words of `/sources`, Russian and English."""

from dataclasses import dataclass

from funnels.analytics.attribution import Model
from funnels.analytics.marks import Point

NAME = {"ru": "Источники", "en": "Sources"}
CAMPAIGNS = {"ru": "Кампании", "en": "Campaigns"}


@dataclass(frozen=True, kw_only=True)
class SourcesWords:
    """Telegram HTML with named places."""

    nothing: str
    models: dict[Model, str]
    whole: str
    no_source: str
    no_campaign: str
    people: str
    money: str
    revenue: str
    """Where nothing is known to have been spent."""
    romi: str
    ads: str
    leads: str
    orders: str
    earned: str
    more: str
    no_starts: str
    no_spend: str
    shared: str
    marks: str
    marked: str
    took: str
    points: dict[Point, str]


WORDS: dict[str, SourcesWords] = {
    "ru": SourcesWords(
        nothing="За эти дни никто не приходил, и расходов нет.\nСсылка для источника: <code>/link vk-march</code>\n"
        "Расходы на рекламу: <code>/spend</code>",
        models={
            "first": "заказы и выручка — по первому касанию",
            "last": "заказы и выручка — по последнему касанию до заказа, старты и лиды — по первому",
            "linear": "заказы и выручка — поровну на все касания до заказа, старты и лиды — по первому",
        },
        whole="Всего",
        no_source="без источника",
        no_campaign="без кампании",
        people="старты <b>{started}</b> → лиды <b>{leads}</b> → оплаты <b>{paid}</b>",
        money="расход {spend} → выручка <b>{net}</b>",
        revenue="выручка <b>{net}</b>",
        romi="ROMI <b>{romi}</b>",
        ads="показы {impressions} → клики {clicks} · CTR {ctr}",
        leads="CR {rate} (лиды из стартов)",
        orders="заказы {orders} → оплачено {paid} · клиенты {customers} · CR1 {cr1}",
        earned="средний чек {aov} · на подписчика {each}",
        more="Остальные источники",
        no_starts="⚠️ Расход без стартов: {names}",
        no_spend="Старты без расхода: {names}",
        shared="Приводят и в другие воронки, расход не делится: {names}",
        marks="Отметки",
        marked="{mark}: <b>{count}</b> · {share} от стартов",
        took="от «{after}» половина за {length} или быстрее",
        points={"start": "старт", "lead": "лид", "mql": "MQL", "sql": "SQL", "sale": "продажа"},
    ),
    "en": SourcesWords(
        nothing="Nobody came on these days, and nothing was spent.\nA link for a source: <code>/link vk-march</code>\n"
        "What ads cost: <code>/spend</code>",
        models={
            "first": "orders and revenue by the first touch",
            "last": "orders and revenue by the last touch before the order, starts and leads by the first",
            "linear": "orders and revenue equally to all touches before the order, starts and leads by the first",
        },
        whole="In all",
        no_source="no source",
        no_campaign="no campaign",
        people="starts <b>{started}</b> → leads <b>{leads}</b> → paid <b>{paid}</b>",
        money="spend {spend} → revenue <b>{net}</b>",
        revenue="revenue <b>{net}</b>",
        romi="ROMI <b>{romi}</b>",
        ads="impressions {impressions} → clicks {clicks} · CTR {ctr}",
        leads="CR {rate} (leads of starts)",
        orders="orders {orders} → paid {paid} · customers {customers} · CR1 {cr1}",
        earned="average order {aov} · per subscriber {each}",
        more="Other sources",
        no_starts="⚠️ Spend without starts: {names}",
        no_spend="Starts without spend: {names}",
        shared="Bring people to other funnels too, their spend is not divided: {names}",
        marks="Marks",
        marked="{mark}: <b>{count}</b> · {share} of starts",
        took="from “{after}”, half within {length}",
        points={"start": "start", "lead": "lead", "mql": "MQL", "sql": "SQL", "sale": "sale"},
    ),
}
