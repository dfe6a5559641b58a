"""A map lacks no word in either language, and says something of an exit it has no word for."""

from typing import get_args

import pytest

from funnels.map import words


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_language_lacks_no_word(language: str) -> None:
    assert set(words._WORDS[language]) == set(get_args(words.Word))


def test_an_exit_without_a_word_is_called_as_the_verb_calls_it() -> None:
    assert words.say_exit("then", "ru") == "да"
    assert words.say_exit("variants.full_price", "ru") == "full price"
