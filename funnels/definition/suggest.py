"""The known word a marketer probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice

MOST = 500
"""Names; among more than anybody keeps in mind none is looked for, which takes long when thousands are wrong."""


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word nearest to `word`, or None when none is near or there are too many."""
    names = list(islice(known, MOST + 1))
    if len(names) > MOST:
        return None
    by_fold = {name.casefold(): name for name in names}
    near = get_close_matches(word.casefold(), by_fold, n=1, cutoff=0.6)
    return by_fold[near[0]] if near else None
