"""Whatever people type is text, and whatever they type a message can be sent."""

import pytest

from funnels.definition.visible import utf16_length, visible_length
from funnels.engine.effects.facts import Track
from funnels.engine.effects.shown import AskPayment, SendMessage
from funnels.engine.person import Person
from funnels.engine.subscriber import Subscriber
from tests.funnels.engine.world import world

ECHO = """
funnel: test
language: en
products:
  thing:
    title: "Thing for {{ word }}"
    description: "{{ word }}"
    stars: 5
    deliver: {text: "{{ word }}"}
stages:
  - stage: one
    steps:
      - ask: A word?
        save: word
      - message: "You said **{{ word }}**."
      - message: "{{ word }}"
        photo: media/a.jpg
        buttons:
          - {text: "{{ word }}", tag: pressed}
          - {text: "Buy {{ word }}", buy: thing}
      - message: Bye.
"""

TERMS = """
funnel: test
language: en
products: {talk: {title: Talk, price: 5 EUR, stars: 100, pay: PAY, deliver: {text: Here}}}
stages:
  - stage: one
    steps:
      - offer: talk
        text: "{{ price }} until {{ deadline | date: '%H:%M' }}, {{ time_left }} left"
        deadline: 2 days
"""
GAP = """
funnel: test
language: en
stages:
  - stage: only
    steps:
      - message: "Hello, {{ nickname }}!"
        buttons: [Hello]
      - ask: Who are you?
        save: nickname
"""

DATED = """
funnel: test
language: ru
timezone: Europe/Moscow
products:
  talk: {title: Беседа, stars: 100, deliver: {text: Вот она.}}
stages:
  - stage: sale
    steps:
      - offer: talk
        text: "Беседа до {{ deadline | date: '%-d %B' }}."
        deadline: 2 days
"""

SAME_FOR_ALL = """
funnel: test
language: en
stages:
  - stage: only
    steps:
      - message: Which?
        buttons:
          - '{{ "a" | upcase }}'
          - '{{ "" }}'
          - A label of more than sixty-four letters is cut where phones cut it off.
"""

GRIN = "\N{GRINNING FACE}"


def said(word: str) -> list[SendMessage]:
    anna = world(ECHO)
    anna.start()
    anna.say(word)
    return anna.all_of(SendMessage)[1:]


@pytest.mark.parametrize("word", ["<b>", "{{ 7 }}", "{% if %}", "*bold*", "&amp;", "[x](http://a.b)", "`", "\\", "_"])
def test_markup_in_an_answer_is_shown_as_it_was_typed(word: str) -> None:
    anna = world(ECHO)
    anna.start()
    assert anna.say(word) == [f"You said {word}.", word]
    assert anna.journey().subscriber.attributes == {"word": word}


def test_html_is_escaped() -> None:
    assert said("<b>&")[0].text == "You said <b>&lt;b&gt;&amp;</b>."


def test_4096_emoji_are_clipped_to_what_telegram_takes() -> None:
    text, caption = said(GRIN * 4096)
    assert visible_length(text.text) <= 4096
    assert text.text.startswith(f"You said <b>{GRIN}")
    assert text.text.endswith("…</b>.")
    assert visible_length(caption.text) <= 1024
    labels = [button.text for row in caption.buttons for button in row]
    assert all(0 < utf16_length(label) <= 64 for label in labels)


def test_a_label_without_values_is_filled_in_cut_and_never_empty_as_well() -> None:
    anna = world(SAME_FOR_ALL)
    anna.start()
    labels = [button.text for row in anna.all_of(SendMessage)[0].buttons for button in row]
    assert labels == ["A", "…", "A label of more than sixty-four letters is cut where phones cut…"]


def test_the_whole_answer_is_kept() -> None:
    anna = world(ECHO)
    anna.start()
    anna.say(GRIN * 4096)
    assert anna.journey().subscriber.attributes["word"] == GRIN * 4096


@pytest.mark.parametrize("kind", ["sticker", "voice", "photo", "location"])
def test_what_carries_no_text_is_no_answer(kind: str) -> None:
    anna = world(ECHO)
    anna.start()
    assert anna.say(kind=kind) == ["Please write the answer in words."]
    assert anna.at == "one.1"


