"""How simulated prospects differ: what they do with a message, and how long they take. Chance is an argument."""

from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random


@dataclass(frozen=True, kw_only=True)
class Habit:
    """A kind of person; shares are probabilities, from 0 to 1, for each message that asks for something."""

    name: str
    share: float
    """How many of the crowd are so."""
    answers: float
    """Presses a button that goes on, or answers a question."""
    leaves_email: float
    """Of those who answer a question for an e-mail, how many give it."""
    pays: float
    """Pays an offer."""
    declines: float
    """Says no to an offer instead of saying nothing."""
    blocks: float
    """Blocks the bot on a message."""
    patience: timedelta
    """About how long they take to react."""


HABITS = (
    Habit(
        name="eager", share=0.18, answers=0.97, leaves_email=0.95, pays=0.38, declines=0.2, blocks=0.002,
        patience=timedelta(minutes=4),
    ),
    Habit(
        name="careful", share=0.34, answers=0.85, leaves_email=0.75, pays=0.14, declines=0.35, blocks=0.006,
        patience=timedelta(hours=3),
    ),
    Habit(
        name="curious", share=0.30, answers=0.62, leaves_email=0.45, pays=0.035, declines=0.15, blocks=0.015,
        patience=timedelta(hours=9),
    ),
    Habit(
        name="passing", share=0.18, answers=0.22, leaves_email=0.2, pays=0.0, declines=0.05, blocks=0.06,
        patience=timedelta(hours=20),
    ),
)  # fmt: skip

_COOLED = 0.5
"""Of those who would have answered, how many still do once a crowd has cooled."""

FIRST_NAMES = (
    "Анна", "Мария", "Ольга", "Елена", "Ирина", "Дарья", "Софья", "Вера", "Полина", "Кира",
    "Иван", "Пётр", "Олег", "Илья", "Павел", "Денис", "Роман", "Юрий", "Глеб", "Артём",
)  # fmt: skip
SOURCES = ("vk-march", "telegram-post", "leaflet", "friends", "")


def a_habit(chance: Random) -> Habit:
    """One of the habits, as often as its share says."""
    return chance.choices(HABITS, weights=[habit.share for habit in HABITS])[0]


def cooled(habit: Habit) -> Habit:
    """The same person, who answers less often."""
    return replace(habit, answers=_COOLED * habit.answers)


def a_delay(habit: Habit, chance: Random) -> timedelta:
    """How long this reaction takes: mostly about the person's patience, now and then much longer."""
    return habit.patience * chance.lognormvariate(0.0, 0.8)
