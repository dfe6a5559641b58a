"""What somebody outside is asked; the answer comes back as an input."""

from datetime import datetime

from msgspec import Struct

from funnels.engine.effects.kept import Kept
from funnels.engine.effects.shown import Lane


class CheckMember(Kept, frozen=True, kw_only=True):
    """Ask Telegram whether the subscriber is in a channel; the answer comes back as `MemberChecked`."""

    chat: str
    funnel: str
    run: int
    revision: int
    first: bool
    """Whether the step has just been entered, so that a member need not be asked anything."""
    lane: Lane = "answer"


class Call(Struct, frozen=True, kw_only=True):
    """Send `body` (JSON) to a web address, signed; what came of it returns as `Called`."""

    url: str
    body: str
    give_up_at: datetime
    """Until when it is tried again (UTC)."""
    timeout: float
    """How many seconds one try may take."""
    funnel: str
    run: int
    revision: int
    step: str = ""
    key: str = ""
    """A call for goods: what it tells of which payment; the same however often it is made. See `GoodsKey`."""
