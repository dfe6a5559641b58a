"""`/steps` as Telegram messages: first the worst messages, then a stage a paragraph, its messages folded below it."""

from collections.abc import Iterator

from bot.reports.figures import count
from bot.reports.head import heading
from bot.reports.marked import name_html, percent_html
from bot.reports.messages import Block, pack
from bot.reports.report import Asked
from bot.reports.steps.reading import Steps
from bot.reports.steps.words import WORDS, StepWords
from funnels.analytics.conversion import StepFigures
from funnels.analytics.step_verdict import Fault


def render(asked: Asked, steps: Steps, language: str) -> list[str]:
    """The report, one string a message."""
    words = WORDS[language]
    head = heading(asked, words.head, language)
    if not any(step.sent or step.clicked or step.asked_to_pay for step in steps.steps):
        return [f"{head}\n\n{words.none}"]
    return pack([Block(head=head), Block(head=_verdict(steps, words, language)), *_stages(steps, words, language)])


def _verdict(steps: Steps, words: StepWords, language: str) -> str:
    if not steps.faults:
        return words.no_worst
    named = {step.step: step for step in steps.steps}
    return "\n".join(
        words.worst[fault].format(name=_name(named[step]), p=percent_html(_share(named[step], fault), language))
        for fault, step in steps.faults.items()
    )


def _share(step: StepFigures, fault: Fault) -> float | None:
    match fault:
        case "failed":
            return step.failed / step.sent
        case "left_within_day":
            return step.left_share
        case "ignored":
            return step.acted / step.delivered
        case "abandoned":
            return step.abandoned / step.asked_to_pay


def _stages(steps: Steps, words: StepWords, language: str) -> Iterator[Block]:
    for number, stage in enumerate(steps.script.stages, start=1):
        of_stage = [step for step in steps.steps if step.stage == stage.stage]
        if not of_stage:
            continue
        name = f"<b>{number}. {name_html(str(stage.title or stage.stage))}</b>"
        quoted = tuple(_step(step, steps.faults_of(step.step), words, language) for step in of_stage)
        yield Block(head=f"{name}\n{_sums(of_stage, words, language)}", quoted=quoted, again=name)


def _sums(of_stage: list[StepFigures], words: StepWords, language: str) -> str:
    """Only messages are added up: one person may have left after several."""
    delivered, sent = sum(step.delivered for step in of_stage), sum(step.sent for step in of_stage)
    return words.delivered.format(n=count(delivered, language), whole=count(sent, language))


def _step(step: StepFigures, faults: list[Fault], words: StepWords, language: str) -> str:
    mark = "⚠️" if faults else "•"
    lines = [f"{mark} {_name(step)}"]
    if not step.sent:
        lines.append(words.not_sent)
    else:
        lines.append(words.delivered.format(n=count(step.delivered, language), whole=count(step.sent, language)))
    if step.failed:
        lines.append(words.failed.format(n=count(step.failed, language)))
    if step.clicked or (step.asks and step.delivered and not step.answered):
        lines.append(words.clicked.format(n=count(step.clicked, language), p=percent_html(step.ctr, language)))
    if step.answered:
        lines.append(words.answered.format(n=count(step.answered, language)))
    if step.asked_to_pay or step.paid:
        asked, paid = count(step.asked_to_pay, language), count(step.paid, language)
        lines.append(words.sold.format(asked=asked, paid=paid, abandoned=count(step.abandoned, language)))
    if step.left_within_day:
        left = count(step.left_within_day, language)
        lines.append(words.left.format(n=left, p=percent_html(step.left_share, language)))
    return "\n".join(lines)


def _name(step: StepFigures) -> str:
    return name_html(step.label or step.step)
