"""How values become columns: a moment is an integer of microseconds, structured values are JSON text.

Integers compare and index alike on both databases and keep a moment exactly.
"""

import json
from datetime import UTC, datetime, timedelta
from typing import Any, overload

from msgspec.json import Decoder, Encoder
from sqlalchemy import BigInteger, Dialect, Integer, Text, TypeDecorator

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

MICROSECONDS_A_SECOND = 1_000_000

Id = BigInteger().with_variant(Integer(), "sqlite")
"""An identity: SQLite numbers rows by itself only where the type is INTEGER, which has 64 bits there."""

_encoder = Encoder()
_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@overload
def micros(moment: datetime) -> int: ...


@overload
def micros(moment: None) -> None: ...


def micros(moment: datetime | None) -> int | None:
    """Microseconds since 1970 UTC; None stays None, a moment without a time zone is a ValueError."""
    if moment is None:
        return None
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone")
    return (moment - EPOCH) // _MICROSECOND


def moment(micros_: int | None) -> datetime | None:
    """The reverse of `micros`, in UTC."""
    return None if micros_ is None else EPOCH + timedelta(microseconds=micros_)


def json_text(value: Any) -> str:
    """Anything JSON can say, as compact text."""
    return _to_json(value)


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept as `micros` and read back in UTC; a naive one is a ValueError."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> int | None:
        return micros(value) if value is not None else None

    def process_result_value(self, value: int | None, _dialect: Dialect) -> datetime | None:
        return moment(value)


class JsonText(TypeDecorator[Any]):
    """Anything JSON can say, kept as `json_text`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, _dialect: Dialect) -> str:
        return json_text(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


def struct_text(value: Any) -> str:
    """A Struct, or what is made of them, as `StructText` keeps it."""
    return _encoder.encode(value).decode()


class StructText(TypeDecorator[Any]):
    """A Struct, or what is made of them, of one kind, kept as its JSON; None where there is none."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: Any) -> None:
        super().__init__()
        self.kind = kind
        self._reader: Decoder[Any] = Decoder(kind)

    def process_bind_param(self, value: Any, _dialect: Dialect) -> str | None:
        return None if value is None else struct_text(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Any:
        return None if value is None else self._reader.decode(value)
