"""A person who has talked to the bot, as the engine sees them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, NamedTuple

from msgspec import Struct, field

from funnels.engine.limits import GRACE

Attribute = str | int | float | bool | tuple[str, ...]
"""A value a script keeps about a person; several choices are a tuple."""

Reach = Literal["active", "stopped", "blocked"]
"""Whether the bot may write: `stopped` asked it not to, `blocked` made it impossible."""


class Renewal(NamedTuple):
    """A subscription that prolongs access by itself."""

    order: str
    charge: str
    """Of its first payment, by which Telegram knows it."""
    at: datetime
    """When Telegram takes the next one (UTC)."""
    failing: bool = False
    """Whether the last payment could not be taken."""


class Access(NamedTuple):
    """What a product that was bought gives: until when (UTC; None: for good), and the chat it opens, if any."""

    until: datetime | None
    chat: str
    renewal: Renewal | None = None
    """What prolongs it by itself; None: nothing does."""

    @property
    def ends(self) -> datetime | None:
        """When they lose it (UTC): where something prolongs it by itself, a day later, which its money has to come."""
        return self.until + GRACE if self.until and self.renewal else self.until

    def opens(self, chat: str) -> bool:
        """Whether this is the chat it opens."""
        return self.chat.casefold() == chat.casefold()


class Subscriber(Struct, frozen=True, kw_only=True):
    """One person; `id` is their Telegram user id, which is also the id of the private chat with them."""

    id: int
    first_name: str = ""
    last_name: str = ""
    username: str = ""
    language: str = ""
    """IETF tag as Telegram sends it (`ru`, `pt-br`), empty where unknown."""
    timezone: str = ""
    """IANA name, empty where unknown: the funnel's own zone is used then."""
    source: str = ""
    """Where the first touch came from."""
    reach: Reach = "active"
    tags: frozenset[str] = frozenset()
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    variants: Mapping[str, str] = field(default_factory=dict)
    """The variant of each experiment they take part in, by its name; settled once."""
    met_at: datetime | None = None
    """When they first wrote to the bot (UTC); None while that is now."""
    bought_at: datetime | None = None
    """When they last paid for something (UTC)."""
    bought: tuple[str, ...] = ()
    """Products paid for as `funnel/product`, in the order of payment, each once."""
    access: Mapping[str, Access] = field(default_factory=dict)
    """What those of them give that end by themselves or open a chat."""

    @property
    def called(self) -> str:
        """What the staff know them by: `Anna Petrova, @anna`; empty where they have no name at all."""
        name = f"{self.first_name} {self.last_name}".strip()
        return ", ".join(part for part in (name, f"@{self.username}" if self.username else "") if part)
