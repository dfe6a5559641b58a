"""What failed as an owner sees it: the causes, page by page, and what is known of one cause, with buttons."""

import html
from collections.abc import Sequence
from dataclasses import dataclass

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.admin.moments import moment
from bot.failed.words import FailedWord, say
from bot.reports.labels import clip
from bot.settings import Settings
from storage.failed import FailedOne, Ref

PREFIX = "~failed:"
PAGE = 8
"""Causes in one message."""

SHOWN = 5
"""Of one cause, the newest so many are shown, each with its own buttons."""

_IN_A_ROW = 4
_LINE = 160


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A message."""

    text: str
    buttons: InlineKeyboardMarkup | None


def by_cause(found: Sequence[FailedOne]) -> list[list[FailedOne]]:
    """Those of one cause together, whatever failed last first."""
    groups: dict[tuple[str, ...], list[FailedOne]] = {}
    for one in found:
        groups.setdefault((one.ref.kind, *one.group), []).append(one)
    return list(groups.values())


def causes_page(found: Sequence[FailedOne], skip: int, settings: Settings) -> Shown:
    """The causes from the one numbered `skip` on."""
    language, groups = settings.language, by_cause(found)
    if not groups:
        return Shown(text=say("nothing", language), buttons=None)
    skip = skip if skip < len(groups) else 0
    page = groups[skip : skip + PAGE]
    lines = [
        f"{number}. {_sign(group[0])} {_cause(group[0], language)} · {len(group)} · {moment(group[0].at, settings)}"
        for number, group in enumerate(page, skip + 1)
    ]
    opens = [_button(str(number), f"c{group[0].ref}") for number, group in enumerate(page, skip + 1)]
    turns = [_button(sign, f"l{to}") for sign, to in (("◀", skip - PAGE), ("▶", skip + PAGE)) if 0 <= to < len(groups)]
    rows = [opens[at : at + _IN_A_ROW] for at in range(0, len(opens), _IN_A_ROW)]
    head = f"<b>{say('head', language, count=len(found))}</b>"
    return Shown(text="\n".join([head, "", *lines]), buttons=_markup([*rows, turns]))


def cause_page(group: Sequence[FailedOne], settings: Settings) -> Shown:
    """All of one cause."""
    language, first = settings.language, group[0]
    lines = [_line(number, one, settings) for number, one in enumerate(group[:SHOWN], 1)]
    if len(group) > SHOWN:
        lines.append(say("more", language, count=len(group) - SHOWN))
    numbers = list(enumerate(group[:SHOWN], 1))
    plays = [_button(say("again", language, number=number), f"p{one.ref}") for number, one in numbers]
    drops = [_button(say("drop", language, number=number), f"d{one.ref}") for number, one in numbers]
    all_: list[tuple[FailedWord, str]] = [("all_again", "P"), ("drop_all", "D")]
    rows = [[_button(say(word, language, count=len(group)), f"{act}{first.ref}")] for word, act in all_]
    last = [_button(say("back", language), "l0"), _button(say("refresh", language), f"c{first.ref}")]
    kind: FailedWord = "set_aside" if first.ref.kind == "s" else "letter"
    head = f"{_sign(first)} <b>{say(kind, language)}</b>\n{_cause(first, language)}"
    return Shown(text="\n\n".join([head, *lines]), buttons=_markup([plays, drops, *rows, last]))


def _line(number: int, one: FailedOne, settings: Settings) -> str:
    who = f'<a href="tg://user?id={one.chat}">{one.chat}</a>' if one.chat > 0 else str(one.chat or "")
    parts = [f"{number}. {one.what}", who, moment(one.at, settings), f"<code>{one.ref}</code>"]
    if one.asked:
        parts.append(say("waits", settings.language))
    return f"{' · '.join(part for part in parts if part)}\n{_clipped(one.error)}"


def _cause(one: FailedOne, language: str) -> str:
    if one.ref.kind == "s":
        return f"<code>{_clipped(one.cause)}</code>"
    place = ".".join(part for part in (one.funnel, one.step) if part) or say("letter", language)
    return f"<b>{_clipped(place)}</b>: {_clipped(one.cause)}"


def _clipped(text: str) -> str:
    return html.escape(clip(text, _LINE), quote=False)


def _sign(one: FailedOne) -> str:
    return "⚠️" if one.ref.kind == "s" else "✉️"


def _button(text: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, callback_data=f"{PREFIX}{data}")


def _markup(rows: Sequence[Sequence[InlineKeyboardButton]]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[list(row) for row in rows if row])


def group_of(found: Sequence[FailedOne], ref: Ref) -> list[FailedOne]:
    """All that has the cause of this one; nothing where it is not there any more."""
    return next((group for group in by_cause(found) if any(one.ref == ref for one in group)), [])


def same_cause(found: Sequence[FailedOne], as_: FailedOne) -> list[FailedOne]:
    """What there is of that cause."""
    return [one for one in found if (one.ref.kind, one.group) == (as_.ref.kind, as_.group)]
