"""One person: who they are, where they stand, what comes next, what they have bought and heard."""

import html
from collections.abc import Iterator
from datetime import datetime

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.admin import order_card, why
from bot.admin.moments import moment
from bot.admin.order_words import STATES
from bot.admin.people_words import REACH, PeopleWord, say
from bot.context import Context
from bot.reports.labels import clip
from bot.reports.marked import name_html
from funnels.analytics.messages import labels_of
from funnels.definition.visible import clip_markup
from funnels.engine.journey import Journey
from funnels.engine.limits import TEXT_LIMIT
from funnels.engine.orders import Status
from funnels.engine.person import Person
from funnels.engine.subscriber import Attribute, Subscriber
from storage import people
from storage.people import Loaded
from storage.queries.people import Met, met

MOST = 5
"""Of what there may be much, so many of the newest are shown."""

_VALUE = 100
"""Characters of one thing that is known of a person."""

_Shown = tuple[str, InlineKeyboardMarkup | None]


async def card(context: Context, id_: int, *, orders: bool) -> _Shown:
    """The person, with a button that asks why; with buttons to their orders for whoever may see `orders`."""
    async with context.database.read() as conn:
        loaded = await people.load(conn, [id_])
        found = await met(conn, id_, most=MOST)
    person = loaded.people.get(id_)
    if person is None:
        return say("nobody", context.settings.language), None
    text = "\n\n".join(_Card(context, person, loaded, found).parts())
    rows = [[why.button(id_, context.settings.language)]]
    rows += [
        [
            InlineKeyboardButton(
                text=clip(f"{title} · {STATES[status][context.settings.language]}", 60),
                callback_data=order_card.button_data("show", name),
            )
        ]
        for name, title, status in (found.orders if orders else ())
    ]
    return clip_markup(text, TEXT_LIMIT), InlineKeyboardMarkup(inline_keyboard=rows)


class _Card:
    def __init__(self, context: Context, person: Person, loaded: Loaded, found: Met) -> None:
        self._context = context
        self._language = context.settings.language
        self._person = person
        self._ids = loaded.journey_ids
        self._met = found

    def parts(self) -> Iterator[str]:
        """The paragraphs; those with nothing to say are left out."""
        who = self._person.subscriber
        yield "\n".join(self._head(who))
        known: tuple[tuple[PeopleWord, list[str]], ...] = (
            ("source", [self._touch(at, source) for at, source in self._met.touches] or self._first(who)),
            ("tags", [html.escape(", ".join(sorted(who.tags)))] if who.tags else []),
            ("attributes", [f"{name_html(name)}: {_value(value)}" for name, value in sorted(who.attributes.items())]),
            ("bought", [name_html(product) for product in who.bought]),
            ("walks", [self._walk(journey) for journey in self._person.journeys]),
            ("orders", [self._order(title, status) for _, title, status in self._met.orders]),
            ("heard", [self._heard(*heard) for heard in self._met.heard]),
        )
        for word, lines in known:
            if lines:
                yield "\n".join([f"<b>{say(word, self._language)}</b>", *lines])

    def _head(self, who: Subscriber) -> Iterator[str]:
        name = f"{who.first_name} {who.last_name}".strip() or str(who.id)
        yield f'<b><a href="tg://user?id={who.id}">{name_html(name)}</a></b>'
        parts = [f"<code>{who.id}</code>", f"@{html.escape(who.username)}" if who.username else "", who.language]
        yield " · ".join(part for part in parts if part)
        yield REACH[who.reach][self._language]
        if who.met_at:
            yield say("met", self._language, at=moment(who.met_at, self._context.settings))

    def _first(self, who: Subscriber) -> list[str]:
        return [name_html(who.source)] if who.source else []

    def _touch(self, at: datetime, source: str) -> str:
        shown = name_html(source) or say("direct", self._language)
        return f"{moment(at, self._context.settings)} · {shown}"

    def _walk(self, journey: Journey) -> str:
        script = self._context.runner.catalogue.pinned(journey.funnel, journey.version)
        title = name_html((script.title if script else "") or journey.funnel)
        if journey.ended:
            return f"{title} · {say('over', self._language)}"
        stage = next((one for one in script.stages if one.stage == journey.stage), None) if script else None
        parts = [title, name_html(str(stage.title or stage.stage) if stage else journey.stage)]
        label = (labels_of(script) if script else {}).get(journey.step) or journey.step
        parts.append(name_html(label))
        if journey.entered_at:
            parts.append(say("since", self._language, at=moment(journey.entered_at, self._context.settings)))
        due = self._met.timers.get(self._ids[self._person.subscriber.id, journey.funnel, journey.run])
        if due:
            parts.append(say("next", self._language, at=moment(due, self._context.settings)))
        return " · ".join(part for part in parts if part)

    def _order(self, title: str, status: Status) -> str:
        return f"{name_html(title)} · {STATES[status][self._language]}"

    def _heard(self, at: datetime, funnel: str, version: int, step: str) -> str:
        script = self._context.runner.catalogue.pinned(funnel, version)
        label = (labels_of(script) if script else {}).get(step) or step
        return f"{moment(at, self._context.settings)} · {name_html(label)}"


def _value(value: Attribute) -> str:
    shown = ", ".join(value) if isinstance(value, tuple) else str(value)
    return name_html(shown, _VALUE)
