"""The page's own API for the people who run the bot: their chats, their presses and replies; and for channels.

Which chats are the staff's is known to whoever runs the bot; one person acts in all of them.
"""

from typing import Any

from .channels import Channel
from .chats import Chat
from .messages import Message
from .page_messages import page_message
from .person import Person
from .world import World


def staff_chats(world: World, ids: list[int]) -> list[Chat]:
    """The chats there are of these."""
    return [world.chats[id_] for id_ in ids if id_ in world.chats]


def page_chat(chat: Chat) -> dict[str, Any]:
    """A chat of the staff as the page shows it."""
    return {
        "id": chat.id,
        "title": chat.body.get("title") or chat.user["first_name"],
        "messages": [page_message(message) for message in chat.messages if not message.deleted],
    }


def page_channel(channel: Channel, person: Person) -> dict[str, Any]:
    """A channel as this person may join or leave it."""
    return {
        "id": channel.id,
        "title": channel.title,
        "name": f"@{channel.username}" if channel.username else "",
        "link": channel.link,
        "invitation": channel.invitation,
        "joined": person.id in channel.members,
        "asked": person.id in channel.requests,
    }


async def moves(person: Person, channel: Channel, *, joined: bool, link: str = "") -> None:
    """Join, by an invitation where it is one, or leave; who is there already stays."""
    if joined == (person.id in channel.members):
        return
    if not joined:
        await person.leaves(channel)
    elif link in channel.invites:
        await person.joins_by(link)
    else:
        await person.joins(channel)


def message_of(chats: list[Chat], chat_id: object, message_id: object) -> Message | None:
    """A message in one of these chats."""
    chat = next((chat for chat in chats if chat.id == chat_id), None)
    return chat.message(message_id) if chat is not None and isinstance(message_id, int) else None
