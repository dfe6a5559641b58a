"""`/tests` as Telegram messages: an experiment a paragraph, sales folded below it."""

from bot.reports.experiments.words import WORDS, TestWords
from bot.reports.figures import count
from bot.reports.head import heading
from bot.reports.marked import name_html, percent_html
from bot.reports.messages import Block, pack
from bot.reports.report import Asked
from funnels.analytics.experiment import Experiment, Planned, Variant

_CLEAR = 0.95
"""A variant that is less likely to be best is hardly better than the next."""


def render(asked: Asked, experiments: list[Experiment], language: str) -> list[str]:
    """The report, one string a message."""
    words = WORDS[language]
    head = heading(asked, words.head, language)
    if not experiments:
        return [f"{head}\n\n{words.none}\n{words.how}"]
    return pack([Block(head=head), *(_paragraph(one, words, language) for one in experiments)])


def outcome(experiment: Experiment, language: str) -> str:
    """In one line or two, what can be said: who is best and at what risk, or why nobody is yet."""
    words, winner = WORDS[language], experiment.winner
    if winner is None:
        if experiment.needed is None:
            return words.unplanned
        sentence = words.ended if experiment.is_over else words.waits
        return sentence.format(needed=count(experiment.needed, language), fewest=count(experiment.fewest, language))
    said = words.winner.format(name=name_html(winner.name), best=percent_html(winner.goal.best, language))
    risk = words.risk.format(loss=percent_html(winner.goal.loss, language))
    return f"{said}\n{risk}" if winner.goal.best >= _CLEAR else f"{said}\n{risk}\n{words.unsure}"


def _paragraph(experiment: Experiment, words: TestWords, language: str) -> Block:
    name = f"<b>{name_html(experiment.name)}</b>"
    lines = [f"{name} · {words.at.format(stage=name_html(experiment.title))}"]
    if experiment.is_over:
        lines.append(words.over)
    if not experiment.people:
        return Block(head="\n".join([*lines, words.nobody]), again=name)
    lines += [line for variant in experiment.variants for line in _variant(variant, words, language)]
    lines.append(outcome(experiment, language))
    sold = any(variant.sale.met for variant in experiment.variants)
    quoted = [_sale(variant, words, language) for variant in experiment.variants] if sold else [words.unsold]
    return Block(
        head="\n".join(lines), quoted=(*quoted, _planned(words)[experiment.planned], words.loss_means), again=name
    )


def _variant(variant: Variant, words: TestWords, language: str) -> list[str]:
    goal = variant.goal
    seen = words.variant.format(
        name=name_html(variant.name),
        p=percent_html(goal.share, language),
        n=count(goal.met, language),
        whole=count(variant.people, language),
    )
    chance = words.chance.format(
        low=percent_html(goal.interval.low, language),
        high=percent_html(goal.interval.high, language),
        best=percent_html(goal.best, language),
        loss=percent_html(goal.loss, language),
    )
    return [seen, f"   {chance}"]


def _sale(variant: Variant, words: TestWords, language: str) -> str:
    sale = variant.sale
    return words.bought.format(
        name=name_html(variant.name),
        n=count(sale.met, language),
        whole=count(variant.people, language),
        p=percent_html(sale.share, language),
        low=percent_html(sale.interval.low, language),
        high=percent_html(sale.interval.high, language),
        best=percent_html(sale.best, language),
    )


def _planned(words: TestWords) -> dict[Planned, str]:
    return {"script": words.by_script, "before": words.by_before, "variants": words.by_variants}
