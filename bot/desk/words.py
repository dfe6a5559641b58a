"""The desk's own words, Russian and English."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class DeskWords:
    """Telegram HTML; `can_…` tell what may be written behind a command."""

    unknown: str
    no_stage: str
    bad_period: str
    can_funnel: str
    can_period: str
    can_by: str
    can_slice: str
    can_stage: str
    can_again: str
    can_compare: str
    example: str
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
        can_funnel="• воронку: {funnels}",
        can_period="• период: <code>сегодня</code>, <code>7</code>, <code>30</code>, "
        "<code>01.03.2026-31.03.2026</code>, <code>всё</code>",
        can_by="• <code>по дате контакта</code> или <code>по дате события</code>",
        can_slice="• срез: <code>источник</code>, <code>кампания</code>, <code>вариант</code>, <code>товар</code>, "
        "<code>сегмент</code>, <code>новизна</code>, <code>версия</code>, <code>менеджер</code>, <code>язык</code>, "
        "<code>день недели</code>, <code>час</code>; одно значение: <code>источник=vk</code>",
        can_stage="• считать от этапа: <code>от {stage}</code>",
        can_again="• <code>повторно</code>: вместе с повторными прохождениями",
        can_compare="• <code>сравнить</code>: с прошлым периодом",
        example="30 источник",
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
        can_funnel="• a funnel: {funnels}",
        can_period="• a period: <code>today</code>, <code>7</code>, <code>30</code>, "
        "<code>2026-03-01..2026-03-31</code>, <code>all</code>",
        can_by="• <code>by contact</code> or <code>by calendar</code> date",
        can_slice="• a slice: <code>source</code>, <code>campaign</code>, <code>variant</code>, <code>product</code>, "
        "<code>segment</code>, <code>newness</code>, <code>version</code>, <code>manager</code>, "
        "<code>language</code>, <code>weekday</code>, <code>hour</code>; one value: <code>source=vk</code>",
        can_stage="• the stage to count from: <code>from {stage}</code>",
        can_again="• <code>again</code>: journeys of people who entered once more count too",
        can_compare="• <code>compare</code>: with the period before",
        example="30 source",
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
