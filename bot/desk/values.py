"""What values of a slice there are, by which journeys of a funnel can be told apart."""

from funnels.analytics.question import Question, Slice
from storage.database import Database
from storage.queries.stages import split_counts


async def values_of(database: Database, funnel: str, slice_: Slice) -> list[str]:
    """Every value that journeys of the funnel have, of whatever time; the most frequent first."""
    async with database.read() as connection:
        counts = await split_counts(connection, Question(funnel=funnel, split=slice_, again=True))
    return sorted(counts, key=lambda value: (-sum(stage.reached for stage in counts[value].values()), value))
