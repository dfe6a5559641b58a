"""Reports to draw and to write: the reference funnel, and any funnel at all."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import strategies as st

from funnels.analytics.conversion import FunnelReport, StageRow, StepRow, funnel_report
from funnels.definition.money import Money

TITLES = ("Лид-магнит", "Трипвайр", "Основной продукт", "Апсейл")

NASTY_NAMES = (
    "",
    "<b>&\"'",
    "]]>",
    "שלום עולם",
    "مرحبا",
    "漢字",
    "🎁 Подарок 👨‍👩‍👧 🇷🇺 👍🏽",
    "\u202eтекст\u202c",
    "a\x00b\nc\td",
    "Очень длинное название этапа воронки",
    "Ш" * 40,
    "ЩЩЩЩ " * 20,
    "и\u0306",
)


def stage_row(
    place: int,
    *,
    title: str,
    passed: int,
    lost: int,
    inside: int = 0,
    median_seconds: float | None = None,
    p90_seconds: float | None = None,
) -> StageRow:
    return StageRow(
        stage=f"stage_{place}",
        title=title,
        reached=passed + lost + inside,
        passed=passed,
        lost=lost,
        inside=inside,
        median_seconds=median_seconds,
        p90_seconds=p90_seconds,
    )


def step_row(place: int, step: int, *, label: str = "Приветствие", sent: int = 0) -> StepRow:
    return StepRow(
        stage=f"stage_{place}",
        step=f"step_{step}",
        label=label,
        sent=sent,
        delivered=sent - sent // 100,
        failed=sent // 100,
        clicked=sent // 3,
        answered=sent // 10,
    )


def chain(
    *counts: int,
    titles: tuple[str, ...] = TITLES,
    title: str = "Осенний запуск",
    steps: int = 0,
    label: str = "Приветствие",
) -> FunnelReport:
    """A funnel in which whoever passes a stage reaches the next, and some of the others are still inside."""
    rows, step_rows = [], []
    for place, (reached, passed) in enumerate(pairwise(counts)):
        inside = (reached - passed) // 10
        name = titles[place % len(titles)]
        lost = reached - passed - inside
        length = 7_320.0 * (place + 1) if passed else None
        rows.append(
            stage_row(
                place,
                title=name,
                passed=passed,
                lost=lost,
                inside=inside,
                median_seconds=length,
                p90_seconds=length and 12 * length,
            )
        )
        step_rows += [step_row(place, step, label=label, sent=reached) for step in range(steps)]
    return funnel_report(funnel="autumn", title=title, started=counts[0], stages=rows, steps=step_rows)


NAMES = st.one_of(st.sampled_from(NASTY_NAMES), st.text(max_size=60))
_REVENUES = st.lists(
    st.builds(Money, amount=st.integers(-(10**6), 10**13), currency=st.sampled_from(("RUB", "XTR", "AMD", "JPY"))),
    max_size=4,
    unique_by=lambda money: money.currency,
).map(tuple)
_COUNTS = st.one_of(st.integers(0, 30), st.integers(0, 10**10))


@st.composite
def reports(draw: st.DrawFn) -> FunnelReport:
    """Any funnel: whatever names and counts, stages reached by more people than the ones before included."""
    rows = [
        replace(
            stage_row(
                place,
                title=draw(NAMES),
                passed=draw(_COUNTS),
                lost=draw(_COUNTS),
                inside=draw(_COUNTS),
                median_seconds=draw(st.none() | st.floats(0, 10**8)),
                p90_seconds=draw(st.none() | st.floats(0, 10**8)),
            ),
            revenue=draw(_REVENUES),
        )
        for place in range(draw(st.integers(0, 12)))
    ]
    steps = [
        step_row(place, step, label=draw(NAMES), sent=draw(_COUNTS))
        for place in range(len(rows))
        for step in range(draw(st.integers(0, 2)))
    ]
    return funnel_report(funnel="autumn", title=draw(NAMES), started=draw(_COUNTS), stages=rows, steps=steps)
