"""How two systems know each other's word, in both directions: a signature over the moment and the body.

`X-Voronka-Signature` is `v1=` and the HMAC-SHA256 of `X-Voronka-Timestamp`, a dot and the body as it came.
"""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime

TIMESTAMP = "X-Voronka-Timestamp"
SIGNATURE = "X-Voronka-Signature"

WINDOW = 300
"""Seconds a signature holds, either way: clocks differ a little, and what is older may be a copy sent again."""


class NotSignedError(Exception):
    """Nobody who has the secret has just sent it: why not, and what to do."""

    def __init__(self, problem: str, remedy: str) -> None:
        self.problem = problem
        self.remedy = remedy
        super().__init__(f"{problem}; {remedy}")


def signed(body: bytes, secret: bytes, now: datetime) -> dict[str, str]:
    """The headers by which the receiver knows whose body it is, and of when; without a secret, only the time."""
    timestamp = str(int(now.timestamp()))
    headers = {TIMESTAMP: timestamp}
    if secret:
        headers[SIGNATURE] = _signature(timestamp.encode(), body, secret)
    return headers


def check_signed(headers: Mapping[str, str], body: bytes, secret: bytes, now: datetime) -> None:
    """Whether it was signed with this secret, and within the window; raises NotSignedError."""
    timestamp, signature = headers.get(TIMESTAMP), headers.get(SIGNATURE)
    if not timestamp or not signature:
        raise NotSignedError("it is not signed", f"send {TIMESTAMP} and {SIGNATURE}")
    expected = _signature(timestamp.encode(errors="replace"), body, secret)
    if not hmac.compare_digest(expected.encode(), signature.encode(errors="replace")):
        remedy = f"sign {TIMESTAMP}, a dot and the body byte for byte as it is sent, with the bot's secret"
        raise NotSignedError("the signature is of something else, or by another secret", remedy)
    if not (timestamp.isascii() and timestamp.isdecimal()):
        raise NotSignedError(f"{TIMESTAMP} is no moment", "send whole seconds since 1970, UTC")
    late = int(now.timestamp()) - int(timestamp[:18])
    if abs(late) > WINDOW:
        raise NotSignedError(
            f"it was signed {abs(late)} seconds {'ago' if late > 0 else 'ahead'}, more than {WINDOW}",
            "sign it anew each time it is sent, and set the clock right",
        )


def _signature(timestamp: bytes, body: bytes, secret: bytes) -> str:
    return f"v1={hmac.new(secret, timestamp + b'.' + body, hashlib.sha256).hexdigest()}"
