"""Every word a report says of itself, in each language it speaks; a language lacks no word of another."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from babel import Locale

Language = TypeVar("Language")


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A sentence that changes with the number in it: CLDR plural category -> sentence with named places."""

    forms: Mapping[str, str]

    def __call__(self, language: str, number: int, **places: str) -> str:
        return self.forms[Locale.parse(language).plural_form(number)].format(**places)


@dataclass(frozen=True, kw_only=True)
class Words:
    language: str
    all_time: str
    estimate: Counted
    people_started: Counted
    finished_of: Counted
    total: str
    from_start: str
    reached: str
    passed: str
    lost: str
    inside: str
    inside_now: str
    length: str
    length_90: str
    continued: str
    stage: str
    step: str
    sent: str
    delivered: str
    delivered_of: str
    failed: str
    clicked: str
    answered: str
    asked_to_pay: str
    paid: str
    abandoned: str
    not_sent: str
    conversion: str
    ctr: str
    median: str
    ninetieth: str
    nobody: str
    nobody_hint: str
    nobody_such: str
    no_steps: str
    older: str
    revenue: str
    immature: str

    def period(self, estimated_days: int) -> str:
        """What the figures are of: all that was counted, or so many days that were simulated."""
        if not estimated_days:
            return self.all_time
        return self.estimate(self.language, estimated_days, n=str(estimated_days))


def _counted(**forms: str) -> Counted:
    return Counted(forms=forms)


_RUSSIAN = Words(
    language="ru",
    all_time="за всё время",
    estimate=_counted(
        one="оценка на {n} день вперёд",
        few="оценка на {n} дня вперёд",
        many="оценка на {n} дней вперёд",
        other="оценка на {n} дня вперёд",
    ),
    people_started=_counted(
        one="{n} человек начал",
        few="{n} человека начали",
        many="{n} человек начали",
        other="{n} человека начали",
    ),
    finished_of=_counted(
        one="{n} из {whole} прошёл последний этап",
        few="{n} из {whole} прошли последний этап",
        many="{n} из {whole} прошли последний этап",
        other="{n} из {whole} прошли последний этап",
    ),
    total="Конверсия всей воронки",
    from_start="от старта",
    reached="вошли",
    passed="прошли",
    lost="потеряно",
    inside="внутри",
    inside_now="сейчас внутри",
    length="половина — за {median}",
    length_90="половина — за {median}, 90\N{NO-BREAK SPACE}% — за {p90}",
    continued="продолжение",
    stage="этап",
    step="шаг",
    sent="отправлено",
    delivered="доставлено",
    delivered_of="доставлено {n} из {whole}",
    failed="не доставлено",
    clicked="нажали",
    answered="ответили",
    asked_to_pay="начали оплату",
    paid="оплатили",
    abandoned="бросили",
    not_sent="ещё не отправлялось",
    conversion="конверсия",
    ctr="CTR",
    median="медиана",
    ninetieth="90\N{NO-BREAK SPACE}%",
    nobody="Пока никто не начал",
    nobody_hint="Цифры появятся с первым подписчиком",
    nobody_such="Таких прохождений нет",
    no_steps="Шаги по одному значению не считаются",
    older="прежняя версия",
    revenue="выручка",
    immature="⏳ обычное время до продажи ({length}) уже прошло у {share}: цифры ещё вырастут",
)

_ENGLISH = Words(
    language="en",
    all_time="all time",
    estimate=_counted(one="an estimate, {n} day ahead", other="an estimate, {n} days ahead"),
    people_started=_counted(one="{n} person started", other="{n} people started"),
    finished_of=_counted(one="{n} of {whole} passed the last stage", other="{n} of {whole} passed the last stage"),
    total="Conversion of the whole funnel",
    from_start="from the start",
    reached="reached",
    passed="passed",
    lost="lost",
    inside="inside",
    inside_now="inside now",
    length="half within {median}",
    length_90="half within {median}, 90% within {p90}",
    continued="continued",
    stage="stage",
    step="step",
    sent="sent",
    delivered="delivered",
    delivered_of="delivered {n} of {whole}",
    failed="failed",
    clicked="clicked",
    answered="answered",
    asked_to_pay="asked to pay",
    paid="paid",
    abandoned="abandoned",
    not_sent="not sent yet",
    conversion="conversion",
    ctr="CTR",
    median="median",
    ninetieth="90%",
    nobody="Nobody has started yet",
    nobody_hint="Figures come with the first subscriber",
    nobody_such="There are no such journeys",
    no_steps="Steps are not counted for one value",
    older="older version",
    revenue="revenue",
    immature="⏳ {share} have had the usual time to a sale ({length}): the figures will still grow",
)

LANGUAGES = {words.language: words for words in (_RUSSIAN, _ENGLISH)}


def words_in(language: str) -> Words:
    """Return the words for a code such as `ru` or `ru-RU`; English where the language is not spoken here."""
    return spoken_in(LANGUAGES, language)


def spoken_in(languages: Mapping[str, Language], code: str) -> Language:
    """Those of the language of a code such as `ru` or `ru-RU`; the English ones where it is not among them."""
    return languages.get(code.replace("_", "-").split("-")[0].lower(), languages["en"])
