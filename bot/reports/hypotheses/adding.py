"""Words become an idea: `quote a shorter text owner=@anna due=2026-04-01 version=4`, keys in Russian too."""

import html
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from bot.reports.hypotheses.words import WORDS
from bot.reports.report import AskedError
from funnels.analytics.period import PeriodError, parse_period
from funnels.definition.script import Script
from storage.hypotheses import Idea

LONGEST = 300
"""Characters of an idea."""

_KEYS = {
    **dict.fromkeys(("owner", "ответственный", "кто"), "owner"),
    **dict.fromkeys(("due", "срок", "до"), "due"),
    **dict.fromkeys(("version", "версия"), "version"),
    **dict.fromkeys(("experiment", "test", "тест", "эксперимент"), "experiment"),
}
_MOST_VERSIONS = 10**6
_NAME = 64


def read_idea(words: str, scripts: Mapping[str, Script], today: date) -> Idea:
    """The idea; raises AskedError for what is missing or cannot be understood."""
    stage, _, rest = words.strip().partition(" ")
    funnel, name = _place(stage, scripts)
    said, values = list[str](), dict[str, str]()
    for word in rest.split():
        key, equals, value = word.partition("=")
        known = _KEYS.get(key.casefold()) if equals and value else None
        if known:
            values[known] = value
        else:
            said.append(word)
    idea = " ".join(said)
    if not idea:
        raise _wrong("no_idea")
    if len(idea) > LONGEST:
        raise _wrong("long_idea", n=len(idea), most=LONGEST)
    if "version" in values and "experiment" in values:
        raise _wrong("both")
    return Idea(
        funnel=funnel,
        stage=name,
        idea=idea,
        owner=values.get("owner", "")[:_NAME],
        due=_due(values["due"], today) if "due" in values else None,
        version=_version(values["version"]) if "version" in values else None,
        experiment=values.get("experiment", "")[:_NAME],
    )


def _place(said: str, scripts: Mapping[str, Script]) -> tuple[str, str]:
    """The funnel and the stage: `quote`, or `sales.quote` where several funnels have it."""
    places = {
        f"{funnel}.{one.stage}": (funnel, one.stage) for funnel, script in scripts.items() for one in script.stages
    }
    if said in places:
        return places[said]
    found = {whole: place for whole, place in places.items() if place[1] == said}
    if len(found) == 1:
        return next(iter(found.values()))
    if found:
        raise _wrong("which_funnel", stage=said, known=_listed(found))
    known = places if len(scripts) > 1 else [stage for _, stage in places.values()]
    raise _wrong("no_stage", stage=said, known=_listed(known))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"<code>{html.escape(name)}</code>" for name in names)


def _due(word: str, today: date) -> date:
    try:
        period = parse_period(word, date.max)
    except PeriodError:
        period = None
    if period is None or period.first is None or period.first != period.last or word.isdecimal():
        raise _wrong("bad_due", word=word, day=(today + timedelta(days=14)).isoformat())
    if period.first < today:
        raise _wrong("past_due", day=period.first.isoformat())
    return period.first


def _version(word: str) -> int:
    if not (word.isascii() and word.isdecimal() and 0 < int(word) < _MOST_VERSIONS):
        raise _wrong("bad_version", word=word)
    return int(word)


def _wrong(why: str, **places: Any) -> AskedError:
    """Words of the owner's are escaped, lists of names are markup already."""
    shown = {name: value if name == "known" else html.escape(str(value)) for name, value in places.items()}
    return AskedError({language: str(getattr(words, why)).format(**shown) for language, words in WORDS.items()})
