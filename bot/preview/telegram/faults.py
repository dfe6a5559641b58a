"""Faults that a test orders: the next matching calls fail as the network and Telegram do fail."""

from dataclasses import dataclass
from typing import Literal

from .errors import ApiError, too_many_requests

HTML_PAGE = "<html>\r\n<head><title>{title}</title></head>\r\n<body><h1>{title}</h1></body>\r\n</html>\r\n"
HTML_TITLES = {
    500: "500 Internal Server Error",
    502: "502 Bad Gateway",
    503: "503 Service Unavailable",
    504: "504 Gateway Timeout",
}
UPGRADED = "Bad Request: group chat was upgraded to a supergroup chat"
WORDS = {
    400: "Bad Request: chat not found",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found: method not found",
    409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One way to fail. Nothing given means the call goes through.

    `error`: an HTTP status; 429 takes `retry_after` seconds, a 5xx is answered with a page of HTML.
    `migrate_to_chat_id`: the group has become a supergroup with this id.
    `drop`: the connection is closed, before the call was executed or after.
    `delay`: seconds before the call is looked at.
    `duplicate_update`: what the next getUpdates answers comes once more.
    """

    method: str | None = None
    chat_id: int | None = None
    error: int | None = None
    description: str | None = None
    retry_after: int = 1
    migrate_to_chat_id: int | None = None
    drop: Literal["before", "after"] | None = None
    delay: float = 0
    duplicate_update: bool = False

    def matches(self, method: str, chat_id: int | None) -> bool:
        return self.method in {None, method} and self.chat_id in {None, chat_id}

    @property
    def page(self) -> str | None:
        """The body of a front server's error page, when this fault is one."""
        title = HTML_TITLES.get(self.error or 0)
        return None if title is None else HTML_PAGE.format(title=title)

    def refusal(self) -> ApiError | None:
        if self.migrate_to_chat_id is not None:
            return ApiError(400, UPGRADED, migrate_to_chat_id=self.migrate_to_chat_id)
        if self.error is None:
            return None
        if self.error == 429:  # noqa: PLR2004  # the HTTP status says more than a name for it
            return too_many_requests(self.retry_after)
        return ApiError(self.error, self.description or WORDS.get(self.error, "Bad Request"))


class Faults:
    def __init__(self) -> None:
        self._ordered: list[tuple[Fault, int]] = []

    def order(
        self,
        *,
        method: str | None = None,
        chat_id: int | None = None,
        times: int = 1,
        error: int | None = None,
        description: str | None = None,
        retry_after: int = 1,
        migrate_to_chat_id: int | None = None,
        drop: Literal["before", "after"] | None = None,
        delay: float = 0,
        duplicate_update: bool = False,
    ) -> Fault:
        """Let the next `times` calls of this method (any) to this chat (any) fail so."""
        fault = Fault(
            method="getUpdates" if duplicate_update else method,
            chat_id=chat_id,
            error=error,
            description=description,
            retry_after=retry_after,
            migrate_to_chat_id=migrate_to_chat_id,
            drop=drop,
            delay=delay,
            duplicate_update=duplicate_update,
        )
        self._ordered.append((fault, times))
        return fault

    def __len__(self) -> int:
        """How many ordered faults have not happened yet."""
        return sum(times for _, times in self._ordered)

    def clear(self) -> None:
        self._ordered.clear()

    def take(self, method: str, chat_id: int | None, *, duplicate_update: bool = False) -> Fault | None:
        """The fault that this call meets, if any; it is used up by that."""
        for place, (fault, times) in enumerate(self._ordered):
            if fault.duplicate_update == duplicate_update and fault.matches(method, chat_id):
                if times > 1:
                    self._ordered[place] = (fault, times - 1)
                else:
                    del self._ordered[place]
                return fault
        return None
