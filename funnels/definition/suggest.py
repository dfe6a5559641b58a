"""The known word a marketer probably meant."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice

MOST = 500
"""Names; among more than anybody keeps in mind none is looked for, which takes long when thousands are wrong."""


_NEAR, _SLIP = 0.6, 0.85
"""How alike two words are, 0..1, by the share of their letters that stand in the same order."""

_NUMBER = re.compile(r"\d+")


def closest(word: str, known: Iterable[str], *, alike: float = _NEAR) -> str | None:
    """The known word nearest to `word`, or None when none is near or there are too many."""
    names = list(islice(known, MOST + 1))
    if len(names) > MOST:
        return None
    by_fold = {name.casefold(): name for name in names}
    near = get_close_matches(word.casefold(), by_fold, n=1, cutoff=alike)
    return by_fold[near[0]] if near else None


def slip(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` is a slip of the pen for; None for one of its own, such as lesson_2 of lesson_1."""
    row = _NUMBER.sub("", word)
    return closest(word, (name for name in known if _NUMBER.sub("", name) != row), alike=_SLIP)
