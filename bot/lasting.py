"""Which errors would come again with the same input, and how often what may pass is tried."""

from aiogram.exceptions import TelegramAPIError
from aiohttp import ClientError
from sqlalchemy.exc import SQLAlchemyError

from storage.errors import ConflictError
from storage.outage import is_outage

TRIES = 5
"""How often what cannot be committed is tried before it is set aside; while the database fails, always."""


class UntriedError(Exception):
    """Nothing is wrong with this input, it was only not tried."""


_MAY_PASS = (SQLAlchemyError, ConflictError, OSError, TelegramAPIError, ClientError, UntriedError)


def is_lasting(error: BaseException) -> bool:
    """Whether it is an error of the program itself, which trying again does not mend."""
    return isinstance(error, Exception) and not isinstance(error, _MAY_PASS)


class Tries(dict[int, int]):
    """How often each of some things has failed that is to be tried again, by its number."""

    def are_over(self, number: int, error: BaseException) -> bool:
        """Count this failure; whether the thing is not to be tried any more."""
        tried = not (is_outage(error) or isinstance(error, UntriedError))
        self[number] = self.get(number, 0) + tried
        return is_lasting(error) or self[number] >= TRIES
