"""`/people`, `/steps`, `/tests`, `/forecast` agree with `/stats`, `/money`, `/sources`, and with a plain count."""

from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from funnels.analytics.period import EVER, Period
from funnels.analytics.question import By, Cell, Question
from funnels.analytics.spend import SpendRow
from funnels.definition.money import Money
from storage.database import Database
from storage.days import date_of
from storage.rollups.step_days import FIGURES
from tests.storage.money_story import ZONE
from tests.storage.plain_reports import PlainReports
from tests.storage.plain_steps import plain_steps
from tests.storage.stories import NOW
from tests.storage.test_agreement import AT_ONCE, MARCH, lived
from tests.storage.whole_story import HISTORIES, STAGES, Rows, WholeStory, sums

VK = Cell(slice="source", value="vk-march")
ASKED: tuple[dict[str, Any], ...] = ({"period": EVER}, {"period": MARCH}, {"period": EVER, "only": VK})

SPENT = st.lists(
    st.builds(
        SpendRow,
        day=st.sampled_from([NOW.date()]),
        source=st.sampled_from(("vk-march", "tg-march")),
        money=st.builds(Money, amount=st.integers(1, 50), currency=st.sampled_from(("RUB", "USD"))),
    ),
    max_size=4,
)
_STATES = {"inside": "inside", "passed_here": "passed", "silent": "lost"}
_STEPS = tuple(figure for figure in FIGURES if figure not in {"asked_to_pay", "paid"})

same = settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


async def plainly(story: WholeStory, question: dict[str, Any]) -> PlainReports:
    plain = PlainReports(Question(funnel=story.funnel, **question), ZONE.key)
    await plain.read(story.database)
    return plain


@same
@given(told=HISTORIES, again=st.booleans())
async def test_who_stands_where(database: Database, told: list[Any], again: bool) -> None:
    story = await lived(database, told)
    for asked in ASKED:
        question = {**asked, "again": again}
        people, stats = await story.report("people", **question), await story.report("stats", **question)
        known = sums(people["people_stages"], "inside", by="stage")
        assert known == sums(stats["stages"], "inside", by="stage")
        plain = (await plainly(story, question)).standing()
        assert _named(people["people"]) == plain
        counted = {
            (row["stage"], state): row[column]
            for row in people["people_stages"]
            for column, state in _STATES.items()
            if row[column]
        }
        assert counted == {place: len(ids) for place, ids in plain.items()}
        assert all(row["standing"] == sum(row[column] for column in _STATES) for row in people["people_stages"])


def _named(people: Rows) -> dict[tuple[str, str], list[int]]:
    found: dict[tuple[str, str], list[int]] = {}
    for row in people:
        found.setdefault((row["stage"], row["state"]), []).append(int(row["person"]))
    return {place: sorted(ids) for place, ids in found.items()}


@same
@given(told=HISTORIES, again=st.booleans(), by=st.sampled_from(("contact", "calendar")))
async def test_what_became_of_messages(database: Database, told: list[Any], again: bool, by: By) -> None:
    story = await lived(database, told)
    plain = await plain_steps(database, ZONE.key)
    for period in (EVER, MARCH):
        steps, stats = [await story.report(name, period=period, by=by, again=again) for name in ("steps", "stats")]
        shared = ("step", "sent", "delivered", "failed", "clicked", "answered", "asked_to_pay", "paid")
        assert [[row[key] for key in shared] for row in steps["steps"]] == [
            [row[key] for key in shared] for row in stats["steps"]
        ]
        wanted = _of_steps(plain, story.funnel, period, by=by, again=again)
        for row in steps["steps"]:
            mine = wanted.get(row["step"], dict.fromkeys(FIGURES, 0))
            assert {key: row[key] for key in _STEPS} == {key: mine[key] for key in _STEPS}


def _of_steps(
    plain: dict[tuple[Any, ...], tuple[Any, ...]], funnel: str, period: Period, *, by: By, again: bool
) -> dict[str, dict[str, int]]:
    """The days of the question added up, by step."""
    found: dict[str, dict[str, int]] = {}
    for (of, calendar, later, day, step), figures in plain.items():
        if of == funnel and calendar == (by == "calendar") and (again or not later) and period.holds(date_of(day)):
            mine = found.setdefault(step, dict.fromkeys(FIGURES, 0))
            for figure, number in zip(FIGURES, figures, strict=True):
                mine[figure] += number
    return found


@same
@given(told=HISTORIES, again=st.booleans(), period=st.sampled_from((EVER, MARCH)))
async def test_experiments(database: Database, told: list[Any], again: bool, period: Period) -> None:
    story = await lived(database, told)
    question = {"period": period, "again": again}
    tests = await story.report("tests", **question)
    plain = (await plainly(story, question)).variants()
    sales = {row["variant"]: row["bought"] for row in tests.get("test_sales", [])}
    counted = {
        f"{row['experiment']}={row['variant']}": (row["people"], row["passed"], sales[row["variant"]])
        for row in tests.get("tests", [])
        if row["people"]
    }
    assert counted == {variant: tuple(counts) for variant, counts in plain.items()}
    parts = (await story.report("stats", **question, split="variant"))["parts"]
    started = {row["slice_value"]: row["started"] for row in parts if row["slice_value"] in counted}
    assert started == {variant: people for variant, (people, _, _) in counted.items()}


@same
@given(told=HISTORIES, spent=SPENT, again=st.booleans())
@example(told=AT_ONCE, spent=[], again=False)
async def test_what_a_forecast_is_made_from(
    database: Database, told: list[Any], spent: list[SpendRow], again: bool
) -> None:
    story = await lived(database, told)
    await story.spends(spent)
    for asked in ASKED:
        question = {**asked, "again": again}
        forecast, stats, money, sources = [
            await story.report(name, **question) for name in ("forecast", "stats", "money", "sources")
        ]
        counts = {(row["what"], row["of"]): row["before"] for row in forecast["forecast"]}
        amounts = {
            (row["what"], row["money_before"]["currency"]): row["money_before"]["amount"]
            for row in forecast.get("forecast_money", [])
        }
        (whole,), (cohort,) = stats["whole"], forecast["forecast_cohort"]
        assert cohort == {key: whole[key] for key in ("started", "usual_seconds", "matured")}
        assert counts["started", ""] == whole["started"]
        passed = {row["stage"]: row["passed"] for row in stats["stages"]}
        plain = await plainly(story, question)
        assert {stage: round(counts["passed", stage], 6) for stage in STAGES[:-1]} == {
            stage: passed[stage] for stage in STAGES[:-1]
        }
        assert {stage: number for stage, number in passed.items() if number} == {
            stage: number for stage, number in plain.passed().items() if number
        }
        net = {row["currency"]: row["net"]["amount"] for row in money["money"]}
        orders = {row["currency"]: row["paid_orders"] for row in money["money"]}
        sold = plain.sold()
        assert {
            currency: number for (what, currency), number in amounts.items() if what == "net" and currency in sold
        } == {currency: one for currency, (_, one) in sold.items()}
        assert {currency: counts["orders", currency] for currency in sold} == {
            currency: paid for currency, (paid, _) in sold.items()
        }
        assert {currency: (orders[currency], net[currency]) for currency in sold} == sold
        assert {currency: number for (what, currency), number in amounts.items() if what == "spend" and number} == (
            plain.spent()
        )
        romi = {row["currency"]: row["romi"] for row in sources.get("source_money_total", [])}
        assert {currency: counts["romi", currency] for currency in plain.spent()} == {
            currency: romi[currency] for currency in plain.spent()
        }
