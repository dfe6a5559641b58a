"""What the bot says in one turn: texts with their values, buttons, messages, and its own words."""

import html
from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from funnels.definition.text import Text
from funnels.definition.visible import clip
from funnels.engine.buttons import NOTHING, Keyboard, ScriptButton, fixed_buttons
from funnels.engine.effects.media import Album, Media
from funnels.engine.effects.members import Invitation
from funnels.engine.effects.shown import Button, EditButtons, Purpose, SendMessage, ShowToast
from funnels.engine.limits import CAPTION_LIMIT, COPY_LIMIT, INVOICE_TITLE_LIMIT, LABEL_LIMIT, TEXT_LIMIT, TOAST_LIMIT
from funnels.engine.standing import Standing
from funnels.words import Word, say

if TYPE_CHECKING:
    from funnels.definition.products import Product

CHOSEN = "✅ "
"""Stands before the words of a button that is marked."""


class Speech(Standing):
    """The words steps speak in."""

    def text(self, text: Text, limit: int = TEXT_LIMIT, given: Mapping[str, object] | None = None) -> str:
        """One of the script's texts with its values, as Telegram HTML; longer ones are cut in their values.

        A value that is needed and not there leaves a gap and a fact for the marketer.
        """
        if text.is_fixed:
            return text.render({}, limit=limit)
        missing: list[str] = []
        rendered = text.render(self.values(given), on_missing=missing.append, limit=limit)
        if missing:
            for name in dict.fromkeys(missing):
                self.track("variable_missing", detail=name)
        return rendered

    def word(self, word: Word, **filling: str) -> str:
        """One of the bot's own words in the language of the funnel."""
        return say(word, self.script.language, **filling)

    def plain(self, text: Text, limit: int | None = None) -> str:
        """A label with its values, as plain text of at most `limit` UTF-16 units; never empty."""
        return text.render(self.values() if text.all_variables else {}, limit=limit) or NOTHING

    def title_of(self, product: "Product") -> str:
        """What the product is called where orders are shown, as plain text."""
        return self.plain(product.title, INVOICE_TITLE_LIMIT)

    def keyboard(self, part: int) -> tuple[tuple[Button, ...], ...]:
        """The buttons of the step the journey stands at: under its own message (`part` 0) or its n-th follow-up."""
        place = self.place
        step = place.step
        keyboard = step.keyboard_now(self, place.key, self.deadline if step.some_rise else None)
        if not keyboard.rows:
            return ()
        ref = self.ref("", part)
        changes = self.journey.chosen or not keyboard.fixed
        return self.shown(keyboard.rows, str(ref)) if changes else fixed_buttons(keyboard, ref)

    def shown(self, keyboard: Keyboard, ref: str) -> tuple[tuple[Button, ...], ...]:
        """Settled buttons with their values; `ref` is what their data begins with, all but the code."""
        return tuple([tuple([self._button(one, ref) for one in row]) for row in keyboard])

    def _button(self, button: ScriptButton, ref: str) -> Button:
        text, code, url, direct, copy, web_app, shares = button
        if code in self.journey.chosen:
            limit = LABEL_LIMIT - len(CHOSEN)
            text = CHOSEN + (clip(text, limit) if isinstance(text, str) else self.plain(text, limit))
        elif not isinstance(text, str):
            text = self.plain(text, LABEL_LIMIT)
        if not isinstance(copy, str):
            copy = self.plain(copy, COPY_LIMIT)
        return Button(text, ref + code, url, direct, copy, web_app, shares)

    def send(
        self,
        text: Text,
        *,
        media: Media | Album | None = None,
        buttons: tuple[tuple[Button, ...], ...] = (),
        part: int = 0,
        purpose: Purpose | None = None,
        order: str = "",
        invitation: Invitation | None = None,
        codes: str = "",
        given: Mapping[str, object] | None = None,
    ) -> None:
        """Send one of the script's texts; longer than Telegram takes, its values are cut, never its words.

        Media that takes no text goes ahead of it. `given` are values beside those that are known.
        """
        if media and not media.takes_text:
            ahead = SendMessage(text="", media=media, lane=self.lane, purpose="media", step=self._step_key(part))
            self.emit(ahead)
            media = None
        limit = CAPTION_LIMIT if media else TEXT_LIMIT
        rendered = self.text(text, limit, given)
        self._say(
            SendMessage(
                text=rendered if rendered or media else NOTHING,
                media=media,
                buttons=buttons,
                lane=self.lane,
                purpose=purpose or ("follow_up" if part else "step"),
                step=self._step_key(part),
                order=order,
                invitation=invitation,
                codes=codes,
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
        invitation: Invitation | None = None,
        codes: str = "",
        **filling: str,
    ) -> None:
        """Say something in the bot's own words; what fills them is plain text."""
        escaped = {name: html.escape(value, quote=False) for name, value in filling.items()}
        self._say(
            SendMessage(
                text=self.word(word, **escaped),
                media=media,
                buttons=buttons,
                lane=self.lane,
                purpose=purpose,
                order=order,
                invitation=invitation,
                codes=codes,
            )
        )

    def say(self, text: str) -> None:
        """Say this, which is Telegram HTML: what somebody of the staff wrote, or a short answer."""
        self._say(SendMessage(text=text, lane=self.lane, purpose="reply"))

    def _say(self, message: SendMessage) -> None:
        """A reply keyboard stays until a message takes it away: the first after its step that has no buttons."""
        if message.buttons:
            if message.reply_keyboard:
                self.change(keyboard=self.journey.revision)
        elif self.journey.keyboard not in (0, self.journey.revision) and not message.invitation:
            message = replace(message, removes_keyboard=True)
            self.change(keyboard=0)
        self.emit(message)

    def toast(self, word: Word, **filling: str) -> None:
        """A short answer to a press, over the chat; in the chat, where words were typed and nothing was pressed."""
        text = self.word(word, **filling)
        if self.pressed:
            self.emit(ShowToast(text=text[:TOAST_LIMIT]))
        else:
            self.say(html.escape(text, quote=False))

    def edit_buttons(self, part: int) -> None:
        """Show the buttons anew under the message that was pressed: the step's own, or its n-th follow-up."""
        self.emit(EditButtons(buttons=self.keyboard(part)))
