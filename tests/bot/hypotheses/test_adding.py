import re
from datetime import date

import pytest

from bot.reports.hypotheses.adding import read_idea
from bot.reports.report import AskedError
from funnels.definition.script import Script
from storage.hypotheses import Idea
from tests.funnels.scripts import script_of

TODAY = date(2026, 3, 2)
ONE = "funnel: {}\nstages: [{{stage: quote, steps: [{{message: Hi}}]}}, {{stage: {}, steps: [{{message: Hi}}]}}]"
SALES = script_of(ONE.format("sales", "invoice").replace("sales", "test"))
ALONE: dict[str, Script] = {"sales": SALES}
BOTH: dict[str, Script] = {"sales": SALES, "club": script_of(ONE.format("test", "renewal"))}


@pytest.mark.parametrize(
    ("words", "idea"),
    [
        ("quote shorter text", Idea(funnel="sales", stage="quote", idea="shorter text")),
        (
            "quote owner=@anna a shorter  text due=2026-04-01 version=4",
            Idea(funnel="sales", stage="quote", idea="a shorter text", owner="@anna", due=date(2026, 4, 1), version=4),
        ),
        (
            "invoice скидка кто=@аня срок=01.04.2026 тест=price-test",
            Idea(
                funnel="sales",
                stage="invoice",
                idea="скидка",
                owner="@аня",
                due=date(2026, 4, 1),
                experiment="price-test",
            ),
        ),
        ("quote price=900 works", Idea(funnel="sales", stage="quote", idea="price=900 works")),
        ("quote due=2026-03-02 today", Idea(funnel="sales", stage="quote", idea="today", due=TODAY)),
    ],
)
def test_words_in_any_order(words: str, idea: Idea) -> None:
    assert read_idea(words, ALONE, TODAY) == idea


def test_of_several_funnels_the_one_that_has_the_stage() -> None:
    assert read_idea("renewal sooner", BOTH, TODAY).funnel == "club"
    assert read_idea("club.quote sooner", BOTH, TODAY).funnel == "club"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("", "There is no stage “”. There are: <code>quote</code>, <code>invoice</code>."),
        ("<b> x", "There is no stage “&lt;b&gt;”."),
        ("quote", "Behind the stage write what to try."),
        ("quote owner=@anna", "Behind the stage write what to try."),
        ("quote x due=soon", "“soon” is no date. Write due=2026-03-16."),
        ("quote x due=7", "“7” is no date."),
        ("quote x due=2026-03-01..2026-03-05", "“2026-03-01..2026-03-05” is no date."),
        ("quote x due=2026-03-01", "That day is over: 2026-03-01."),
        ("quote x version=four", "“four” is no number of a version."),
        ("quote x version=0", "“0” is no number of a version."),
        ("quote x version=2 experiment=a", "Write one of them: a version or an experiment."),
        ("quote " + "x" * 301, "Too long: 301 characters, there may be 300."),
    ],
)
def test_what_cannot_be_understood_is_said(words: str, why: str) -> None:
    with pytest.raises(AskedError, match=re.escape(why)):
        read_idea(words, ALONE, TODAY)


def test_a_stage_of_two_funnels_is_asked_about() -> None:
    with pytest.raises(AskedError, match=re.escape("<code>sales.quote</code>, <code>club.quote</code>")) as caught:
        read_idea("quote x", BOTH, TODAY)
    assert "нескольких воронках" in caught.value.why["ru"]
