"""`/tests`: the variants people got, what became of them, and who may be called the best, when."""

from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree as ET

from bot.reports.experiments import read
from bot.reports.palette import PALETTES
from bot.reports.tables import as_json
from funnels.analytics.period import last_days
from funnels.definition.visible import visible_length
from funnels.engine.inputs import Answered, Started
from tests.bot.reports.test_funnel_text import spoken
from tests.bot.reports.walking import Street, street
from tests.bot.reports.written import SVG, words

SPLIT = """
funnel: tests
title: Two texts
language: en
start: {{default: true}}
stages:
  - stage: first
    title: First
    steps:
      - split: words
        {sample}
        variants:
          long: {{weight: 1, steps: [{{ask: "Would you like to answer this, please?", save: said}}]}}
          short: {{weight: 1, steps: [{{ask: "Yes?", save: said}}]}}
  - stage: thanks
    steps:
      - message: Thank you!
"""


async def takes_part(walk: Street, people: Iterable[int], share: dict[str, float]) -> dict[str, int]:
    """They start; of each variant's people this share answers. How many got each variant."""
    people = list(people)
    await walk.do(people, Started())
    split = walk.scripts["tests"].places["first.1"].step
    got: dict[str, list[int]] = {"long": [], "short": []}
    for one in people:
        got[split.drawn(one)].append(one)
    walk.passes(minutes=1)
    for variant, theirs in got.items():
        await walk.do(theirs[: round(share[variant] * len(theirs))], Answered(text="yes"))
    return {variant: len(theirs) for variant, theirs in got.items()}


async def test_without_an_experiment(tmp_path: Path) -> None:
    script = SPLIT.format(sample="").partition("      - split")[0] + "      - message: Hello"
    async with street(tmp_path, script) as walk:
        answer = await walk.asks(read)
    assert spoken(answer.messages("en"))[-2:] == [
        "Nothing has been compared in this funnel yet.",
        "The step split compares two texts or two prices.",
    ]
    assert "ещё ничего не сравнивали" in answer.messages("ru")[0]
    assert [as_json(table) for table in answer.tables] == [[], []]


async def test_nobody_has_come_yet(tmp_path: Path) -> None:
    async with street(tmp_path, SPLIT.format(sample="")) as walk:
        answer = await walk.asks(read)
    assert "Nobody has come to the fork yet." in spoken(answer.messages("en"))
    assert [row["people"] for row in as_json(answer.tables[0])] == [0, 0]


async def test_before_the_sample_is_reached_nobody_is_named(tmp_path: Path) -> None:
    async with street(tmp_path, SPLIT.format(sample="sample: 400")) as walk:
        got = await takes_part(walk, range(1, 201), {"long": 0.2, "short": 0.8})
        answer = await walk.asks(read)
    said = spoken(answer.messages("en"))
    assert f"⏳ Too early: each needs 400, the smallest variant has {min(got.values())}." in said
    assert not any("best is" in line for line in said)
    assert "How many people are needed is said in the script." in said


async def test_a_winner_with_its_risk(tmp_path: Path) -> None:
    async with street(tmp_path, SPLIT.format(sample="sample: 80")) as walk:
        got = await takes_part(walk, range(1, 201), {"long": 0.2, "short": 0.5})
        answer = await walk.asks(read)
    long, short = as_json(answer.tables[0])
    assert (long["people"], short["people"]) == (got["long"], got["short"])
    assert short["passed"] == round(0.5 * got["short"])
    assert short["low"] < short["conversion"] < short["high"]
    said = spoken(answer.messages("en"))
    assert "🏁 Enough people. The best is short: probability >99.9%." in said
    assert "The difference is small: choose either, waiting longer is no use." not in said
    assert "🏁 Людей хватило. Лучше всех short: вероятность >99,9 %." in spoken(answer.messages("ru"))


async def test_alike_variants_are_said_to_be_alike(tmp_path: Path) -> None:
    async with street(tmp_path, SPLIT.format(sample="sample: 80")) as walk:
        await takes_part(walk, range(1, 201), {"long": 0.5, "short": 0.5})
        answer = await walk.asks(read)
    assert "The difference is small: choose either, waiting longer is no use." in spoken(answer.messages("en"))


async def test_the_sample_is_planned_by_all_variants_where_the_stage_has_no_past(tmp_path: Path) -> None:
    async with street(tmp_path, SPLIT.format(sample="")) as walk:
        await takes_part(walk, range(1, 101), {"long": 0.5, "short": 0.5})
        answer = await walk.asks(read)
    assert {row["sample"] for row in as_json(answer.tables[0])} == {388}
    assert any("all variants together" in line for line in spoken(answer.messages("en")))


async def test_a_period_asks_for_those_who_started_in_it(tmp_path: Path) -> None:
    async with street(tmp_path, SPLIT.format(sample="")) as walk:
        await takes_part(walk, range(1, 51), {"long": 0.5, "short": 0.5})
        walk.passes(days=10)
        await takes_part(walk, range(51, 71), {"long": 0.5, "short": 0.5})
        whole = await walk.asks(read)
        week = await walk.asks(read, period=last_days(7, walk.clock.now().date()))
        facts = await walk.asks(read, period=last_days(7, walk.clock.now().date()), by="calendar")
    assert sum(row["people"] for row in as_json(whole.tables[0])) == 70
    assert sum(row["people"] for row in as_json(week.tables[0])) == 20
    assert as_json(facts.tables[0]) == as_json(week.tables[0])


async def test_every_line_fits_a_message_in_both_languages(tmp_path: Path) -> None:
    async with street(tmp_path, SPLIT.format(sample="")) as walk:
        await takes_part(walk, range(1, 51), {"long": 0.5, "short": 0.5})
        answer = await walk.asks(read)
    for language in ("ru", "en"):
        assert all(visible_length(text) <= 4096 for text in answer.messages(language))
        assert "{" not in "".join(answer.messages(language))


async def test_in_the_picture_nobody_stands_out_before_the_sample_is_reached(tmp_path: Path) -> None:
    def marked(svg: str) -> bool:
        fills = {node.attrib["fill"] for node in ET.fromstring(svg).iter(f"{SVG}circle")}
        return PALETTES["light"].passed in fills

    pictures = []
    for sample in ("sample: 5000", "sample: 50"):
        async with street(tmp_path / sample[-4:].strip(), SPLIT.format(sample=sample)) as walk:
            await takes_part(walk, range(1, 201), {"long": 0.2, "short": 0.8})
            answer = await walk.asks(read)
            assert answer.picture
            pictures.append(answer.picture("en", "light"))
    assert [marked(svg) for svg in pictures] == [False, True]
    assert {"words · First", "long", "short"} <= set(words(pictures[0]))
