"""`/people [WORDS]`: who stands where, whoever waits longest first, or whom the words mean; each opens a card.

Whoever looks for people wants those who entered the funnel once more, too.
"""

import html
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.admin import person_card
from bot.admin.moments import moment
from bot.admin.people_words import REACH, PeopleWord, say
from bot.context import Context
from bot.desk.reading import read_view
from bot.reports.labels import clip
from bot.reports.marked import name_html
from bot.reports.people.reading import read_people
from bot.reports.people.text import NAMED, render
from bot.reports.report import Asked, AskedError
from bot.toasts import toast
from funnels.analytics.messages import labels_of
from funnels.analytics.question import Question
from funnels.definition.schema import Stage
from funnels.definition.visible import clip_markup
from funnels.engine.limits import TEXT_LIMIT
from storage.queries import people as known
from storage.queries.people import PersonLine
from storage.queries.standing import standing, standing_at

PAGE = 8
"""People in one message."""

PREFIX = "~people:"

_COMMAND = "/people"
_IN_A_ROW = 4
_LABEL = 40

_Shown = tuple[str, InlineKeyboardMarkup | None]


async def answer(context: Context, message: Message, arguments: str) -> None:
    """Where people stand, or the first page of those the words mean."""
    try:
        text, buttons = await _view(context, arguments.strip(), 0)
    except AskedError as error:
        text, buttons = error.why[context.settings.language], None
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
            first = (shown.text or "").partition("\n")[0].rpartition(" · ")[0].removeprefix(_COMMAND).strip()
            skip = int(rest) if act == "page" and rest.isdecimal() else 0
            text, buttons = await _view(context, _place(context, rest, first) if act == "at" else first, skip)
            context.edits.put(shown, shown.edit_text(text, reply_markup=buttons))
    await toast(query)


def _place(context: Context, rest: str, words: str) -> str:
    """The words that ask for the funnel and the number of its stage that a button names, as the message asks."""
    funnel, _, number = rest.partition(":")
    script = context.runner.catalogue.live.get(funnel)
    if script is None or not number.isdecimal() or int(number) >= len(script.stages):
        return funnel
    return f"{words or funnel} {script.stages[int(number)].stage}"


async def _view(context: Context, words: str, skip: int) -> _Shown:
    """Raises AskedError for a period that is none."""
    live = context.runner.catalogue.live
    if not words and len(live) == 1:
        words = next(iter(live))
    if not words:
        return await _funnels(context)
    if words.partition(" ")[0] in live:
        asked = _asked(context, words)
        async with context.database.read() as conn:
            counts = await standing(conn, asked.question, asked.zone)
            if asked.words in counts:
                lines = await standing_at(conn, asked.question, asked.zone, asked.words, skip=skip, most=PAGE)
                return _page(context, words, lines, counts[asked.words].whole, skip)
        if not asked.words:
            return await _stages(context, asked, words)
    async with context.database.read() as conn:
        lines, whole = await known.found(conn, words, skip=skip, most=PAGE)
    return _page(context, words, lines, whole, skip)


def _asked(context: Context, words: str) -> Asked:
    now, zone = context.clock.now(), ZoneInfo(context.settings.timezone)
    live = context.runner.catalogue.live
    view = read_view("people", words, scripts=live, today=now.astimezone(zone).date())
    return Asked(database=context.database, scripts=live, question=view.question, words=view.words, now=now, zone=zone)


async def _funnels(context: Context) -> _Shown:
    """A button for each funnel, with how many are inside."""
    language, rows = context.settings.language, list[list[InlineKeyboardButton]]()
    zone = ZoneInfo(context.settings.timezone)
    async with context.database.read() as conn:
        for name, script in context.runner.catalogue.live.items():
            counts = await standing(conn, Question(funnel=name, again=True), zone)
            inside = sum(one.whole for one in counts.values())
            rows.append([_button(f"{clip(script.title or name, _LABEL)} · {inside}", f"at:{name}:")])
    return f"<code>{_COMMAND}</code>\n\n{say('choose', language)}", InlineKeyboardMarkup(inline_keyboard=rows[:90])


async def _stages(context: Context, asked: Asked, words: str) -> _Shown:
    """The report, with a button for each stage in which somebody stands."""
    language, script = context.settings.language, asked.script
    people = await read_people(asked, most=NAMED)
    rows = [
        [_button(f"{number + 1}. {_title(stage)} · {here}", f"at:{script.funnel}:{number}")]
        for number, stage in enumerate(script.stages)
        if (here := people.stages[stage.stage].whole)
    ]
    head = f"<code>{_COMMAND} {html.escape(words)}</code> · {people.whole}"
    text = "\n\n".join([head, render(asked, people, language)[0], say("choose", language)])
    return clip_markup(text, TEXT_LIMIT), InlineKeyboardMarkup(inline_keyboard=rows[:90]) if rows else None


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
