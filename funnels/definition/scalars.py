"""An unquoted word is a number, true, false or nothing only if YAML 1.2 says so; `on`, `10:30` are text."""

import re

Scalar = str | int | float | bool | None

_WORDS: dict[str, Scalar] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
_BROKEN = re.compile(r"[-+]?(?:[0-9]{1,18}\.[0-9]{0,18}|\.[0-9]{1,18})")


def scalar(word: str) -> Scalar:
    """What an unquoted word means. More than 18 digits are no number anyone counts with, but text."""
    if word in _WORDS:
        return _WORDS[word]
    if _WHOLE.fullmatch(word):
        return int(word)
    if _BROKEN.fullmatch(word):
        return float(word)
    return word
