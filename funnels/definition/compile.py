"""From a file's models to a script that can be walked: keys, numbers, and where every exit leads.

What a marketer can get wrong about names (a goto to nowhere, an id twice) is found here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from funnels.definition.schema import FunnelFile, Stage
from funnels.definition.script import END, FINISH, STAGE_OVER, Place, Script
from funnels.definition.suggest import closest
from funnels.steps.base import Step
from funnels.steps.button import ButtonSpec

Loc = tuple[str | int, ...]
Report = Callable[[Loc, str, str], None]
"""Takes where, what is wrong, what to write instead."""


def compile_script(file: FunnelFile, *, source: str, version: int, timezone: str, report: Report) -> Script:
    """The script; what is wrong is reported, its exits lead nowhere, and it must not be walked then."""
    compiler = _Compiler(file=file, report=report)
    for number, stage in enumerate(file.stages):
        compiler.lay_stage(number, stage)
    places = compiler.join()
    return Script(
        file=file,
        source=source,
        version=version,
        timezone=file.timezone or timezone,
        places=places,
        order=tuple(places),
        firsts={stage.stage: compiler.firsts[stage.stage] for stage in file.stages},
    )


@dataclass(kw_only=True)
class _Laid:
    """A step that has its key; `after` is where going on leads, in the words of `_Compiler._target`."""

    key: str
    stage: int
    step: Step
    loc: Loc
    after: str
    exits: dict[str, str] = field(default_factory=dict)


@dataclass(kw_only=True)
class _Compiler:
    file: FunnelFile
    report: Report
    laid: dict[str, _Laid] = field(default_factory=dict)
    firsts: dict[str, str] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    """Keys that goto can name: of steps with an id, for a number changes when a step is put before it."""

    def lay_stage(self, number: int, stage: Stage) -> None:
        loc: Loc = ("stages", number)
        if stage.stage in self.firsts:
            self.report((*loc, "stage"), f"there are two stages `{stage.stage}`", "give one of them another name")
            return
        self.firsts[stage.stage] = self._lay(stage.steps, number, stage.stage, (*loc, "steps"), self._beyond(number))

    def _beyond(self, number: int) -> str:
        """Where the end of a stage leads: the next stage, by its name, or out."""
        following = number + 1
        return f">{self.file.stages[following].stage}" if following < len(self.file.stages) else FINISH

    def _lay(self, steps: Sequence[Step], stage: int, prefix: str, loc: Loc, after: str) -> str:
        """Give keys to steps that follow each other, say where each goes to, return the first one's key."""
        keys = [self._key(step, number, stage, prefix, (*loc, number)) for number, step in enumerate(steps)]
        for number, (key, step) in enumerate(zip(keys, steps, strict=True)):
            following = keys[number + 1] if number + 1 < len(keys) else after
            laid = _Laid(key=key, stage=stage, step=step, loc=(*loc, number), after=following)
            self.laid[key] = laid
            for exit_, outcome in step.outcomes():
                laid.exits[exit_] = self._outcome(laid, exit_, outcome)
        return keys[0] if keys else after

    def _key(self, step: Step, number: int, stage: int, prefix: str, loc: Loc) -> str:
        if step.id is None:
            return f"{prefix}.{number + 1}"
        key = f"{self.file.stages[stage].stage}.{step.id}"
        if key in self.named:
            self.report((*loc, "id"), f"there are two steps `{step.id}` in this stage", "give one of them another id")
        self.named.add(key)
        return key

    def _outcome(self, laid: _Laid, exit_: str, outcome: Any) -> str:
        """Nested steps are laid now; a name is resolved when every key is known."""
        goes_on = self._beyond(laid.stage) if self._leaves_stage(laid, exit_) else laid.after
        if isinstance(outcome, str):
            return goes_on if outcome == "next" else f"?{outcome}"
        if not outcome:
            return goes_on
        return self._lay(outcome, laid.stage, f"{laid.key}.{exit_}", (*laid.loc, exit_), goes_on)

    def _leaves_stage(self, laid: _Laid, exit_: str) -> bool:
        """A payment that is the stage's goal takes the journey out of the stage."""
        return (
            exit_ in ("paid", "bought")
            and self.file.stages[laid.stage].goal == f"paid {getattr(laid.step, 'offer', '')}"
        )

    def join(self) -> Mapping[str, Place]:
        """The places, in the order of the file, with every exit leading somewhere."""
        places = {}
        for index, laid in enumerate(sorted(self.laid.values(), key=lambda laid: _in_file(laid.loc))):
            stage = self.file.stages[laid.stage].stage
            exits = {exit_: self._target(target, laid, exit_) for exit_, target in laid.exits.items()}
            exits["next"] = self._target(laid.after, laid, "next")
            exits[STAGE_OVER] = self._target(self._beyond(laid.stage), laid, STAGE_OVER)
            places[laid.key] = Place(key=laid.key, index=index, stage=stage, step=laid.step, loc=laid.loc, exits=exits)
        return places

    def _target(self, target: str, laid: _Laid, exit_: str) -> str:
        if target.startswith(">"):
            return self.firsts[target[1:]]
        if not target.startswith("?"):
            return target
        name = target[1:]
        stage = self.file.stages[laid.stage].stage
        known = {END: END, **self.firsts}
        known |= {key: key for key in self.named}
        known |= {key.removeprefix(f"{stage}."): key for key in self.named if key.startswith(f"{stage}.")}
        if name not in known and exit_ != "bought":
            guess = closest(name, known)
            stages = ", ".join(self.firsts)
            hint = f"did you mean `{guess}`?" if guess else f"write a step's id, stage.id, or a stage: {stages}"
            self.report(_written_at(laid, exit_), f"`{name}` is no step or stage of this funnel", hint)
        return known.get(name, FINISH)


def _in_file(loc: Loc) -> tuple[tuple[int, str], ...]:
    return tuple((part, "") if isinstance(part, int) else (-1, _rank(part)) for part in loc)


def _rank(key: str) -> str:
    """`then` before `else`, `paid` before `declined` before `expired`; the rest by name."""
    ranks = ("then", "else", "paid", "declined", "expired", "otherwise")
    return str(ranks.index(key)) if key in ranks else key


def button_locs(step: Step) -> Iterator[tuple[ButtonSpec, Loc]]:
    """The buttons of a message, each with the way to it from the step."""
    for row_number, row in enumerate(getattr(step, "buttons", ())):
        for column, spec in enumerate(row):
            yield spec, ("buttons", row_number, column)


def _written_at(laid: _Laid, exit_: str) -> Loc:
    """Where in the file an exit's name was written."""
    if not exit_.startswith("button."):
        return (*laid.loc, exit_)
    locs = [loc for _, loc in button_locs(laid.step)]
    return (*laid.loc, *locs[int(exit_.removeprefix("button."))], "goto")
