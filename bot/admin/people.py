"""`/people [WORDS]`: who stands where, whoever waits longest first, or whom the words mean; each opens a card."""

import html
from collections.abc import Sequence

from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.admin import person_card
from bot.admin.moments import moment
from bot.admin.people_words import REACH, PeopleWord, say
from bot.context import Context
from bot.reports.labels import clip
from bot.reports.marked import name_html
from funnels.analytics.messages import labels_of
from funnels.definition.schema import Stage
from funnels.definition.script import Script
from funnels.definition.visible import clip_markup
from funnels.engine.limits import TEXT_LIMIT
from storage.queries import people as known
from storage.queries.people import PersonLine

PAGE = 8
"""People in one message."""

PREFIX = "people:"

_COMMAND = "/people"
_IN_A_ROW = 4
_LABEL = 40

_Shown = tuple[str, InlineKeyboardMarkup | None]


async def answer(context: Context, message: Message, arguments: str) -> None:
    """Where people stand, or the first page of those the words mean."""
    text, buttons = await _view(context, arguments.strip(), 0)
    await message.answer(text, reply_markup=buttons)


async def pressed(context: Context, query: CallbackQuery) -> None:
    """A button: a funnel or a stage of it, another page of the same people, or one of them."""
    act, _, rest = (query.data or "").removeprefix(PREFIX).partition(":")
    shown = query.message
    if isinstance(shown, Message):
        if act == "card" and rest.isdecimal():
            text, buttons = await person_card.card(context, int(rest), orders=context.is_owner(query.from_user.id))
            await shown.answer(text, reply_markup=buttons)
        else:
            first = (shown.text or "").partition("\n")[0].partition(" · ")[0].removeprefix(_COMMAND).strip()
            words, skip = (_place(context, rest), 0) if act == "at" else (first, int(rest) if rest.isdecimal() else 0)
            text, buttons = await _view(context, words, skip)
            context.edits.put(shown, shown.edit_text(text, reply_markup=buttons))
    await query.answer()


def _place(context: Context, rest: str) -> str:
    """The words that ask for the funnel and the number of its stage that a button names."""
    funnel, _, number = rest.partition(":")
    script = context.runner.catalogue.live.get(funnel)
    if script is None or not number.isdecimal() or int(number) >= len(script.stages):
        return funnel
    return f"{funnel} {script.stages[int(number)].stage}"


async def _view(context: Context, words: str, skip: int) -> _Shown:
    live = context.runner.catalogue.live
    if not words and len(live) == 1:
        words = next(iter(live))
    funnel, _, stage = words.partition(" ")
    script = live.get(funnel)
    if not words:
        return await _funnels(context)
    if script and not stage:
        return await _stages(context, script)
    if script and stage in (one.stage for one in script.stages):
        async with context.database.read() as conn:
            lines, whole = await known.standing_at(conn, funnel, stage, skip=skip, most=PAGE)
        return _page(context, words, lines, whole, skip)
    async with context.database.read() as conn:
        lines, whole = await known.found(conn, words, skip=skip, most=PAGE)
    return _page(context, words, lines, whole, skip)


async def _funnels(context: Context) -> _Shown:
    """A button for each funnel, with how many are inside."""
    language, rows = context.settings.language, list[list[InlineKeyboardButton]]()
    async with context.database.read() as conn:
        for name, script in context.runner.catalogue.live.items():
            inside = sum((await known.standing(conn, name)).values())
            rows.append([_button(f"{clip(script.title or name, _LABEL)} · {inside}", f"at:{name}:")])
    return f"<code>{_COMMAND}</code>\n\n{say('choose', language)}", InlineKeyboardMarkup(inline_keyboard=rows[:90])


async def _stages(context: Context, script: Script) -> _Shown:
    """A button for each stage in which somebody stands."""
    language = context.settings.language
    async with context.database.read() as conn:
        counts = await known.standing(conn, script.funnel)
    rows = [
        [_button(f"{number + 1}. {_title(stage)} · {people}", f"at:{script.funnel}:{number}")]
        for number, stage in enumerate(script.stages)
        if (people := counts.get(stage.stage, 0))
    ]
    head = f"<code>{_COMMAND} {html.escape(script.funnel)}</code> · {sum(counts.values())}"
    title = f"<b>{name_html(script.title or script.funnel)}</b>"
    inside = say("inside", language, n=sum(counts.values())) if rows else say("nobody_inside", language)
    text = f"{head}\n\n{title}: {inside}\n{say('choose', language)}"
    return text, InlineKeyboardMarkup(inline_keyboard=rows[:90]) if rows else None


def _title(stage: Stage) -> str:
    return clip(str(stage.title or stage.stage), _LABEL)


def _page(context: Context, words: str, lines: Sequence[PersonLine], whole: int, skip: int) -> _Shown:
    language = context.settings.language
    head = f"<code>{html.escape(f'{_COMMAND} {words}')}</code> · {whole}"
    if not lines:
        return f"{head}\n\n{say('nobody_found', language)}", None
    shown = [f"{skip + number}. {_line(context, line)}" for number, line in enumerate(lines, 1)]
    numbers = [_button(str(skip + number), f"card:{line.id}") for number, line in enumerate(lines, 1)]
    rows = [numbers[at : at + _IN_A_ROW] for at in range(0, len(numbers), _IN_A_ROW)]
    turns = [_button(text, f"page:{to}") for text, to in (("◀", skip - PAGE), ("▶", skip + PAGE)) if 0 <= to < whole]
    buttons = InlineKeyboardMarkup(inline_keyboard=[*rows, turns] if turns else rows)
    return clip_markup("\n".join([head, "", *shown]), TEXT_LIMIT), buttons


def _line(context: Context, line: PersonLine) -> str:
    language = context.settings.language
    name = f"{line.first_name} {line.last_name}".strip() or str(line.id)
    parts = [f'<a href="tg://user?id={line.id}">{name_html(name)}</a>']
    if line.username:
        parts.append(f"@{html.escape(line.username)}")
    word: PeopleWord = "since" if line.funnel else "met"
    parts.append(say(word, language, at=moment(line.since, context.settings)))
    if line.step:
        script = context.runner.catalogue.pinned(line.funnel, line.version)
        parts.append(name_html((labels_of(script) if script else {}).get(line.step) or line.step))
    if line.reach != "active":
        parts.append(REACH[line.reach][language].partition(" ")[0])
    return " · ".join(parts)


def _button(text: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, callback_data=f"{PREFIX}{data}")
