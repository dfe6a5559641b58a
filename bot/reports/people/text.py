"""`/people` as Telegram messages: a line a stage, and below them who waits longest."""

from itertools import islice

from bot.reports.figures import count, moment
from bot.reports.head import heading
from bot.reports.marked import name_html
from bot.reports.messages import Block, pack
from bot.reports.people.reading import People
from bot.reports.people.words import NAME, WORDS
from bot.reports.report import Asked
from storage.queries.people import PersonLine
from storage.queries.standing import Standing

NAMED = 5
"""People of the text."""

_TOGETHER = 20
"""Stages that fit into one message."""


def render(asked: Asked, people: People, language: str) -> list[str]:
    """The report, one string a message."""
    words, head = WORDS[language], heading(asked, NAME[language], language)
    if not people.whole:
        return [f"{head}\n\n{words.nobody}"]
    stages = [
        f"{number}. {name_html(people.titles[stage])}: {_counts(one, language)}"
        for number, (stage, one) in enumerate(people.stages.items(), 1)
        if one.whole
    ]
    blocks = [Block(head="\n".join(stages[at : at + _TOGETHER])) for at in range(0, len(stages), _TOGETHER)]
    inside = (line for line in people.lines if line.state == "inside")
    if longest := [_line(asked, people, line, language) for line in islice(inside, NAMED)]:
        blocks.append(Block(head=words.longest, quoted=tuple(longest)))
    return pack([Block(head=head), *blocks])


def _counts(one: Standing, language: str) -> str:
    words = WORDS[language]
    parts = ((one.inside, words.inside), (one.passed, words.passed), (one.lost, words.lost))
    return " · ".join(said.format(n=count(people, language)) for people, said in parts if people)


def _line(asked: Asked, people: People, line: PersonLine, language: str) -> str:
    name = f"{line.first_name} {line.last_name}".strip() or str(line.id)
    since = moment(line.since, asked.zone, language)
    return f"{name_html(name)} · {name_html(people.titles[line.stage])} · {since}"
