"""`/weak` as a picture: a point a week, and what the stage is measured by."""

from dataclasses import replace
from datetime import date, timedelta
from xml.etree import ElementTree as ET

from bot.reports.weak.picture import picture
from funnels.analytics.period import Period
from tests.bot.reports.test_weak_text import DIAGNOSIS, WEAK
from tests.bot.reports.written import SVG, assert_nothing_collides, words

MONDAY = date(2026, 2, 9)
COUNTED = ((0, 0), (70, 100), (0, 0), (69, 100), (50, 305))
STARTS = [MONDAY + timedelta(weeks=week) for week in range(-1, 4)]
WEEKS = tuple(
    (Period(first=start, last=start + timedelta(days=6)), counted)
    for start, counted in zip(STARTS, COUNTED, strict=True)
)
SEEN = replace(DIAGNOSIS, weeks=WEEKS)


def test_each_week_in_which_anybody_came_is_a_point() -> None:
    svg = picture(SEEN, WEAK, "en", "light")
    assert len(list(ET.fromstring(svg).iter(f"{SVG}circle"))) == 3
    assert_nothing_collides(svg)


def test_it_says_what_is_usual_and_which_days_there_were() -> None:
    said = words(picture(SEEN, WEAK, "ru", "dark"))
    assert "Core <course>" in said
    assert "обычно 68,9 %" in said
    assert said[-2:] == ["15 февр.", "8 мар."]


def test_a_target_is_named_as_one() -> None:
    assert "target 68.9%" in words(picture(SEEN, replace(WEAK, is_target=True), "en", "light"))
