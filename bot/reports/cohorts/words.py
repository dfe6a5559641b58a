"""The words of `/cohorts`, Russian and English: those it says, and those it understands."""

from dataclasses import dataclass

from bot.reports.words import Counted
from funnels.analytics.cohorts import Unit

NAME: dict[Unit, dict[str, str]] = {
    "week": {"ru": "Когорты по неделям", "en": "Cohorts by week"},
    "month": {"ru": "Когорты по месяцам", "en": "Cohorts by month"},
}

UNITS: dict[str, Unit] = {
    **dict.fromkeys(("week", "weeks", "weekly", "неделя", "недели", "неделям"), "week"),
    **dict.fromkeys(("month", "months", "monthly", "месяц", "месяцы", "месяцам"), "month"),
}
BY = ("by", "по")


@dataclass(frozen=True, kw_only=True)
class CohortWords:
    """Telegram HTML with named places."""

    nobody: str
    bought: str
    passed: str
    people: Counted
    each: str
    ages: dict[Unit, str]
    money: str
    newest: str
    unknown: str
    sizes: str
    after: dict[Unit, str]
    going_on: dict[Unit, str]


WORDS: dict[str, CohortWords] = {
    "ru": CohortWords(
        nobody="В эти дни никто не начал воронку, когорт нет.",
        bought="Доля купивших хоть что-то, накопительно",
        passed="Доля прошедших этап «{stage}», накопительно",
        people=Counted(forms=dict.fromkeys(("one", "few", "many", "other"), "{n} чел.")),
        each="{money} на человека",
        ages={
            "week": "По неделям: 0-я (неделя старта), 1-я, 2-я… Последняя ещё идёт",
            "month": "По месяцам: 0-й (месяц старта), 1-й, 2-й… Последний ещё идёт",
        },
        money="Чистая выручка на человека, накопительно",
        newest="Показаны последние {n}: задайте период, чтобы увидеть другие.",
        unknown="Не понимаю «{word}». Можно: <code>неделя</code> или <code>месяц</code> и имя этапа: {stages}. "
        "Например: <code>/cohorts месяц {example}</code>",
        sizes="людей",
        after={"week": "недель после старта", "month": "месяцев после старта"},
        going_on={"week": "Пунктир: неделя ещё идёт", "month": "Пунктир: месяц ещё идёт"},
    ),
    "en": CohortWords(
        nobody="Nobody started on these days, so there are no cohorts.",
        bought="Share that had bought anything, cumulative",
        passed="Share that had passed “{stage}”, cumulative",
        people=Counted(forms={"one": "{n} person", "other": "{n} people"}),
        each="{money} a person",
        ages={
            "week": "By week: 0 (that of the start), 1, 2… The last one is going on",
            "month": "By month: 0 (that of the start), 1, 2… The last one is going on",
        },
        money="Net revenue a person, cumulative",
        newest="The newest {n} are shown: name a period to see others.",
        unknown="I do not know “{word}”. There are <code>week</code>, <code>month</code> and the names of stages: "
        "{stages}. For example: <code>/cohorts month {example}</code>",
        sizes="people",
        after={"week": "weeks after the start", "month": "months after the start"},
        going_on={"week": "Dashed: the week is going on", "month": "Dashed: the month is going on"},
    ),
}
