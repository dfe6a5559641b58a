"""Numbers, dates and money are shown by the habits of the reader's language; an unknown one is English."""

from functools import lru_cache

from babel import Locale
from babel.core import UnknownLocaleError


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    """The habits behind a language tag such as `ru`, `en-US` or `pt_BR`, English for one nobody knows."""
    for tag in (language.replace("_", "-"), language.replace("_", "-").partition("-")[0]):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")
