"""Private chats: who has paid comes in by an invitation of their own, and leaves when access ends."""

from datetime import timedelta

import pytest

from bot.goods import send_again
from bot.preview.telegram import ActionError, Person
from bot.preview.telegram.channels import Channel

from .world import OWNER, World, pay, until

CLUB = """
funnel: club
language: en
start: {default: true}
products:
  month:
    title: A month
    stars: 50
    access: 30 days
    deliver: {text: Welcome., invite: "@the_club"}
stages:
  - stage: sale
    steps:
      - offer: month
        text: Join us.
      - message: Anything else?
        buttons: [No]
"""
BY_REQUEST = CLUB.replace('"@the_club"', '{chat: "@the_club", by: request}')
GIFT = """
funnel: gift
language: en
start: {default: true}
stages:
  - stage: only
    steps:
      - deliver: {text: Come in., invite: "@the_club"}
"""


async def bought(bot: World, script: str = CLUB) -> tuple[Person, Channel]:
    """Somebody who has paid for a month, and the club."""
    club = bot.telegram.channel("@the_club")
    await bot.starts(script)
    anna = await bot.meets()
    await bot.presses(anna, pay(50))
    assert (await anna.pays()).ok
    await bot.rests()
    return anna, club


def invitation(person: Person) -> str:
    """The newest link into the club."""
    buttons = (button for message in reversed(person.chat) for button in message.buttons)
    return next(button["url"] for button in buttons if button["text"] == "Join")


async def test_a_link_lets_one_person_in_for_a_week(bot: World) -> None:
    anna, club = await bought(bot)
    (made,) = bot.calls("createChatInviteLink")
    assert (made["chat_id"], made["member_limit"], made["name"]) == ("@the_club", "1", f"{anna.id}:club:1:1:0")
    assert int(made["expire_date"]) == pytest.approx((bot.clock.now() + timedelta(days=7)).timestamp(), abs=5)
    await anna.joins_by(invitation(anna))
    assert anna.id in club.members
    with pytest.raises(ActionError, match="expired"):
        await bot.telegram.person().joins_by(invitation(anna))


async def test_who_is_in_already_gets_no_spare_link(bot: World) -> None:
    anna, _ = await bought(bot)
    await anna.joins_by(invitation(anna))
    await bot.passes(days=27)
    await bot.presses(anna, pay(50))
    assert (await anna.pays()).ok
    await bot.rests()
    assert len(bot.calls("createChatInviteLink")) == 1
    assert sum(message.text == "Welcome." for message in anna.chat) == 2
    await bot.passes(days=31)
    assert bot.calls("banChatMember") == []


async def test_at_the_end_they_leave_and_can_come_back(bot: World) -> None:
    anna, club = await bought(bot)
    await anna.joins_by(invitation(anna))
    await bot.passes(days=30)
    await anna.sees("“A month” has ended.")
    assert (club.members, club.banned) == (set(), set())
    await bot.presses(anna, pay(50))
    assert (await anna.pays()).ok
    await bot.rests()
    await anna.joins_by(invitation(anna))
    assert club.members == {anna.id}


async def test_money_back_closes_the_door_at_once(bot: World) -> None:
    anna, club = await bought(bot)
    await anna.joins_by(invitation(anna))
    ((charge,),) = bot.rows("SELECT charge FROM payments")
    await bot.app.context.bot.refund_star_payment(anna.id, charge)
    await anna.sees("on its way back")
    await bot.rests()
    assert club.members == set()


async def test_by_request_only_who_has_paid_is_let_in(bot: World) -> None:
    anna, club = await bought(bot, BY_REQUEST)
    boris = bot.telegram.person(language_code="en")
    await boris.joins_by(invitation(anna))
    await boris.sees("opens with a purchase")
    await bot.rests()
    await anna.joins_by(invitation(anna))
    await bot.rests()
    assert (club.members, club.requests) == ({anna.id}, set())
    assert len(bot.calls("declineChatJoinRequest")) == 1


async def test_a_request_into_a_chat_of_no_product_is_left_alone(bot: World) -> None:
    other = bot.telegram.channel("@other")
    await bought(bot, BY_REQUEST)
    made = await bot.app.context.bot.create_chat_invite_link("@other", creates_join_request=True)
    boris = bot.telegram.person()
    await boris.joins_by(made.invite_link)
    await bot.rests()
    assert other.requests == {boris.id}
    assert bot.counts("SELECT count(*) FROM subscribers") == 1


async def test_where_the_bot_may_not_remove_people_the_owners_have_to(bot: World) -> None:
    anna, club = await bought(bot)
    await anna.joins_by(invitation(anna))
    club.bot_is_admin = False
    await bot.passes(days=30)
    told = await bot.owner.sees("could not be removed")
    assert "@the_club: " in told.text
    assert bot.rows("SELECT status FROM outbox WHERE purpose = 'member'") == [("failed",)]
    assert bot.rows("SELECT reach FROM subscribers") == [("active",)]


async def test_a_channel_that_shuts_the_bot_out_does_not_mean_that_the_person_has(bot: World) -> None:
    bot.telegram.faults.order(
        method="createChatInviteLink", error=403, description="Forbidden: bot was kicked from the channel chat"
    )
    anna, _ = await bought(bot)
    assert bot.rows("SELECT reach FROM subscribers") == [("active",)]
    assert bot.rows("SELECT status FROM outbox WHERE purpose = 'goods'") == [("failed",)]
    assert "Anything else?" in [message.text for message in anna.chat]


