"""A story as text: days are headings, the newest stands last; what does not fit one message is on earlier pages."""

import html
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from babel.dates import format_date, format_datetime

from bot.reports.labels import one_line
from bot.reports.marked import name_html
from bot.why.reading import Told
from bot.why.words import say
from funnels.definition.visible import clip, visible_length
from funnels.engine.limits import TEXT_LIMIT
from funnels.engine.person import Person
from funnels.why import words
from funnels.why.ahead import ahead
from funnels.why.past import past
from funnels.why.story import Line, Story
from funnels.why.times import zone_of

_ROOM = TEXT_LIMIT - 300
"""Units for lines and headings; the rest is for the head."""

_LINE = 300
"""Units of one line."""


@dataclass(frozen=True, kw_only=True)
class _Row:
    heading: str
    text: str

    @property
    def length(self) -> int:
        return visible_length(self.text) + 1


def pages(told: Told, language: str) -> list[str]:
    """Telegram HTML, the newest page first; each no longer than a message."""
    if told.story is None:
        return ["\n\n".join([f"<b>{_who(told.person)}</b>", words.say(Line(what="never_started"), language, UTC)])]
    head = _head(told.person, told.story, language)
    return [f"{head}\n{_body(rows)}" for rows in _portions(_rows(told.story, language))]


def _head(person: Person, story: Story, language: str) -> str:
    title = name_html(story.script.title or story.script.funnel)
    clock = say("clock", language, zone=html.escape(str(zone_of(story))))
    return f"<b>{_who(person)}</b> · {title}\n{clock}"


def _who(person: Person) -> str:
    who = person.subscriber
    return name_html(who.called or str(who.id), 80)


def _rows(story: Story, language: str) -> list[_Row]:
    zone, now = zone_of(story), say("now", language)
    rows = [_Row(heading="", text=say("capped", language))] if story.capped else []
    for line in past(story):
        at = (line.at or story.now).astimezone(zone)
        day = format_date(at, "EEE, d MMMM y", locale=language)
        rows.append(_Row(heading=day, text=f"{at:%H:%M} {_text(line, language, zone)}"))
    for line in ahead(story):
        moment = f"{_moment(line.at, language, zone)} " if line.at else ""
        rows.append(_Row(heading=now, text=f"{moment}{_text(line, language, zone)}"))
    return rows


def _text(line: Line, language: str, zone: tzinfo) -> str:
    return html.escape(clip(one_line(words.say(line, language, zone)), _LINE), quote=False)


def _moment(at: datetime, language: str, zone: tzinfo) -> str:
    return format_datetime(at.astimezone(zone), "d MMM HH:mm", locale=language)


def _portions(rows: list[_Row]) -> list[list[_Row]]:
    """Rows of each page, the newest page first, filled from its end."""
    found: list[list[_Row]] = [[]]
    room = _ROOM
    for row in reversed(rows):
        page = found[-1]
        heading = 0 if page and page[0].heading == row.heading else len(row.heading) + 2
        if page and room < row.length + heading:
            found.append([])
            room, heading = _ROOM, len(row.heading) + 2
        found[-1].insert(0, row)
        room -= row.length + heading
    return found


def _body(rows: list[_Row]) -> str:
    out: list[str] = []
    heading = ""
    for row in rows:
        if row.heading != heading:
            heading = row.heading
            out.append(f"\n<b>{heading}</b>")
        out.append(row.text)
    return "\n".join(out)
