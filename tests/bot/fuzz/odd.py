"""Values that nobody sends who means well, and some that everybody does."""

import json
from random import Random
from typing import Any

HALF = "\ud83d"
"""Half of a character that takes two: JSON can say it, UTF-8 cannot."""

DEEPEST = 3
"""Levels of what is made of anything."""

PEOPLE = (1, 1001, 1002, 1003, 1004, 1005)
"""The owner, and those who walk already; whoever has another number is new."""

WORDS = (
    "", " ", "x", "Anna", "book", "next", "begin", "50", "-1", "٣", "²", "½", "1e309", "null", "{0} %s %(x)s",
    "{{ 7 }} {% if %}", "<b>bold</b> & <script", "*_`[", "\0", "a\0b", "\N{RIGHT-TO-LEFT OVERRIDE}abc", "é" * 9,
    "\N{ZERO WIDTH JOINER}", "👩\N{ZERO WIDTH JOINER}👧", "😀" * 4096, HALF, f"{HALF}{HALF}", f"\ude00{HALF}", "\ufeff",
    "\r\n\t", "a" * 65, "https://example.com/?q=1", "a@b.example", "+7 900 000-00-00", "9" * 400, "9" * 5000,
    "2026-02-30", "2026-01-01T00:00:00", "25:99", "/", "//", "/start", "/start book__vk", f"/start {'a' * 64}",
    f"/start {HALF}", "/stop", "/help", "/help@voronka_preview_bot", "/why 99999999999999999999", "/people \0",
    "'; DROP TABLE x; --", "x" * 300_000,
)  # fmt: skip

NUMBERS = (
    0, 1, -1, 2, 7, 50, 255, 2**31, 2**52, 2**53, 2**63 - 1, 2**63, -(2**63), 2**64, 10**30, -(10**30),
    1.5, 1e308, -0.0,
)  # fmt: skip


def a_word(chance: Random) -> str:
    if chance.random() < 0.8:
        return chance.choice(WORDS)
    return "".join(chr(chance.choice((chance.randrange(0x80), chance.randrange(0x110000)))) for _ in range(9))


def a_number(chance: Random) -> int | float:
    return chance.choice(NUMBERS)


def a_person(chance: Random) -> int:
    return chance.choice(PEOPLE) if chance.random() < 0.8 else int(a_number(chance))


def button_data(chance: Random) -> str:
    """What a button of a funnel carries, or nearly."""
    place = f"{chance.randrange(3)}.{chance.randrange(4)}"
    code = chance.choice(("0", "1", "9", "skip", "pay.stars.0", "pay.manual.0", "paid.0", "", "-1", a_word(chance)))
    return f"{chance.choice(('fuzz', 'fuzz', 'x'))}:{_small(chance)}:{_small(chance)}:{place}:{code}"


def order_name(chance: Random) -> str:
    """What an invoice of a funnel carries, or nearly."""
    return f"{a_person(chance)}:fuzz:{_small(chance)}:{_small(chance)}:{_small(chance)}"


def _small(chance: Random) -> str:
    return str(chance.choice((*range(9), -1, 10**30)))


def anything(chance: Random, depth: int = 0) -> Any:
    """Any JSON."""
    kinds = (_constant, a_number, a_number, a_word, a_word)
    if depth == DEEPEST or chance.random() < 0.6:
        return chance.choice(kinds)(chance)
    many = range(chance.randrange(4))
    return chance.choice(
        (
            lambda: [anything(chance, depth + 1) for _ in many],
            lambda: {a_word(chance)[:40]: anything(chance, depth + 1) for _ in many},
            lambda: nested({}, chance.choice((10, 300))),
        )
    )()


def _constant(chance: Random) -> bool | None:
    return chance.choice((None, True, False))


def nested(inner: Any, levels: int) -> Any:
    """The value so many levels down."""
    for _ in range(levels):
        inner = {"reply_to_message": inner}
    return inner


def spoiled(value: Any, chance: Random) -> Any:
    """A copy in which something is missing, of another kind, twice, or deeper than it should be."""
    root = {"value": json.loads(json.dumps(value))}
    for _ in range(chance.randint(1, 3)):
        places = list(_places(root))
        inside, key = chance.choice(places)
        _spoil(inside, key, chance)
        root.setdefault("value", None)
    return root["value"]


def _spoil(inside: Any, key: Any, chance: Random) -> None:
    match chance.randrange(8):
        case 0 | 1:
            del inside[key]
        case 2 | 3:
            inside[key] = anything(chance)
        case 4:
            inside[key] = a_word(chance) if isinstance(inside[key], str) else a_number(chance)
        case 5:
            inside[key] = [inside[key]] * chance.randrange(3)
        case 6:
            inside[key] = {"id": inside[key], "type": inside[key]}
        case _:
            inside[key] = nested(inside[key], chance.choice((1, 3, 300)))


def _places(value: Any) -> Any:
    """Where something stands: what it stands in, and under which name or number."""
    for key in list(value) if isinstance(value, dict) else range(len(value)):
        yield value, key
        if isinstance(value[key], dict | list):
            yield from _places(value[key])
