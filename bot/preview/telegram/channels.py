"""Channels that people join and leave; who is in one the bot sees only as its administrator."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .errors import bad_request

FIRST_CHANNEL = -1_002_000_000_001


@dataclass(slots=True, kw_only=True)
class Invite:
    """A link into a channel; `limit` 0 is none, `until` is a moment in Unix seconds, 0 for ever."""

    link: str
    name: str
    limit: int
    until: int
    by_request: bool
    used: int = 0
    revoked: bool = False

    def works(self, now: int) -> bool:
        return not self.revoked and not ((self.limit and self.used >= self.limit) or (self.until and now >= self.until))

    @property
    def body(self) -> dict[str, Any]:
        """The Bot API's ChatInviteLink, without who made it."""
        terms = {"name": self.name, "member_limit": self.limit, "expire_date": self.until}
        return {
            "invite_link": self.link,
            "creates_join_request": self.by_request,
            "is_primary": False,
            "is_revoked": self.revoked,
            **{key: value for key, value in terms.items() if value},
        }


class Channel:
    """`members` are the ids of people; `bot_is_admin` may be taken away, as it happens to real bots.

    `link` is what people join by; a channel without a name has an invitation.
    """

    def __init__(self, id: int, username: str, title: str, bot_is_admin: bool) -> None:  # noqa: A002  # Telegram's own name for it
        self.id = id
        self.username = username
        self.title = title
        self.bot_is_admin = bot_is_admin
        self.members: set[int] = set()
        self.invites: dict[str, Invite] = {}
        """By their links."""
        self.requests: set[int] = set()
        """Who asks to be let in."""
        self.banned: set[int] = set()
        self.link = f"https://t.me/{username}" if username else ""

    @property
    def invitation(self) -> str:
        """What every link that the bot makes into it begins with."""
        return f"https://t.me/+{abs(self.id):X}_"

    @property
    def body(self) -> dict[str, Any]:
        """The Bot API's Chat."""
        name = {"username": self.username} if self.username else {}
        return {"id": self.id, "type": "channel", "title": self.title, **name}

    def member(self, user: dict[str, Any]) -> dict[str, Any]:
        """The Bot API's ChatMember of a person, as the bot may see it.

        Raises:
            ApiError: 400, the bot is no administrator.
        """
        if not self.bot_is_admin:
            raise bad_request("member list is inaccessible")
        if user["id"] in self.banned:
            return {**self.member_as("kicked", user), "until_date": 0}
        return self.member_as("member" if user["id"] in self.members else "left", user)

    @staticmethod
    def member_as(status: str, user: dict[str, Any]) -> dict[str, Any]:
        return {"status": status, "user": user}

    def managed(self, refusal: str) -> None:
        """Raise what Telegram answers a bot without the right to do this."""
        if not self.bot_is_admin:
            raise bad_request(refusal)


class Channels:
    def __init__(self) -> None:
        self._by_id: dict[int, Channel] = {}

    def open(self, name: str, title: str, *, bot_is_admin: bool) -> Channel:
        """The channel `@name`, or the one with this number; made where there is none."""
        known = self.find(name)
        if known is not None:
            return known
        public = name.startswith("@")
        id_ = FIRST_CHANNEL - len(self._by_id) if public else int(name)
        channel = Channel(id_, name.removeprefix("@") if public else "", title, bot_is_admin)
        self._by_id[id_] = channel
        return channel

    def find(self, name: str) -> Channel | None:
        """By `@name`, whatever its case, or by its number."""
        if name.startswith("@"):
            wanted = name[1:].casefold()
            return next((known for known in self if known.username.casefold() == wanted), None)
        try:
            return self._by_id.get(int(name))
        except ValueError:
            return None

    def invited_by(self, link: str) -> tuple[Channel, Invite] | None:
        """The channel a link leads into."""
        found = ((channel, channel.invites[link]) for channel in self if link in channel.invites)
        return next(found, None)

    def __iter__(self) -> Iterator[Channel]:
        return iter(self._by_id.values())
