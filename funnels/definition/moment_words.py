"""A moment is written the way people say it, in English or Russian: an hour, a day, or both.

| written | means |
|---|---|
| `10:00` | the next time it is ten |
| `tomorrow 10:00`, `завтра в 10:00`, `in 3 days at 10:00` | so many days after today |
| `friday 19:30`, `в пятницу 19:30`, `next friday` | the next Friday; today's, if the hour is still ahead |
| `1 March 19:00`, `1 марта 19:00`, `01.03` | the next one |
| `2026-03-01 19:00`, `1 March 2026`, `01.03.2026` | that day; once it is past a wait for it ends at once |

A moment is one of the person's own clock: the zone of the city they named (`ask` with `for: city`), or the funnel's
while theirs is not known. A day without an hour begins with the sending hours, or at 10:00. An hour that the clocks
jump over is the moment after the jump, one that comes twice is the first.
"""

import re
from datetime import date, datetime, time, timedelta

from funnels.definition.durations import parse_duration
from funnels.definition.findings import RefusedError
from funnels.definition.moments import Ahead, Day, DayOfYear, EveryDay, Moment, OnDate, Weekday

YEARS = range(2000, 2101)
"""A year outside these is a slip of the pen, or a value that was never a date."""

_LEAP_YEAR = 2000

_LONGEST = 80
"""Characters; no moment is written longer."""

_WEEKDAYS = (
    "monday mon понедельник пн",
    "tuesday tue tues вторник вт",
    "wednesday wed среда среду ср",
    "thursday thu thur thurs четверг чт",
    "friday fri пятница пятницу пт",
    "saturday sat суббота субботу сб",
    "sunday sun воскресенье вс",
)
_MONTHS = (
    "january jan января январь янв",
    "february feb февраля февраль фев",
    "march mar марта март мар",
    "april apr апреля апрель апр",
    "may мая май",
    "june jun июня июнь июн",
    "july jul июля июль июл",
    "august aug августа август авг",
    "september sep sept сентября сентябрь сен сент",
    "october oct октября октябрь окт",
    "november nov ноября ноябрь ноя",
    "december dec декабря декабрь дек",
)
_WEEKDAY = {word: number for number, words in enumerate(_WEEKDAYS) for word in words.split()}
_MONTH = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}
_NEAR = {
    "today": 0, "сегодня": 0, "tomorrow": 1, "завтра": 1, "day after tomorrow": 2, "послезавтра": 2,
}  # fmt: skip

_POINT = re.compile(r"\b([01]?\d|2[0-3])\.([0-5]\d|0)$")
_ISO = re.compile(r"\d{4}-\d\d-\d\dt\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:z|[+-]\d\d:\d\d)?")
_HOUR = re.compile(r"(?:^|\s)(?:(?:at|в|во)\s+)?(?P<hour>\d{1,2})(?::(?P<minute>\d\d))?(?:\s?(?P<half>am|pm))?$")
_LEADING = re.compile(r"^(?:(?:on|the|next|в|во|к|следующий|следующую|следующее)\s+)+")
_DISTANCE = re.compile(r"(?:in|через)\s+(?:an?\s+)?(?P<length>.+)")
_SLASHES = re.compile(r"\d{1,4}/\d{1,2}(?:/\d{1,4})?")
_DATES = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})(?:\.(?P<year>\d{4}))?"),
    re.compile(
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s(?:of\s)?(?P<month>[^\W\d_]+)\.?(?:\s(?P<year>\d{4})(?:\sг(?:ода)?)?)?\.?"
    ),
    re.compile(r"(?P<month>[^\W\d_]+)\.?\s(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s(?P<year>\d{4}))?"),
)

_HOW = "write it as `2026-03-01 19:00`, `friday 10:00`, `tomorrow 10:00` or `завтра в 10:00`"


def parse_moment(text: str) -> Moment:
    """Read `2026-03-01`, `1 марта 19:00`, `monday 10:00`, `в пятницу 19:30`, `10:00`, `через 3 дня в 10:00`.

    Raises:
        RefusedError: the text is no moment, or names a day or an hour that does not exist.
    """
    moment = find_moment(text)
    if moment is None:
        meant = with_colon(text)
        how = f"write the hour with a colon: `{meant}`" if meant else _HOW
        raise RefusedError(f"`{text}` is no date, weekday or hour", how)
    return moment


