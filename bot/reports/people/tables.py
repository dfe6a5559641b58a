"""`/people` as tables: how many stand in each stage, and who."""

from bot.reports.people.reading import People
from bot.reports.tables import Table

_STAGES = ("stage", "title", "standing", "inside", "passed_here", "silent")
_PEOPLE = ("person", "name", "username", "stage", "title", "state", "since", "last_act", "source", "tags", "reach")


def tables(people: People) -> tuple[Table, ...]:
    """Everybody is counted; those who have waited longest are named."""
    return (
        Table(
            key="people_stages",
            title={"ru": "Сейчас на этапах", "en": "At the stages now"},
            columns=_STAGES,
            rows=[
                (stage, people.titles[stage], one.whole, one.inside, one.passed, one.lost)
                for stage, one in people.stages.items()
            ],
        ),
        Table(
            key="people",
            title={"ru": "Люди", "en": "People"},
            columns=_PEOPLE,
            rows=[
                (
                    str(line.id),
                    f"{line.first_name} {line.last_name}".strip(),
                    line.username,
                    line.stage,
                    people.titles.get(line.stage, line.stage),
                    line.state,
                    line.since,
                    line.last_act,
                    line.source,
                    ", ".join(line.tags),
                    line.reach,
                )
                for line in people.lines
            ],
        ),
    )
