"""The bot's own words to a prospect, in Russian and English; a script's texts are the marketer's.

Plain text: nothing here is markup. The funnel's `language` chooses; other languages get English.
"""

from typing import Literal

from funnels.words.answers import ANSWERS, AnswerWord
from funnels.words.goods import GOODS, GoodsWord
from funnels.words.offers import OFFERS, OfferWord
from funnels.words.payments import PAYMENTS, PaymentWord
from funnels.words.subscriptions import SUBSCRIPTIONS, SubscriptionWord
from funnels.words.walk import WALK, WalkWord

Word = Literal[WalkWord, AnswerWord, OfferWord, PaymentWord, SubscriptionWord, GoodsWord]

_TOPICS = (WALK, ANSWERS, OFFERS, PAYMENTS, SUBSCRIPTIONS, GOODS)
_SENTENCES: dict[Word, dict[str, str]] = {word: said for topic in _TOPICS for word, said in topic.items()}

LANGUAGES = ("ru", "en")


def say(word: Word, language: str, **values: str) -> str:
    """The sentence in the language of an IETF tag (`ru`, `en-GB`), with its values filled in."""
    sentences = _SENTENCES[word]
    return sentences.get(language[:2].lower(), sentences["en"]).format(**values)
