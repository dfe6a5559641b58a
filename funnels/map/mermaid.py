"""The map as Mermaid, for pages that draw it (GitHub, GitLab, Notion, Obsidian): one box a step.

Nothing a script says is markup there: a label stands in quotes, and every sign that could mean something to
Mermaid, to the page or to Markdown is written by its number.
"""

import re
from collections.abc import Iterator

from funnels.definition.script import END, FINISH
from funnels.definition.visible import clip
from funnels.map.colours import COLOURS, INK
from funnels.map.graph import Card, FunnelMap, StageFrame, all_cards
from funnels.map.words import Word, say
from funnels.steps.base import Kind

_LONGEST = 70
"""UTF-16 units of a line on a box; Mermaid breaks it where it likes."""

_UNSAFE = re.compile(r"_|(?<=\d)[.)]|^[-+]|[^\w\s.,:;!?+…·()/—–'«»“”→•⭐⌛⏱🖼📎🎬🎯-]")

_SHAPES: dict[Kind, tuple[str, str]] = {"decides": ("{{", "}}"), "waits": ("([", "])"), "asks": ("(", ")")}
"""The brackets that give a box its form; a rectangle where nothing is said."""

_ENDS: dict[str, tuple[str, Word]] = {END: ("ended", "end"), FINISH: ("finished", "finish")}


def mermaid(funnel: FunnelMap) -> str:
    """The map as a Mermaid flowchart, with a line feed at its end."""
    return "".join(f"{line}\n" for line in ("flowchart TD", *_boxes(funnel), *_arrows(funnel), *_classes(funnel)))


def _boxes(funnel: FunnelMap) -> Iterator[str]:
    start = f"{say('start', funnel.language)}: {funnel.start}" if funnel.start else say("start", funnel.language)
    yield f'  start(["{_label(start)}"])'
    for stage in funnel.stages:
        yield f'  subgraph stage{stage.number}["{_label(_title(stage))}"]'
        yield from (f"    {_box(card)}" for card in all_cards(stage.cards))
        yield "  end"
    for target, (name, word) in _ENDS.items():
        if any(arrow.target == target for card in funnel.cards() for arrow in card.arrows):
            yield f'  {name}(["{_label(say(word, funnel.language))}"])'


def _arrows(funnel: FunnelMap) -> Iterator[str]:
    """One a pair of boxes, with the words of every way between them."""
    names = {card.key: f"s{card.number}" for card in funnel.cards()} | {end: name for end, (name, _) in _ENDS.items()}
    yield "  start --> s1"
    for card in funnel.cards():
        ways: dict[str, list[str]] = {}
        for arrow in card.arrows:
            ways.setdefault(arrow.target, []).append(_label(arrow.words or say("next", funnel.language)))
        for target, words in ways.items():
            plain = [arrow.exit for arrow in card.arrows if arrow.target == target] == ["next"]
            yield f"  s{card.number} -->{'' if plain else _quoted(words)} {names[target]}"


def _quoted(words: list[str]) -> str:
    return f'|"{"<br/>".join(words)}"|'


def _classes(funnel: FunnelMap) -> Iterator[str]:
    for kind in dict.fromkeys(card.kind for card in funnel.cards()):
        yield f"  classDef {kind} fill:{COLOURS[kind].ground},stroke:{COLOURS[kind].ink},color:{INK}"
    yield f"  classDef stage fill:#fafbfe,stroke:#aab2c5,color:{INK}"
    yield f"  class {','.join(f'stage{stage.number}' for stage in funnel.stages)} stage"


def _title(stage: StageFrame) -> str:
    parts = (f"{stage.number} · {stage.title}", stage.marks, f"🎯 {stage.goal}" if stage.goal else "")
    return " · ".join(part for part in parts if part)


def _box(card: Card) -> str:
    opening, closing = _SHAPES.get(card.kind, ("[", "]"))
    name = " · ".join(part for part in (str(card.number), card.verb, card.id) if part)
    follow_ups = (f"⏱ {follow_up.time}: {follow_up.words}" for follow_up in card.follow_ups)
    buttons = [" ".join(f"[{button.words}]" for button in card.buttons)] if card.buttons else []
    lines = [f"<b>{_label(name)}</b>", *map(_label, (card.caption, *card.details, *follow_ups, *buttons))]
    return f's{card.number}{opening}"{"<br/>".join(lines)}"{closing}:::{card.kind}'


def _label(text: str) -> str:
    return _UNSAFE.sub(lambda sign: f"#{ord(sign[0])};", clip(text, _LONGEST))