def with_colon(text: str) -> str | None:
    """The moment that is meant where an hour is written with a point, `завтра в 10.00`; None where none is.

    `10.0` is `10.00` as well, which YAML reads as a number.
    """
    meant = _POINT.sub(lambda hour: f"{hour[1]}:{hour[2]:0<2}", text.strip())
    try:
        return meant if meant != text.strip() and find_moment(meant) else None
    except RefusedError:
        return None


def find_moment(text: str, years: range = YEARS) -> Moment | None:
    """The same, but None for what does not look like a moment at all.

    A year outside `years` is a slip of the pen.

    Raises:
        RefusedError: the text names a day or an hour that does not exist.
    """
    words = " ".join(text.lower().replace("ё", "е").replace(",", " ").split())
    if not words or len(words) > _LONGEST:
        return None
    if _ISO.fullmatch(words):
        moment = _iso(text, words)
    else:
        at, rest = _hour(text, words)
        day = _day(text, rest, has_hour=at is not None)
        if day is None:
            return None
        moment = Moment(source=text.strip(), day=day, at=at)
    if isinstance(moment.day, OnDate) and moment.day.day.year not in years:
        raise RefusedError(f"`{text}` is too far away", f"write a year from {years[0]} to {years[-1]}")
    return moment


def _iso(text: str, words: str) -> Moment:
    try:
        moment = datetime.fromisoformat(words.upper())
    except ValueError as error:
        raise _no_such_day(text) from error
    day = OnDate(day=moment.date())
    return Moment(source=text.strip(), day=day, at=moment.time(), zone=moment.tzinfo)


def _hour(text: str, words: str) -> tuple[time | None, str]:
    """The hour at the end, and what stands before it."""
    found = _HOUR.search(words)
    if found is None or not (found["minute"] or found["half"]):
        return None, words
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), found["half"]
    if half and 1 <= hour <= 12:  # noqa: PLR2004  # a clock of twelve hours
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif half:
        hour = -1
    try:
        return time(hour, minute), words[: found.start()]
    except ValueError as error:
        raise RefusedError(f"`{text}` has an hour that no clock shows", "write it as 9:00, 19:30 or 7:30 pm") from error


def _day(text: str, words: str, *, has_hour: bool) -> Day | None:
    if not words:
        return EveryDay() if has_hour else None
    words = _LEADING.sub("", words)
    if words in _NEAR:
        return Ahead(count=_NEAR[words])
    if words in _WEEKDAY:
        return Weekday(number=_WEEKDAY[words])
    if distance := _DISTANCE.fullmatch(words):
        return _ahead(text, distance["length"])
    if _SLASHES.fullmatch(words):
        raise RefusedError(f"in `{text}` the day and the month look alike", "write 2026-03-01 or 1 March 2026")
    return next((_date(text, found) for shape in _DATES if (found := shape.fullmatch(words)) and _month(found)), None)


def _ahead(text: str, length: str) -> Ahead:
    duration = parse_duration(length)
    if duration % timedelta(days=1):
        raise RefusedError(f"`{text}` is not a number of days", f"write wait: {length}, or `in 3 days at 10:00`")
    return Ahead(count=duration.days)


def _month(found: re.Match[str]) -> int | None:
    return int(found["month"]) if found["month"].isdecimal() else _MONTH.get(found["month"])


def _date(text: str, found: re.Match[str]) -> Day:
    month, day = _month(found) or 0, int(found["day"])
    try:
        named = date(int(found["year"] or _LEAP_YEAR), month, day)
    except ValueError as error:
        raise _no_such_day(text) from error
    return OnDate(day=named) if found["year"] else DayOfYear(month=month, day=day)


def _no_such_day(text: str) -> RefusedError:
    return RefusedError(f"`{text}` names a day that is in no calendar", "write the day and the month that are meant")
