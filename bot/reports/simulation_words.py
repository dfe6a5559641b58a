"""Every word the report of a simulation adds to that of a funnel, in each language it speaks."""

from dataclasses import dataclass

from bot.reports.words import spoken_in


@dataclass(frozen=True, kw_only=True)
class SimulationWords:
    language: str
    chance: str
    assumed: str
    orders: str
    product: str
    paid: str
    revenue: str
    nothing: str
    messages: str
    busiest_day: str
    busiest_minute: str
    inside: str
    standing: str
    people: str
    unreached: str
    none_unreached: str
    acts: str
    times: str
    default: str
    history: str
    file: str


_RUSSIAN = SimulationWords(
    language="ru",
    chance="Это оценка, а не факты: {people} чел. придут за {days} дн. с {first_day} (зерно {seed}).",
    assumed=(
        "Принято: все сообщения доходят, оплата удаётся, оплату вручную подтверждают сразу; люди приходят поровну "
        "каждый день, больше вечером."
    ),
    orders="Заказы: {orders}, из них оплачено {paid}",
    product="продукт",
    paid="оплат",
    revenue="Выручка: {revenue}",
    nothing="нет",
    messages="Сообщения: {messages}",
    busiest_day="самый загруженный день — {day}: {messages}",
    busiest_minute=(
        "самая загруженная минута — {minute}: {messages}, то есть {share} того, что принимает Telegram "
        "({limit} в минуту)"
    ),
    inside="В конце внутри: {inside}",
    standing="где стоят",
    people="людей",
    unreached="Шаги, до которых никто не дошёл:",
    none_unreached="До каждого шага кто-нибудь дошёл.",
    acts="По каким вероятностям: что делают те, кто дошёл до шага",
    times="половина / 90\N{NO-BREAK SPACE}% за",
    default="допущение",
    history="история",
    file="файл",
)

_ENGLISH = SimulationWords(
    language="en",
    chance="This is an estimate, not facts: {people} people come within {days} days from {first_day} (seed {seed}).",
    assumed=(
        "Assumed: every message arrives, payments succeed, a payment by hand is confirmed at once; equally many people "
        "come each day, more of them in the evening."
    ),
    orders="Orders: {orders}, of these paid {paid}",
    product="product",
    paid="paid",
    revenue="Revenue: {revenue}",
    nothing="none",
    messages="Messages: {messages}",
    busiest_day="the busiest day is {day}: {messages}",
    busiest_minute=(
        "the busiest minute is {minute}: {messages}, that is {share} of what Telegram takes ({limit} a minute)"
    ),
    inside="Inside at the end: {inside}",
    standing="where they stand",
    people="people",
    unreached="Steps nobody has reached:",
    none_unreached="Every step was reached by somebody.",
    acts="The probabilities: what those who come to a step do",
    times="half / 90% within",
    default="assumption",
    history="history",
    file="file",
)

LANGUAGES = {words.language: words for words in (_RUSSIAN, _ENGLISH)}


def simulation_words_in(language: str) -> SimulationWords:
    """The words for a code such as `ru` or `ru-RU`; English where the language is not spoken here."""
    return spoken_in(LANGUAGES, language)
