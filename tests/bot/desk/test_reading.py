"""Words behind a command, as owners write them, become a question; what means nothing is answered with what would."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import assume, given

from bot.desk.about import ABOUT
from bot.desk.reading import read_view, written
from bot.desk.view import View
from bot.reports.report import AskedError
from funnels.analytics.period import Period, last_days
from funnels.analytics.question import Cell, Question
from funnels.definition.script import Script

from .views import ONE, TODAY, TWO, views

MARCH = Period(first=date(2026, 3, 1), last=date(2026, 3, 12))


def asked(words: str, scripts: Mapping[str, Script] = ONE) -> Question:
    return read_view("stats", words, scripts=scripts, today=TODAY).question


def refused(words: str, language: str, scripts: Mapping[str, Script] = ONE) -> str:
    with pytest.raises(AskedError) as refusal:
        asked(words, scripts)
    return refusal.value.why[language]


@pytest.mark.parametrize(
    ("words", "settled"),
    [
        ("", {}),
        ("walk", {}),
        ("30", {"period": last_days(30, TODAY)}),
        ("7 walk", {"period": last_days(7, TODAY)}),
        ("за последние 30 дней", {"period": last_days(30, TODAY)}),
        ("last 30 days", {"period": last_days(30, TODAY)}),
        ("период 30д", {"period": last_days(30, TODAY)}),
        ("сегодня", {"period": last_days(1, TODAY)}),
        ("Всё", {}),
        ("01.03.2026 - 12.03.2026", {"period": MARCH}),
        ("2026-03-01..2026-03-12", {"period": MARCH}),
        ("calendar", {"by": "calendar"}),
        ("по дате события", {"by": "calendar"}),
        ("По дате контакта", {}),
        ("source", {"split": "source"}),
        ("by sources", {"split": "source"}),
        ("по дням недели", {"split": "weekday"}),
        ("день недели", {"split": "weekday"}),
        ("source=vk", {"only": Cell(slice="source", value="vk")}),
        ("источник=vk-марта", {"only": Cell(slice="source", value="vk-марта")}),
        ("variant=price=a", {"only": Cell(slice="variant", value="price=a")}),
        ("сегмент=«горячие люди»", {"only": Cell(slice="segment", value="горячие люди")}),
        ('source=""', {"only": Cell(slice="source", value="")}),
        ("from core", {"from_stage": "core"}),
        ("от этапа core", {"from_stage": "core"}),
        ("from=core", {"from_stage": "core"}),
        ("again", {"again": True}),
        ("все прохождения", {"again": True}),
        ("7 compare", {"period": last_days(7, TODAY), "compare": True}),
        ("7 с прошлым периодом", {"period": last_days(7, TODAY), "compare": True}),
        (
            "source=vk Повторно от upsell 7 walk по календарю",
            {
                "only": Cell(slice="source", value="vk"),
                "again": True,
                "from_stage": "upsell",
                "period": last_days(7, TODAY),
                "by": "calendar",
            },
        ),
    ],
)
def test_words_ask(words: str, settled: dict[str, object]) -> None:
    assert asked(words) == Question(**{"funnel": "walk", **settled})


def test_which_of_several_funnels_is_open_until_it_is_named() -> None:
    assert asked("30", TWO).funnel == ""
    assert asked("30 talk", TWO).funnel == "talk"


@pytest.mark.parametrize("word", ["nowhere", "<b>", "sourse", "core", "from", "kind=vk", "0", "source="])
def test_an_unknown_word_is_answered_with_what_can_be_written(word: str) -> None:
    for language, known in (("en", "a slice: "), ("ru", "срез: ")):
        said = refused(f"7 {word}", language, TWO)
        assert word.replace("<", "&lt;").replace(">", "&gt;") in said
        assert known in said
        assert "<code>walk</code>, <code>talk</code>" in said
    assert refused(word, "en", TWO).endswith("<code>/stats walk 30 source</code>")


def test_what_is_offered_instead_is_understood() -> None:
    for language, scripts in (("en", ONE), ("ru", ONE)):
        said = refused("nonsense", language, scripts)
        offered = [part.partition("</code>")[0] for part in said.split("<code>")[1:]]
        assert len(offered) > 15
        for words in offered[:-1]:
            asked(words)
        assert asked(offered[-1].removeprefix("/stats ")).split == "source"


@pytest.mark.parametrize("report", [name for name, about in ABOUT.items() if not about.takes])
def test_every_report_offers_what_it_heeds(report: str) -> None:
    with pytest.raises(AskedError) as refusal:
        read_view(report, "nonsense", scripts=ONE, today=TODAY, command="/it")
    for said in refusal.value.why.values():
        *offered, example = [part.partition("</code>")[0] for part in said.split("<code>")[1:]]
        for words in [*offered, example.removeprefix("/it ")]:
            read_view(report, words, scripts=ONE, today=TODAY)


@pytest.mark.parametrize("period", ["2026-03-12..2026-03-01", "21.03.2026", "31.02.2026", "2026-13-01"])
def test_dates_that_are_no_period(period: str) -> None:
    assert f"“{period}” is no period" in refused(period, "en")
    assert f"«{period}» — не период" in refused(period, "ru")


def test_a_stage_that_is_not_there() -> None:
    said = refused("from start", "en")
    assert said == "There is no stage “start”. There are these: <code>core</code>, <code>upsell</code>"


@given(views)
def test_the_command_of_a_view_asks_for_it_again(view: View) -> None:
    question = view.question
    assume(not (question.only and question.split))
    assume(not (question.compare and question.period.before() is None))
    _, _, words = written(view, TODAY).partition(" ")
    assert read_view(view.report, words, scripts=TWO, today=TODAY).question == view.question
