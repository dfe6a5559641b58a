"""From a script to its graph, by what every step says of itself: its caption, its buttons, its exits.

Steps written inside a step are found by their place in the file, so a verb need not say how it nests them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from funnels.definition.schema import Entrance, Stage
from funnels.definition.script import Place, Script
from funnels.definition.sketch import sketch
from funnels.map.graph import Arrow, Branch, ButtonMark, Card, FollowUpMark, FunnelMap, StageFrame
from funnels.map.words import Word, say, say_exit
from funnels.steps.base import Step
from funnels.steps.content import Attachment, FollowUp
from funnels.steps.offer import ABANDONED
from funnels.steps.waiting import Waiting

Loc = tuple[str | int, ...]

_MEDIA_SIGNS = {"photo": "🖼", "video": "🎬"}


def map_of(script: Script) -> FunnelMap:
    """The graph of a script that has no mistakes."""
    sequences = _sequences(script)
    inside: dict[Loc, list[Loc]] = {}
    for loc in sequences:
        inside.setdefault(_owner(loc, sequences), []).append(loc)
    reader = _Reader(script=script, sequences=sequences, inside=inside)
    return FunnelMap(
        title=script.title or script.funnel,
        funnel=script.funnel,
        language=script.language,
        start=_start(script.file.start, script.language),
        stages=tuple(reader.frame(number, stage) for number, stage in enumerate(script.stages)),
    )


def _sequences(script: Script) -> Mapping[Loc, list[Place]]:
    """The steps that stand in one list, by where the list stands in the file."""
    sequences: dict[Loc, list[Place]] = {}
    for key in script.order:
        place = script.places[key]
        sequences.setdefault(place.loc[:-1], []).append(place)
    return sequences


def _owner(loc: Loc, sequences: Mapping[Loc, list[Place]]) -> Loc:
    """Where the step stands inside which this list stands; a stage's own list is in none."""
    above = (loc[:length] for length in range(len(loc) - 1, 0, -1))
    return next((one for one in above if one[:-1] in sequences), ())


def _start(start: Entrance, language: str) -> str:
    events = [say("event", language, name=name) for name in start.events]
    ways = [*start.links, *start.keywords, *events, *([say("any_start", language)] if start.default else [])]
    return ", ".join(ways)


@dataclass(frozen=True, kw_only=True)
class _Reader:
    script: Script
    sequences: Mapping[Loc, list[Place]]
    inside: Mapping[Loc, list[Loc]]
    """The lists inside a step, by where the step stands."""

    def frame(self, number: int, stage: Stage) -> StageFrame:
        return StageFrame(
            name=stage.stage,
            number=number + 1,
            title=stage.title or stage.stage,
            goal=self._goal(stage.goal or "", stage.sells),
            marks=(stage.marks or "").upper(),
            cards=self._cards(self.sequences["stages", number, "steps"]),
        )

    def _goal(self, goal: str, sells: Sequence[str]) -> str:
        products = [self.script.products[name] for name in sells]
        if not products:
            return goal
        titles = " / ".join(sketch(product.title, self.script.language) for product in products)
        return f"{say('payment', self.script.language)} — {titles}"

    def _cards(self, places: Sequence[Place]) -> tuple[Card, ...]:
        return tuple(self._card(place) for place in places)

    def _card(self, place: Place) -> Card:
        step, language = place.step, self.script.language
        branches = tuple(self._branches(place))
        caption, *details = step.caption(self.script).split("\n")
        return Card(
            key=place.key,
            number=place.index + 1,
            verb=step.verb,
            id=step.id or "",
            kind=step.kind,
            caption=caption,
            details=(*details, *_media(step)),
            buttons=tuple(ButtonMark(words=sketch(text, language), exit=exit_) for text, exit_ in step.labels()),
            follow_ups=tuple(self._follow_ups(step)),
            arrows=tuple(self._arrows(place, [branch.exit for branch in branches])),
            branches=branches,
        )

    def _branches(self, place: Place) -> Iterator[Branch]:
        for loc in self.inside.get(place.loc, ()):
            inner = self.sequences[loc]
            leading = {
                exit_: loc == (*place.loc, *place.step.written_at(exit_))
                for exit_, target in place.exits.items()
                if target == inner[0].key
            }
            yield Branch(exit=max(leading, key=leading.__getitem__), cards=self._cards(inner))

    def _arrows(self, place: Place, branches: Sequence[str]) -> Iterator[Arrow]:
        buttons = {exit_: sketch(text, self.script.language) for text, exit_ in place.step.labels()}
        paid = [*dict.fromkeys(map(place.step.paid_exit, place.step.offered))]
        for exit_ in dict.fromkeys((*place.step.ways_on(), *branches)):
            if exit_ in ("bought", *paid[1:]) and place.exits[exit_] == place.exits[paid[0]]:
                continue
            words = "" if exit_ == "next" else buttons.get(exit_) or self._exit_words(place, exit_)
            yield Arrow(exit=exit_, words=words, target=place.exits[exit_])

    def _exit_words(self, place: Place, exit_: str) -> str:
        step, language = place.step, self.script.language
        payments = {step.paid_exit(name): name for name in step.offered}
        if exit_ in payments:
            apart = len({place.exits[one] for one in payments}) > 1
            product = f": {sketch(self.script.products[payments[exit_]].title, language)}" if apart else ""
            return f"{say_exit('paid', language)}{product}"
        if exit_ == "otherwise" and isinstance(step, Waiting) and step.within:
            missed: Word = "no_event" if step.kind == "waits" else "no_answer"
            return f"⌛ {say(missed, language, time=sketch(step.within, language))}"
        return say_exit(exit_, language)

    def _follow_ups(self, step: Step) -> Iterator[FollowUpMark]:
        language = self.script.language
        for loc, follow_up in step.timed_messages():
            time = _time(follow_up, language)
            time = say("abandoned", language, time=time) if loc[0] == ABANDONED else time
            yield FollowUpMark(time=time, words=sketch(follow_up.message, language))


def _time(follow_up: FollowUp, language: str) -> str:
    if follow_up.before_deadline is not None:
        return say("before_deadline", language, time=sketch(follow_up.before_deadline, language))
    return f"+{sketch(follow_up.after, language)}"


def _media(step: Step) -> Iterator[str]:
    if isinstance(step, Attachment) and step.media:
        for file in step.media.files:
            yield f"{_MEDIA_SIGNS.get(file.kind, '📎')} {file.path.rpartition('/')[2]}"
