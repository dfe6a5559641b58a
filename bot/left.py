"""What is left, for a batch of inputs, of what the scripts have only so much of."""

from collections.abc import Iterable

from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.engine.catalogue import Catalogue
from funnels.engine.inputs import Input, Paid, PaymentAccepted
from funnels.engine.left import UNLIMITED, Left, less
from storage.sold import sold


async def what_is_left(connection: AsyncConnection, catalogue: Catalogue, inputs: Iterable[Input]) -> Left:
    """Counted in the transaction of the batch; scripts without limits cost nothing.

    Money that comes is counted one process after another, so that the last piece is sold once.
    """
    if not catalogue.limits:
        return UNLIMITED
    paying = any(isinstance(input_, Paid | PaymentAccepted) for input_ in inputs)
    return less(catalogue.limits, await sold(connection, catalogue.limits, alone=paying))
