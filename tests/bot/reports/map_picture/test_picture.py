"""The picture of a map is well-formed for any script: nothing lies over anything, no text leaves its card."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

from bot.reports.map_picture.face import WIDTH
from bot.reports.map_picture.jumps import jumps_of
from bot.reports.map_picture.layout import Placed, stand
from bot.reports.map_picture.lines import Line, lines_of, lines_of_jumps
from bot.reports.map_picture.picture import map_svg
from bot.reports.map_picture.ways import Routed, Router
from funnels.definition.load import load
from funnels.definition.script import END, FINISH, Script
from funnels.map.graph import Arrow, ButtonMark, FollowUpMark
from funnels.map.reading import map_of
from tests.bot.reports.samples import NASTY_NAMES
from tests.bot.reports.written import SVG, assert_nothing_collides, texts, words
from tests.funnels.engine.random_scripts import scripts
from tests.funnels.scripts import FLAGSHIPS, script_of

NAMES = ["first-steps", "relationships"]


def flagship(name: str) -> Script:
    return load(FLAGSHIPS / name / "funnel.yaml")


def stages(script: Script) -> list[Sequence[Routed]]:
    return list(Router.of(map_of(script)).stages())


def all_of(cards: Sequence[Placed]) -> list[Placed]:
    return [inner for card in cards for inner in card.all()]


def ends_within(line: Line, card: Placed) -> bool:
    """Whether a part of the line runs through the card."""
    for (x1, y1), (x2, y2) in pairwise(line.points):
        across = min(max(x1, x2), card.x + WIDTH) - max(min(x1, x2), card.x)
        down = min(max(y1, y2), card.foot) - max(min(y1, y2), card.y)
        if (across > 1 and down >= 0) or (down > 1 and across >= 0):
            return True
    return False


def assert_nothing_overlaps(script: Script) -> None:
    """No card lies over another, and no line runs through one."""
    drawn = []
    for routed in stages(script):
        placed = stand(routed, x=100, y=0)
        cards = all_of(placed)
        drawn += [card.face.card.key for card in cards]
        for one, other in combinations(cards, 2):
            apart = abs(one.x - other.x) >= WIDTH or one.foot < other.y or other.foot < one.y
            assert apart, (one.face.card, other.face.card)
        for line in (*lines_of(placed, placed[-1].bottom + 1), *lines_of_jumps(placed, jumps_of(routed))):
            assert not any(ends_within(line, card) for card in cards), line
    assert sorted(drawn) == sorted(script.order)


def assert_texts_stay_on_their_cards(svg: str) -> None:
    """Every text that begins on a card ends on it."""
    boxes = [
        [float(node.attrib[name]) for name in ("x", "y", "width", "height")]
        for node in ET.fromstring(svg).iter(f"{SVG}rect")
        if float(node.attrib["width"]) == WIDTH
    ]
    for text in texts(svg):
        for x, y, wide, high in boxes:
            if x <= text.left <= x + wide and y <= text.top <= y + high:
                assert text.right <= x + wide, text
                assert text.bottom <= y + high, text


@pytest.mark.parametrize("name", NAMES)
def test_nothing_overlaps_on_a_flagship(name: str) -> None:
    assert_nothing_overlaps(flagship(name))
    svg = map_svg(map_of(flagship(name)))
    assert_nothing_collides(svg)
    assert_texts_stay_on_their_cards(svg)


@settings(max_examples=25, deadline=None)
@given(scripts())
def test_nothing_overlaps_on_any_map(script: Script) -> None:
    assert_nothing_overlaps(script)
    svg = map_svg(map_of(script))
    assert_nothing_collides(svg)
    assert_texts_stay_on_their_cards(svg)


def test_every_step_of_a_flagship_is_numbered_once() -> None:
    script = flagship("first-steps")
    said = words(map_svg(map_of(script)))
    for number in range(1, len(script.order) + 1):
        assert said.count(str(number)) == 1


@pytest.mark.parametrize("name", NASTY_NAMES)
def test_nasty_names_are_drawn_as_text(name: str) -> None:
    funnel = map_of(script_of("{funnel: test, stages: [{stage: one, steps: [{message: Hi, buttons: [On]}]}]}"))
    (stage,) = funnel.stages
    (card,) = stage.cards
    nasty = replace(
        card,
        caption=name,
        details=(name, name),
        buttons=(ButtonMark(words=name, exit="next"), ButtonMark(words=name, exit="")),
        follow_ups=(FollowUpMark(time="+1 day", words=name),),
        arrows=(Arrow(exit="next", words="", target=FINISH), Arrow(exit="odd", words=name, target=END)),
    )
    frame = replace(stage, title=name, goal=name, cards=(nasty,))
    svg = map_svg(replace(funnel, title=name, start=name, stages=(frame,)))
    assert_nothing_collides(svg)
    assert_texts_stay_on_their_cards(svg)
    tags = {node.tag.removeprefix(SVG) for node in ET.fromstring(svg).iter()}
    assert tags <= {"svg", "rect", "path", "polygon", "text", "tspan"}


def test_the_longest_time_of_a_follow_up_stays_on_its_card() -> None:
    steps = "{message: Hi, buttons: [On], follow_ups: [{after: 364 days 23 hours, message: Long}]}"
    script = script_of(f"{{funnel: test, language: ru, stages: [{{stage: one, steps: [{steps}]}}]}}")
    assert_texts_stay_on_their_cards(map_svg(map_of(script)))


def test_the_picture_says_the_words_of_the_script() -> None:
    said = words(map_svg(map_of(flagship("relationships"))))
    for there in (
        "Отношения без драмы",
        "этапов: 5 · шагов: 29",
        "Начало: book, /start",
        "2. Вебинар за 190 ₽",
        "🎯 цель: оплата — Вебинар «Первые десять свиданий» · метка: MQL",
        "Забрать книгу",
        "⌛ 3 дня без ответа",
        "→ этап 5",
        "конец",
        "Путь пройден",
    ):
        assert there in said
