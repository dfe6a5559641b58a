"""The text report says every figure, reads well on a phone, and survives any name."""

import re
from dataclasses import replace
from datetime import date
from html import unescape

from hypothesis import given

from bot.reports.funnel_text import render
from funnels.analytics.conversion import FunnelReport, funnel_report
from funnels.analytics.period import last_days
from funnels.analytics.question import Cell, Question
from funnels.definition.money import Money
from funnels.definition.visible import visible_length
from funnels.engine.limits import TEXT_LIMIT

from .samples import chain, reports, stage_row, step_row
from .test_messages import assert_whole

PHONE_LINE = 32


def spoken(messages: list[str]) -> list[str]:
    """What is read on the screen, line by line, with plain spaces."""
    text = unescape(re.sub(r"<[^>]*>", "", "\n\n".join(messages)))
    return text.replace("\N{NO-BREAK SPACE}", " ").split("\n")


def test_a_russian_report_in_full() -> None:
    report = chain(1000, 520, title="Осенний запуск", steps=1)
    assert spoken(render(report, "ru")) == [
        "Осенний запуск",
        "за всё время · 1 000 человек начали",
        "Конверсия всей воронки: 52,0 %",
        "520 из 1 000 прошли последний этап",
        "",
        "1. Лид-магнит",
        "▰▰▰▰▰▱▱▱▱▱ 52,0 %",
        "вошли 1 000 → прошли 520",
        "от старта 52,0 %",
        "потеряно 432 · внутри 48",
        "половина — за 2 ч 2 мин, 90 % — за 1 дн.",
        "• Приветствие",
        "доставлено 990 из 1 000",
        "не доставлено 10",
        "нажали 333 (33,6 %), ответили 100",
    ]


def test_an_english_report_in_full() -> None:
    report = chain(1000, 520, title="Autumn", titles=("Lead magnet",), steps=1, label="Welcome")
    assert spoken(render(report, "en")) == [
        "Autumn",
        "all time · 1,000 people started",
        "Conversion of the whole funnel: 52.0%",
        "520 of 1,000 passed the last stage",
        "",
        "1. Lead magnet",
        "▰▰▰▰▰▱▱▱▱▱ 52.0%",
        "reached 1,000 → passed 520",
        "from the start 52.0%",
        "lost 432 · inside 48",
        "half within 2 hr 2 min, 90% within 1 day",
        "• Welcome",
        "delivered 990 of 1,000",
        "failed 10",
        "clicked 333 (33.6%), answered 100",
    ]


def test_a_message_with_nothing_to_press_has_no_line_about_presses() -> None:
    stage = stage_row(1, title="Lead magnet", passed=5, lost=5, inside=0)
    silent = replace(step_row(1, 1, sent=5, label="Welcome"), stage=stage.stage, asks=False)
    lines = spoken(render(funnel_report("autumn", "Autumn", 10, [stage], [silent]), "en"))
    assert "delivered 5 of 5" in lines
    assert not any(line.startswith("clicked") for line in lines)


def test_a_step_that_sells_says_who_asked_to_pay_and_who_did_not() -> None:
    stage = stage_row(1, title="Lead", passed=5, lost=15)
    offer = replace(step_row(1, 1, sent=20), sells=True, asked_to_pay=12, paid=5)
    lines = spoken(render(funnel_report("f", "F", 20, [stage], [offer]), "ru"))
    assert lines[-2:] == ["начали оплату 12 → оплатили 5", "бросили 7"]
    everybody = replace(offer, asked_to_pay=5)
    assert spoken(render(funnel_report("f", "F", 20, [stage], [everybody]), "en"))[-1] == "asked to pay 5 → paid 5"
    nobody = replace(offer, asked_to_pay=0, paid=0)
    assert not any("asked" in line for line in spoken(render(funnel_report("f", "F", 20, [stage], [nobody]), "en")))


def test_a_stage_that_sold_says_its_revenue_each_currency_for_itself() -> None:
    report = chain(1000, 520, 100)
    sold = replace(report.stages[1], revenue=(Money(amount=4900_00, currency="RUB"), Money(amount=120, currency="XTR")))
    report = replace(report, stages=(report.stages[0], sold))
    russian, english = (spoken(render(report, language)) for language in ("ru", "en"))
    assert [line for line in russian if "выручка" in line] == ["выручка 4 900 ₽ · 120 ⭐"]
    assert [line for line in english if "revenue" in line] == ["revenue ₽4,900 · 120 ⭐"]


