"""A view fits into a button and comes out of it again; a button that leads nowhere any more makes no view."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given

from bot.desk import data
from bot.desk.about import ABOUT
from bot.desk.view import View
from funnels.analytics.period import Period, last_days
from funnels.analytics.question import Cell, Question

from .views import TALK, TODAY, TWO, VALUES, WALK, views

VIEW = View(
    report="stats",
    question=Question(
        funnel="walk", only=Cell(slice="source", value="vk"), from_stage="core", period=last_days(7, TODAY)
    ),
)


@given(views)
def test_a_view_goes_through_a_button(view: View) -> None:
    packed = data.read_packed(data.pack(view, TODAY))
    assert packed is not None
    assert packed.funnel(TWO) == view.question.funnel
    assert packed.view(TWO[view.question.funnel], VALUES, TODAY) == view


@given(views)
def test_every_button_is_within_what_telegram_takes(view: View) -> None:
    longest = max(ABOUT, key=len)
    assert len(data.pack(replace(view, report=longest), TODAY).encode()) <= 64


def test_the_longest_name_of_a_report_leaves_room() -> None:
    question = Question(
        funnel="walk",
        period=Period(first=date(2020, 1, 1), last=date(2026, 1, 1)),
        by="calendar",
        only=Cell(slice="hour", value="23"),
        split="source",
        from_stage="core",
        again=True,
        compare=True,
    )
    view = View(report="hypotheses", question=question, explained=True, panel="values", page=999, theme="dark")
    assert len(data.pack(view, TODAY).encode()) <= 64


def test_days_up_to_today_are_days_up_to_the_day_of_the_press() -> None:
    packed = data.read_packed(data.pack(VIEW, TODAY))
    assert packed is not None
    tomorrow = TODAY + timedelta(days=1)
    view = packed.view(WALK, ["vk"], tomorrow)
    assert view is not None
    assert view.question.period == last_days(7, tomorrow)


def test_a_name_that_is_gone_makes_no_view() -> None:
    packed = data.read_packed(data.pack(VIEW, TODAY))
    assert packed is not None
    assert packed.funnel(["talk"]) is None
    assert packed.view(WALK, ["telegram"], TODAY) is None
    gone = replace(TALK, file=TALK.file.model_copy(update={"stages": TALK.file.stages[1:]}))
    assert packed.view(gone, ["vk"], TODAY) is None


@pytest.mark.parametrize(
    "strange",
    [
        "~desk:",
        "~desk:0stats:aaaa:::::::",
        "~desk:1weather:aaaa:::::",
        "~desk:1stats:aaaa",
        "~desk:1stats:aaaa:x:zz:q:k:9:1",
    ],
)
def test_the_button_of_another_version_is_none(strange: str) -> None:
    assert data.read_packed(strange) is None
