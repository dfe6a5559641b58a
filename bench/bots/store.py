"""APScheduler with its store of jobs in SQLite, as its documentation has it."""

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import create_engine

from bench.bots.pragmas import durable

LATE_IS_NOT_MISSED = {"misfire_grace_time": None}
"""By default a job more than a second late is not run at all."""


def scheduler_on(folder: str) -> AsyncIOScheduler:
    """One that keeps its jobs in this folder; not started."""
    engine = create_engine(f"sqlite:///{folder}/jobs.db")
    durable(engine)
    return AsyncIOScheduler(
        jobstores={"default": SQLAlchemyJobStore(engine=engine)}, job_defaults=LATE_IS_NOT_MISSED, timezone="UTC"
    )
