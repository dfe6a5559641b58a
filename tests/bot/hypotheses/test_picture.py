"""The picture shows before and after of every hypothesis of a version, and colours only what is no chance."""

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest

from bot.reports.charts import to_png
from bot.reports.hypotheses.picture import MOST, drawable, picture
from bot.reports.hypotheses.reading import Outcome
from bot.reports.palette import PALETTES
from bot.reports.report import Theme
from funnels.analytics.judgement import Count
from storage.hypotheses import Hypothesis
from tests.bot.desk.views import WALK
from tests.bot.reports.samples import NASTY_NAMES
from tests.bot.reports.written import SVG, assert_nothing_collides, words

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def outcome(before: Count | None, after: Count | None, idea: str = "Shorter") -> Outcome:
    of = Hypothesis(
        id=7, funnel="walk", stage="core", idea=idea, version=2, status="open", added_at=NOW, closed_at=None
    )
    return Outcome(hypothesis=of, before=before, after=after)


def marks(svg: str, theme: Theme = "light") -> int:
    """How many shares stand out."""
    fills = [node.attrib["fill"] for node in ET.fromstring(svg).iter(f"{SVG}circle")]
    return fills.count(PALETTES[theme].passed)


@pytest.mark.parametrize(("language", "before", "after", "note"), [
    ("en", "before", "after", "70 / 100"), ("ru", "было", "стало", "70 / 100"),
])  # fmt: skip
def test_before_and_after_with_their_people(language: str, before: str, after: str, note: str) -> None:
    said = words(picture([outcome((40, 100), (70, 100))], WALK, language, "light"))
    assert "#7 core: Shorter" in said
    assert said.index(before) < said.index(after)
    assert note in said


def test_only_a_change_beyond_chance_stands_out() -> None:
    assert marks(picture([outcome((40, 100), (70, 100))], WALK, "en", "light")) == 1
    assert marks(picture([outcome((40, 100), (41, 100))], WALK, "en", "light")) == 0
    assert marks(picture([outcome((4, 10), (10, 10))], WALK, "en", "light")) == 0, "too few people"


def test_what_nobody_has_walked_on_both_sides_is_not_drawn() -> None:
    both = outcome((0, 1), (1, 1))
    assert drawable([outcome(None, None), outcome((0, 0), (1, 1)), outcome((1, 1), (0, 0)), both]) == [both]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", NASTY_NAMES)
def test_any_idea_and_any_number_of_them(name: str, theme: Theme) -> None:
    many = [outcome((10**9, 10**10), (1, 10**10), name)] * (MOST + 1)
    svg = picture(many, WALK, "ru", theme)
    assert_nothing_collides(svg)
    assert words(svg).count("было") == MOST
    assert to_png(svg).startswith(b"\x89PNG")
