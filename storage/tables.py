"""People, their walks through funnels, and what happened in them; `storage.schema` names all the other tables."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from funnels.engine.subscriber import Access
from storage.types import Id, JsonText, Moment, StructText

metadata = MetaData(naming_convention={"pk": "%(table_name)s_pkey", "fk": "%(table_name)s_%(column_0_name)s_fkey"})

UNFINISHED = text("finished_at IS NULL")
MARKED = text("event = 'marked'")
TAKEN = text("event = 'variant'")
"""Conditions with a parameter would not be known to be those of an index."""

subscribers = Table(
    "subscribers",
    metadata,
    Column("id", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=False),
    Column("first_name", Text, nullable=False),
    Column("last_name", Text, nullable=False),
    Column("username", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("timezone", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("reach", Text, nullable=False),
    Column("tags", JsonText, nullable=False),
    Column("attributes", JsonText, nullable=False),
    Column("bought", JsonText, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("variants", JsonText, nullable=False, server_default="{}"),
    Column("bought_at", Moment),
    Column("access", StructText(dict[str, Access]), nullable=False, server_default="{}"),
)
"""People who have talked to the bot, by their Telegram id."""

script_versions = Table(
    "script_versions",
    metadata,
    Column("funnel", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("accepted_at", Moment, nullable=False),
    PrimaryKeyConstraint("funnel", "version"),
)
"""Every script that was ever live, as it was written."""

GOING = text("outcome = ''")
"""Journeys that are not over: few beside all there ever were."""

journeys = Table(
    "journeys",
    metadata,
    Column("id", Id, primary_key=True),
    Column("subscriber_id", Id, ForeignKey("subscribers.id", ondelete="CASCADE"), nullable=False),
    Column("funnel", Text, nullable=False),
    Column("run", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("stage", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("source", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("slices", JsonText, nullable=False, server_default="[]"),
    UniqueConstraint("subscriber_id", "funnel", "run", name="journeys_walk_key"),
    Index("journeys_version_idx", "funnel", "version", "outcome"),
    Index("journeys_started_idx", "funnel", "started_at", "run"),
    Index("journeys_standing_idx", "funnel", "stage", sqlite_where=GOING, postgresql_where=GOING),
)
"""Walks through funnels; `state` is the whole of it, the columns beside it are what is asked for.

`slices` are the cells in which the walk is counted, as `storage.slices` has them.
"""

timers = Table(
    "timers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("journey_id", Id, ForeignKey("journeys.id", ondelete="CASCADE"), nullable=False),
    Column("name", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("due_at", Moment, nullable=False),
    UniqueConstraint("journey_id", "name", name="timers_journey_key"),
    Index("timers_due_idx", "due_at"),
    sqlite_autoincrement=True,  # the id of a timer that fired is never given to another one
)
"""Moments at which a journey moves."""

events = Table(
    "events",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("subscriber_id", BigInteger, nullable=False),
    Column("journey_id", BigInteger),
    Column("funnel", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("run", Integer, nullable=False),
    Column("event", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Index("events_figures_idx", "funnel", "run", "event", "step", "journey_id"),
    Index("events_marked_idx", "funnel", "journey_id", "detail", "at", sqlite_where=MARKED, postgresql_where=MARKED),
    Index("events_subscriber_idx", "subscriber_id", "at"),
    Index("events_taken_idx", "journey_id", "at", sqlite_where=TAKEN, postgresql_where=TAKEN),
)
"""Facts for the reports, only ever added."""

stage_passages = Table(
    "stage_passages",
    metadata,
    Column("journey_id", Id, ForeignKey("journeys.id", ondelete="CASCADE"), nullable=False),
    Column("stage", Text, nullable=False),
    Column("reached_at", Moment, nullable=False),
    Column("passed_at", Moment),
    Column("left_at", Moment),
    PrimaryKeyConstraint("journey_id", "stage"),
    Index("stage_passages_reached_idx", "stage", "reached_at", "passed_at"),
    sqlite_with_rowid=False,
)
"""One row a journey and stage: passed if `passed_at`, else lost if `left_at`, else inside."""
