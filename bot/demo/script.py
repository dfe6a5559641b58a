"""What the demo's first prospect does, as a person who reads the flagship would do it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

Does = Literal["starts", "writes", "presses", "pays", "waits"]


@dataclass(frozen=True)
class Move:
    """One thing done; `what` is a payload, a text, a button's beginning, or nothing."""

    does: Does
    what: str = ""
    span: timedelta = timedelta()


@dataclass(frozen=True, kw_only=True)
class Walk:
    """One prospect's walk through one funnel."""

    funnel: str
    link: str
    name: str
    moves: tuple[Move, ...]


def _waits(**span: int) -> Move:
    return Move("waits", span=timedelta(**span))


WALKS: dict[str, Walk] = {
    "ru": Walk(
        funnel="relationships",
        link="book",
        name="Анна",
        moves=(
            Move("starts", "book__vk-march"),
            Move("presses", "О чём она?"),
            Move("presses", "Забрать книгу"),
            Move("writes", "анна собака почта"),
            Move("writes", "anna@example.com"),
            Move("presses", "Хочу познакомиться"),
            _waits(days=3, hours=2),
            Move("pays"),
            _waits(days=8),
            Move("presses", "Не сейчас"),
            _waits(days=8),
            Move("pays"),
            _waits(days=9),
            Move("writes", "спасибо!"),
        ),
    ),
    "en": Walk(
        funnel="first-steps",
        link="coffee",
        name="Anna",
        moves=(
            Move("starts", "coffee__blog"),
            Move("presses", "Send me the checklist"),
            Move("writes", "anna at example"),
            Move("writes", "anna@example.com"),
            _waits(days=3, hours=1),
            Move("pays"),
            _waits(days=8),
            Move("pays"),
            _waits(days=2),
        ),
    ),
}
