"""Methods about who is in a channel: links into it, requests to join, bans."""

from typing import Any

from bot.preview.telegram.call import Call
from bot.preview.telegram.channels import Channel, Invite
from bot.preview.telegram.errors import bad_request
from bot.preview.telegram.world import World

NAME_LIMIT = 32
MOST_MEMBERS = 99_999

_MAY_INVITE = "not enough rights to manage chat invite link"
_MAY_RESTRICT = "not enough rights to restrict/unrestrict chat member"


def create_chat_invite_link(world: World, call: Call) -> dict[str, Any]:
    channel = _channel(world, call)
    channel.managed(_MAY_INVITE)
    limit, by_request = call.integer("member_limit"), call.flag("creates_join_request")
    if not 0 <= limit <= MOST_MEMBERS or (limit and by_request):
        raise bad_request("member limit can't be specified for links requiring administrator approval")
    if len(call.text("name")) > NAME_LIMIT:
        raise bad_request("INVITE_TITLE_TOO_LONG")
    invite = Invite(
        link=f"{channel.invitation}{len(channel.invites):04X}",
        name=call.text("name"),
        limit=limit,
        until=call.integer("expire_date"),
        by_request=by_request,
    )
    channel.invites[invite.link] = invite
    return {**invite.body, "creator": world.bot}


def revoke_chat_invite_link(world: World, call: Call) -> dict[str, Any]:
    channel = _channel(world, call)
    channel.managed(_MAY_INVITE)
    invite = channel.invites.get(call.text("invite_link"))
    if invite is None:
        raise bad_request("INVITE_HASH_EXPIRED")
    invite.revoked = True
    return {**invite.body, "creator": world.bot}


def approve_chat_join_request(world: World, call: Call) -> bool:
    channel, person = _answered(world, call)
    channel.members.add(person)
    return True


def decline_chat_join_request(world: World, call: Call) -> bool:
    _answered(world, call)
    return True


def ban_chat_member(world: World, call: Call) -> bool:
    channel, person = _member(world, call)
    channel.members.discard(person)
    channel.banned.add(person)
    return True


def unban_chat_member(world: World, call: Call) -> bool:
    channel, person = _member(world, call)
    if not call.flag("only_if_banned"):
        channel.members.discard(person)
    channel.banned.discard(person)
    return True


def _channel(world: World, call: Call) -> Channel:
    channel = world.channels.find(call.text("chat_id"))
    if channel is None:
        raise bad_request("chat not found")
    return channel


def _answered(world: World, call: Call) -> tuple[Channel, int]:
    channel, person = _channel(world, call), call.integer("user_id")
    channel.managed(_MAY_INVITE)
    if person in channel.members:
        raise bad_request("USER_ALREADY_PARTICIPANT")
    if person not in channel.requests:
        raise bad_request("HIDE_REQUESTER_MISSING")
    channel.requests.discard(person)
    world.chats[person].open_until = 0
    return channel, person


def _member(world: World, call: Call) -> tuple[Channel, int]:
    channel, person = _channel(world, call), call.integer("user_id")
    channel.managed(_MAY_RESTRICT)
    if person not in world.chats:
        raise bad_request("user not found")
    return channel, person
