"""What is judged: experiments and weak stages."""

from bot.reports.glossary.figure import Figure, figure

JUDGEMENT: dict[str, Figure] = {
    "experiment": figure("text", "тест", "test"),
    "variant": figure("text", "вариант", "variant"),
    "people": figure(
        "count",
        "людей",
        "people",
        means_ru="Прохождения, которым достался этот вариант.",
        means_en="Journeys that got this variant.",
    ),
    "low": figure(
        "share",
        "не ниже",
        "at least",
        means_ru="Нижняя граница 95-процентного интервала Уилсона: ниже доля бывает лишь случайно.",
        means_en="The lower end of the 95 % Wilson interval: the true share is hardly below it.",
    ),
    "high": figure(
        "share",
        "не выше",
        "at most",
        means_ru="Верхняя граница 95-процентного интервала Уилсона: выше доля бывает лишь случайно.",
        means_en="The upper end of the 95 % Wilson interval: the true share is hardly above it.",
    ),
    "best": figure(
        "share",
        "вероятность лучшего",
        "probability to be best",
        means_ru="С какой вероятностью у варианта наибольшая доля: бета-распределения с равномерным априорным.",
        means_en="The probability that the variant has the largest share: beta posteriors after a uniform prior.",
    ),
    "expected_loss": figure(
        "share",
        "ожидаемая потеря",
        "expected loss",
        means_ru="Какую долю людей в среднем упускает тот, кто выберет этот вариант: среднее (наибольшая доля − его).",
        means_en="Which share of the people choosing it misses in the mean: mean of (largest share - its own).",
    ),
    "bought": figure(
        "count",
        "купили",
        "bought",
        means_ru="Из них купили что-нибудь после того, как достался вариант; возвращённое не считается.",
        means_en="Of them, who bought anything after they got the variant; what was refunded does not count.",
    ),
    "sample": figure(
        "count",
        "нужно людей",
        "people needed",
        means_ru=(
            "Сколько людей нужно каждому варианту: из сценария (sample) или чтобы отличить рост на 20 % от случая "
            "(значимость 5 %, мощность 80 %)."
        ),
        means_en=(
            "How many people each variant needs: what the script says (sample), or enough to tell a change by 20 % "
            "from chance (significance 5 %, power 80 %)."
        ),
    ),
    "judged": figure(
        "count",
        "успели решить",
        "had the time",
        means_ru="Вошедшие так давно, что девять из десяти проходят быстрее; вошедшие позже ещё в пути.",
        means_en="Those who reached it as long ago as nine of ten passes take; whoever came later is still on the way.",
    ),
    "baseline": figure(
        "share",
        "должно быть",
        "baseline",
        means_ru="Цель этапа из сценария (target), а без неё — его конверсия за восемь недель до периода.",
        means_en="The stage's target in the script, or its conversion in the eight weeks before the period.",
    ),
    "verdict": figure(
        "text",
        "вывод",
        "verdict",
        means_ru=(
            "weak: 95-процентный интервал ниже того, что должно быть; fine: нет; too_few: меньше 30 человек; "
            "no_baseline: не с чем сравнить."
        ),
        means_en=(
            "weak: the 95 % interval is below the baseline; fine: it is not; too_few: under 30 people; "
            "no_baseline: there is nothing to compare with."
        ),
    ),
    "lost_people": figure(
        "number",
        "потеряно сверх обычного",
        "people lost",
        means_ru="(должно быть − конверсия) × успевшие решить.",
        means_en="(baseline - conversion) x those who had the time.",
    ),
    "money_lost": figure(
        "money",
        "потеряно денег",
        "money lost",
        means_ru=(
            "(должно быть − конверсия) × успевшие решить × сколько в среднем приносит прошедший этап; "
            "при более чем 5 000 оплат — оценка."
        ),
        means_en=(
            "(baseline - conversion) x those who had the time x what a pass brings in the mean; "
            "an estimate where there are over 5,000 payments."
        ),
    ),
    "looked_at": figure(
        "count",
        "посмотрели",
        "looked at",
        means_ru="По скольким прохождениям сказано о сообщениях: последние из успевших решить, не больше 2000.",
        means_en="How many journeys tell of the messages: the newest of those that had the time, 2,000 at most.",
    ),
    "delivered_to": figure(
        "count",
        "получили",
        "got it",
        means_ru="Из них те, кому сообщение доставлено; каждое прохождение считается один раз.",
        means_en="Those of them to which the message was delivered, each counted once.",
    ),
    "stuck": figure(
        "count",
        "дальше не пошли",
        "went no further",
        means_ru="Получили его последним на этапе и не прошли этап.",
        means_en="Got it as the last message of the stage and did not pass.",
    ),
    "answer_time": figure(
        "seconds",
        "отвечают через",
        "time to answer",
        means_ru="Медиана времени от сообщения до первого действия с ним.",
        means_en="The median time from the message to the first thing done about it.",
    ),
    "blocked_after": figure(
        "count",
        "ушли за сутки",
        "left within a day",
        means_ru="Заблокировали бота или отписались за 24 часа после сообщения.",
        means_en="Blocked the bot or unsubscribed within 24 hours after the message.",
    ),
}
