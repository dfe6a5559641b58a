"""Plays the demo's parts on a preview: one prospect's walk, then the owner's report."""

from dataclasses import dataclass

from bot.demo.script import Move, Walk
from bot.demo.terminal import ChatView
from bot.preview.session import OWNER, Preview
from bot.preview.telegram import Message, Person


@dataclass(kw_only=True)
class OneWalk:
    """One prospect on the bot, shown as it happens."""

    preview: Preview
    view: ChatView
    walk: Walk
    _shown: int = 0

    async def play(self) -> None:
        """The whole walk."""
        person = self.preview.telegram.person(first_name=self.walk.name)
        self.view.moment(self.preview.clock.now())
        for move in self.walk.moves:
            await self._make(person, move)
            await self.preview.settle()
            self._show(person)

    async def _make(self, person: Person, move: Move) -> None:
        match move.does:
            case "starts":
                await person.starts(move.what)
            case "writes":
                await person.writes(move.what)
            case "presses":
                self.view.pressed(move.what)
                await person.presses(move.what)
            case "pays":
                await self._pay(person)
            case "waits":
                await self._wait(person, move)

    async def _pay(self, person: Person) -> None:
        buttons = [button["text"] for message in reversed(person.chat) for button in message.buttons]
        text = next(text for text in buttons if "⭐" in text)
        self.view.pressed(text)
        await person.presses(text)
        await self.preview.settle()
        self._show(person)
        await person.pays()

    async def _wait(self, person: Person, move: Move) -> None:
        seen = len(person.chat)

        async def each() -> None:
            nonlocal seen
            if len(person.chat) > seen:
                seen = len(person.chat)
                self.view.moment(self.preview.clock.now())
                self._show(person)

        await self.preview.move(self.preview.clock.now() + move.span, each=each)

    def _show(self, person: Person) -> None:
        for message in person.chat[self._shown :]:
            self.view.show(message)
        self._shown = len(person.chat)


async def ask_for_stats(preview: Preview, funnel: str) -> tuple[bytes, list[Message]]:
    """The owner writes /stats to the bot; the picture and the messages that came back."""
    owner = preview.telegram.persons[OWNER]
    owner.reads_all()
    before = len(owner.chat)
    await owner.writes(f"/stats {funnel}")
    picture = await owner.sees_photo(within=30)
    await owner.sees("%", within=30)
    photo = picture.photo or {}
    file = preview.telegram.files.by_id(photo["file_id"])
    assert file is not None  # the stand-in keeps what it was sent
    return file.content, [message for message in owner.chat[before:] if message.author == "bot" and message.text]
