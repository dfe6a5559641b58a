"""What failed as an owner sees it: the causes, page by page, and what is known of one cause, with buttons."""

import html
from collections.abc import Sequence
from dataclasses import dataclass

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.admin.moments import moment
from bot.failed.words import WHATS, FailedWord, say
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


@dataclass(frozen=True, kw_only=True)
class _Look:
    """How one kind of failure is told of."""

    sign: str
    head: FailedWord
    all_again: FailedWord


_ASIDE = _Look(sign="⚠️", head="set_aside", all_again="play_all")
_LETTER = _Look(sign="✉️", head="letter", all_again="send_all")
_IN_DOUBT = _Look(sign="❔", head="in_doubt", all_again="send_all_in_doubt")


def group_of(found: Sequence[FailedOne], ref: Ref) -> list[FailedOne]:
    """All that has the cause of this one; nothing where it is not there any more."""
    cause = next((one.group for one in found if one.ref == ref), None)
    return [one for one in found if one.group == cause]


def causes_page(found: Sequence[FailedOne], skip: int, settings: Settings) -> Shown:
    """The causes from the one numbered `skip` on, whatever failed last first."""
    language, groups = settings.language, _by_cause(found)
    if not groups:
        return Shown(text=say("nothing", language), buttons=None)
    skip = skip if skip < len(groups) else 0
    page = list(enumerate(groups[skip : skip + PAGE], skip + 1))
    lines = [f"{number}. {_heading(group, settings)}" for number, group in page]
    opens = [_button(str(number), f"c{group[0].ref}") for number, group in page]
    turns = [_button(sign, f"l{to}") for sign, to in (("◀", skip - PAGE), ("▶", skip + PAGE)) if 0 <= to < len(groups)]
    rows = [opens[at : at + _IN_A_ROW] for at in range(0, len(opens), _IN_A_ROW)]
    head = f"<b>{say('head', language, count=len(found))}</b>"
    return Shown(text="\n".join([head, "", *lines]), buttons=_markup([*rows, turns]))


def cause_page(group: Sequence[FailedOne], settings: Settings) -> Shown:
    """All of one cause, the newest first."""
    language, first, look = settings.language, group[0], _look(group[0])
    numbered = list(enumerate(group[:SHOWN], 1))
    lines = [_line(number, one, settings) for number, one in numbered]
    if len(group) > SHOWN:
        lines.append(say("more", language, count=len(group) - SHOWN))
    rows = [
        [_button(say("one_again", language, number=number), f"p{one.ref}") for number, one in numbered],
        [_button(say("drop_one", language, number=number), f"d{one.ref}") for number, one in numbered],
        [_button(say(look.all_again, language, count=len(group)), f"P{first.ref}")],
        [_button(say("drop_all", language, count=len(group)), f"D{first.ref}")],
        [_button(say("back", language), "l0"), _button(say("refresh", language), f"c{first.ref}")],
    ]
    head = f"{look.sign} <b>{say(look.head, language)}</b>\n{_cause(first, language)}"
    return Shown(text="\n\n".join([head, *lines]), buttons=_markup(rows))


def _by_cause(found: Sequence[FailedOne]) -> list[list[FailedOne]]:
    groups: dict[tuple[str, ...], list[FailedOne]] = {}
    for one in found:
        groups.setdefault(one.group, []).append(one)
    return list(groups.values())


def _heading(group: Sequence[FailedOne], settings: Settings) -> str:
    first = group[0]
    parts = [_cause(first, settings.language), str(len(group)), moment(first.at, settings)]
    return f"{_look(first).sign} {' · '.join(parts)}"


def _look(one: FailedOne) -> _Look:
    if one.ref.kind == "s":
        return _ASIDE
    return _IN_DOUBT if one.in_doubt else _LETTER


def _line(number: int, one: FailedOne, settings: Settings) -> str:
    name = _clipped(one.who or str(one.chat or ""))
    who = f'<a href="tg://user?id={one.chat}">{name}</a>' if one.chat > 0 else name
    what = WHATS.get(one.what, {}).get(settings.language, one.what)
    parts = [f"{number}. {what}", who, moment(one.at, settings), f"<code>{one.ref}</code>"]
    if one.asked:
        parts.append(say("waits", settings.language))
    said = " · ".join(part for part in parts if part)
    return said if one.error == one.cause else f"{said}\n{_clipped(one.error)}"


def _cause(one: FailedOne, language: str) -> str:
    if one.ref.kind == "s":
        return f"<code>{_clipped(one.cause)}</code>"
    place = ".".join(part for part in (one.funnel, one.step) if part) or WHATS.get(one.what, {}).get(language, one.what)
    return f"<b>{_clipped(place)}</b>: {_clipped(one.cause)}"


def _clipped(text: str) -> str:
    return html.escape(clip(text, _LINE), quote=False)


def _button(text: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, callback_data=f"{PREFIX}{data}")


def _markup(rows: Sequence[Sequence[InlineKeyboardButton]]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[list(row) for row in rows if row])
