"""What-if: figures of the cohort as it was, and as it would have been."""

from bot.reports.glossary.figure import Figure, figure

FORECAST: dict[str, Figure] = {
    "what": figure(
        "text",
        "что",
        "what",
        means_ru="started: старты; passed: прошли этап; net: выручка − возвраты; spend: расход, растёт со стартами; "
        "spend_per_start: расход / старты; romi: (net − spend) / spend.",
        means_en="started: starts; passed: passed a stage; net: revenue - refunded; spend: grows with starts; "
        "spend_per_start: spend / starts; romi: (net - spend) / spend.",
    ),
    "of": figure("text", "чего", "of"),
    "before": figure(
        "number",
        "было",
        "before",
        means_ru="Как посчитано за период.",
        means_en="As it was counted in the period.",
    ),
    "after": figure(
        "number",
        "оценка",
        "estimate",
        means_ru="Каким было бы при этих изменениях, если остальное не меняется.",
        means_en="What it would have been with these changes, all else being as it was.",
    ),
    "money_before": figure(
        "money",
        "деньги: было",
        "money before",
        means_ru="Как посчитано за период.",
        means_en="As it was counted in the period.",
    ),
    "money_after": figure(
        "money",
        "деньги: оценка",
        "money, estimated",
        means_ru="Каким было бы при этих изменениях.",
        means_en="What it would have been with these changes.",
    ),
    "needed": figure(
        "number",
        "нужно",
        "needed",
        means_ru="Конверсия этапа (0–1) или число стартов, при которых цель достигается; пусто — недостижимо.",
        means_en="The conversion (0-1) of the stage, or the starts, with which the goal is met; empty: out of reach.",
    ),
}
