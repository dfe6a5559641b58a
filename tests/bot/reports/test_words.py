"""Every language says every word, with the plural its number asks for."""

from dataclasses import fields

import pytest
from babel import Locale

from bot.reports.words import LANGUAGES, Counted, Words, words_in


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (0, "0 человек начали"),
        (1, "1 человек начал"),
        (2, "2 человека начали"),
        (5, "5 человек начали"),
        (11, "11 человек начали"),
        (21, "21 человек начал"),
        (104, "104 человека начали"),
    ],
)
def test_russian_people_start_in_the_right_number(number: int, sentence: str) -> None:
    assert words_in("ru").people_started("ru", number, n=str(number)) == sentence


@pytest.mark.parametrize(("number", "verb"), [(1, "прошёл"), (3, "прошли"), (12, "прошли"), (31, "прошёл")])
def test_russian_people_finish_in_the_right_number(number: int, verb: str) -> None:
    sentence = words_in("ru").finished_of("ru", number, n=str(number), whole="100")
    assert sentence == f"{number} из 100 {verb} последний этап"


def test_one_english_person_is_a_person() -> None:
    assert words_in("en").people_started("en", 1, n="1") == "1 person started"
    assert words_in("en").people_started("en", 2, n="2") == "2 people started"


@pytest.mark.parametrize(
    ("code", "language"),
    [("ru", "ru"), ("ru-RU", "ru"), ("RU_ru", "ru"), ("en-GB", "en"), ("pt-br", "en"), ("", "en")],
)
def test_a_language_code_finds_its_words_or_english(code: str, language: str) -> None:
    assert words_in(code).language == language


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=LANGUAGES)
def test_no_word_is_empty_and_every_plural_form_is_there(words: Words) -> None:
    categories = {"other", *Locale.parse(words.language).plural_form.rules}
    for field in fields(words):
        word = getattr(words, field.name)
        if isinstance(word, Counted):
            assert set(word.forms) == categories
        else:
            assert word.strip()
