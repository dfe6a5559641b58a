"""The picture is well-formed for any name and count, tells the truth in widths, and no text meets another."""

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reports.funnel_picture import WIDTH, funnel_svg
from bot.reports.palette import PALETTES
from bot.reports.report import Theme
from funnels.analytics.conversion import FunnelReport, funnel_report
from funnels.definition.money import Money

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
    said = words(funnel_svg(chain(1000, 520, 215, 130), "ru", "light"))
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
    said = words(funnel_svg(chain(1000, 710, 305, 210, 100), "en", "light"))
    for words_there in ("71.0%", "43.0%", "68.9%", "47.6%", "10.0%", "100 of 1,000 passed the last stage"):
        assert words_there in said


def test_bars_are_as_wide_as_their_people() -> None:
    svg = funnel_svg(chain(1000, 500, 250), "en", "light")
    whole, half = bars(svg, LIGHT.lost)
    assert half == pytest.approx(whole / 2, abs=0.2)
    assert bars(svg, LIGHT.passed) == pytest.approx([whole / 2, whole / 4], abs=0.2)
    assert bars(svg, LIGHT.inside) == pytest.approx([whole * 0.55, whole * 0.275], abs=0.2)


def test_one_of_a_million_is_seen_and_nobody_is_not() -> None:
    svg = funnel_svg(chain(1_000_000, 1, 0), "en", "light")
    assert len(bars(svg, LIGHT.passed)) == 1
    assert min(bars(svg, LIGHT.lost)) >= 10
    assert min(bars(svg, LIGHT.passed)) >= 6


def test_a_later_stage_may_be_the_widest() -> None:
    rows = [stage_row(0, title="A", passed=1, lost=9), stage_row(1, title="B", passed=50, lost=50)]
    svg = funnel_svg(funnel_report(funnel="f", title="F", started=10, stages=rows, steps=[]), "en", "light")
    narrow, wide = bars(svg, LIGHT.lost)
    assert wide == pytest.approx(10 * narrow, abs=0.5)
    assert wide < WIDTH
    assert_nothing_collides(svg)


@pytest.mark.parametrize("stages", [0, 1, 12])
def test_nobody_yet_is_said_without_false_figures(stages: int) -> None:
    svg = funnel_svg(chain(*[0] * (stages + 1)), "ru", "light")
    said = words(svg)
    assert "Пока никто не начал" in said
    assert not any("%" in text for text in said)
    assert bars(svg, LIGHT.lost) == []
    assert_nothing_collides(svg)


def test_a_stage_nobody_reached_has_no_conversion() -> None:
    said = words(funnel_svg(chain(12, 5, 0, 0), "en", "light"))
    assert said.count("—") == 1
    assert "0.0%" in said


def test_all_text_is_large_enough_for_a_phone() -> None:
    for language in ("ru", "en"):
        for text in texts(funnel_svg(chain(99_999, 52_000, 21_500, 13_000), language, "light")):
            assert text.size >= 30, text


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("name", NASTY_NAMES)
def test_nasty_names_are_drawn_as_text(name: str, language: str) -> None:
    svg = funnel_svg(chain(1_234_567, 7, 0, title=name, titles=(name,)), language, "light")
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
    said = words(funnel_svg(chain(10, 5, title="漢字", titles=("שלום",)), "en", "light"))
    assert "autumn" in said
    assert "1. stage_0" in said


def test_a_forty_letter_name_ends_with_an_ellipsis() -> None:
    said = words(funnel_svg(chain(1000, 500, titles=("Щ" * 40,)), "ru", "light"))
    assert any(text.startswith("1. ЩЩЩ") and text.endswith("…") for text in said)


def test_the_same_name_for_those_inside_all_over_the_picture() -> None:
    said = words(funnel_svg(chain(99_000_000, 9_000, 900), "ru", "light"))
    assert "сейчас внутри" not in said
    assert said.count("внутри") == 2


def test_the_dark_theme_has_its_own_ground() -> None:
    dark = funnel_svg(chain(10, 5), "en", "dark")
    assert f'fill="{PALETTES["dark"].ground}"' in dark
    assert LIGHT.ground not in dark


def sold(*revenue: Money) -> FunnelReport:
    report = chain(1000, 500, 250, 100)
    return replace(report, stages=(*report.stages[:2], replace(report.stages[2], revenue=revenue)))


def test_a_stage_that_sold_has_its_money_each_currency_for_itself() -> None:
    report = sold(Money(amount=-4900_00, currency="RUB"), Money(amount=1200, currency="XTR"))
    for language, label, money in (("ru", "выручка ", "-4 900 ₽ · 1 200 ⭐"), ("en", "revenue ", "-₽4,900 · 1,200 ⭐")):
        said = words(funnel_svg(report, language, "light"))
        assert said[said.index(label) + 1] == money
        assert said.count(label) == 1


def test_stages_that_sold_nothing_have_no_line_of_money_and_keep_their_places() -> None:
    plain, with_money = (
        texts(funnel_svg(report, "en", "light")) for report in (sold(), sold(Money(amount=1, currency="XTR")))
    )
    moved = {one.text: one.bottom for one in with_money}
    assert "revenue " not in [one.text for one in plain]
    assert [moved[one.text] - one.bottom for one in plain if one.text.startswith(("1. ", "2. ", "3. "))] == [0, 0, 0]
    assert moved["10.0%"] > next(one.bottom for one in plain if one.text == "10.0%")


def test_a_currency_whose_sign_no_font_has_is_told_by_its_code() -> None:
    assert "4900 AMD" in words(funnel_svg(sold(Money(amount=4900_00, currency="AMD")), "en", "light"))


@settings(deadline=None)
@given(reports(), st.sampled_from(["ru", "en"]), st.sampled_from(["light", "dark"]))
def test_any_funnel_is_well_formed_and_nothing_collides(report: FunnelReport, language: str, theme: Theme) -> None:
    assert_nothing_collides(funnel_svg(report, language, theme))
