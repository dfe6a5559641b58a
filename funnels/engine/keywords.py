"""Words people type that a funnel answers or begins with.

Capital letters, ё and punctuation do not matter, and `pric*` is any word that begins so. What a person writes goes to a
command of the menu, then to the step that can make something of it, then to keywords of the menu and of funnels; then a
question asks again; then comes the fallback.
"""

import re

_WORD = re.compile(r"\w+")
_ANY_ENDING = "*"


def plain_words(text: str) -> list[str]:
    """The words of a text for comparing: capital letters, ё, and what stands between words do not matter."""
    return _WORD.findall(text.casefold().replace("ё", "е"))


def mentions(text: str, keyword: str) -> bool:
    """Whether the keyword's words stand in the text, in their order; `цен*` is any word that begins so."""
    wanted = [_pattern(part) for part in keyword.split()]
    words = plain_words(text)
    return bool(wanted) and any(
        all(one.fullmatch(word) for one, word in zip(wanted, words[start:], strict=False))
        for start in range(len(words) - len(wanted) + 1)
    )


def _pattern(part: str) -> re.Pattern[str]:
    ending = r"\w*" if part.endswith(_ANY_ENDING) else ""
    return re.compile("".join(plain_words(part)) + ending)