@pytest.mark.parametrize("fault", [{"error": 429, "retry_after": 1}, {"error": 502}])
async def test_trouble_that_passes_is_waited_for(bot: World, fault: dict[str, object]) -> None:
    bot.telegram.channel("@the_club")
    bot.telegram.faults.order(method="createChatInviteLink", **fault)
    await bot.starts(GIFT)
    anna = bot.telegram.person()
    await anna.starts()
    await until(lambda: not len(bot.telegram.faults))
    bot.clock.move_to(bot.clock.now() + timedelta(seconds=5))
    await anna.sees("Come in.", within=8)
    await anna.joins_by(invitation(anna))


def live(bot: World, club: Channel) -> list[str]:
    """Links of the club that open it now."""
    return [link for link, invite in club.invites.items() if invite.works(int(bot.clock.now().timestamp()))]


def sent_links(person: Person) -> list[str]:
    """Every link into the club that the person was sent."""
    return [button["url"] for message in person.chat for button in message.buttons if button["text"] == "Join"]


@pytest.mark.parametrize("script", [CLUB, BY_REQUEST])
async def test_goods_in_doubt_are_sent_again_with_the_same_link(bot: World, script: str) -> None:
    club = bot.telegram.channel("@the_club")
    await bot.starts(script)
    anna = await bot.meets()
    await bot.presses(anna, pay(50))
    bot.telegram.faults.order(method="sendMessage", chat_id=anna.id, drop="after")
    assert (await anna.pays()).ok
    await until(lambda: len(sent_links(anna)) == 1)
    await bot.starts_anew()
    await until(lambda: len(sent_links(anna)) == 2)
    await bot.rests()
    assert live(bot, club) == [*set(sent_links(anna))]


async def test_a_message_that_is_put_off_makes_no_second_link(bot: World) -> None:
    club = bot.telegram.channel("@the_club")
    await bot.starts(CLUB)
    anna = await bot.meets()
    await bot.presses(anna, pay(50))
    bot.telegram.faults.order(method="sendMessage", chat_id=anna.id, error=502, times=2)
    assert (await anna.pays()).ok
    for seconds in (2, 3):
        await until(lambda: "claimed" not in str(bot.rows("SELECT status FROM outbox WHERE purpose = 'goods'")))
        bot.clock.move_to(bot.clock.now() + timedelta(seconds=seconds))
    await anna.sees("Welcome.")
    await bot.rests()
    assert (len(club.invites), live(bot, club)) == (1, sent_links(anna))


async def test_goods_that_had_arrived_come_with_a_new_link_and_the_old_one_opens_nothing(bot: World) -> None:
    anna, club = await bought(bot)
    await anna.joins_by(invitation(anna))
    await anna.leaves(club)
    await bot.rests()
    await bot.changes("UPDATE outbox SET status = 'pending', finished_at = NULL WHERE purpose = 'goods'")
    await until(lambda: len(sent_links(anna)) == 2)
    await bot.rests()
    old, new = sent_links(anna)
    assert old != new
    assert live(bot, club) == [new]
    await anna.joins_by(new)
    assert anna.id in club.members


async def test_money_back_takes_the_link_away_that_nobody_has_used(bot: World) -> None:
    anna, club = await bought(bot)
    ((charge,),) = bot.rows("SELECT charge FROM payments")
    await bot.app.context.bot.refund_star_payment(anna.id, charge)
    await anna.sees("on its way back")
    await bot.rests()
    with pytest.raises(ActionError, match="expired"):
        await anna.joins_by(invitation(anna))
    assert bot.rows("SELECT link FROM invitations") == []
    assert bot.rows("SELECT status FROM outbox WHERE purpose = 'member'") == [("sent",)]
    assert live(bot, club) == []


async def test_a_link_an_administrator_has_taken_away_is_no_trouble(bot: World) -> None:
    anna, club = await bought(bot)
    club.invites.clear()
    await bot.passes(days=1)
    ((charge,),) = bot.rows("SELECT charge FROM payments")
    await bot.app.context.bot.refund_star_payment(anna.id, charge)
    await anna.sees("on its way back")
    await bot.rests()
    assert bot.rows("SELECT status FROM outbox WHERE purpose = 'member'") == [("sent",)]


async def blocked_at_the_till(bot: World) -> Person:
    """Somebody who has paid for a month and whom the goods could not reach."""
    bot.telegram.channel("@the_club")
    await bot.starts(CLUB)
    anna = await bot.meets()
    await bot.presses(anna, pay(50))
    bot.telegram.faults.order(method="sendMessage", chat_id=anna.id, error=403, times=2)
    assert (await anna.pays()).ok
    await bot.rests()
    return anna


async def test_an_invitation_that_could_not_arrive_comes_when_they_are_back(bot: World) -> None:
    anna = await blocked_at_the_till(bot)
    await bot.passes(days=29)
    await bot.says(anna, "I am back")
    assert len(sent_links(anna)) == 1


async def test_an_invitation_whose_access_is_over_comes_no_more(bot: World) -> None:
    anna = await blocked_at_the_till(bot)
    await bot.passes(days=31)
    await bot.says(anna, "I am back")
    ((order,),) = bot.rows("SELECT name FROM orders")
    assert not await send_again(bot.app.context, order, staff=OWNER, arrived=True)
    await bot.rests()
    assert sent_links(anna) == []


async def test_one_that_had_arrived_is_not_sent_again_when_access_is_over(bot: World) -> None:
    anna, _ = await bought(bot)
    await bot.passes(days=31)
    ((order,),) = bot.rows("SELECT name FROM orders")
    assert not await send_again(bot.app.context, order, staff=OWNER, arrived=True)
    await bot.rests()
    assert len(sent_links(anna)) == 1
