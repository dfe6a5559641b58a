"""The time zone of a person, from the city they live in or from what their clock shows."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import get_close_matches
from functools import lru_cache

from babel import Locale
from babel.core import get_global

from funnels.engine.city_names import ALIASES, CITIES
from funnels.engine.hours import zone

_NEAR = 0.85
"""How alike what is typed and a name must be: a letter wrong in seven."""

_LONGEST = 60
"""Characters; no city has a longer name."""

_DAY = timedelta(days=1)
_QUARTER = timedelta(minutes=15)
"""Zones differ by quarters of an hour; what a clock shows differs by a few minutes more."""

_BEFORE = re.compile(r"^(?:г|гор|город|city of)\.?\s+")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d\d)")
_OFFSET = re.compile(r"(utc|gmt|мск|msk)?\s?([+-])\s?(\d{1,2})(?::(\d\d))?")

_LETTERS = "аa бb вv гg дd еe жzh зz иi йy кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ъ ыy ь эe юyu яya"
_LATIN = str.maketrans({pair[0]: pair[1:] for pair in _LETTERS.split()})


@dataclass(frozen=True, kw_only=True)
class Whereabouts:
    """Where a person is: the city, or `UTC+5` if only that is known, and the IANA name of its time zone."""

    name: str
    zone: str


def find_city(text: str) -> Whereabouts | None:
    """The city people call so, in Russian or English; small mistakes are forgiven where one zone is meant."""
    if len(text) > _LONGEST:
        return None
    cities, typed = _cities(), _BEFORE.sub("", _folded(text.partition(",")[0]))
    typed = _folded(ALIASES.get(typed, typed))
    if typed in cities:
        return cities[typed]
    near = [name for name in get_close_matches(typed, cities, n=5, cutoff=_NEAR) if name[0] == typed[0]]
    return cities[near[0]] if len({cities[name].zone for name in near}) == 1 else None


def find_clock(text: str, now: datetime, home: str) -> Whereabouts | None:
    """A zone whose clocks show this hour at `now`, or that is so far from UTC; of the country of `home` if one is.

    `15:30` is an hour, `UTC+5` and `МСК+2` are distances; anything else is None.
    """
    offset = _offset(text.strip().lower().replace("\N{MINUS SIGN}", "-"), now)
    if offset is None:
        return None
    for name in _preferred(home):
        here = now.astimezone(zone(name)).utcoffset() or timedelta(0)
        if (here - offset) % _DAY == timedelta(0):
            minutes = round(here.total_seconds() / 60)
            hours, rest = divmod(abs(minutes), 60)
            sign = "-" if minutes < 0 else "+"
            return Whereabouts(name=f"UTC{sign}{hours}{f':{rest:02}' if rest else ''}", zone=name)
    return None


def _offset(text: str, now: datetime) -> timedelta | None:
    if clock := _CLOCK.fullmatch(text):
        hours, minutes = int(clock[1]), int(clock[2])
        if hours > 23 or minutes > 59:  # noqa: PLR2004  # the last of a day and of an hour
            return None
        utc = now.astimezone(zone("UTC"))
        apart = timedelta(hours=hours - utc.hour, minutes=minutes - utc.minute)
        return round(apart / _QUARTER) * _QUARTER
    if distance := _OFFSET.fullmatch(text):
        apart = timedelta(hours=int(distance[3]), minutes=int(distance[4] or 0))
        moscow = timedelta(hours=3 if distance[1] in ("мск", "msk") else 0)
        return moscow + (apart if distance[2] == "+" else -apart)
    return None


@lru_cache(maxsize=100)
def _preferred(home: str) -> tuple[str, ...]:
    """Every zone with a city, those of the same country first."""
    countries = get_global("zone_territories")
    cities = sorted({city.zone for city in _cities().values()} - set(CITIES))
    known = [home, *CITIES, *cities]
    return tuple(dict.fromkeys(sorted(known, key=lambda name: countries.get(name) != countries.get(home))))


@lru_cache(maxsize=1)
def _cities() -> Mapping[str, Whereabouts]:
    """Every city by its folded name; where two have one name, the one in `city_names`."""
    return {_folded(name): Whereabouts(name=name, zone=zone) for name, zone in (*_of_cldr(), *_of_table())}


def _of_cldr() -> Iterator[tuple[str, str]]:
    known = [name for name in get_global("zone_territories") if not name.startswith(("Etc/", "Antarctica/"))]
    for locale in (Locale("en"), Locale("ru")):
        for name in known:
            city = locale.time_zones.get(name, {}).get("city")
            if city or locale.language == "en":
                yield city or name.rpartition("/")[2].replace("_", " "), name


def _of_table() -> Iterator[tuple[str, str]]:
    for name, cities in CITIES.items():
        for written in cities.split(","):
            russian, _, english = written.strip().partition("/")
            yield russian, name
            yield english or _transliterated(russian), name


def _transliterated(russian: str) -> str:
    latin = re.sub(r"[ыи]й\b", "y", _folded(russian)).translate(_LATIN)
    return latin.title()


def _folded(text: str) -> str:
    """For comparing: case, ё, hyphens and dots do not matter."""
    return " ".join(re.sub(r"[-–—.]", " ", text.casefold().replace("ё", "е")).split())
