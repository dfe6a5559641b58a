"""Where each way out of a card is drawn to: down, into a branch beside it, or a tag that names the place.

A long arrow across a map is followed by nobody: what is neither below nor beside is named by its number.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from funnels.definition.script import END, FINISH
from funnels.map.graph import Arrow, Card, FunnelMap
from funnels.map.words import say

Leads = Literal["down", "branch", "tag", "nowhere"]


@dataclass(frozen=True, kw_only=True)
class Way:
    """One line of a card: a button or an outcome, and where it leads."""

    exit: str
    words: str
    is_button: bool
    leads: Leads
    target: str
    tag: str
    """What stands on the tag; empty unless it leads to one."""


@dataclass(frozen=True, kw_only=True)
class Routed:
    """A card whose ways are known."""

    card: Card
    ways: tuple[Way, ...]
    branches: Mapping[str, "tuple[Routed, ...]"]
    """The cards inside it, by the exit that leads to them."""
    goes_down: bool
    """Whether anybody goes on from it to what is below: the next card, or the end of the list it stands in."""

    @property
    def flows(self) -> bool:
        """Whether somebody comes out of it at its foot, be it from a branch of its own."""
        return self.goes_down or any(branch[-1].flows for branch in self.branches.values())


@dataclass(frozen=True, kw_only=True)
class Router:
    """Names places, and decides how the ways of every card are drawn."""

    funnel: FunnelMap
    names: Mapping[str, str]

    @classmethod
    def of(cls, funnel: FunnelMap) -> "Router":
        """One for this map."""
        names = {card.key: f"→ {card.number}" for card in funnel.cards()}
        stage = say("stage", funnel.language)
        names |= {frame.cards[0].key: f"→ {stage} {frame.number}" for frame in funnel.stages}
        names[END] = say("end", funnel.language)
        names[FINISH] = say("finish", funnel.language)
        return cls(funnel=funnel, names=names)

    def stages(self) -> Iterator[tuple[Routed, ...]]:
        """The cards of each stage; below the last one of a stage is the next stage."""
        frames = self.funnel.stages
        for frame, following in zip(frames, (*frames[1:], None), strict=True):
            yield self._list(frame.cards, following.cards[0].key if following else FINISH)

    def _list(self, cards: Sequence[Card], below: str) -> tuple[Routed, ...]:
        following = [*(card.key for card in cards[1:]), below]
        return tuple(self._card(card, after) for card, after in zip(cards, following, strict=True))

    def _card(self, card: Card, below: str) -> Routed:
        inside = {branch.exit: branch.cards for branch in card.branches}
        starts = {branch.exit: branch.cards[0].key for branch in card.branches}

        def leads(arrow: Arrow) -> Leads:
            if starts.get(arrow.exit) == arrow.target:
                return "branch"
            return "down" if arrow.target == below else "tag"

        arrows = {arrow.exit: (arrow, leads(arrow)) for arrow in card.arrows}
        return Routed(
            card=card,
            ways=tuple(self._ways(card, arrows)),
            branches={exit_: self._list(cards, below) for exit_, cards in inside.items()},
            goes_down=any(led == "down" for _, led in arrows.values()),
        )

    def _ways(self, card: Card, arrows: Mapping[str, tuple[Arrow, Leads]]) -> Iterator[Way]:
        """Its buttons, then what no button says; going on to what is below needs no line."""
        for button in card.buttons:
            yield self._way(button.words, arrows.get(button.exit), is_button=True)
        pressed = {button.exit for button in card.buttons}
        for exit_, (arrow, led) in arrows.items():
            if exit_ not in pressed and (exit_, led) != ("next", "down"):
                words = arrow.words or say("next", self.funnel.language)
                yield self._way(words, (arrow, led), is_button=False)

    def _way(self, words: str, led: tuple[Arrow, Leads] | None, *, is_button: bool) -> Way:
        if led is None:
            return Way(exit="", words=words, is_button=is_button, leads="nowhere", target="", tag="")
        arrow, leads = led
        tag = self.names[arrow.target] if leads == "tag" else ""
        return Way(exit=arrow.exit, words=words, is_button=is_button, leads=leads, target=arrow.target, tag=tag)