def test_reference_conversions_are_written() -> None:
    text = "\n".join(spoken(render(chain(1000, 710, 305, 210, 100), "ru")))
    for figure in ("71,0 %", "43,0 %", "68,9 %", "47,6 %", "Конверсия всей воронки: 10,0 %"):
        assert figure in text


def test_figures_of_a_stage_fit_a_phone() -> None:
    for language in ("ru", "en"):
        lines = spoken(render(chain(1000, 520, 215, 130), language))
        figures = [line for line in lines if any(mark in line for mark in ("→", "▰", "·"))][1:]
        assert len(figures) == 9
        assert all(len(line) <= PHONE_LINE for line in figures)


def test_names_cannot_become_markup() -> None:
    message = render(chain(10, 5, title="<b>&", titles=("<a href='x'>",), steps=1, label="</blockquote>"), "en")
    assert "<b>&lt;b&gt;&amp;</b>" in message[0]
    assert "&lt;a href='x'&gt;" in message[0]
    assert "• &lt;/blockquote&gt;" in message[0]


def test_a_tiny_share_is_escaped() -> None:
    assert "<b>&lt;0.1%</b>" in render(chain(1_000_000, 1), "en")[0]


def test_nobody_yet_is_said_without_false_figures() -> None:
    lines = spoken(render(chain(0, 0, 0, steps=1), "ru"))
    assert "Пока никто не начал" in lines
    assert "▱▱▱▱▱▱▱▱▱▱ —" in lines
    assert "ещё не отправлялось" in lines
    assert not any("%" in line for line in lines)


def test_nobody_of_what_was_asked_is_said_with_what_that_was() -> None:
    question = Question(funnel="f", period=last_days(7, date(2026, 3, 8)), only=Cell(slice="source", value="<vk>"))
    report = replace(chain(0, 0), question=question)
    assert spoken(render(report, "en"))[1:4] == [
        "Mar 2\u2009–\u20098, 2026",
        "by contact date · source: <vk>",
        "There are no such journeys",
    ]


def test_of_one_value_steps_are_not_counted_and_that_is_said() -> None:
    report = replace(chain(2, 1), question=Question(funnel="f", only=Cell(slice="source", value="vk")))
    assert "Steps are not counted for one value" in spoken(render(report, "en"))
    assert "Steps are not counted for one value" not in spoken(render(replace(report, question=None), "en"))


def test_somebody_fills_the_gauge_and_somebody_missing_leaves_it_open() -> None:
    gauges = [line.split()[0] for line in spoken(render(chain(1000, 999, 1, 1, 0), "en")) if line[:1] in {"▰", "▱"}]
    assert gauges == ["▰" * 9 + "▱", "▰" + "▱" * 9, "▰" * 10, "▱" * 10]


def test_a_length_without_its_ninetieth_is_said_alone() -> None:
    row = stage_row(0, title="A", passed=1, lost=0, median_seconds=60)
    report = funnel_report(funnel="f", title="F", started=1, stages=[row], steps=[])
    assert "half within 1 min" in spoken(render(report, "en"))


def test_a_long_report_is_cut_between_stages_and_loses_nothing() -> None:
    report = chain(*range(4000, 0, -100), steps=5, label="Напоминание о подарке")
    messages = render(report, "ru")
    assert len(messages) > 1
    assert all(visible_length(message) <= TEXT_LIMIT for message in messages)
    assert all(message.startswith("<b>") for message in messages)
    lines = spoken(messages)
    assert sum(line.startswith("•") for line in lines) == len(report.steps)
    heads = [line for line in lines if re.match(r"\d+\. ", line) and "продолжение" not in line]
    assert len(heads) == len(report.stages)


def test_a_stage_longer_than_a_message_goes_on_under_its_name() -> None:
    messages = render(chain(100, 50, steps=200, label="Напоминание о подарке"), "ru")
    assert len(messages) > 2
    assert all(message.startswith("<b>1. Лид-магнит</b> (продолжение)") for message in messages[2:])
    assert sum(line.startswith("•") for line in spoken(messages)) == 200


@given(reports())
def test_any_report_keeps_telegrams_limit_and_whole_tags(report: FunnelReport) -> None:
    for language in ("ru", "en"):
        for message in render(report, language):
            assert 0 < visible_length(message) <= TEXT_LIMIT
            assert_whole(message)
