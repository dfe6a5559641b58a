"""The register of hypotheses."""

from bot.reports.glossary.figure import Figure, figure

HYPOTHESES: dict[str, Figure] = {
    "hypothesis": figure("count", "номер", "number"),
    "idea": figure("text", "гипотеза", "idea"),
    "owner": figure("text", "кто", "owner"),
    "due": figure("date", "срок", "due"),
    "status": figure(
        "text",
        "состояние",
        "status",
        means_ru="open: открыта, done: сделана, dropped: отброшена.",
        means_en="open, done or dropped.",
    ),
    "linked_version": figure(
        "count",
        "версия",
        "version",
        means_ru="Версия сценария, с которой гипотеза проверяется.",
        means_en="The version of the script that brings the idea.",
    ),
    "people_before": figure(
        "count",
        "людей до",
        "people before",
        means_ru="Прохождения прежних версий, вошедшие на этап и имевшие время его пройти.",
        means_en="Journeys of earlier versions that reached the stage and have had the time to pass it.",
    ),
    "conversion_before": figure(
        "share",
        "конверсия до",
        "conversion before",
        means_ru="Прошли / вошли, у прежних версий.",
        means_en="Passed / reached, with earlier versions.",
    ),
    "people_after": figure(
        "count",
        "людей после",
        "people after",
        means_ru="То же у этой версии и следующих.",
        means_en="The same with this version and later ones.",
    ),
    "conversion_after": figure(
        "share",
        "конверсия после",
        "conversion after",
        means_ru="Прошли / вошли, у этой версии и следующих.",
        means_en="Passed / reached, with this version and later ones.",
    ),
    "change_low": figure(
        "number",
        "разница не ниже",
        "change at least",
        means_ru="Нижняя граница 95-процентного интервала Ньюкома для разности конверсий, доля; без нуля — не случай.",
        means_en="The lower end of Newcombe's 95 % interval of the difference, a fraction; without 0 it is not chance.",
    ),
    "change_high": figure(
        "number",
        "разница не выше",
        "change at most",
        means_ru="Верхняя граница того же интервала.",
        means_en="The upper end of the same interval.",
    ),
}
