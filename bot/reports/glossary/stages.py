"""How journeys go through stages."""

from bot.reports.glossary.figure import Figure, figure

STAGES: dict[str, Figure] = {
    "stage": figure("text", "этап", "stage"),
    "title": figure("text", "название", "title"),
    "started": figure(
        "count",
        "начали",
        "started",
        means_ru="Прохождения воронки, начатые в периоде.",
        means_en="Journeys that started in the period.",
    ),
    "finished": figure(
        "count",
        "дошли до конца",
        "finished",
        means_ru="Прохождения, выполнившие цель последнего этапа.",
        means_en="Journeys that met the goal of the last stage.",
    ),
    "total_conversion": figure(
        "share",
        "итоговая конверсия",
        "total conversion",
        means_ru="Дошли до конца / начали воронку.",
        means_en="Finished / journeys started.",
    ),
    "reached": figure(
        "count",
        "вошли",
        "reached",
        means_ru="Прохождения, вошедшие на этап; повторный вход не считается.",
        means_en="Journeys that entered the stage, counted once, at their first entry.",
    ),
    "passed": figure(
        "count",
        "прошли",
        "passed",
        means_ru="Из вошедших — те, кто выполнил цель этапа.",
        means_en="Of those who reached it, journeys that met the stage's goal.",
    ),
    "lost": figure(
        "count",
        "потеряно",
        "lost",
        means_ru="Из вошедших — те, кто ушёл с этапа без цели: пошёл дальше, не успел, остановил или заблокировал.",
        means_en="Of those who reached it, journeys that left without its goal: went on, expired, stopped, blocked.",
    ),
    "inside": figure(
        "count",
        "внутри",
        "inside",
        means_ru="Вошли, но ещё не прошли и не потеряны.",
        means_en="Of those who reached it, neither passed nor lost so far.",
    ),
    "conversion": figure(
        "share",
        "конверсия",
        "conversion",
        means_ru="Прошли / вошли.",
        means_en="Passed / reached.",
    ),
    "from_start": figure(
        "share",
        "от старта",
        "from the start",
        means_ru="Прошли / начали воронку.",
        means_en="Passed / journeys started.",
    ),
    "median_seconds": figure(
        "seconds",
        "медиана",
        "median",
        means_ru="За это время прошла половина прошедших: от первого входа до цели.",
        means_en="Half of those who passed took no longer, from their first entry to the goal.",
    ),
    "p90_seconds": figure(
        "seconds",
        "90 %",
        "90%",
        means_ru="За это время прошли девять из десяти прошедших: от первого входа до цели.",
        means_en="Nine of ten who passed took no longer, from their first entry to the goal.",
    ),
}
