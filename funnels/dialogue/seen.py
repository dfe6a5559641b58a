"""What is said in a chat, as a person reads it."""

from funnels.definition.visible import visible_text
from funnels.engine.effects.shown import AskPayment, SendMessage, ShowToast
from funnels.walk import Shown


def goes_ahead(shown: Shown) -> bool:
    """Whether it is media whose text is the next message."""
    return (
        isinstance(shown, SendMessage) and shown.purpose in ("media", "goods") and bool(shown.media) and not shown.text
    )


def seen_text(shown: Shown) -> str:
    """What a person reads in it, on one or more lines, without markup."""
    match shown:
        case ShowToast():
            return shown.text
        case AskPayment():
            return f"{shown.title}: {shown.description}"
        case SendMessage() if shown.media and not shown.text:
            return " ".join(f"[{file.path}]" for file in shown.media.files)
        case SendMessage():
            return visible_text(shown.text)
