"""A dialogue is played by the real engine on a moved clock, and where it goes otherwise is said.

After each line that does something (`user`, `press`, `send`, `join`, `later`, `pay`, `confirm`, `refund`,
`subscription`, `staff`, `called`, `event`) the next `bot` line must name every message the bot sent since, in order,
by a part of its text; `bot: []` is silence. Without a `bot` line nothing is demanded of those messages. An album or a
video note that goes ahead of its text is not named. `told` names in the same way what staff were told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from funnels.definition.composing import Loc
from funnels.definition.durations import describe_duration
from funnels.definition.findings import RefusedError
from funnels.dialogue.acts import Acts
from funnels.dialogue.lines import Dialogue, Expected, Line
from funnels.engine.catalogue import Catalogue
from funnels.engine.person import Person
from funnels.engine.walking import EndlessLoopError
from funnels.steps.waiting import folded

Speaker = Literal["person", "bot", "time", "owner", "staff", "told", "outside"]
"""`told` is what staff are told; `outside` is any other system."""

_DOERS: Mapping[str, Speaker] = {
    "later": "time",
    "confirm": "owner",
    "staff": "staff",
    "called": "outside",
    "event": "outside",
}
"""Who does what a line says; everything else the person does."""

_MEND = "change the script, or this line"


@dataclass(frozen=True, kw_only=True)
class Said:
    """One line of the transcript."""

    who: Speaker
    text: str


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Where a dialogue went otherwise than written: the way to that piece of it, the problem, what to do."""

    loc: Loc
    problem: str
    remedy: str = _MEND


@dataclass(kw_only=True)
class Result:
    """How a dialogue went: it has no differences when it went as written."""

    name: str
    transcript: list[Said] = field(default_factory=list)
    marked: int | None = None
    """Which line of the transcript differs; None when none of them does."""
    differences: list[Difference] = field(default_factory=list)


def play(dialogue: Dialogue, catalogue: Catalogue) -> Result:
    """Play one dialogue with a fresh person, up to the first line that goes otherwise."""
    return _Player(dialogue, catalogue).play()


def state(person: Person) -> dict[str, Any]:
    """What `expect` can ask of a person: every key of it, by their newest journey."""
    subscriber = person.subscriber
    in_order = sorted(person.journeys, key=lambda journey: journey.started_at)
    last = in_order[-1] if in_order else None  # of two that began at once, the one the other began
    return {
        "reached": sorted(last.reached) if last else [],
        "passed": sorted(last.passed) if last else [],
        "orders": sorted(name.partition("/")[2] for name in subscriber.bought),
        "tags": sorted(subscriber.tags),
        "attributes": dict(subscriber.attributes),
        "variants": dict(subscriber.variants),
        "outcome": last.outcome if last else "",
        "at": (last.step or "end") if last else "nowhere",
    }


class _DiffersError(Exception):
    """A line goes otherwise: at which part of it, and which of the sayings is not as written."""

    def __init__(self, problem: str, part: Loc, saying: int | None, remedy: str = _MEND) -> None:
        self.part = part
        self.saying = saying
        self.remedy = remedy
        super().__init__(problem)


