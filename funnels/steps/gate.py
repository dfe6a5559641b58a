"""`gate`: asks the person to join a channel or group, checks it, and lets them on.

Who is a member already is let on without a word. The bot must be an administrator of the channel, or it cannot
see who is in it; where it cannot, the owners are told and the person is let on: nobody is held up by a mistake.

```yaml
- gate: "@my_channel"
  text: Гайд — для подписчиков канала. Подпишитесь и возвращайтесь!
  join: Подписаться
  check: Я подписался
  follow_ups:
    - {after: 1 day, message: Гайд ждёт вас в одном шаге.}
```
"""

import html
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field, model_validator

from funnels.definition.explain import wrong
from funnels.definition.templates import Label, Template
from funnels.engine import staffing
from funnels.engine.buttons import Keyboard, ScriptButton
from funnels.engine.effects.outside import CheckMember
from funnels.steps.base import Exit, Kind
from funnels.steps.button import Address
from funnels.steps.channel import Channel
from funnels.steps.content import Attachment
from funnels.steps.waiting import Waiting
from funnels.words import say

if TYPE_CHECKING:
    from typing import Self

    from funnels.definition.script import Script
    from funnels.engine.buttons import ButtonRef
    from funnels.engine.inputs import MemberChecked
    from funnels.engine.turn import Turn

JOIN = "join"
CHECK = "check"


class Gate(Attachment, Waiting):
    """Lets on who is in a channel."""

    verb: ClassVar[str] = "gate"
    kind: ClassVar[Kind] = "asks"

    gate: Channel = Field(title="channel", description='The channel or group: "@name", or its number.')
    text: Template = Field(description="What who is not in it is asked: Markdown with Liquid tags.")
    url: Address | None = Field(default=None, description="The link to join by. Default: that of @name.")
    join: Label | None = Field(default=None, description="The label of the button that opens the channel.")
    check: Label | None = Field(default=None, description="The label of the button that says: I have joined.")

    @model_validator(mode="after")
    def _can_be_joined(self) -> "Self":
        if self.url is None and not self.gate.startswith("@"):
            raise wrong("nobody can find this channel by its number", "add url: with an invitation to it")
        return self

    def enter(self, turn: "Turn") -> Exit:
        self._ask_telegram(turn, first=True)
        return None

    def _ask_telegram(self, turn: "Turn", *, first: bool) -> None:
        journey = turn.journey
        turn.emit(
            CheckMember(
                chat=self.gate,
                funnel=journey.funnel,
                run=journey.run,
                revision=journey.revision,
                first=first,
                lane=turn.lane,
            )
        )

    def show(self, turn: "Turn") -> None:
        turn.send(self.text, media=self.media, buttons=turn.keyboard(0))

    def keyboard(self, script: "Script") -> Keyboard:
        url = str(self.url) if self.url else f"https://t.me/{self.gate.removeprefix('@')}"
        join = self.join or say("gate_join", script.language)
        check = self.check or say("gate_check", script.language)
        return (ScriptButton(text=join, code=JOIN, url=url, direct=True),), (ScriptButton(text=check, code=CHECK),)

    def answers(self, code: str) -> bool:
        return code == CHECK

    def pressed(self, turn: "Turn", button: "ButtonRef") -> Exit:
        turn.track("answered", part=button.part)
        self._ask_telegram(turn, first=False)
        return None

    def member_checked(self, turn: "Turn", found: "MemberChecked") -> Exit:
        if found.member is False:
            if found.first:
                self.show(turn)
                self.arm(turn)
            else:
                turn.reply("gate_not_joined", buttons=turn.keyboard(0))
            return None
        if found.member is None:
            staffing.notify(turn, "gate_broken", staffing.OWNER, html.escape(found.reason))
        turn.track("joined" if found.member else "gate_open")
        return "next"
