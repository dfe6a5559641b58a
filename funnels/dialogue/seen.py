"""What is said in a chat, as a person reads it and as two sayings are compared."""

import html
import re

from funnels.engine.effects import SendInvoice, SendMessage, ShowToast
from funnels.walk import Shown

_TAGS = re.compile(r"<[^>]+>")


def folded(text: str) -> str:
    """For comparing: upper and lower case are the same, and so are all kinds of space."""
    return " ".join(text.casefold().split())


def goes_ahead(shown: Shown) -> bool:
    """Whether it is media whose text is the next message."""
    return isinstance(shown, SendMessage) and shown.purpose == "media"


def seen_text(shown: Shown) -> str:
    """What a person reads in it, on one or more lines, without markup."""
    match shown:
        case ShowToast():
            return shown.text
        case SendInvoice():
            return f"{shown.title}: {shown.description}"
        case SendMessage() if shown.media and not shown.text:
            return " ".join(f"[{file.path}]" for file in shown.media.files)
        case SendMessage():
            return plain_text(shown.text)


def plain_text(markup: str) -> str:
    """Telegram HTML as it is read."""
    return html.unescape(_TAGS.sub("", markup))
