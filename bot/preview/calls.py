"""Calls in the preview leave the machine never: they are shown in the chat and answered on the spot.

A rehearsal must not put leads into a real CRM. The answer is `{}` with a yes, or a no for good while the page says
that calls fail.
"""

from bot.caller import Outcome
from bot.preview.telegram import StandIn
from storage.calls import ClaimedCall

YES = "200 {}"
NO = "400"


class ShownCalls:
    """Makes calls by showing them; `fail` while they fail."""

    def __init__(self, telegram: StandIn) -> None:
        self._telegram = telegram
        self.fail = False

    async def make(self, call: ClaimedCall) -> Outcome:
        """Show the person's chat what would be sent, and what it was answered."""
        answer = NO if self.fail else YES
        self._telegram.note(call.subscriber_id, f"POST {call.url}\n{call.body}\n→ {answer}")
        if self.fail:
            return Outcome(ok=False, reason=f"{call.host} answered {NO}")
        return Outcome(ok=True, answer="{}")
