"""Everything that happens to the prospects of a preview is kept, so that a walk can be saved as a dialogue.

The clock of such a preview stands still from the moment dialogues begin at, and only the page moves it: what is
played then goes the same way in `voronka test`.
"""

import asyncio
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

from bot.incoming import Incoming
from bot.preview.telegram.api import PageError, body_of, spoken, text_of
from funnels.definition.findings import RefusedError, ScriptError
from funnels.dialogue.acts import CannotError
from funnels.dialogue.file import FILE, parse_dialogues
from funnels.dialogue.player import play, state
from funnels.dialogue.recording import Happened, Recorded, record
from funnels.dialogue.writing import appended, as_yaml
from funnels.engine.catalogue import Catalogue
from funnels.engine.person import Person
from funnels.engine.walking import EndlessLoopError
from storage import people

if TYPE_CHECKING:
    from bot.preview.session import Preview


@dataclass(frozen=True, kw_only=True)
class Saved:
    """Where a dialogue has been written, counting lines from 1, and its text."""

    file: Path
    line: int
    text: str


class Recorder:
    """The tape of a preview; `tell` gets a line for the marketer after each dialogue saved."""

    preview: "Preview"
    """It is served before the bot runs, so the preview is put in later."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._tape: list[tuple[int | None, Happened]] = []

    def heard(self, incoming: Incoming) -> None:
        """Something happened to somebody."""
        self._tape.append((incoming.subscriber, incoming.input))

    def moved(self, span: timedelta) -> None:
        """The clock is moved, for everybody."""
        if span:
            self._tape.append((None, span))

    def of(self, person: int) -> list[Happened]:
        """What happened to one person; the time before they came is one span."""
        before, happened = timedelta(), list[Happened]()
        for whose, one in self._tape:
            if whose is None and not happened and isinstance(one, timedelta):
                before += one
            elif whose in (None, person):
                happened.append(one)
        return [before, *happened] if before and happened else happened

    async def save(self, person: int, name: str) -> Saved:
        """Write a person's walk as a dialogue into the file of the funnel that let them in.

        Raises:
            RefusedError: no dialogue would go as this chat did; the file stays as it was.
            ScriptError: there are mistakes in the file.
        """
        context = self.preview.app.context
        async with context.database.read() as connection:
            known = (await people.load(connection, [person])).people.get(person)
        if known is None:
            raise CannotError("nothing has happened in this chat yet", "come in by a start link first")
        catalogue = context.runner.catalogue
        saved = await asyncio.to_thread(
            _save, name, self.of(person), known, catalogue, folder=context.settings.funnels_dir
        )
        self._tell(f"Saved: {saved.file}:{saved.line}")
        return saved

    def routes(self) -> list[web.RouteDef]:
        """`POST /api/persons/{id}/dialogue` with a name saves; the answer says the place and the text."""
        return [web.post("/api/persons/{id}/dialogue", spoken(self._asked))]

    async def _asked(self, request: web.Request) -> web.Response:
        name = text_of(await body_of(request), "name")
        number = request.match_info["id"]
        if not number.isdecimal():
            raise PageError(f"there is no person {number}", 404)
        await self.preview.settle()
        try:
            saved = await self.save(int(number), name)
        except (RefusedError, ScriptError, EndlessLoopError) as error:
            raise PageError(str(error), 409) from error
        return web.json_response({"file": str(saved.file), "line": saved.line, "text": saved.text}, status=201)


def _save(name: str, happened: list[Happened], person: Person, catalogue: Catalogue, *, folder: Path) -> Saved:
    recorded = record(name, happened, catalogue, person.subscriber.variants)
    _must_agree(person, recorded)
    file = _shown((folder / recorded.funnel).resolve() / FILE)
    before = file.read_bytes().decode() if file.is_file() else ""
    entry = as_yaml(recorded.data)
    after = appended(before, entry)
    written = parse_dialogues(after, str(file), catalogue)
    if any(one.dialogue.dialogue == name for one in written[:-1]):
        raise CannotError(f"there is a dialogue «{name}» already", "give this one another name")
    if differences := play(written[-1].dialogue, catalogue).differences:
        raise CannotError(f"a dialogue does not go as this chat did: {differences[0].problem}", "write it by hand")
    draft = file.with_name(f".{FILE}.new")
    draft.write_bytes(after.encode())
    draft.replace(file)
    return Saved(file=file, line=after[: after.rindex(entry.splitlines()[0])].count("\n") + 1, text=entry)


def _must_agree(person: Person, recorded: Recorded) -> None:
    """The person of the dialogue ends as the one in the chat did; what they filled in may be other words."""
    here, there = state(person), state(recorded.person)
    for key in here:
        ours, theirs = (sorted(one[key]) if key == "attributes" else one[key] for one in (here, there))
        if ours != theirs:
            raise CannotError(
                f"a dialogue does not go as this chat did: {key} is {ours} here, and {theirs} there",
                "begin anew with another prospect",
            )


def _shown(path: Path) -> Path:
    """The path as short as a terminal here would take it."""
    relative = os.path.relpath(path)
    return path if relative.startswith("..") else Path(relative)
