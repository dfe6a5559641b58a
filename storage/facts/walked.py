"""Walks through the funnel, and the stages they came to."""

from storage.facts.fact import FUNNEL, Fact, begin, column
from storage.tables import journeys, stage_passages

_walk, _passage = journeys.c, stage_passages.c

JOURNEYS = Fact(
    rows="A person's walk through the funnel.",
    columns={
        "journey": column(_walk.id, "the walk's number"),
        "subscriber": column(_walk.subscriber_id, "the person's Telegram id"),
        "run": column(_walk.run, "1: their first walk through this funnel"),
        "version": column(_walk.version, "the script's version they are on now"),
        "source": column(_walk.source, "where they came from; empty: by no marked link"),
        "started_at": column(_walk.started_at, "when it began"),
        "stage": column(_walk.stage, "where they are, or ended"),
        "step": column(_walk.step, "the step there"),
        "outcome": column(_walk.outcome, "how it ended; empty: it goes on"),
        "slices": column(_walk.slices, "the values by which reports tell it apart, `slice=value`, separated by `;`"),
    },
    source=begin(journeys).where(_walk.funnel == FUNNEL).order_by(_walk.id),
)

PASSAGES = Fact(
    rows="A stage a walk came to, each once.",
    columns={
        "journey": column(_passage.journey_id, "the walk"),
        "stage": column(_passage.stage, "the stage's name"),
        "reached_at": column(_passage.reached_at, "when it was entered first"),
        "passed_at": column(_passage.passed_at, "when its goal was met"),
        "left_at": column(_passage.left_at, "when it was left; without `passed_at`: lost"),
    },
    source=begin(stage_passages)
    .join(journeys, _walk.id == _passage.journey_id)
    .where(_walk.funnel == FUNNEL)
    .order_by(_passage.journey_id, _passage.reached_at),
)
