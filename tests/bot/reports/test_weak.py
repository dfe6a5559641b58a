"""`/weak`: people walk a funnel, and the report names the stage; the reference cases from start to end."""

from datetime import timedelta
from pathlib import Path

from bot.reports.report import Answer
from bot.reports.tables import as_json
from bot.reports.weak import read
from funnels.analytics.period import Period, last_days
from funnels.analytics.question import Cell
from tests.bot.reports.test_funnel_text import spoken
from tests.bot.reports.walking import Street, stages, street

FOUR = """
funnel: sales
language: en
start: {default: true}
stages:
  - {stage: one, title: One, steps: [{ask: "1?", save: one}]}
  - {stage: two, title: Two, steps: [{ask: "2?", save: two}]}
  - {stage: three, title: Three, steps: [{ask: "3?", save: three}]}
  - {stage: four, title: Four, steps: [{ask: "4?", save: four}]}
"""


def conversions(answer: Answer) -> list[float]:
    return [round(100 * (row["conversion"] or 0), 1) for row in as_json(answer.tables[0])]


def verdicts(answer: Answer) -> dict[str, str]:
    return {row["stage"]: row["verdict"] for row in as_json(answer.tables[0])}


def week(walk: Street) -> object:
    return last_days(7, walk.clock.now().date())


async def test_a_thousand_requests(tmp_path: Path) -> None:
    async with street(tmp_path, stages()) as walk:
        await walk.walk(1000, 520, 215, 130)
        walk.passes(days=1)
        answer = await walk.asks(read)
    assert conversions(answer) == [52.0, 41.3, 60.5, 100.0]
    said = spoken(answer.messages("en"))
    assert "The narrowest place is Quote: 41.3% (215 of 520)." in said
    assert "It is narrower than the others by more than chance." in said
    assert "Самое узкое место — Quote: 41,3 % (215 из 520)." in spoken(answer.messages("ru"))


async def test_fifty_in_place_of_two_hundred_and_ten(tmp_path: Path) -> None:
    async with street(tmp_path, FOUR) as walk:
        await walk.walk(1000, 710, 305, 210, 100)
        walk.passes(days=14)
        before = await walk.asks(read)
        await walk.walk(1000, 710, 305, 50, 24)
        walk.passes(days=1)
        answer = await walk.asks(read, period=week(walk))
    assert conversions(before) == [71.0, 43.0, 68.9, 47.6]
    assert conversions(answer) == [71.0, 43.0, 16.4, 48.0]
    assert verdicts(answer) == {"one": "fine", "two": "fine", "three": "weak", "four": "fine"}
    said = spoken(answer.messages("en"))
    assert said[3:6] == [
        "🔻 Three: 16.4%, 50 of 305 passed (12.7%–21.0%)",
        "In the eight weeks before it was 68.9%.",
        "Not chance: people lost: 160",
    ]


async def test_twenty_replies_are_too_few_for_the_next_stage(tmp_path: Path) -> None:
    async with street(tmp_path, stages()) as walk:
        await walk.walk(100, 20, 1)
        walk.passes(days=1)
        answer = await walk.asks(read)
    assert conversions(answer)[0] == 20.0
    assert verdicts(answer)["quote"] == "too_few"
    assert "⏳ Quote: 20, fewer than 30, no verdict" in spoken(answer.messages("en"))


async def test_a_target_is_what_a_stage_is_measured_by(tmp_path: Path) -> None:
    async with street(tmp_path, stages(quote="target: 55%")) as walk:
        await walk.walk(1000, 520, 215, 130)
        walk.passes(days=1)
        answer = await walk.asks(read)
    assert verdicts(answer) == {
        "request": "no_baseline",
        "quote": "weak",
        "invoice": "no_baseline",
        "thanks": "no_baseline",
    }
    assert "The script's target is 55.0%." in spoken(answer.messages("en"))
    assert "Цель из сценария — 55,0 %." in spoken(answer.messages("ru"))


async def test_who_has_just_come_makes_no_stage_weak(tmp_path: Path) -> None:
    async with street(tmp_path, stages()) as walk:
        await walk.walk(200, 100)
        walk.passes(days=14)
        await walk.walk(100, 50)
        walk.passes(days=1)
        await walk.walk(500)
        answer = await walk.asks(read, period=week(walk))
    assert verdicts(answer)["request"] == "fine"
    assert as_json(answer.tables[0])[0]["judged"] == 100
    assert "Request: 500 more reached it lately and are not judged" in spoken(answer.messages("en"))


async def test_nobody_yet(tmp_path: Path) -> None:
    async with street(tmp_path, stages()) as walk:
        answer = await walk.asks(read)
    said = spoken(answer.messages("en"))
    assert "⏳ Too early: no stage has been reached by 30 people who have had the time to pass it." in said
    assert "⏳ Судить рано" in answer.messages("ru")[0]
    assert set(verdicts(answer).values()) == {"too_few"}


async def test_a_period_in_the_past_is_measured_by_the_weeks_before_it(tmp_path: Path) -> None:
    async with street(tmp_path, stages()) as walk:
        await walk.walk(100, 80)
        walk.passes(days=7)
        await walk.walk(100, 40)
        then = walk.clock.now().date()
        walk.passes(days=7)
        await walk.walk(100, 90)
        walk.passes(days=7)
        answer = await walk.asks(read, period=last_days(3, then + timedelta(days=1)))
    row = as_json(answer.tables[0])[0]
    assert (row["baseline"], row["conversion"], row["verdict"]) == (0.8, 0.4, "weak")


async def test_one_value_of_a_slice_is_judged_by_its_own_people(tmp_path: Path) -> None:
    async with street(tmp_path, stages()) as walk:
        for days in (14, 1):
            await walk.walk(100, 80)
            walk.passes(hours=2)
            await walk.walk(100, 80 if days == 14 else 30)
            walk.passes(days=days, hours=-2)
        everybody = await walk.asks(read, period=week(walk))
        at_two = await walk.asks(read, period=week(walk), only=Cell(slice="hour", value="14"))
        at_noon = await walk.asks(read, period=week(walk), only=Cell(slice="hour", value="12"))
    assert [as_json(answer.tables[0])[0]["judged"] for answer in (everybody, at_two, at_noon)] == [200, 100, 100]
    assert [conversions(answer)[0] for answer in (everybody, at_two, at_noon)] == [55.0, 30.0, 80.0]
    assert [verdicts(answer)["request"] for answer in (everybody, at_two, at_noon)] == ["weak", "weak", "fine"]
    assert "hour: 14" in spoken(at_two.messages("en"))[1]


async def test_the_weeks_before_are_eight_to_the_day(tmp_path: Path) -> None:
    async with street(tmp_path, stages()) as walk:
        await walk.walk(100)
        walk.passes(days=1)
        await walk.walk(100, 90)
        walk.passes(days=55)
        await walk.walk(100, 70)
        walk.passes(days=1)
        await walk.walk(100, 50)
        today = walk.clock.now().date()
        walk.passes(days=1)
        answer = await walk.asks(read, period=Period(first=today, last=today))
    row = as_json(answer.tables[0])[0]
    assert (row["conversion"], row["baseline"]) == (0.5, 0.8)
