"""Calls in the preview leave the machine never: they are shown in the chat and answered on the spot.

A rehearsal must not put leads into a real CRM. The answer is a yes: `{}`, and for goods what the script keeps of it; or
a no for good, while the page says that calls fail.
"""

import json
from collections.abc import Callable, Mapping

from bot.caller import Outcome
from bot.preview.telegram import StandIn
from funnels.definition.script import Script
from funnels.engine.goods_calls import sample
from storage.calls import ClaimedCall

YES = "200"
NO = "400"


class ShownCalls:
    """Makes calls by showing them; `fail` while they fail."""

    def __init__(self, telegram: StandIn) -> None:
        self._telegram = telegram
        self.fail = False
        self.scripts: Callable[[], Mapping[str, Script]] = dict
        """The live ones; there are none before the bot runs."""

    async def make(self, call: ClaimedCall) -> Outcome:
        """Show the person's chat what would be sent, and what it was answered."""
        body = "{}" if self.fail else json.dumps(self._sample(call), ensure_ascii=False)
        answer = NO if self.fail else f"{YES} {body}"
        self._telegram.note(call.subscriber_id, f"POST {call.url}\n{call.body}\n→ {answer}")
        if self.fail:
            return Outcome(ok=False, reason=f"{call.host} answered {NO}")
        return Outcome(ok=True, answer=body)

    def _sample(self, call: ClaimedCall) -> Mapping[str, object]:
        """Codes, names, addresses that a system of the owner's would give for what was paid."""
        script = self.scripts().get(call.funnel)
        return sample(script, call.key) if script and call.key else {}
