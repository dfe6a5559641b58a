"""A simulated month as plain text for a terminal: the table of the funnel, then money, load, gaps and assumptions."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

from bot.reports.figures import UNDEFINED, count, duration, percent
from bot.reports.funnel_table import aligned, render_table
from bot.reports.simulation import SimulationReport
from bot.reports.simulation_words import SimulationWords, simulation_words_in
from funnels.definition.money import format_money
from funnels.simulation.estimates import Estimate


def render_simulation(report: SimulationReport, language: str) -> str:
    """Return the whole report, ready to print."""
    words = simulation_words_in(language)
    parts = (_heading, _funnel, _money, _messages, _inside, _unreached, _assumptions)
    return "\n\n".join("\n".join(part(report, words)) for part in parts)


def _heading(report: SimulationReport, words: SimulationWords) -> Iterator[str]:
    plan, language = report.plan, words.language
    yield words.chance.format(
        people=count(plan.people, language),
        days=plan.days,
        first_day=format_date(plan.first_day, "d MMMM yyyy", locale=language),
        seed=report.seed,
    )
    yield words.assumed


def _funnel(report: SimulationReport, words: SimulationWords) -> Iterator[str]:
    yield render_table(report.funnel, words.language)


def _money(report: SimulationReport, words: SimulationWords) -> Iterator[str]:
    result, language = report.result, words.language
    paid = sum(sold.paid for sold in result.sold)
    yield words.orders.format(orders=count(result.orders, language), paid=count(paid, language))
    revenue = ", ".join(format_money(money, language) for money in result.revenue)
    yield words.revenue.format(revenue=revenue or words.nothing)
    if result.sold:
        rows = [(words.product, words.paid), *((sold.product, count(sold.paid, language)) for sold in result.sold)]
        yield aligned(rows)


def _messages(report: SimulationReport, words: SimulationWords) -> Iterator[str]:
    load, language = report.result.load, words.language
    yield words.messages.format(messages=count(sum(load.by_day), language))
    if load.busiest_at is None:
        return
    number, most = max(enumerate(load.by_day), key=lambda day: (day[1], -day[0]))
    day = format_date(report.day(number), "d MMMM", locale=language)
    yield words.busiest_day.format(day=day, messages=count(most, language))
    local = load.busiest_at.astimezone(ZoneInfo(report.timezone))
    yield words.busiest_minute.format(
        minute=format_datetime(local, "d MMMM HH:mm", locale=language),
        messages=count(load.busiest, language),
        share=percent(load.busiest / report.per_minute, language),
        limit=count(report.per_minute, language),
    )


def _inside(report: SimulationReport, words: SimulationWords) -> Iterator[str]:
    inside = report.result.inside
    yield words.inside.format(inside=count(sum(inside.values()), words.language))
    if inside:
        rows = [
            (words.standing, words.people),
            *((key, count(people, words.language)) for key, people in inside.items()),
        ]
        yield aligned(rows)


def _unreached(report: SimulationReport, words: SimulationWords) -> Iterator[str]:
    if not report.result.unreached:
        yield words.none_unreached
        return
    yield words.unreached
    for one in report.result.unreached:
        yield f"  {report.file}:{one.line}: {one.step}"


def _assumptions(report: SimulationReport, words: SimulationWords) -> Iterator[str]:
    yield words.acts
    for key, estimate in report.estimates.items():
        yield f"  {key} ({getattr(words, estimate.origin)}): {_acts(estimate, words)}"


def _acts(estimate: Estimate, words: SimulationWords) -> str:
    shares = {**estimate.moves, **estimate.asides}
    acts = ", ".join(
        f"{act.name}{f' «{act.which}»' if act.which else ''} {percent(share, words.language)}"
        for act, share in shares.items()
        if share
    )
    half, most = (
        duration(span.total_seconds(), words.language) for span in (estimate.half_within, estimate.most_within)
    )
    return f"{acts or UNDEFINED} · {words.times} {half} / {most}"
