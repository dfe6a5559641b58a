"""From a file's models to a script that can be walked: keys, numbers, and where every exit leads.

What a marketer can get wrong about names (a goto to nowhere, an id twice) is found here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from funnels.definition.composing import Loc
from funnels.definition.report import NAMELESS, Report
from funnels.definition.schema import FunnelFile, Stage
from funnels.definition.script import END, FINISH, STAGE_OVER, Place, Script
from funnels.definition.suggest import closest
from funnels.steps.base import Step
from funnels.steps.button import ButtonSpec


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
        menu=_menu(file, len(places)),
        firsts={stage.stage: compiler.firsts[stage.stage] for stage in file.stages},
    )


def _menu(file: FunnelFile, beyond: int) -> tuple[Place, ...]:
    """Entries of the menu as places: their keys begin with a slash, as no step's does."""
    return tuple(
        Place(
            key=f"/{entry.command or entry.id or number + 1}",
            index=beyond + number,
            stage="",
            step=entry,
            loc=("menu", number),
            exits={},
        )
        for number, entry in enumerate(file.menu)
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
            self.report.leave_out(loc)
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
        loc = (*laid.loc, *laid.step.written_at(exit_))
        return self._lay(outcome, laid.stage, f"{laid.key}.{exit_}", loc, goes_on)

    def _leaves_stage(self, laid: _Laid, exit_: str) -> bool:
        """A payment that is the stage's goal takes the journey out of the stage."""
        step, sells = laid.step, set(self.file.stages[laid.stage].sells)
        if exit_ == "bought":
            return not sells.isdisjoint(step.offered)
        paying = {name for name in step.offered if step.paid_exit(name) == exit_}
        return bool(paying) and paying <= sells

    def join(self) -> Mapping[str, Place]:
        """The places, in the order of the file, with every exit leading somewhere."""
        places = {}
        for index, laid in enumerate(self.laid.values()):
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
        key = self._key_of(name, stage)
        if key is None and exit_ != "bought":
            guess = self._elsewhere(name) or closest(name, self._names(stage))
            stages = ", ".join(stage for stage in self.firsts if not stage.startswith(NAMELESS))
            known_ways = f"write next, end, a step's id, stage.id, or a stage: {stages}"
            hint = f"did you mean `{guess}`?" if guess else known_ways
            loc = (*laid.loc, *laid.step.written_at(exit_))
            self.report(loc, f"`{name}` is no step or stage of this funnel", hint, missing=name)
        return key or FINISH

    def _key_of(self, name: str, stage: str) -> str | None:
        """The key of the step or stage that goto names so in this stage."""
        for key in (f"{stage}.{name}", name):
            if key in self.named:
                return key
        return END if name == END else self.firsts.get(name)

    def _elsewhere(self, name: str) -> str | None:
        """The step of that id, if another stage has the only one."""
        same = [key for key in self.named if key.partition(".")[2] == name]
        return same[0] if len(same) == 1 else None

    def _names(self, stage: str) -> Iterator[str]:
        """What goto may name in this stage."""
        yield from (END, *self.firsts)
        for key in self.named:
            yield key
            if key.startswith(f"{stage}."):
                yield key.removeprefix(f"{stage}.")


def button_locs(step: Step) -> Iterator[tuple[ButtonSpec, Loc]]:
    """The buttons of a message, each with the way to it from the step."""
    for row_number, row in enumerate(getattr(step, "buttons", ())):
        for column, spec in enumerate(row):
            yield spec, ("buttons", row_number, column)
