"""A long text becomes several messages, cut between its blocks, and inside a quote only where it must be."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from funnels.definition.visible import visible_length
from funnels.engine.limits import TEXT_LIMIT

_BETWEEN = "\n\n"


@dataclass(frozen=True, kw_only=True)
class Block:
    """A part that stays together where it can: Telegram HTML, and the lines of a folded quote below it.

    Attributes:
        head: opens the block; shorter than a message.
        quoted: the entries of the quote, each shorter than a message together with `again`.
        again: opens the block anew in the next message, where the quote had to be cut.
    """

    head: str
    quoted: tuple[str, ...] = ()
    again: str = ""

    def html(self) -> str:
        return _folded(self.head, self.quoted)


def pack(blocks: Iterable[Block], limit: int = TEXT_LIMIT) -> list[str]:
    """Return as few messages as the order of the blocks allows, none longer than `limit`."""
    messages: list[str] = []
    for block in blocks:
        whole = block.html()
        if messages and visible_length(joined := messages[-1] + _BETWEEN + whole) <= limit:
            messages[-1] = joined
        else:
            messages.extend(_cut(block, limit))
    return messages


def _cut(block: Block, limit: int) -> Iterator[str]:
    head, held = block.head, tuple[str, ...]()
    for entry in block.quoted:
        if held and visible_length(_folded(head, (*held, entry))) > limit:
            yield _folded(head, held)
            head, held = block.again, ()
        held = (*held, entry)
    yield _folded(head, held)


def _folded(head: str, quoted: tuple[str, ...]) -> str:
    if not quoted:
        return head
    entries = "\n".join(quoted)
    return f"{head}\n<blockquote expandable>{entries}</blockquote>"
