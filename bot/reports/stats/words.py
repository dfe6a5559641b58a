"""What a comparison of two periods says, in Russian and English."""

from collections.abc import Mapping
from dataclasses import dataclass

from funnels.analytics.comparison import Verdict


@dataclass(frozen=True, kw_only=True)
class ComparedWords:
    """Sentences with named places."""

    title: str
    started: str
    points: str
    was: str
    young: str
    verdicts: Mapping[Verdict, str]


COMPARED: dict[str, ComparedWords] = {
    "ru": ComparedWords(
        title="В сравнении с {days}",
        started="начали {people} (было {before})",
        points="{points} п. п.",
        was="было {before}",
        young="⏳ Этот период моложе: сравнивать рано",
        verdicts={"chance": "в пределах случайности", "change": "не случайность"},
    ),
    "en": ComparedWords(
        title="Compared with {days}",
        started="started {people} (was {before})",
        points="{points} pp",
        was="was {before}",
        young="⏳ This period is younger: it is too early to compare",
        verdicts={"chance": "within chance", "change": "beyond chance"},
    ),
}
