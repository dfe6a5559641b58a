"""Pictures of any data are well-formed, say their figures, and no text of them meets another or leaves them."""

from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reports.charts import to_png
from bot.reports.palette import PALETTES, Palette, contrast, mixed, readable
from bot.reports.pictures.heat_map import HeatMap, HeatRow, heat_map_svg
from bot.reports.pictures.scale import round_up
from bot.reports.pictures.trend import Point, Trend, trend_svg
from bot.reports.pictures.versus import Arm, Group, Versus, versus_svg

from .samples import NAMES
from .written import SVG, assert_nothing_collides, words

SHARES = st.one_of(st.sampled_from([0.0, 1.0, 1e-9, 0.5]), st.floats(0, 1))
LANGUAGES = st.sampled_from(["ru", "en"])
THEMES = st.sampled_from(["light", "dark"])


def cohorts(*shares: tuple[float | None, ...], is_open: bool = True) -> HeatMap:
    rows = tuple(HeatRow(label="2–8 Mar", size=1200, shares=one, is_open=is_open) for one in shares)
    return HeatMap(title="Cohorts", below="%", ages="weeks", sizes="people", note="Dashed: not over", rows=rows)


@st.composite
def intervals(draw: st.DrawFn) -> tuple[float | None, float, float]:
    low, share, high = sorted(draw(st.tuples(SHARES, SHARES, SHARES)))
    return (None, 0, 0) if draw(st.booleans()) else (share, low, high)


@st.composite
def heat_maps(draw: st.DrawFn) -> HeatMap:
    rows = tuple(
        HeatRow(
            label=draw(NAMES),
            size=draw(st.integers(0, 10**8)),
            shares=tuple(draw(st.lists(st.none() | SHARES, max_size=26))),
            is_open=draw(st.booleans()),
        )
        for _ in range(draw(st.integers(0, 26)))
    )
    return HeatMap(title=draw(NAMES), below=draw(NAMES), ages="weeks", sizes="people", note="Dashed", rows=rows)


@st.composite
def comparisons(draw: st.DrawFn) -> Versus:
    def arm() -> Arm:
        share, low, high = draw(intervals())
        label, note, stands_out = draw(NAMES), draw(NAMES), draw(st.booleans())
        return Arm(label=label, note=note, share=share, low=low, high=high, stands_out=stands_out)

    groups = tuple(
        Group(name=draw(NAMES), arms=tuple(arm() for _ in range(draw(st.integers(0, 4)))))
        for _ in range(draw(st.integers(0, 4)))
    )
    return Versus(title=draw(NAMES), below=draw(NAMES), groups=groups)


@st.composite
def trends(draw: st.DrawFn) -> Trend:
    points = tuple(
        Point(label=draw(NAMES), share=share, low=low, high=high)
        for share, low, high in draw(st.lists(intervals(), max_size=60))
    )
    baseline = draw(st.none() | SHARES)
    return Trend(title=draw(NAMES), below=draw(NAMES), points=points, baseline=baseline, baseline_name=draw(NAMES))


@settings(max_examples=40, deadline=None)
@given(heat_maps(), LANGUAGES, THEMES)
def test_any_cohorts(data: HeatMap, language: str, theme: str) -> None:
    assert_nothing_collides(heat_map_svg(data, language, theme))


@settings(max_examples=40, deadline=None)
@given(comparisons(), LANGUAGES, THEMES)
def test_any_comparison(data: Versus, language: str, theme: str) -> None:
    assert_nothing_collides(versus_svg(data, language, theme))


@settings(max_examples=40, deadline=None)
@given(trends(), LANGUAGES, THEMES)
def test_any_trend(data: Trend, language: str, theme: str) -> None:
    assert_nothing_collides(trend_svg(data, language, theme))


