"""`/weak` as tables."""

from collections.abc import Mapping

from bot.reports.tables import Table
from bot.reports.weak.reading import Diagnosis


def tables(diagnosis: Diagnosis, labels: Mapping[str, str]) -> tuple[Table, ...]:
    """The verdicts, the money that weak stages lose, and the messages of the stage to look at."""
    return (
        Table(
            key="weak",
            title={"ru": "Слабый этап", "en": "Weak stage"},
            columns=(
                "stage",
                "verdict",
                "judged",
                "passed",
                "conversion",
                "low",
                "high",
                "baseline",
                "lost_people",
            ),
            rows=[
                (
                    one.stage,
                    one.verdict,
                    one.reached,
                    one.passed,
                    one.conversion,
                    one.interval.low,
                    one.interval.high,
                    one.baseline,
                    one.lost if one.baseline is not None else None,
                )
                for one in diagnosis.judgements
            ],
        ),
        Table(
            key="weak_money",
            title={"ru": "Слабый этап: деньги", "en": "Weak stage: money"},
            columns=("stage", "money_lost"),
            rows=[(one.stage, money) for one in diagnosis.weak for money in one.cost],
        ),
        Table(
            key="weak_messages",
            title={"ru": "Слабый этап: сообщения", "en": "Weak stage: messages"},
            columns=("stage", "step", "label", "looked_at", "delivered_to", "stuck", "answer_time", "blocked_after"),
            rows=[
                (
                    one.step.partition(".")[0],
                    one.step,
                    labels.get(one.step, ""),
                    diagnosis.symptoms.journeys,
                    one.delivered,
                    one.stuck,
                    one.median_seconds,
                    one.blocked,
                )
                for one in diagnosis.symptoms.messages
            ],
        ),
    )
