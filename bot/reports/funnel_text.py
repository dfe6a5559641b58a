"""The funnel as Telegram messages: a stage a paragraph, its steps folded below it, lines short on a phone."""

from html import escape

from bot.reports.asked import asked_of, nobody_of
from bot.reports.figures import count, duration, percent
from bot.reports.labels import clip
from bot.reports.messages import Block, pack
from bot.reports.slices import value_name
from bot.reports.words import Words, words_in
from funnels.analytics.conversion import FunnelReport, Part, StageFigures, StepFigures
from funnels.analytics.question import Cell
from funnels.definition.money import Money, format_money

_TITLE_LIMIT = 64
_LABEL_LIMIT = 40
_GAUGE_CELLS = 10


def render(report: FunnelReport, language: str, *, beside: str = "") -> list[str]:
    """Return the report as Telegram HTML, one string a message, each within Telegram's limit.

    `beside` is a paragraph that stands below the head.
    """
    words = words_in(language)
    stages = [
        Block(
            head=_stage(stage, number, words),
            quoted=tuple(_step(step, words) for step in report.steps_of(stage.stage)),
            again=f"<b>{number}. {_name(stage.title, stage.stage)}</b> ({words.continued})",
        )
        for number, stage in enumerate(report.stages, start=1)
    ]
    parts = [Block(head=_part(part, report, words)) for part in report.parts]
    head = [Block(head=_header(report, words)), *([Block(head=beside)] if beside else [])]
    return pack([*head, *parts, *stages])


def _header(report: FunnelReport, words: Words) -> str:
    language = words.language
    started = count(report.started, language)
    lines = [f"<b>{_name(report.title, report.funnel)}</b>"]
    days, *asked = asked_of(report, words)
    more = [escape(" · ".join(asked), quote=False)] if asked else []
    if not report.is_empty:
        people = words.people_started(language, report.started, n=started)
        finished = words.finished_of(language, report.finished, n=count(report.finished, language), whole=started)
        lines += [
            f"{days} · {people}",
            *more,
            f"{words.total}: <b>{_percent(report.total_conversion, words)}</b>",
            finished,
            *_young(report, words),
            *([words.no_steps] if report.question and report.question.only else []),
        ]
    else:
        lines += [days, *more, *nobody_of(report, words)]
    return "\n".join(lines)


def _young(report: FunnelReport, words: Words) -> list[str]:
    """Whether the cohort is too young."""
    if not report.is_immature:
        return []
    share, length = _percent(report.matured, words), duration(report.usual_seconds, words.language)
    return [words.immature.format(share=share, length=length)]


def _part(part: Part, report: FunnelReport, words: Words) -> str:
    """One value of the slice: how many of its journeys started, and what share passed each stage."""
    assert report.question is not None  # a simulation has no parts
    assert report.question.split is not None  # nor has a question that does not split
    name = value_name(Cell(slice=report.question.split, value=part.value), words.language)
    shares = " → ".join(_percent(stage.from_start, words) for stage in part.stages if not stage.is_gone)
    people = words.people_started(words.language, part.started, n=count(part.started, words.language))
    return f"<b>{escape(name, quote=False)}</b> · {people}\n{shares}"


def _stage(stage: StageFigures, number: int, words: Words) -> str:
    language = words.language
    lines = [
        f"<b>{number}. {_name(stage.title, stage.stage)}</b>" + (f" · {words.older}" if stage.is_gone else ""),
        f"{_gauge(stage.conversion)} <b>{_percent(stage.conversion, words)}</b>",
        f"{words.reached} {count(stage.reached, language)} → {words.passed} {count(stage.passed, language)}",
        f"{words.from_start} {_percent(stage.from_start, words)}",
        f"{words.lost} {count(stage.lost, language)}",
    ]
    if stage.inside is not None:
        lines[-1] += f" · {words.inside} {count(stage.inside, language)}"
    if stage.revenue:
        lines.append(f"{words.revenue} " + " · ".join(f"<b>{_money(one, words)}</b>" for one in stage.revenue))
    if stage.median_seconds is not None:
        lines.append(_length(stage, words))
    return "\n".join(lines)


def _length(stage: StageFigures, words: Words) -> str:
    sentence = words.length if stage.p90_seconds is None else words.length_90
    return sentence.format(
        median=duration(stage.median_seconds, words.language), p90=duration(stage.p90_seconds, words.language)
    )


def _step(step: StepFigures, words: Words) -> str:
    language = words.language
    lines = [f"• {_name(step.label, step.step, _LABEL_LIMIT)}"]
    if step.sent:
        whole = count(step.sent, language)
        lines.append(words.delivered_of.format(n=count(step.delivered, language), whole=whole))
        if step.failed:
            lines.append(f"{words.failed} {count(step.failed, language)}")
        if step.asks:
            clicked = f"{words.clicked} {count(step.clicked, language)} ({_percent(step.ctr, words)})"
            lines.append(f"{clicked}, {words.answered} {count(step.answered, language)}")
    else:
        lines.append(words.not_sent)
    if step.sells and step.asked_to_pay:
        asked, paid = count(step.asked_to_pay, language), count(step.paid, language)
        lines.append(f"{words.asked_to_pay} {asked} → {words.paid} {paid}")
        if step.abandoned:
            lines.append(f"{words.abandoned} {count(step.abandoned, language)}")
    return "\n".join(lines)


def _percent(share: float | None, words: Words) -> str:
    """Return the share ready for HTML: a tiny one begins with `<`."""
    return escape(percent(share, words.language), quote=False)


def _money(money: Money, words: Words) -> str:
    return escape(format_money(money, words.language), quote=False)


def _gauge(share: float | None) -> str:
    """Draw the share in cells; somebody fills at least one, somebody missing leaves at least one empty."""
    if not share:
        filled = 0
    elif share >= 1:
        filled = _GAUGE_CELLS
    else:
        filled = min(max(round(share * _GAUGE_CELLS), 1), _GAUGE_CELLS - 1)
    return "▰" * filled + "▱" * (_GAUGE_CELLS - filled)


def _name(title: str, otherwise: str, limit: int = _TITLE_LIMIT) -> str:
    return escape(clip(title, limit) or clip(otherwise, limit), quote=False)
