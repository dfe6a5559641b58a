"""The scripts there are: the live version of each funnel, and the older ones journeys are still pinned to."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from funnels.definition.script import Script
from funnels.engine.left import Left, limits
from funnels.engine.limits import PAYLOAD_LIMIT

if TYPE_CHECKING:
    from funnels.definition.products import Product

SOURCE_MARK = "__"
"""What stands between a link's word and the source in a start payload: `book__vk-march`."""

_PAYLOAD = re.compile(rf"[A-Za-z0-9_-]{{1,{PAYLOAD_LIMIT}}}")


def is_payload(text: str) -> bool:
    """Whether a link can have carried this; what people write after /start by hand is no source."""
    return _PAYLOAD.fullmatch(text) is not None


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Every script a person may meet."""

    live: Mapping[str, Script]
    older: Mapping[tuple[str, int], Script] = field(default_factory=dict)

    def pinned(self, funnel: str, version: int) -> Script | None:
        """The version a journey is pinned to, or None if it was never accepted here."""
        script = self.live.get(funnel)
        return script if script and script.version == version else self.older.get((funnel, version))

    def product(self, funnel: str, name: str) -> "Product | None":
        """What is sold under this name now; what is sold no more is as the newest older version has it."""
        live = self.live.get(funnel)
        versions = sorted((version for known, version in self.older if known == funnel), reverse=True)
        scripts = (*((live,) if live else ()), *(self.older[funnel, version] for version in versions))
        return next((script.products[name] for script in scripts if name in script.products), None)

    @cached_property
    def limits(self) -> Left:
        """How much there is of what is limited; of what no live script sells any more, as an older version says."""
        products = {(script.funnel, name) for script in self.live.values() for name in script.products}
        gone = limits(self.older.values()).items()
        return {thing: count for thing, count in gone if thing[:2] not in products} | limits(self.live.values())

    @property
    def default(self) -> Script | None:
        """The funnel of a bare /start: the one marked so, or the only one there is."""
        marked = [script for script in self.live.values() if script.file.start.default]
        if marked:
            return marked[0]
        return next(iter(self.live.values())) if len(self.live) == 1 else None

    def opens(self, chats: Collection[str]) -> bool:
        """Whether a product of a live script lets people into a chat of these names by request."""
        invites = (invite for script in self.live.values() for invite in script.invites)
        return any(one.by == "request" and one.chat.casefold() in chats for one in invites)

    def find(self, payload: str) -> tuple[Script | None, str, str]:
        """The funnel, the link's word and the source a start payload names.

        A word no funnel knows still tells where the person came from: it counts as the source, and the
        default funnel takes them. So does a source without a word.
        """
        word, _, source = payload.partition(SOURCE_MARK)
        for script in self.live.values():
            if word and word in script.file.start.links:
                return script, word, source
        return self.default, "", payload if word else source
