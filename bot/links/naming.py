"""A source's name in the letters a link can carry: Cyrillic is written in Latin, accents are left out."""

from unicodedata import combining, normalize

_RUSSIAN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "ie", "ы": "y", "ь": "", "э": "e", "ю": "iu",
    "я": "ia",
}  # fmt: skip
"""As Russian passports have it (ICAO Doc 9303, part 3)."""

_OTHERS = {
    "і": "i",
    "ї": "i",
    "є": "ie",
    "ґ": "g",
    "ў": "u",
    "қ": "q",
    "ғ": "g",
    "ұ": "u",
    "ү": "u",
    "ң": "n",
    "ө": "o",
}
_LETTERS = _RUSSIAN | _OTHERS


def in_latin(name: str) -> str:
    """The name with Latin letters only, as far as there are such; other signs stay as they are."""
    return "".join(_plain(sign) for sign in normalize("NFC", name))


def _plain(sign: str) -> str:
    small = sign.lower()
    if (latin := _LETTERS.get(small)) is not None:
        return latin if sign == small else latin.capitalize()
    bare = "".join(part for part in normalize("NFD", sign) if not combining(part))
    return bare if bare.isascii() else sign
