"""One turn of a journey: what a step may see and do while one input is handled.

The only mutable thing of the engine: it lives from the call of `advance` to its return, only steps see it.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from funnels.definition.script import Place, Script
from funnels.definition.text import Text
from funnels.definition.visible import clip
from funnels.engine import selling
from funnels.engine.buttons import ButtonRef, Keyboard, ScriptButton
from funnels.engine.effects import (
    Album,
    Button,
    CancelTimers,
    EditButtons,
    Effect,
    Event,
    Lane,
    Media,
    Purpose,
    SendMessage,
    SetTimer,
    ShowToast,
    StagePassed,
    Track,
)
from funnels.engine.hours import zone
from funnels.engine.journey import Journey
from funnels.engine.limits import CAPTION_LIMIT, COPY_LIMIT, LABEL_LIMIT, TEXT_LIMIT, TOAST_LIMIT
from funnels.engine.orders import OrderRef
from funnels.engine.sale import is_pay_code
from funnels.engine.subscriber import Attribute
from funnels.engine.values import Values
from funnels.words import Word, say

if TYPE_CHECKING:
    from funnels.definition.schema import Stage

NOTHING = "…"
"""Stands where a text has come out empty because its values are missing: Telegram refuses an empty one."""


CHOSEN = "✅ "
"""Stands before the words of a button that is marked."""


class Turn:
    """The journey as it becomes, the effects so far, and the words steps use to change both."""

    def __init__(self, script: Script, journey: Journey, now: datetime, lane: Lane) -> None:
        self.script = script
        self.journey: Journey = journey
        self.now = now
        self.lane: Lane = lane
        self.effects: list[Effect] = []
        self._cancelled = False
        self._beside: Place | None = None

    # What is

    @property
    def place(self) -> Place:
        """Where the journey stands; only while it stands somewhere. While the menu speaks, its entry."""
        return self._beside or self.script.places[self.journey.step]

    @property
    def stage(self) -> "Stage":
        """The stage the journey is in."""
        return self.script.stage(self.journey.stage)

    @property
    def entered_at(self) -> datetime:
        """When the step was entered (UTC)."""
        return self.journey.entered_at or self.now

    @property
    def zone(self) -> ZoneInfo:
        """The subscriber's time zone, or the funnel's while theirs is not known."""
        return zone(self.journey.subscriber.timezone or self.script.timezone)

    @property
    def deadline(self) -> datetime | None:
        """Until when the offer the journey stands at can be paid (UTC)."""
        name = self.offered
        return self.journey.deadlines.get(self._order(name)) if name else None

    @property
    def offered(self) -> str | None:
        """The product the journey stands before, if it stands at an offer."""
        return self.place.step.offered if self._beside or self.journey.step else None

    def decent(self, moment: datetime) -> datetime:
        """The first moment of the sending hours from `moment` on (UTC)."""
        return self.script.sending_hours.not_before(moment, self.zone) if self.script.sending_hours else moment

    def decent_before(self, moment: datetime) -> datetime:
        """The last moment of the sending hours up to `moment` (UTC)."""
        return self.script.sending_hours.not_after(moment, self.zone) if self.script.sending_hours else moment

    def values(self, **given: object) -> Mapping[str, object]:
        """What conditions and texts may use, and what is given here; see `funnels.engine.values`."""
        return Values(self, given)

    def has_bought(self, product: str) -> bool:
        """Whether the subscriber paid for a product of this funnel, in this walk or an earlier one."""
        return f"{self.script.funnel}/{product}" in self.journey.subscriber.bought

    def text(self, text: Text, limit: int = TEXT_LIMIT, **given: object) -> str:
        """One of the script's texts with its values, as Telegram HTML; longer ones are cut in their values.

        A value that is needed and not there leaves a gap and a fact for the marketer.
        """
        missing: list[str] = []
        known = self.values(**given) if text.all_variables else {}
        rendered = text.render(known, on_missing=missing.append, limit=limit)
        for name in dict.fromkeys(missing):
            self.track("variable_missing", detail=name)
        return rendered

    def word(self, word: Word, **filling: str) -> str:
        """One of the bot's own words in the language of the funnel."""
        return say(word, self.script.language, **filling)

    def plain(self, text: Text, limit: int | None = None) -> str:
        """A label with its values, as plain text of at most `limit` UTF-16 units; never empty."""
        return text.render(self.values() if text.all_variables else {}, limit=limit) or NOTHING

    # What happens

    def emit(self, effect: Effect) -> None:
        """Add an effect."""
        self.effects.append(effect)

    def change(self, **fields: Any) -> None:
        """Give the journey new values."""
        self.journey = self.journey.changed(**fields)

    def track(self, event: Event, *, part: int = 0, detail: str = "") -> None:
        """A fact about the step the journey stands at."""
        self.emit(Track(event=event, step=self._step_key(part), detail=detail))

    def _step_key(self, part: int) -> str:
        key = self._beside.key if self._beside else self.journey.step
        return f"{key}#{part}" if part else key

    def ref(self, code: str, part: int) -> ButtonRef:
        """A button of the step the journey stands at, by name."""
        return ButtonRef(
            funnel=self.journey.funnel,
            run=self.journey.run,
            revision=self.journey.revision,
            place=self.place.index,
            part=part,
            code=code,
        )

    def keyboard(self, part: int) -> tuple[tuple[Button, ...], ...]:
        """The buttons of the step the journey stands at: under its own message (`part` 0) or its n-th follow-up."""
        keyboard = self.script.keyboards[self.place.key]
        return self.shown(keyboard, str(self.ref("", part))) if keyboard else ()

    def shown(self, keyboard: Keyboard, ref: str) -> tuple[tuple[Button, ...], ...]:
        """Buttons with their values; `ref` is what their data begins with, all but the code."""
        return tuple([tuple([self._button(one, ref) for one in row]) for row in keyboard])

    def _button(self, button: ScriptButton, ref: str) -> Button:
        mark = CHOSEN if button.code in self.journey.chosen else ""
        limit = LABEL_LIMIT - len(mark)
        text = clip(button.text, limit) if isinstance(button.text, str) else self.plain(button.text, limit)
        return Button(
            text=mark + text,
            data=ref + button.code,
            url=button.url,
            direct=button.direct,
            copy=self.plain(button.copy, COPY_LIMIT) if button.copy else "",
            web_app=button.web_app,
            shares=button.shares,
        )

    def send(
        self,
        text: Text,
        *,
        media: Media | Album | None = None,
        buttons: tuple[tuple[Button, ...], ...] = (),
        part: int = 0,
        purpose: Purpose | None = None,
        order: str = "",
        **given: object,
    ) -> None:
        """Send one of the script's texts; longer than Telegram takes, its values are cut, never its words.

        Media that takes no text goes ahead of it.
        """
        if media and not media.takes_text:
            ahead = SendMessage(text="", media=media, lane=self.lane, purpose="media", step=self._step_key(part))
            self.emit(ahead)
            media = None
        limit = CAPTION_LIMIT if media else TEXT_LIMIT
        rendered = self.text(text, limit, **given)
        self._say(
            SendMessage(
                text=rendered if rendered or media else NOTHING,
                media=media,
                buttons=buttons,
                lane=self.lane,
                purpose=purpose or ("follow_up" if part else "step"),
                step=self._step_key(part),
                order=order,
            )
        )

    def reply(
        self,
        word: Word,
        *,
        buttons: tuple[tuple[Button, ...], ...] = (),
        media: Media | None = None,
        purpose: Purpose = "reply",
        order: str = "",
        **filling: str,
    ) -> None:
        """Say something in the bot's own words."""
        self._say(
            SendMessage(
                text=self.word(word, **filling),
                media=media,
                buttons=buttons,
                lane=self.lane,
                purpose=purpose,
                order=order,
            )
        )

    def say(self, text: str) -> None:
        """Pass on what somebody of the staff wrote, as Telegram HTML."""
        self._say(SendMessage(text=text, lane=self.lane, purpose="reply"))

    def _say(self, message: SendMessage) -> None:
        """A reply keyboard stays until a message takes it away: the first after its step that has no buttons."""
        if message.reply_keyboard:
            self.change(keyboard=self.journey.revision)
        elif self.journey.keyboard not in (0, self.journey.revision) and not message.buttons:
            message = replace(message, removes_keyboard=True)
            self.change(keyboard=0)
        self.emit(message)

    def toast(self, word: Word, **filling: str) -> None:
        """A short answer to a press, over the chat."""
        self.emit(ShowToast(text=self.word(word, **filling)[:TOAST_LIMIT]))

    def edit_buttons(self, part: int) -> None:
        """Show the buttons anew under the message that was pressed: the step's own, or its n-th follow-up."""
        self.emit(EditButtons(buttons=self.keyboard(part)))

    def set_timer(self, name: str, due_at: datetime, *, of_step: bool = True) -> None:
        """Wake this wait, or else the journey wherever it stands, at a moment (UTC), at once if that is past."""
        revision = self.journey.revision if of_step else 0
        self.emit(SetTimer(name=name, due_at=max(due_at, self.now), revision=revision))

    def cancel_timers(self) -> None:
        """Forget what the step just left had set; steps that are only passed through set nothing."""
        if self.journey.step and not self._cancelled:
            self.emit(CancelTimers())
            self._cancelled = True

    def set_deadline(self, moment: datetime) -> None:
        """Until when the offer the journey stands at can be paid (UTC)."""
        self.change(deadlines={**self.journey.deadlines, self._order(self.offered or ""): moment})

    def _order(self, product: str) -> str:
        return str(
            OrderRef(
                subscriber=self.journey.subscriber.id,
                funnel=self.journey.funnel,
                run=self.journey.run,
                revision=self.journey.revision,
                product=self.script.product_number(product),
            )
        )

    def set_attribute(self, name: str, value: Attribute) -> None:
        """Keep something learned about the subscriber."""
        subscriber = self.journey.subscriber
        self.change(subscriber=replace(subscriber, attributes={**subscriber.attributes, name: value}))
        self.track("attribute_set", detail=name)

    def set_timezone(self, name: str) -> None:
        """From now on the subscriber's clock is that of this IANA zone."""
        self.change(subscriber=replace(self.journey.subscriber, timezone=name))

    def tag(self, tag: str) -> None:
        """Put a tag on the subscriber."""
        subscriber = self.journey.subscriber
        if tag not in subscriber.tags:
            self.change(subscriber=replace(subscriber, tags=subscriber.tags | {tag}))
            self.track("tagged", detail=tag)

    def untag(self, tag: str) -> None:
        """Take a tag off the subscriber."""
        subscriber = self.journey.subscriber
        if tag in subscriber.tags:
            self.change(subscriber=replace(subscriber, tags=subscriber.tags - {tag}))
            self.track("untagged", detail=tag)

    def take_part(self, experiment: str, variant: str) -> None:
        """The subscriber gets this variant from now on."""
        subscriber = self.journey.subscriber
        self.change(subscriber=replace(subscriber, variants={**subscriber.variants, experiment: variant}))

    def bought(self, product: str, order: str) -> None:
        """The subscriber is now a customer for this product."""
        subscriber = self.journey.subscriber
        self.change(
            subscriber=replace(
                subscriber, bought=(*subscriber.bought, f"{self.script.funnel}/{product}"), bought_at=self.now
            ),
            paid=self.journey.paid | {order},
            claimed=self.journey.claimed - {order},
        )

    def goal_met(self, goal: str) -> None:
        """Every stage with this goal that the journey has reached is passed, also one it has left since."""
        for stage in self.script.stages:
            if stage.goal == goal and stage.stage in self.journey.reached:
                self.pass_stage(stage)

    def pass_stage(self, stage: "Stage") -> None:
        """The stage's goal was met; counts once."""
        if stage.stage in self.journey.passed:
            return
        self.change(passed=self.journey.passed | {stage.stage})
        self.emit(StagePassed(stage=stage.stage))
        if stage.marks:
            self.track("marked", detail=stage.marks)

    def end(self, outcome: str) -> None:
        """The walk is over."""
        self.change(outcome=outcome)

    def clicked(self, ref: ButtonRef) -> None:
        """A button of any step was pressed, or a counted link of it was followed."""
        key = self.script.place_at(ref.place).key
        self.emit(Track(event="clicked", step=f"{key}#{ref.part}" if ref.part else key, detail=ref.code))

    def show_menu(self, number: int) -> None:
        """Show an entry of the menu; the journey stays where it is. IndexError if there is none of that number."""
        self._beside = self.script.menu[number]
        self._beside.step.enter(self)
        self.track("menu_shown")
        self._beside = None

    def press(self, ref: ButtonRef) -> str | None:
        """A button of the step the journey stands at, pressed or typed."""
        if is_pay_code(ref.code):
            selling.pressed(self, ref)
        elif self.place.step.has_button(ref.code, ref.part):
            self.clicked(ref)
            return self.place.step.pressed(self, ref)
        else:
            self.toast("step_is_over")
        return None
