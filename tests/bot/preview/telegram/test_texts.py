"""Texts and captions: emptiness, length in UTF-16 units after entities, markup, entities."""

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, LinkPreviewOptions, MessageEntity

from bot.preview.telegram import Person, StandIn

from .world import picture, refusal


async def test_html_becomes_text_and_entities(bot: Bot, anna: Person) -> None:
    sent = await bot.send_message(
        anna.id,
        '😀 <b>Жирный <i>курсив</i></b> <a href="https://EXAMPLE.com">сайт</a> &lt;b&gt; <code>x</code>',
        parse_mode="HTML",
    )
    assert sent.text == "😀 Жирный курсив сайт <b> x"
    assert [(entity.type, entity.extract_from(sent.text)) for entity in sent.entities or []] == [
        ("bold", "Жирный курсив"),
        ("italic", "курсив"),
        ("text_link", "сайт"),
        ("code", "x"),
    ]
    assert (sent.entities or [])[2].url == "https://example.com/"


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<b>", 'Can\'t find end tag corresponding to start tag "b"'),
        ("</b>", "Unexpected end tag at byte offset 0"),
        ("я<br>", 'Unsupported start tag "br" at byte offset 2'),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ('<a href="x>y</a>', "Unclosed start tag at byte offset 0"),
        ("<a =>x</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=@>x</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<tg-emoji>x</tg-emoji>", "Invalid custom emoji identifier specified"),
    ],
)
async def test_broken_html_is_refused(telegram: StandIn, anna: Person, html: str, words: str) -> None:
    said = await refusal(telegram, "sendMessage", chat_id=anna.id, text=html, parse_mode="HTML")
    assert said == f"Bad Request: can't parse entities: {words}"


@pytest.mark.parametrize("text", ["", "   \n ", "<b></b>"])
async def test_an_empty_text_is_refused(telegram: StandIn, anna: Person, text: str) -> None:
    said = await refusal(telegram, "sendMessage", chat_id=anna.id, text=text, parse_mode="HTML")
    assert said == "Bad Request: message text is empty"


async def test_length_is_counted_in_utf16_after_entities(bot: Bot, anna: Person) -> None:
    longest = "<b>" + "😀" * 2048 + "</b>"
    assert len((await bot.send_message(anna.id, longest, parse_mode="HTML")).text or "") == 2048
    with pytest.raises(TelegramBadRequest, match="message is too long"):
        await bot.send_message(anna.id, longest + "x", parse_mode="HTML")


async def test_a_caption_is_limited_to_1024(bot: Bot, anna: Person) -> None:
    photo = BufferedInputFile(picture(), "x.png")
    await bot.send_photo(anna.id, photo, caption="<i>" + "я" * 1024 + "</i>", parse_mode="HTML")
    with pytest.raises(TelegramBadRequest, match="message caption is too long"):
        await bot.send_photo(anna.id, photo, caption="я" * 1025)


async def test_blanks_around_are_cut_and_entities_move_along(bot: Bot, anna: Person) -> None:
    sent = await bot.send_message(anna.id, "  \n<b> да </b> ", parse_mode="HTML")
    assert sent.text == "да"
    assert [(e.type, e.offset, e.length) for e in sent.entities or []] == [("bold", 0, 2)]


async def test_given_entities_are_kept(bot: Bot, anna: Person) -> None:
    entities = [MessageEntity(type="bold", offset=3, length=4)]
    sent = await bot.send_message(anna.id, "😀 слово", entities=entities)
    assert [(e.type, e.extract_from(sent.text or "")) for e in sent.entities or []] == [("bold", "слов")]


@pytest.mark.parametrize(
    ("offset", "length", "words"),
    [
        (0, 1, "Entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 4"),
        (1, 2, "Entity begins in a middle of a UTF-16 symbol at byte offset 4"),
        (0, 9, "Entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 9"),
        (9, 1, "Entity begins after the end of the text at UTF-16 offset 9"),
    ],
)
async def test_entities_must_fit_the_text(
    telegram: StandIn, anna: Person, offset: int, length: int, words: str
) -> None:
    entities = [{"type": "bold", "offset": offset, "length": length}]
    said = await refusal(telegram, "sendMessage", chat_id=anna.id, text="😀ab", entities=entities)
    assert said == f"Bad Request: can't parse entities: {words}"


async def test_an_unknown_parse_mode_is_refused(telegram: StandIn, anna: Person) -> None:
    said = await refusal(telegram, "sendMessage", chat_id=anna.id, text="x", parse_mode="BBCode")
    assert said == "Bad Request: unsupported parse_mode"


async def test_commands_links_and_addresses_are_found(bot: Bot, anna: Person) -> None:
    text = "/help https://a.example/x. mail@a.example @some_bot #книга 1/2 a@b"
    sent = await bot.send_message(anna.id, text)
    assert [(e.type, e.extract_from(text)) for e in sent.entities or []] == [
        ("bot_command", "/help"),
        ("url", "https://a.example/x"),
        ("email", "mail@a.example"),
        ("mention", "@some_bot"),
        ("hashtag", "#книга"),
    ]


async def test_nothing_is_found_inside_code(bot: Bot, anna: Person) -> None:
    sent = await bot.send_message(anna.id, "<code>/help</code>", parse_mode="HTML")
    assert [entity.type for entity in sent.entities or []] == ["code"]


async def test_a_link_may_go_without_its_preview(bot: Bot, anna: Person) -> None:
    options = LinkPreviewOptions(is_disabled=True)
    sent = await bot.send_message(anna.id, "https://a.example", link_preview_options=options)
    assert sent.link_preview_options is not None
    assert sent.link_preview_options.is_disabled
