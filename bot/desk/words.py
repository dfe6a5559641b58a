"""The desk's own words, Russian and English."""

from collections.abc import Mapping
from dataclasses import dataclass

from funnels.analytics.question import Setting


@dataclass(frozen=True, kw_only=True)
class DeskWords:
    """Telegram HTML; `can` tells what may be written behind a command, `heeded` what it asks for."""

    unknown: str
    no_stage: str
    bad_period: str
    not_heeded: str
    heeds: str
    heeds_nothing: str
    already_one: str
    nothing_before: str
    heeded: Mapping[Setting, str]
    can_funnel: str
    can: Mapping[Setting, str]
    can_ever: str
    which_funnel: str
    old_button: str
    days: str
    all_days: str
    by_contact: str
    by_calendar: str
    compare: str
    again: str
    slices: str
    stages: str
    from_start: str
    whole: str
    back: str
    explain: str
    nothing_to_explain: str


DESK: dict[str, DeskWords] = {
    "ru": DeskWords(
        unknown="Не понимаю слово «{word}». Можно написать, в любом порядке:",
        no_stage="Этапа «{stage}» нет. Есть такие: {known}",
        bad_period="«{period}» — не период. Пишите так: <code>30</code>, <code>01.03.2026-31.03.2026</code>, "
        "<code>всё</code>; начало не позже конца и не в будущем.",
        not_heeded="{command} не учитывает: {ignored}.",
        heeds="Учитывает: {heeded}.",
        heeds_nothing="Этот отчёт всегда показывает всё, что есть.",
        already_one="«{only}» уже одно значение и дальше не делится ({split}): спросите что-то одно.",
        nothing_before="Раньше всего времени ничего не было: назовите дни, которые сравнить с прошлыми.",
        heeded={
            "period": "период",
            "by": "по дате контакта или события",
            "only": "одно значение среза",
            "split": "срезы",
            "from_stage": "от какого этапа считать",
            "again": "повторные прохождения",
            "compare": "сравнение с прошлым периодом",
        },
        can_funnel="• воронку: {funnels}",
        can={
            "period": "• период: <code>сегодня</code>, <code>7</code>, <code>30</code>, "
            "<code>01.03.2026-31.03.2026</code>{ever}",
            "by": "• <code>по дате контакта</code> или <code>по дате события</code>",
            "only": "• одно значение среза: <code>источник=vk</code>",
            "split": "• срез: {slices}",
            "from_stage": "• считать от этапа: <code>от {stage}</code>",
            "again": "• <code>повторно</code>: вместе с повторными прохождениями",
            "compare": "• <code>30 сравнить</code>: с прошлым периодом",
        },
        can_ever=", <code>всё</code>",
        which_funnel="Какая воронка?",
        old_button="Эта кнопка устарела. Напишите команду ещё раз.",
        days="{days}\N{THIN SPACE}д",
        all_days="Всё",
        by_contact="По контакту",
        by_calendar="По событиям",
        compare="Сравнить",
        again="Повторные",
        slices="Срезы",
        stages="От этапа",
        from_start="От старта",
        whole="Без среза",
        back="◀ Назад",
        explain="?",
        nothing_to_explain="Здесь нет чисел, которые нужно пояснять.",
    ),
    "en": DeskWords(
        unknown="I do not know the word “{word}”. You can write, in any order:",
        no_stage="There is no stage “{stage}”. There are these: {known}",
        bad_period="“{period}” is no period. Write <code>30</code>, <code>2026-03-01..2026-03-31</code> or "
        "<code>all</code>; it begins before it ends, and not in the future.",
        not_heeded="{command} does not heed: {ignored}.",
        heeds="It heeds: {heeded}.",
        heeds_nothing="This report always shows all there is.",
        already_one="“{only}” is one value already and is not told apart any further ({split}): ask for one of them.",
        nothing_before="There is nothing before all of the time: name the days to compare with those before them.",
        heeded={
            "period": "a period",
            "by": "by contact or by calendar date",
            "only": "one value of a slice",
            "split": "slices",
            "from_stage": "the stage to count from",
            "again": "all journeys",
            "compare": "the period before",
        },
        can_funnel="• a funnel: {funnels}",
        can={
            "period": "• a period: <code>today</code>, <code>7</code>, <code>30</code>, "
            "<code>2026-03-01..2026-03-31</code>{ever}",
            "by": "• <code>by contact</code> or <code>by calendar</code> date",
            "only": "• one value of a slice: <code>source=vk</code>",
            "split": "• a slice: {slices}",
            "from_stage": "• the stage to count from: <code>from {stage}</code>",
            "again": "• <code>again</code>: journeys of people who entered once more count too",
            "compare": "• <code>30 compare</code>: with the period before",
        },
        can_ever=", <code>all</code>",
        which_funnel="Which funnel?",
        old_button="This button is too old. Please write the command again.",
        days="{days}\N{THIN SPACE}d",
        all_days="All",
        by_contact="By contact",
        by_calendar="By calendar",
        compare="Compare",
        again="All journeys",
        slices="Slices",
        stages="From stage",
        from_start="From the start",
        whole="No slice",
        back="◀ Back",
        explain="?",
        nothing_to_explain="There is no figure here that needs a word.",
    ),
}
