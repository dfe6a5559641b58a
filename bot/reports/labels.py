"""A name written by a marketer is shown as one line that cannot harm what surrounds it."""

from unicodedata import category, normalize

ELLIPSIS = "…"

_JOINERS = "\u200c\u200d"

HANGING = _JOINERS + " ,.:;–—-"
"""What must not stand before the ellipsis where a text was cut."""


def one_line(text: str) -> str:
    """Return the text composed, in one line, without control characters or marks that turn its direction.

    What is left is legal in XML and leaves the figures beside it in their order. Joiners inside emoji stay; at an end
    they would join what stands beside.
    """
    spaced = " ".join(normalize("NFC", text).split())
    return "".join(sign for sign in spaced if sign in _JOINERS or not _unseen(sign)).strip(_JOINERS + " ")


def clip(text: str, limit: int) -> str:
    """Return the text in one line of at most `limit` characters, an ellipsis standing for what was cut."""
    line = one_line(text)
    return line if len(line) <= limit else line[: limit - 1].rstrip(HANGING) + ELLIPSIS


def _unseen(sign: str) -> bool:
    """Tell whether the sign is a control, a format mark, half a surrogate pair, private or a noncharacter.

    Characters merely unknown to this Python stay: they are newer emoji.
    """
    return category(sign) in {"Cc", "Cf", "Cs", "Co"} or ord(sign) & 0xFFFE == 0xFFFE  # noqa: PLR2004  # the last two of each plane are noncharacters
