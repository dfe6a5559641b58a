"""What `/weak` says of a stage that costs money, and of messages worth looking at, word for word."""

from dataclasses import replace
from datetime import date

from bot.reports.weak.reading import Diagnosis
from bot.reports.weak.text import render, verdict
from funnels.analytics.judgement import StageSeen, judge
from funnels.analytics.period import Period
from funnels.analytics.question import Cell
from storage.queries.symptoms import Symptom, Symptoms
from tests.bot.reports.test_funnel_text import spoken

WEAK = judge(
    StageSeen(
        stage="core",
        title="Core <course>",
        now=(50, 305),
        before=(210, 305),
        values={"RUB": 4900_00.0, "XTR": 0.4},
    )
)
FINE = judge(StageSeen(stage="first", title="First", now=(70, 100), before=(71, 100)))
FEW = judge(StageSeen(stage="last", title="Last", now=(1, 20), before=(71, 100)))
DIAGNOSIS = Diagnosis(
    period=Period(first=date(2026, 3, 2), last=date(2026, 3, 8)),
    only=None,
    judgements=(FINE, WEAK, FEW),
    young={"core": 1200},
    weak=(WEAK,),
    suspect=WEAK,
    is_lower=True,
    symptoms=Symptoms(
        305,
        (
            Symptom(step="core.1", delivered=300, stuck=2, blocked=2, acts=2, median_seconds=90_000),
            Symptom(step="core.1#1", delivered=250, stuck=190, blocked=25, acts=60, median_seconds=7_200),
        ),
    ),
    weeks=(),
)
LABELS = {"core.1": "Buy now", "core.1#1": "Still <thinking>?"}


def test_in_english() -> None:
    assert spoken(render(DIAGNOSIS, "Sales", LABELS, "en")) == [
        "Weak stage · Sales",
        "started Mar 2\u2009–\u20098, 2026",
        "",
        "🔻 Core <course>: 16.4%, 50 of 305 passed (12.7%–21.0%)",
        "In the eight weeks before it was 68.9%.",
        "Not chance: people lost: 160, money: about ₽784,000, 64 ⭐",
        "",
        "Where to look",
        "🚪 “Still <thinking>?”: 190 of 250 went no further (76.0%)",
        "🐢 “Still <thinking>?”: answers take 2 hr",
        "🚫 “Still <thinking>?”: 25 left within a day (10.0%)",
        "",
        "All stages",
        "✅ First: 70.0% (70 of 100), 60.4%–78.1%; should be 71.0%",
        "🔻 Core <course>: 16.4% (50 of 305), 12.7%–21.0%; should be 68.9%",
        "⏳ Last: 20, fewer than 30, no verdict",
        "Core <course>: 1,200 more reached it lately and are not judged",
    ]


def test_in_russian() -> None:
    assert spoken(render(DIAGNOSIS, "Продажи", LABELS, "ru")) == [
        "Слабый этап · Продажи",
        "начали 2–8 мар. 2026\u202fг.",
        "",
        "🔻 Core <course>: 16,4 % — прошли 50 из 305 (12,7 %–21,0 %)",
        "За восемь недель до того было 68,9 %.",
        "Не случай: потеряно людей — 160, денег — около 784 000 ₽, 64 ⭐",
        "",
        "Куда смотреть",
        "🚪 «Still <thinking>?» — дальше не пошли 190 из 250 (76,0 %)",
        "🐢 «Still <thinking>?» — отвечают через 2 ч",
        "🚫 «Still <thinking>?» — ушли за сутки 25 (10,0 %)",
        "",
        "Все этапы",
        "✅ First: 70,0 % (70 из 100), 60,4 %–78,1 %; должно быть 71,0 %",
        "🔻 Core <course>: 16,4 % (50 из 305), 12,7 %–21,0 %; должно быть 68,9 %",
        "⏳ Last: 20 — меньше 30, вывода нет",
        "Core <course>: ещё 1 200 вошли недавно и не судятся",
    ]


def test_the_verdict_alone() -> None:
    assert len(verdict(DIAGNOSIS, "en")) == 3
    assert verdict(DIAGNOSIS, "ru")[0].startswith("🔻 Core &lt;course&gt;: <b>16,4")


def test_where_only_the_newest_were_looked_at_it_says_so() -> None:
    diagnosis = replace(DIAGNOSIS, symptoms=DIAGNOSIS.symptoms._replace(journeys=304))
    assert "Where to look (by the newest 304 people)" in spoken(render(diagnosis, "Sales", LABELS, "en"))
    assert "Куда смотреть (по последним 304 чел.)" in spoken(render(diagnosis, "Продажи", LABELS, "ru"))


def test_the_one_value_that_was_asked_about_is_named() -> None:
    diagnosis = replace(DIAGNOSIS, only=Cell(slice="source", value="<vk>"))
    assert spoken(render(diagnosis, "Sales", LABELS, "en"))[1].endswith("source: <vk>")
