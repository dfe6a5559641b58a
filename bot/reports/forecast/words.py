"""The words of `/forecast`, Russian and English: those it says, and those it understands."""

from dataclasses import dataclass

NAME = {"ru": "Что если", "en": "What if"}

KEYS = {
    **dict.fromkeys(("price", "цена"), "price"),
    **dict.fromkeys(("traffic", "starts", "трафик", "старты"), "traffic"),
    **dict.fromkeys(("spend", "расход", "затраты"), "spend"),
    **dict.fromkeys(("revenue", "выручка"), "revenue"),
    **dict.fromkeys(("orders", "заказы"), "orders"),
}
TARGET = ("target", "цель")
BY = ("by", "по", "через")
TRAFFIC = ("traffic", "трафик", "трафику", "трафиком")


@dataclass(frozen=True, kw_only=True)
class ForecastWords:
    """Telegram HTML with named places."""

    estimate: str
    followed: str
    nobody: str
    change: str
    conversion: str
    price: str
    traffic: str
    spend: str
    orders: str
    revenue: str
    romi: str
    spent: str
    no_spend: str
    cut_spend: str
    shared: str
    no_sales: str
    goal_orders: str
    goal_revenue: str
    needs_conversion: str
    needs_traffic: str
    beyond: str
    beyond_traffic: str
    now: str
    can: str
    not_understood: str
    no_stage: str
    which_product: str
    not_sold: str
    no_goal: str
    one_goal: str


WORDS: dict[str, ForecastWords] = {
    "ru": ForecastWords(
        estimate="<i>Оценка: всё, что не названо, остаётся как было</i>",
        followed="<i>Куда идут с каждого этапа, посчитано по стольким стартам: {n}</i>",
        nobody="В эти дни никто не начал воронку: считать не от чего.",
        change="<b>Меняем</b>",
        conversion="{stage}: {before} → <b>{after}</b>",
        price="{product}: каждый заказ по <b>{after}</b>",
        traffic="старты: {before} → <b>{after}</b>",
        spend="расход: {before} → <b>{after}</b>",
        orders="заказы {it}",
        revenue="чистая выручка {it}",
        romi="ROMI {it}",
        spent="расход {it}, {each} за старт",
        no_spend="<i>Расход не известен, ROMI не посчитать: внесите его (/spend) или напишите <code>spend=…</code></i>",
        cut_spend="<i>Расход известен только по источникам и кампаниям: напишите <code>spend=…</code></i>",
        shared="<i>Приводят и в другие воронки, расход не делится: {names}</i>",
        no_sales="За этот период ничего не купили: деньги оценить не из чего.",
        goal_orders="Цель: заказов <b>{goal}</b>, сейчас {now}",
        goal_revenue="Цель: <b>{goal}</b> чистой выручки, сейчас {now}",
        needs_conversion="{stage}: нужна конверсия <b>{needed}</b>, сейчас {now}",
        needs_traffic="трафик: нужно стартов <b>{needed}</b>, сейчас {now}",
        beyond="{stage}: недостижимо, больше {best} не даст",
        beyond_traffic="трафик: недостижимо, продаж нет",
        now="<b>Как сейчас</b>",
        can="<b>Можно написать</b>, вместе или по одному:\n"
        "<code>/forecast {stage}=12%</code> — конверсия этапа\n"
        "<code>/forecast {product}={price}</code> — цена товара\n"
        "<code>/forecast traffic=+20%</code> или <code>traffic=500</code> — старты\n"
        "<code>/forecast spend={money}</code> — расход на рекламу\n"
        "<code>/forecast target revenue={money}</code> или <code>target orders=100 by {stage}</code> — "
        "что нужно для цели",
        not_understood="Не понимаю «{word}».",
        no_stage="Этапа или товара «{word}» нет. Этапы: {stages}.",
        which_product="Товаров несколько, назовите какой: {products}.",
        not_sold="«{product}» за {currency} в этом периоде не покупали: цену сравнить не с чем.",
        no_goal="После <code>target</code> нужно <code>revenue=…</code> или <code>orders=…</code>.",
        one_goal="Цель может быть одна.",
    ),
    "en": ForecastWords(
        estimate="<i>An estimate: whatever is not named stays as it was</i>",
        followed="<i>Where people go from each stage is counted of {n} starts</i>",
        nobody="Nobody started on these days: there is nothing to reckon from.",
        change="<b>Changed</b>",
        conversion="{stage}: {before} → <b>{after}</b>",
        price="{product}: every order at <b>{after}</b>",
        traffic="starts: {before} → <b>{after}</b>",
        spend="spend: {before} → <b>{after}</b>",
        orders="orders {it}",
        revenue="net revenue {it}",
        romi="ROMI {it}",
        spent="spend {it}, {each} a start",
        no_spend="<i>The spend is not known, so there is no ROMI: tell it (/spend), or write <code>spend=…</code></i>",
        cut_spend="<i>Spend is known by source and campaign alone: write <code>spend=…</code></i>",
        shared="<i>Bring people to other funnels too, their spend is not divided: {names}</i>",
        no_sales="Nothing was bought in this period: there is no money to reckon from.",
        goal_orders="Target: <b>{goal}</b> orders, {now} now",
        goal_revenue="Target: <b>{goal}</b> net revenue, {now} now",
        needs_conversion="{stage}: needs a conversion of <b>{needed}</b>, {now} now",
        needs_traffic="traffic: needs <b>{needed}</b> starts, {now} now",
        beyond="{stage}: not reachable, it gives {best} at most",
        beyond_traffic="traffic: not reachable, nothing is sold",
        now="<b>As it is</b>",
        can="<b>You can write</b>, together or one by one:\n"
        "<code>/forecast {stage}=12%</code>: the conversion of a stage\n"
        "<code>/forecast {product}={price}</code>: the price of a product\n"
        "<code>/forecast traffic=+20%</code> or <code>traffic=500</code>: starts\n"
        "<code>/forecast spend={money}</code>: what ads cost\n"
        "<code>/forecast target revenue={money}</code> or <code>target orders=100 by {stage}</code>: "
        "what a target needs",
        not_understood="I do not understand “{word}”.",
        no_stage="There is no stage or product “{word}”. Stages: {stages}.",
        which_product="There are several products, name one: {products}.",
        not_sold="“{product}” was not bought for {currency} in this period: there is no price to compare with.",
        no_goal="After <code>target</code> comes <code>revenue=…</code> or <code>orders=…</code>.",
        one_goal="There can be one target.",
    ),
}
