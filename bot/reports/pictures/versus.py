"""Shares beside one another, each with its interval: arms of an experiment, or stages before and after."""

from dataclasses import dataclass

from bot.reports.figures import percent
from bot.reports.pictures.scale import round_up
from bot.reports.pictures.sheet import MARGIN, ROOM, Sheet, cut, sheet
from bot.reports.report import Theme
from bot.reports.typeface import Weight, width

_GROUP_SIZE, _NAME_SIZE, _SHARE_SIZE, _NOTE_SIZE = 38, 36, 42, 28
_TRACK = 26
_ROW = 144


@dataclass(frozen=True, kw_only=True)
class Arm:
    """One share.

    Attributes:
        label: what it is of.
        note: how many people it is of, in words.
        share: 0..1; None: of nobody.
        low: where its interval begins; of nobody there is none.
        high: where it ends.
        stands_out: whether it is drawn in the colour of those who passed.
    """

    label: str
    note: str
    share: float | None
    low: float
    high: float
    stands_out: bool = False


@dataclass(frozen=True, kw_only=True)
class Group:
    """Arms that are compared with one another, under a name; empty: it has none."""

    name: str
    arms: tuple[Arm, ...]


@dataclass(frozen=True, kw_only=True)
class Versus:
    """The whole of it, all groups on one scale."""

    title: str
    below: str
    groups: tuple[Group, ...]


def versus_svg(data: Versus, language: str, theme: Theme) -> str:
    """Return the picture as SVG."""
    drawn = sheet(theme)
    y = drawn.head(data.title, data.below) + 12
    most = round_up(max((arm.high for group in data.groups for arm in group.arms if arm.share is not None), default=0))
    for group in data.groups:
        if group.name:
            name = cut(group.name, _GROUP_SIZE, Weight.BOLD, ROOM)
            drawn.text(name, x=MARGIN, y=y + 40, size=_GROUP_SIZE, weight=Weight.BOLD)
            y += 64
        for arm in group.arms:
            _arm(drawn, arm, y, most, language)
            y += _ROW
        y += 16
    return drawn.svg(y - 32)


def _arm(drawn: Sheet, arm: Arm, y: float, most: float, language: str) -> None:
    palette = drawn.palette
    share = percent(arm.share, language)
    taken = width(share, _SHARE_SIZE, Weight.BOLD) + 24
    drawn.text(
        share,
        x=MARGIN + ROOM,
        y=y + 38,
        size=_SHARE_SIZE,
        weight=Weight.BOLD,
        anchor="end",
        fill=palette.passed_ink if arm.stands_out else palette.ink,
    )
    label = cut(arm.label, _NAME_SIZE, Weight.MEDIUM, (ROOM - taken) * 0.66)
    drawn.text(label, x=MARGIN, y=y + 36, size=_NAME_SIZE)
    after = MARGIN + width(label, _NAME_SIZE, Weight.MEDIUM) + 20
    note = cut(arm.note, _NOTE_SIZE, Weight.MEDIUM, MARGIN + ROOM - taken - after)
    drawn.text(note, x=after, y=y + 36, size=_NOTE_SIZE, fill=palette.quiet)
    top = y + 62
    drawn.drawing.box(x=MARGIN, y=top, width=ROOM, height=_TRACK, fill=palette.surface, radius=_TRACK / 2)
    if arm.share is None:
        return
    start, end = MARGIN + ROOM * arm.low / most, MARGIN + ROOM * arm.high / most
    band = palette.inside if arm.stands_out else palette.lost
    wide = max(end - start, _TRACK)
    start = min(start, MARGIN + ROOM - wide)
    drawn.drawing.box(x=start, y=top, width=wide, height=_TRACK, fill=band, radius=_TRACK / 2)
    at = min(max(MARGIN + ROOM * arm.share / most, MARGIN + _TRACK / 2), MARGIN + ROOM - _TRACK / 2)
    drawn.drawing.dot(x=at, y=top + _TRACK / 2, radius=_TRACK / 2 + 4, fill=palette.ground)
    mark = palette.passed if arm.stands_out else palette.quiet
    drawn.drawing.dot(x=at, y=top + _TRACK / 2, radius=_TRACK / 2, fill=mark)
