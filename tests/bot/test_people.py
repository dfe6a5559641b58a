"""What the staff see of people: where they stand, whom the words mean, and a card of each."""

from bot.preview.telegram import Person

from .shop import GOODS, SHOP
from .world import World, pay, until

NBSP = "\N{NO-BREAK SPACE}"


async def asked(who: Person, command: str) -> str:
    """What somebody of the staff is answered."""
    who.reads_all()
    await who.writes(command)
    answer = await who.sees("")
    return answer.text.replace(NBSP, " ")


async def test_stages_are_counted_and_open_who_waits_there_longest_first(bot: World) -> None:
    await bot.starts(SHOP)
    assert "Nobody is here now." in await asked(bot.owner, "/people")
    for number in range(10):
        await bot.meets(first_name=f"P{number} <b>", language_code="en")
        await bot.passes(seconds=2)
    assert (await asked(bot.owner, "/people")).startswith("/people shop · 10\n\nPeople · shop\n")
    shown = bot.owner.chat[-1]
    assert [button["text"] for button in shown.buttons] == ["1. sale · 10"]
    await bot.owner.presses("1. sale · 10")
    await until(lambda: shown.text.startswith("/people shop sale · 10"))
    first = shown.text.splitlines()[2]
    assert first.startswith("1. P0 <b> · since ")
    assert first.endswith(" · Buy the course.")
    await bot.owner.presses("▶")
    await until(lambda: "10. P9 <b>" in shown.text)
    assert len(shown.text.splitlines()) == 4


async def test_what_is_asked_of_the_funnel_stays_asked_of_its_stages(bot: World) -> None:
    await bot.starts(SHOP.replace("{default: true}", "{default: true, links: [shop]}"))
    await bot.meets("shop__vk", first_name="Anna", language_code="en")
    await bot.meets("shop__tg", first_name="Boris", language_code="en")
    assert (await asked(bot.owner, "/people shop 7 source=vk")).startswith("/people shop 7 source=vk · 1\n")
    await bot.owner.presses("1. sale · 1")
    shown = bot.owner.chat[-1]
    await until(lambda: shown.text.startswith("/people shop 7 source=vk sale · 1\n\n1. Anna · "))
    assert "not in the future" in await asked(bot.owner, "/people shop 2999-01-01")


async def test_people_are_found_by_name_username_attribute_and_id(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await bot.meets(first_name="Анна", last_name="Петрова", username="Anna_P", language_code="en")
    await bot.meets(first_name="Boris", language_code="en")
    await bot.changes(f"""UPDATE subscribers SET attributes = '{{"email":"anna@example.com"}}' WHERE id = {anna.id}""")
    for words in ("анна", "ПЕТРОВА", "Анна Петр", "@anna_p", "anna@example", str(anna.id)):
        head, _, *lines = (await asked(bot.owner, f"/people {words}")).splitlines()
        assert head == f"/people {words} · 1"
        assert [line.split(" · ")[:2] for line in lines] == [["1. Анна Петрова", "@Anna_P"]]
    for words in ("<b>", "%", "@anna", "999"):
        assert (await asked(bot.owner, f"/people {words}")).endswith("There are no such people.")


async def test_a_card_tells_all_of_one_person(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await bot.meets(first_name="Anna <b>", username="anna", language_code="en")
    await bot.presses(anna, pay(50))
    assert (await anna.pays()).ok
    await anna.sees(GOODS)
    await bot.rests()
    await bot.changes(
        f"""UPDATE subscribers SET tags = '["warm"]', attributes = '{{"email":"a@b.c"}}' WHERE id = {anna.id}"""
    )
    await asked(bot.owner, f"/people {anna.id}")
    await bot.owner.presses("1")
    await until(lambda: bot.owner.chat[-1].text.startswith("Anna <b>"))
    card = bot.owner.chat[-1]
    for line in ("✅ the bot may write", "warm", "email: a@b.c", "shop/course", "The course · delivered"):
        assert line in card.text.splitlines()
    assert f"{anna.id} · @anna · en" in card.text
    assert any(line.startswith("shop · after · See you. · since ") for line in card.text.splitlines())
    assert any(line.endswith(" · See you.") for line in card.text.partition("Last messages")[2].splitlines())
    await bot.owner.presses("The course · delivered")
    await until(lambda: bot.owner.chat[-1].text.startswith("The course · "))


async def test_what_comes_next_is_told_and_who_asked_for_silence_is_marked(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await bot.meets(first_name="Anna", language_code="en")
    await asked(bot.owner, "/people anna")
    await bot.owner.presses("1")
    await until(lambda: " · next " in bot.owner.chat[-1].text)
    await anna.writes("/stop")
    await bot.rests()
    assert (await asked(bot.owner, "/people shop sale")).endswith(" · 🔕")
    await bot.owner.presses("1")
    await until(lambda: "🔕 asked for silence" in bot.owner.chat[-1].text)
    assert " · next " not in bot.owner.chat[-1].text


async def test_a_person_who_is_gone_is_told_so(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await bot.meets(first_name="Anna", language_code="en")
    await asked(bot.owner, "/people anna")
    await bot.changes(f"DELETE FROM journeys WHERE subscriber_id = {anna.id}")
    await bot.changes(f"DELETE FROM subscribers WHERE id = {anna.id}")
    await bot.owner.presses("1")
    await until(lambda: bot.owner.chat[-1].text == "The bot does not know this person.")


async def test_managers_ask_without_the_orders_and_strangers_get_no_answer(bot: World) -> None:
    manager = 77
    await bot.starts(SHOP, manager_ids=(manager,))
    anna = await bot.meets(first_name="Anna", language_code="en")
    await bot.presses(anna, pay(50))
    maria = await bot.meets(id=manager, first_name="Maria", language_code="en")
    assert (await asked(maria, "/people anna")).startswith("/people anna · 1")
    await maria.presses("1")
    await until(lambda: maria.chat[-1].text.startswith("Anna"))
    assert [button["text"] for button in maria.chat[-1].buttons] == ["Why?"]
    assert not (await asked(anna, "/people maria")).startswith("/people")
