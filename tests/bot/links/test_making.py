"""Names of sources become links that the bot reads as they are meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.links.making import LinkError, make, payload_of
from bot.links.naming import in_latin
from bot.links.words import say
from funnels.engine.catalogue import is_payload
from funnels.engine.receive import without_promo
from tests.funnels.scripts import catalogue_of

WALK = """
funnel: walk
language: en
start: {links: [book, more], default: true}
products:
  course:
    title: The course
    price: 100 RUB
    promo: {SPRING: {off: 10%}}
    deliver: {text: Here}
stages:
  - stage: only
    goal: paid course
    steps:
      - offer: course
        text: Buy it.
"""
BARE = """
funnel: bare
language: en
start: {default: true}
stages:
  - stage: only
    steps:
      - message: Hello.
"""
OTHER = BARE.replace("bare", "other").replace("default: true", "links: [other]")
SHY = BARE.replace("bare", "shy").replace("default: true", "keywords: [price]")


def complaint(words: str, *scripts: str, language: str = "en") -> str:
    with pytest.raises(LinkError) as error:
        make(catalogue_of(*scripts), words)
    return say(error.value.word, language, **{"commands": "…", **error.value.values})


def test_a_link_begins_with_the_funnels_first_word() -> None:
    made = make(catalogue_of(WALK), "vk-march")
    assert made.payload == "book__vk-march"
    assert (made.link.source, made.link.word, made.link.funnel) == ("vk-march", "book", "walk")
    assert not made.in_other_letters


def test_the_funnel_of_a_bare_start_needs_no_word() -> None:
    made = make(catalogue_of(BARE, OTHER), "vk-march")
    assert (made.payload, made.link.funnel) == ("vk-march", "bare")


def test_a_funnel_is_named_behind_the_name() -> None:
    assert make(catalogue_of(BARE, OTHER), "vk other").payload == "other__vk"


def test_cyrillic_becomes_latin_and_the_name_is_kept_as_it_was_written() -> None:
    made = make(catalogue_of(WALK), "Посев-март")
    assert made.payload == "book__Posev-mart"
    assert (made.link.source, made.link.written, made.in_other_letters) == ("Posev-mart", "Посев-март", True)


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("щука", "shchuka"),
        ("Щука", "Shchuka"),
        ("подъезд", "podieezd"),
        ("июнь", "iiun"),
        ("ЁЖ", "EZh"),
        ("café", "cafe"),
        ("їжак", "izhak"),
        ("中", "中"),
    ],
)
def test_letters(name: str, latin: str) -> None:
    assert in_latin(name) == latin


def test_a_promo_code_behind_the_name_is_no_part_of_the_source() -> None:
    made = make(catalogue_of(WALK), "vk__SPRING")
    assert (made.payload, made.link.source, made.in_other_letters) == ("book__vk__SPRING", "vk", False)
    assert payload_of(made.link) == "book__vk"
    assert make(catalogue_of(WALK), "vk__AUTUMN").link.source == "vk__AUTUMN"


def test_what_is_wrong_is_said() -> None:
    assert complaint("vk.march!", WALK) == (
        "A link may hold Latin letters, digits, “_” and “-”, and the name “vk.march!” has: ! ."
    )
    assert complaint("n" * 59, WALK) == (
        f"The name “{'n' * 59}” is too long for a link by 1: it holds 64 signs, the funnel’s word among them"
    )
    assert make(catalogue_of(WALK), "n" * 58).payload == "book__" + "n" * 58
    assert complaint("vk", OTHER, SHY).startswith("Which funnel")
    assert complaint("vk nowhere", OTHER) == (
        "There is no funnel “nowhere”. A source’s name is one word, a funnel may follow it:\n\n…"
    )
    assert complaint("vk shy", OTHER, SHY).startswith("The funnel shy has no word for links.")
    assert complaint("other", BARE, OTHER).startswith("The bot would take a link with the name “other” for another")
    assert complaint("vk.march!", WALK, language="ru").startswith("В ссылке бывают только латинские буквы")


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=70).filter(lambda name: len(name.split()) == 1))
def test_a_link_says_what_was_meant_or_is_not_made(name: str) -> None:
    catalogue = catalogue_of(WALK, OTHER)
    try:
        made = make(catalogue, name)
    except LinkError:
        return
    assert is_payload(made.payload)
    script, word, source = catalogue.find(made.payload)
    assert (script, word) == (made.script, made.link.word)
    assert without_promo(script, source)[0] == made.link.source
