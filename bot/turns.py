"""A person's updates are handled in their order, also when one of them fails.

Behind an update that failed, the person's later ones of the same poll fail as well: they come again together.
"""

from collections.abc import Sequence

import structlog

from bot.incoming import Incoming
from bot.lasting import UntriedError, is_lasting

log = structlog.get_logger()


class OutOfTurnError(UntriedError):
    """The input waits for an earlier one of the same person, which has failed and comes again."""


class Turns:
    """Whose updates must wait for an earlier one."""

    def __init__(self) -> None:
        self._stumbled: set[int] = set()

    def forgive(self) -> None:
        """What failed comes again now: nobody's updates need to wait for an earlier one any more."""
        self._stumbled.clear()

    def in_turn(self, batch: Sequence[Incoming]) -> Sequence[Incoming]:
        """The inputs that may be handled now; updates out of turn fail."""
        if not self._stumbled:
            return batch
        ready: list[Incoming] = []
        for incoming in batch:
            if incoming.update is not None and incoming.subscriber in self._stumbled:
                incoming.fail(OutOfTurnError("an earlier update of this person has failed"))
            else:
                ready.append(incoming)
        return ready

    def stumble(self, batch: Sequence[Incoming], error: Exception) -> None:
        """Nothing of these inputs could be committed: they fail, and later updates of the same people wait.

        Nobody waits for an error that lasts: what it came from is set aside.
        """
        log.error(
            "inputs not committed",
            count=len(batch),
            subscriber=batch[0].subscriber,
            input=type(batch[0].input).__name__,
            exc_info=error,
        )
        for incoming in batch:
            if incoming.update is not None and not is_lasting(error):
                self._stumbled.add(incoming.subscriber)
            incoming.fail(error)
