"""Cohorts: who started together, and what became of them with time."""

from bot.reports.glossary.figure import Figure, figure

COHORTS: dict[str, Figure] = {
    "cohort": figure(
        "date",
        "когорта",
        "cohort",
        means_ru="Начавшие на одной неделе (с понедельника) или в одном месяце; стоит первый день.",
        means_en="Who started in the same week (from Monday) or month; its first day is shown.",
    ),
    "cohort_size": figure(
        "count",
        "размер",
        "size",
        means_ru="Прохождения воронки, начатые в эти дни.",
        means_en="Journeys that started on those days.",
    ),
    "age": figure(
        "count",
        "возраст",
        "age",
        means_ru="Сколько недель или месяцев прошло с недели или месяца старта; 0 — в них самих.",
        means_en="Weeks or months since the one of the start; 0 is that one itself.",
    ),
    "age_is_over": figure(
        "text",
        "срок прошёл",
        "over",
        means_ru="«no»: эта неделя или месяц ещё идёт, цифра вырастет.",
        means_en="“no”: that week or month is going on, the figure will grow.",
    ),
    "cohort_passed": figure(
        "count",
        "прошли к этому сроку",
        "passed by then",
        means_ru="Из когорты — прошли этап (или купили) к концу этого срока, накопительно.",
        means_en="Of the cohort, those who had passed the stage (or bought) by the end of that age.",
    ),
    "cohort_share": figure(
        "share",
        "доля к этому сроку",
        "share by then",
        means_ru="Прошли к этому сроку / размер когорты.",
        means_en="Passed by then / size of the cohort.",
    ),
    "cohort_net": figure(
        "money",
        "принесли к этому сроку",
        "brought by then",
        means_ru="Выручка − возвраты когорты к концу этого срока, накопительно.",
        means_en="Revenue - refunded of the cohort by the end of that age.",
    ),
    "ltv": figure(
        "money",
        "LTV",
        "LTV",
        means_ru="Принесли к этому сроку / размер когорты.",
        means_en="Brought by then / size of the cohort.",
    ),
}
