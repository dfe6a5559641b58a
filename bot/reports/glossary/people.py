"""Who stands where."""

from bot.reports.glossary.figure import Figure, figure

PEOPLE: dict[str, Figure] = {
    "standing": figure(
        "count",
        "стоят",
        "standing",
        means_ru="Прохождения, которые идут и сейчас на этом этапе: внутри + уже прошли + молчат.",
        means_en="Journeys that go on and are at this stage now: inside + passed, still here + silent.",
    ),
    "passed_here": figure(
        "count",
        "прошли, ещё здесь",
        "passed, still here",
        means_ru="Из стоящих — те, кто выполнил цель этапа и ещё не пошёл дальше.",
        means_en="Of those standing there, who met the stage's goal and have not gone on.",
    ),
    "silent": figure(
        "count",
        "молчат",
        "silent",
        means_ru="Из стоящих — потерянные: остановили или заблокировали бота, но могут вернуться.",
        means_en="Of those standing there, who are lost: they stopped or blocked the bot, and may come back.",
    ),
    "person": figure("text", "id", "id", means_ru="Номер человека в Telegram.", means_en="The person's Telegram id."),
    "name": figure("text", "имя", "name", names=True),
    "username": figure("text", "ник", "username", names=True),
    "state": figure(
        "text",
        "состояние",
        "state",
        means_ru="inside: внутри этапа; passed: прошёл его и ещё здесь; lost: остановил или заблокировал бота.",
        means_en="inside the stage; passed it, and is still here; lost: stopped or blocked the bot.",
    ),
    "since": figure(
        "moment",
        "с какого времени (UTC)",
        "since (UTC)",
        means_ru="Когда прохождение впервые вошло на этап.",
        means_en="When the journey first came to the stage.",
    ),
    "last_act": figure(
        "moment",
        "последнее действие (UTC)",
        "last act (UTC)",
        means_ru="Когда человек последний раз нажал, ответил или написал в этом прохождении.",
        means_en="When the person last pressed, answered or wrote in this journey.",
    ),
    "tags": figure("text", "теги", "tags"),
    "reach": figure(
        "text",
        "связь",
        "reach",
        means_ru="active: боту можно писать; stopped: просил не писать; blocked: заблокировал бота.",
        means_en="active: the bot may write; stopped: they asked for silence; blocked: they blocked the bot.",
    ),
}
