"""What the runner passes those who carry out what it has committed, so that one transaction does the work of three.

The answers of a batch are claimed by the very commit that writes them and go to the sender from hand to hand; what the
sender has to record about messages it sent is written by the runner's next commit, if one comes soon.
"""

import asyncio
from collections.abc import Sequence

from storage.outbox import OutboxRow
from storage.outcomes import Postponed, Released, Result
from storage.writers.outbox import Written


class Handover:
    """Lives in one process, between one runner, one sender and those who call."""

    def __init__(self, room: int) -> None:
        self.room = room
        """How many more messages the sender takes in hand."""
        self.rows: list[OutboxRow] = []
        """Claimed, not yet taken by the sender."""
        self.results: list[Result] = []
        """Sent, not yet recorded."""
        self._recording = 0
        self._held: dict[int, int] = {}
        self.look = True
        """The outbox may hold something that is due and that nobody has claimed."""
        self.wake = asyncio.Event()
        self.calls = asyncio.Event()
        """There are calls to make that were not there before."""

    def give(self, written: Written) -> None:
        """After a commit: answers to send now; anything else of that commit waits in storage."""
        self.room -= len(written.in_hand)
        self.rows.extend(written.in_hand)
        self.look = self.look or written.waiting > 0
        self.wake.set()
        if written.calls:
            self.calls.set()

    def take_rows(self) -> list[OutboxRow]:
        """What was handed over since the last time; the sender answers for it from now on."""
        rows, self.rows = self.rows, []
        return rows

    def land(self, result: Result, chat: int) -> None:
        """A message has left the sender's hands; a postponed one holds its chat until that is recorded."""
        self.results.append(result)
        if isinstance(result, Postponed):
            self._held[result.id] = chat
        self.room += 1
        self.wake.set()

    def take_results(self) -> list[Result]:
        """What is to be recorded now; `give_back` it if that fails."""
        results, self.results = self.results, []
        self._recording += len(results)
        return results

    def recorded(self, results: Sequence[Result]) -> None:
        """Their transaction has committed. Answers given before it to a chat it put off go back: they come later."""
        self._recording -= len(results)
        for result in results:
            chat = self._held.pop(result.id, None)
            if chat is not None:
                self.look = True
                self._release(chat)

    def _release(self, chat: int) -> None:
        for row in self.rows:
            if row.chat_id == chat:
                self.land(Released(id=row.id), chat)
        self.rows = [row for row in self.rows if row.chat_id != chat]

    def give_back(self, results: Sequence[Result]) -> None:
        """They were not recorded after all."""
        self.results = [*results, *self.results]
        self._recording -= len(results)

    def holds(self, chat: int) -> bool:
        """Whether a message of this chat was postponed and the outbox does not know it yet: nothing may overtake it."""
        return chat in self._held.values()

    @property
    def empty(self) -> bool:
        """Whether nothing is on its way or waits to be recorded."""
        return not (self.rows or self.results or self._recording)
