"""What a stand-in tells the bot over HTTP, kept so that it can be told again."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import aiohttp

PATIENCE = aiohttp.ClientTimeout(total=10)


@dataclass(frozen=True, kw_only=True)
class Told:
    """One report as it was sent."""

    body: bytes
    headers: Mapping[str, str]


@dataclass(kw_only=True)
class Telling:
    """Sends reports to one address of the bot; `quiet` keeps them back, to be sent by hand."""

    url: str
    sent: list[Told] = field(default_factory=list)
    quiet: bool = False

    async def tell(self, body: bytes, headers: Mapping[str, str]) -> None:
        """Report, and keep what was reported."""
        self.sent.append(Told(body=body, headers=headers))
        if not self.quiet:
            await self.send(self.sent[-1])

    async def send(self, told: Told) -> int:
        """Send a report, also one that was sent before; the status it was answered."""
        async with (
            aiohttp.ClientSession(timeout=PATIENCE) as session,
            session.post(
                self.url, data=told.body, headers={**told.headers, "Content-Type": "application/json"}
            ) as answer,
        ):
            return answer.status
