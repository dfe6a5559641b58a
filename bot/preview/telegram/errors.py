"""A refused call carries Telegram's own code and words, so that the bot reads here what it reads there."""

from typing import Any


class ApiError(Exception):
    """An answer with `ok: false`. `code` is both the HTTP status and `error_code`."""

    def __init__(
        self,
        code: int,
        description: str,
        *,
        retry_after: int | None = None,
        migrate_to_chat_id: int | None = None,
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after
        self.migrate_to_chat_id = migrate_to_chat_id

    def answer(self) -> dict[str, Any]:
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        told = {"retry_after": self.retry_after, "migrate_to_chat_id": self.migrate_to_chat_id}
        parameters = {key: value for key, value in told.items() if value is not None}
        if parameters:
            body["parameters"] = parameters
        return body


def bad_request(words: str) -> ApiError:
    return ApiError(400, f"Bad Request: {words}")


def forbidden(words: str) -> ApiError:
    return ApiError(403, f"Forbidden: {words}")


def conflict(words: str) -> ApiError:
    return ApiError(409, f"Conflict: {words}")


def too_many_requests(retry_after: int) -> ApiError:
    """`retry_after` is in whole seconds and stands in the words, the parameters and the HTTP header."""
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)


class ActionError(Exception):
    """A person cannot do this now; the message says why in a sentence."""
