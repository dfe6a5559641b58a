"""What is asked of `/sources` beyond the question: by which touch, and by source or campaign."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.reports.report import AskedError
from funnels.analytics.attribution import Model
from funnels.analytics.question import Question

MODELS: Mapping[str, Model] = {
    "first": "first", "первое": "first", "первому": "first", "первый": "first",
    "last": "last", "последнее": "last", "последнему": "last", "последний": "last",
    "linear": "linear", "поровну": "linear", "линейно": "linear", "линейная": "linear",
}  # fmt: skip
"""Words for the models."""

_FILLERS = ("touch", "касание", "касанию", "по", "by")

_UNKNOWN = {
    "ru": "Не понимаю «{word}». По какому касанию считать: <code>первое</code>, <code>последнее</code> или "
    "<code>поровну</code>, например /sources 30 последнее кампания",
    "en": "I do not understand “{word}”. Which touch counts: <code>first</code>, <code>last</code> or "
    "<code>linear</code>, as in /sources 30 last campaign",
}


@dataclass(frozen=True, kw_only=True)
class Wish:
    """`campaigns`: sources of one campaign are together."""

    model: Model = "first"
    campaigns: bool = False


def read_wish(question: Question, words: str) -> Wish:
    """Read the words behind the command.

    Raises:
        AskedError: a word means nothing here.
    """
    model: Model = "first"
    for word in words.casefold().split():
        if word in MODELS:
            model = MODELS[word]
        elif word not in _FILLERS:
            raise AskedError({language: text.format(word=_plain(word)) for language, text in _UNKNOWN.items()})
    return Wish(model=model, campaigns=question.split == "campaign")


def _plain(word: str) -> str:
    return "".join(sign for sign in word if sign not in "<>&")[:40]