class _Player:
    def __init__(self, dialogue: Dialogue, catalogue: Catalogue) -> None:
        self.dialogue = dialogue
        self.acts = Acts(catalogue, source=dialogue.source, variants=dialogue.variants, sold=dialogue.sold)
        self.result = Result(name=dialogue.dialogue)

    def play(self) -> Result:
        for number, line in enumerate(self.dialogue.play):
            key, _ = line.given
            try:
                self._line(line)
            except _DiffersError as error:
                self._differs(
                    Difference(loc=("play", number, key, *error.part), problem=str(error), remedy=error.remedy)
                )
                self.result.marked = self._heard_at(key, error.saying)
                return self.result
            except RefusedError as error:
                self._differs(Difference(loc=("play", number, key), problem=error.problem, remedy=error.remedy))
            except EndlessLoopError as error:
                remedy = "put a step that waits between them"
                self._differs(Difference(loc=("play", number, key), problem=str(error), remedy=remedy))
            if self.result.differences:
                self.result.marked = len(self.result.transcript) - 1
                return self.result
        self._expect(self.dialogue.expect)
        return self.result

    def _differs(self, difference: Difference) -> None:
        self.result.differences.append(difference)

    def _line(self, line: Line) -> None:
        key, value = line.given
        if key == "bot":
            _compare("the bot", self.acts.unread, value)
            self.acts.read_chat()
        elif key == "told":
            _compare("staff", self.acts.unread_notices, value)
            self.acts.read_notices()
        else:
            self._do(key, value)

    def _do(self, key: str, value: Any) -> None:
        words = describe_duration(value, "en") if key == "later" else getattr(value, "words", value)
        self._note(_DOERS.get(key, "person"), f"{key}: {words}" if key != "user" else value)
        self.acts.do(key, value)
        for text in self.acts.unread:
            self._note("bot", text)
        for text in self.acts.unread_notices:
            self._note("told", text)

    def _note(self, who: Speaker, text: str) -> None:
        self.result.transcript.append(Said(who=who, text=text))

    def _heard_at(self, key: str, saying: int | None) -> int:
        """Where the transcript has an unread saying; a missing one is put at its end."""
        who: Speaker = "bot" if key == "bot" else "told"
        if saying is None:
            self._note(who, "(nothing)")
            return len(self.result.transcript) - 1
        unread = self.acts.unread if key == "bot" else self.acts.unread_notices
        told = [number for number, said in enumerate(self.result.transcript) if said.who == who]
        return told[saying - len(unread)]

    def _expect(self, expected: Expected) -> None:
        for key, found in state(self.acts.walk.person).items():
            wanted = getattr(expected, key)
            if isinstance(wanted, tuple):
                wanted = sorted(wanted)
            if wanted is not None and wanted != found:
                problem = f"at the end {key} should be {_spelled(wanted)}, but it is {_spelled(found)}"
                self._differs(Difference(loc=("expect", key), problem=problem))


def _compare(who: str, heard: Sequence[str], parts: Sequence[str]) -> None:
    """Each part stands in what was said, in order, and nothing else was said."""
    should, says = ("hear", "hear") if who == "staff" else ("say", "says")
    they = "they" if who == "staff" else "it"
    for number, part in enumerate(parts):
        if number < len(heard) and folded(part) in folded(heard[number]):
            continue
        saying = number if number < len(heard) else None
        found = "they hear nothing" if who == "staff" else "it is silent"
        if saying is not None:
            found = f"{they} {says} «{heard[saying]}»"
        problem = f"{who} should {should} «{part}», but {found}"
        raise _DiffersError(problem, (number,), saying, _quotes(heard, parts, number) or _MEND)
    if len(heard) > len(parts):
        silence = "hear nothing" if who == "staff" else "be silent"
        problem = f"{who} should {silence} now, but {they} {says} «{heard[len(parts)]}»"
        if parts:
            problem = f"{who} should {should} no more than this line names, but {they} {says} «{heard[len(parts)]}» too"
        raise _DiffersError(problem, (), len(parts))


def _quotes(heard: Sequence[str], parts: Sequence[str], number: int) -> str | None:
    """What to write if a comma of one message has made two parts of it."""
    for start in range(min(number, len(heard))):
        whole = ", ".join(parts[start : number + 1])
        if folded(whole) in folded(heard[start]):
            return f'a comma begins the next message: put the text in quotes, "{whole}"'
    return None


def _spelled(value: object) -> str:
    """A value as a marketer writes it."""
    match value:
        case "":
            return '""'
        case bool():
            return str(value).lower()
        case list() | tuple():
            return f"[{', '.join(map(_spelled, value))}]"
        case Mapping():
            return f"{{{', '.join(f'{key}: {_spelled(one)}' for key, one in value.items())}}}"
        case _:
            return str(value)
