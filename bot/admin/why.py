"""`/why WHO [FUNNEL]`: why a person got, or did not get, a message; one message, redrawn by its buttons."""

from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.context import Context
from bot.reports.labels import clip
from bot.toasts import toast
from bot.why.reading import Told, find, read
from bot.why.text import pages
from bot.why.words import WhyWord, say
from storage.queries.people import PersonLine

PREFIX = "~why:"

_LABEL = 40

_Shown = tuple[str, InlineKeyboardMarkup | None]


def button(person: int, language: str) -> InlineKeyboardButton:
    """The button that asks it of this person."""
    return _button(say("why", language), f"new:{person}::0")


async def answer(context: Context, message: Message, arguments: str) -> None:
    """The newest page of the story, or whom the words may mean."""
    text, buttons = await _asked(context, arguments)
    await message.answer(text, reply_markup=buttons)


async def pressed(context: Context, query: CallbackQuery) -> None:
    """A button: the story in a new message, or another page, funnel or person in this one."""
    act, *rest = (query.data or "").removeprefix(PREFIX).split(":")
    shown = query.message
    if isinstance(shown, Message) and len(rest) == 3 and rest[0].isdecimal() and rest[2].isdecimal():  # noqa: PLR2004  # person, funnel, page
        text, buttons = await _story(context, int(rest[0]), rest[1], int(rest[2]))
        if act == "new":
            await shown.answer(text, reply_markup=buttons)
        else:
            context.edits.put(shown, shown.edit_text(text, reply_markup=buttons))
    await toast(query)


async def _asked(context: Context, words: str) -> _Shown:
    language = context.settings.language
    if not words.strip():
        return say("usage", language), None
    found, funnel = await find(context.database, context.runner.catalogue, words)
    if not found:
        return say("nobody", language), None
    if len(found) == 1:
        return await _story(context, found[0].id, funnel, 0)
    rows = [[_button(_name(line), f"at:{line.id}:{funnel}:0")] for line in found]
    return say("several", language), InlineKeyboardMarkup(inline_keyboard=rows)


def _name(line: PersonLine) -> str:
    name = f"{line.first_name} {line.last_name}".strip() or str(line.id)
    return clip(" · ".join(part for part in (name, f"@{line.username}" if line.username else "") if part), _LABEL)


async def _story(context: Context, person: int, funnel: str, page: int) -> _Shown:
    language = context.settings.language
    told = await read(context.database, context.runner.catalogue, person, funnel, context.clock.now())
    if told is None:
        return say("nobody", language), None
    shown = pages(told, language)
    page = min(page, len(shown) - 1)
    return shown[page], _buttons(told, page, len(shown), language)


def _buttons(told: Told, page: int, whole: int, language: str) -> InlineKeyboardMarkup | None:
    """Pages of this story, and the other funnels of the person."""
    if told.story is None:
        return None
    who, funnel = told.person.subscriber.id, told.story.script.funnel
    pages_beside: tuple[tuple[WhyWord, int], ...] = (("earlier", page + 1), ("later", page - 1))
    turns = [(word, to) for word, to in pages_beside if 0 <= to < whole]
    rows = [[_button(say(word, language), f"at:{who}:{funnel}:{to}") for word, to in turns]] if turns else []
    rows += [[_button(clip(title, _LABEL), f"at:{who}:{name}:0")] for name, title in told.others.items()]
    return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None


def _button(text: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, callback_data=f"{PREFIX}{data}")
