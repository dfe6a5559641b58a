"""Telegram counts text in UTF-16 code units: an emoji is two, whatever Python says."""


def units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def encoded(text: str) -> bytes:
    """The text in which two bytes are one unit, so that offsets can slice it."""
    return text.encode("utf-16-le", "surrogatepass")


def piece(data: bytes, start: int, end: int) -> str:
    """Units `start` to `end` of encoded text; half an emoji becomes a replacement character."""
    return data[start * 2 : end * 2].decode("utf-16-le", "replace")


def splits_symbol(data: bytes, offset: int) -> bool:
    """Whether this offset lies between the two halves of one character."""
    return 0 < offset * 2 < len(data) and 0xDC <= data[offset * 2 + 1] <= 0xDF  # noqa: PLR2004  # low surrogates
