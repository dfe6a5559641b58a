"""The picture is well-formed for any name and count, tells the truth in widths, and no text meets another."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

from bot.reports.funnel_picture import WIDTH, funnel_svg
from bot.reports.palette import PALETTES
from funnels.analytics.conversion import FunnelReport, funnel_report

from .samples import NASTY_NAMES, chain, reports, stage_row
from .written import SVG, assert_nothing_collides, texts, words

LIGHT = PALETTES["light"]


def bars(svg: str, fill: str) -> list[float]:
    """The widths of the bars of one colour, from the top down."""
    paths = [node.attrib for node in ET.fromstring(svg).iter(f"{SVG}path")]
    return [
        float(after.group(2)) - float(after.group(1))
        for path in paths
        if path["fill"] == fill and (after := re.match(r"M([\d.]+) .*?H[\d.]+A.*? 1 ([\d.]+) ", path["d"]))
    ]


def test_the_reference_funnel_is_told_in_russian() -> None:
    said = words(funnel_svg(chain(1000, 520, 215, 130), "ru"))
    for words_there in (
        "Осенний запуск",
        "за всё время · 1 000 человек начали",
        "1. Лид-магнит",
        "3. Основной продукт",
        "52,0 %",
        "41,3 %",
        "60,5 %",
        "потеряно",
        "сейчас внутри",
        "13,0 %",
        "130 из 1 000 прошли последний этап",
    ):
        assert words_there in said


def test_the_reference_funnel_is_told_in_english() -> None:
    said = words(funnel_svg(chain(1000, 710, 305, 210, 100), "en"))
    for words_there in ("71.0%", "43.0%", "68.9%", "47.6%", "10.0%", "100 of 1,000 passed the last stage"):
        assert words_there in said


def test_bars_are_as_wide_as_their_people() -> None:
    svg = funnel_svg(chain(1000, 500, 250), "en")
    whole, half = bars(svg, LIGHT.lost)
    assert half == pytest.approx(whole / 2, abs=0.2)
    assert bars(svg, LIGHT.passed) == pytest.approx([whole / 2, whole / 4], abs=0.2)
    assert bars(svg, LIGHT.inside) == pytest.approx([whole * 0.55, whole * 0.275], abs=0.2)


def test_one_of_a_million_is_seen_and_nobody_is_not() -> None:
    svg = funnel_svg(chain(1_000_000, 1, 0), "en")
    assert len(bars(svg, LIGHT.passed)) == 1
    assert min(bars(svg, LIGHT.lost)) >= 10
    assert min(bars(svg, LIGHT.passed)) >= 6


def test_a_later_stage_may_be_the_widest() -> None:
    rows = [stage_row(0, title="A", passed=1, lost=9), stage_row(1, title="B", passed=50, lost=50)]
    svg = funnel_svg(funnel_report(funnel="f", title="F", started=10, stages=rows, steps=[]), "en")
    narrow, wide = bars(svg, LIGHT.lost)
    assert wide == pytest.approx(10 * narrow, abs=0.5)
    assert wide < WIDTH
    assert_nothing_collides(svg)


@pytest.mark.parametrize("stages", [0, 1, 12])
def test_nobody_yet_is_said_without_false_figures(stages: int) -> None:
    svg = funnel_svg(chain(*[0] * (stages + 1)), "ru")
    said = words(svg)
    assert "Пока никто не начал" in said
    assert not any("%" in text for text in said)
    assert bars(svg, LIGHT.lost) == []
    assert_nothing_collides(svg)


def test_a_stage_nobody_reached_has_no_conversion() -> None:
    said = words(funnel_svg(chain(12, 5, 0, 0), "en"))
    assert said.count("—") == 1
    assert "0.0%" in said


def test_all_text_is_large_enough_for_a_phone() -> None:
    for language in ("ru", "en"):
        for text in texts(funnel_svg(chain(99_999, 52_000, 21_500, 13_000), language)):
            assert text.size >= 30, text


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("name", NASTY_NAMES)
def test_nasty_names_are_drawn_as_text(name: str, language: str) -> None:
    svg = funnel_svg(chain(1_234_567, 7, 0, title=name, titles=(name,)), language)
    assert_nothing_collides(svg)
    assert {node.tag.removeprefix(SVG) for node in ET.fromstring(svg).iter()} <= {
        "svg",
        "rect",
        "path",
        "polygon",
        "circle",
        "text",
        "tspan",
    }


def test_a_name_without_a_drawable_letter_gives_way_to_the_scripts_own() -> None:
    said = words(funnel_svg(chain(10, 5, title="漢字", titles=("שלום",)), "en"))
    assert "autumn" in said
    assert "1. stage_0" in said


def test_a_forty_letter_name_ends_with_an_ellipsis() -> None:
    said = words(funnel_svg(chain(1000, 500, titles=("Щ" * 40,)), "ru"))
    assert any(text.startswith("1. ЩЩЩ") and text.endswith("…") for text in said)


def test_the_same_name_for_those_inside_all_over_the_picture() -> None:
    said = words(funnel_svg(chain(99_000_000, 9_000, 900), "ru"))
    assert "сейчас внутри" not in said
    assert said.count("внутри") == 2


def test_the_dark_theme_has_its_own_ground() -> None:
    dark = funnel_svg(chain(10, 5), "en", "dark")
    assert f'fill="{PALETTES["dark"].ground}"' in dark
    assert LIGHT.ground not in dark


@settings(deadline=None)
@given(reports())
def test_any_funnel_is_well_formed_and_nothing_collides(report: FunnelReport) -> None:
    for language in ("ru", "en"):
        assert_nothing_collides(funnel_svg(report, language))
