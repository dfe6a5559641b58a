"""Which ways of a script are taken: a script whose exits remember where they have led."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from funnels.definition.script import Script


@dataclass(frozen=True, kw_only=True)
class _Exits(Mapping[str, str]):
    """The exits of one step; a look-up is a walk."""

    exits: Mapping[str, str]
    taken: set[str] = field(compare=False)

    def __getitem__(self, exit_: str) -> str:
        target = self.exits[exit_]
        self.taken.add(target)
        return target

    def __iter__(self) -> Iterator[str]:
        return iter(self.exits)

    def __len__(self) -> int:
        return len(self.exits)


def watched(script: Script) -> tuple[Script, set[str]]:
    """The same script, and the set in which every step that a journey comes to will be.

    A stage that is gone by, because of its `if:`, leaves its first step there: nobody has reached the stage.
    """
    come_to = {script.first}
    places = {
        key: replace(place, exits=_Exits(exits=place.exits, taken=come_to)) for key, place in script.places.items()
    }
    return replace(script, places=places), come_to