def test_cells_say_per_cent_and_never_that_somebody_is_nobody() -> None:
    assert words(heat_map_svg(cohorts((0.123, 0.001, 0.0, None)), "en", "light"))[-5:-1] == ["1,200", "12", "<1", "0"]
    said = words(heat_map_svg(cohorts((0.05, 0.0001)), "ru", "light"))
    assert said[-3:-1] == ["5,0", "<0,1"]


def test_only_an_age_that_is_not_over_is_outlined_and_explained() -> None:
    def outlines(svg: str) -> int:
        return sum("stroke-dasharray" in node.attrib for node in ET.fromstring(svg).iter(f"{SVG}rect"))

    open_, over = (heat_map_svg(cohorts((0.1, 0.2), is_open=is_open), "en", "light") for is_open in (True, False))
    assert (outlines(open_), outlines(over)) == (1, 0)
    assert ("Dashed: not over" in words(open_), "Dashed: not over" in words(over)) == (True, False)


def test_the_deepest_colour_is_the_largest_share() -> None:
    svg = heat_map_svg(cohorts((0.0, 0.1, 0.4)), "en", "light")
    fills = [node.attrib["fill"] for node in ET.fromstring(svg).iter(f"{SVG}rect") if node.attrib["rx"] == "8.0"]
    light = PALETTES["light"]
    assert fills == [light.surface, mixed(light.surface, light.passed, 0.25), light.passed]


def test_a_gap_of_days_without_people_is_no_line() -> None:
    day = Point(label="1", share=0.5, low=0.4, high=0.6)
    nobody = Point(label="2", share=None)
    trend = Trend(title="T", below="b", points=(day, day, nobody, day, day), baseline=None, baseline_name="")
    lines = list(ET.fromstring(trend_svg(trend, "en", "light")).iter(f"{SVG}path"))
    assert len(lines) == 2


def test_an_arm_of_nobody_has_no_mark() -> None:
    arms = (Arm(label="A", note="0 of 0", share=None, low=0, high=0),)
    svg = versus_svg(Versus(title="T", below="b", groups=(Group(name="", arms=arms),)), "en", "dark")
    assert not list(ET.fromstring(svg).iter(f"{SVG}circle"))
    assert "—" in words(svg)


@pytest.mark.parametrize(
    ("share", "end"), [(0, 0.01), (0.13, 0.15), (0.15, 0.15), (0.41, 0.5), (0.97, 1), (1, 1), (1e-9, 1e-9)]
)
def test_an_axis_ends_at_a_round_share(share: float, end: float) -> None:
    assert round_up(share) == pytest.approx(end)


def test_letters_are_read_upon_any_cell() -> None:
    assert readable("#ffffff", "#141a2e", "#ffffff") == "#141a2e"
    assert readable("#3f5bf6", "#141a2e", "#ffffff") == "#ffffff"


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_letters_stand_out_in_either_theme_as_wcag_asks(palette: Palette) -> None:
    """4.5 for text, 3 for what is large and bold."""
    for ink in (palette.ink, palette.quiet, palette.passed_ink, palette.money):
        assert contrast(palette.ground, ink) >= 4.5
        assert contrast(palette.flow, ink) >= 4.5
    assert contrast(palette.surface, palette.passed_ink) >= 4.5
    assert contrast(palette.passed, palette.on_passed) >= 3


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    "draw",
    [
        lambda theme: heat_map_svg(cohorts(*[(0.1,) * 26] * 26), "ru", theme),
        lambda theme: versus_svg(Versus(title="T", below="b", groups=()), "ru", theme),
        lambda theme: trend_svg(Trend(title="T", below="b", points=(), baseline=0.4, baseline_name="b"), "ru", theme),
    ],
)
def test_telegram_takes_them_as_photos(draw: Callable[[str], str], theme: str) -> None:
    svg = draw(theme)
    wide, high = (float(ET.fromstring(svg).attrib[name]) for name in ("width", "height"))
    assert wide + high <= 10_000
    assert max(wide / high, high / wide) <= 20
    assert to_png(svg).startswith(b"\x89PNG")