@pytest.mark.parametrize("word", ["", " ", "\n", "\u200b"])
def test_at_buttons_what_carries_no_text_is_asked_for_a_press(word: str) -> None:
    anna = world(ECHO)
    anna.start()
    anna.say("x")
    assert anna.say(word, kind="sticker") == ["Please press one of the buttons, so that I understand you exactly."]


def test_the_words_of_a_button_may_be_typed_with_any_spaces_in_any_case() -> None:
    anna = world(ECHO)
    anna.start()
    anna.say("Two  Words")
    assert anna.say(" two\N{NO-BREAK SPACE}WORDS ") == ["Bye."]


def test_a_typed_button_counts_as_a_press() -> None:
    anna = world(ECHO)
    anna.start()
    anna.say("tea")
    anna.say("TEA")
    events = [(fact.event, fact.step, fact.detail) for fact in anna.all_of(Track)]
    assert ("clicked", "one.3", "0") in events
    assert ("answered", "one.3", "tea") in events
    assert anna.journey().subscriber.tags == {"pressed"}


def test_a_text_of_nothing_but_missing_values_is_still_sent() -> None:
    anna = world(ECHO.replace("- ask: A word?\n        save: word", "- tag: silent"))
    assert anna.start() == ["You said .", ""]
    caption = anna.all_of(SendMessage)[1]
    assert [button.text for row in caption.buttons for button in row] == ["…", "Buy"]
    anna.buy("Buy")
    assert anna.all_of(SendMessage)[-1].text == "…"


def test_an_invoice_is_never_longer_than_telegram_takes() -> None:
    anna = world(ECHO)
    anna.start()
    anna.say(GRIN * 300)
    anna.press("Buy")
    (invoice,) = anna.all_of(AskPayment)
    assert invoice.title.startswith("Thing for ")
    assert utf16_length(invoice.title) <= 32
    assert 0 < utf16_length(invoice.description) <= 255


def test_a_name_of_markup_is_harmless_too() -> None:
    anna = world("funnel: test\nstages: [{stage: one, steps: [{message: 'Hi, {{ first_name }}'}]}]")
    anna.person = Person(subscriber=Subscriber(id=1, first_name="<a href='x'>"))
    anna.start()
    assert anna.all_of(SendMessage)[0].text == "Hi, &lt;a href='x'&gt;"


def test_a_variable_that_is_not_known_leaves_a_gap_and_a_fact_for_the_marketer() -> None:
    anna = world(GAP)
    assert anna.start() == ["Hello, !"]
    missing = [fact for fact in anna.all_of(Track) if fact.event == "variable_missing"]
    assert [(fact.step, fact.detail) for fact in missing] == [("only.1", "nickname")]


def test_a_text_that_names_it_twice_has_one_such_fact() -> None:
    anna = world(GAP.replace("{{ nickname }}", "{{ nickname }} and {{ nickname }}"))
    assert anna.start() == ["Hello,  and !"]
    assert [fact.detail for fact in anna.all_of(Track) if fact.event == "variable_missing"] == ["nickname"]


def test_dates_are_spelled_in_the_language_of_the_funnel_not_of_the_phone() -> None:
    anna = world(DATED)
    anna.person = Person(subscriber=Subscriber(id=1, language="en"))
    assert anna.start() == ["Беседа до 4 марта."]


def test_the_label_of_an_offer_may_name_its_price() -> None:
    anna = world("""
funnel: test
language: en
start: {default: true}
products:
  talk: {title: Talk, stars: 100, deliver: {text: Here is the talk.}}
stages:
  - stage: talk
    steps:
      - offer: talk
        text: A talk.
        decline: Not for {{ price }}
""")
    anna.start()
    assert anna.button("Not").text == "Not for 100\N{NO-BREAK SPACE}⭐"


@pytest.mark.parametrize(
    ("pay", "zone", "said"),
    [
        ("[stars]", "", "100 ⭐ until 12:00, 2 days left"),
        ("[stars, manual]", "Asia/Vladivostok", "€5 until 22:00, 2 days left"),
    ],
)
def test_an_offer_is_shown_by_the_price_one_pays_by_hand_and_on_the_persons_own_clock(
    pay: str, zone: str, said: str
) -> None:
    anna = world(TERMS.replace("PAY", pay), timezone=zone)
    assert anna.start() == [said]
