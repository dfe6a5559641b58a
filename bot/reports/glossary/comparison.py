"""A period beside the one before it."""

from bot.reports.glossary.figure import Figure, figure

COMPARISON: dict[str, Figure] = {
    "conversion_earlier": figure(
        "share",
        "конверсия раньше",
        "conversion before",
        means_ru="Прошли / вошли за прошлый период той же длины.",
        means_en="Passed / reached in the period of the same length before.",
    ),
    "difference": figure(
        "share",
        "разница",
        "difference",
        means_ru="Конверсия − конверсия раньше, в процентных пунктах.",
        means_en="Conversion − conversion before, in percentage points.",
    ),
    "chance_or_change": figure(
        "text",
        "вывод",
        "chance or change",
        means_ru="chance: 95-процентный интервал разницы (Ньюкомб) содержит ноль, change: не содержит.",
        means_en="chance: the 95 % interval of the difference (Newcombe) holds zero, change: it does not.",
    ),
    "reached_before": figure(
        "count",
        "вошли раньше",
        "reached before",
        means_ru="Вошли на этап за прошлый период той же длины.",
        means_en="Journeys that entered the stage in the period of the same length before.",
    ),
}
