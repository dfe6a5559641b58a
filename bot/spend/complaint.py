"""What keeps spend from being read: each mistake with its line, all of them at once, and nothing is taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.spend.words import Word, say


@dataclass(frozen=True, kw_only=True)
class Complaint:
    """One mistake.

    Attributes:
        word: what is wrong.
        line: of the file, from 1; 0: it is not about a line.
        values: what the words name.
    """

    word: Word
    line: int = 0
    values: Mapping[str, object] = field(default_factory=dict)

    def shown(self, language: str, file: str) -> str:
        """As `file:line: what is wrong`."""
        place = f"{file}:{self.line}: " if self.line else ""
        return place + say(self.word, language, **self.values)


class SpendError(ValueError):
    """Spend cannot be read: everything that is wrong with it, in the order of its lines."""

    def __init__(self, complaints: Sequence[Complaint]) -> None:
        super().__init__("; ".join(one.shown("en", "") for one in complaints))
        self.complaints = tuple(complaints)


def wrong(word: Word, line: int = 0, **values: object) -> SpendError:
    """The error of one mistake."""
    return SpendError([Complaint(word=word, line=line, values=values)])
