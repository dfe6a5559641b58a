"""A message in a chat as everybody knows it: the Bot API's object, and what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from .safe_html import safe_html

Author = Literal["bot", "person", "service"]
Button = dict[str, Any]


@dataclass(slots=True, kw_only=True)
class Message:
    """`body` is the Bot API's Message; it is replaced, never changed, so that what was answered stays."""

    id: int
    author: Author
    body: dict[str, Any]
    invoice: "Invoice | None" = None
    edits: int = 0
    deleted: bool = False
    times_paid: int = 0

    @property
    def text(self) -> str:
        """The text or the caption, without markup."""
        return str(self.body.get("text") or self.body.get("caption") or "")

    @property
    def entities(self) -> list[dict[str, Any]]:
        return list(self.body.get("entities") or self.body.get("caption_entities") or [])

    @property
    def html(self) -> str:
        return safe_html(self.text, self.entities)

    @property
    def visible(self) -> str:
        """All the words that one can read in the message."""
        words = [self.text]
        if self.invoice is not None:
            words += [self.invoice.title, self.invoice.description]
        return "\n".join(word for word in words if word)

    @property
    def edited(self) -> bool:
        return self.edits > 0

    @property
    def photo(self) -> dict[str, Any] | None:
        """The largest size."""
        sizes = self.body.get("photo")
        return sizes[-1] if sizes else None

    @property
    def document(self) -> dict[str, Any] | None:
        found: dict[str, Any] | None = self.body.get("document")
        return found

    @property
    def rows(self) -> list[list[Button]]:
        """The buttons under the message."""
        markup: dict[str, Any] = self.body.get("reply_markup") or {}
        return list(markup.get("inline_keyboard") or [])

    @property
    def buttons(self) -> Iterator[Button]:
        return (button for row in self.rows for button in row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """What is offered for payment. `total_amount` is in minor units of the currency (whole Stars for XTR)."""

    title: str
    description: str
    payload: str
    currency: str
    total_amount: int
    start_parameter: str = ""
    subscription_period: int | None = None
    photo_url: str | None = None
    needs: tuple[str, ...] = ()
    """What the form asks, as OrderInfo calls it."""
    flexible: bool = False
    """Whether what is paid depends on how it is brought."""

    @property
    def body(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "description": self.description,
            "start_parameter": self.start_parameter,
            "currency": self.currency,
            "total_amount": self.total_amount,
        }
