"""Who stands in a stage is found without reading every walk there ever was."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

GOING = sa.text("outcome = ''")


def upgrade() -> None:
    """An index of the journeys that go on."""
    op.create_index(
        "journeys_standing_idx", "journeys", ["funnel", "stage"], sqlite_where=GOING, postgresql_where=GOING
    )


def downgrade() -> None:
    """It is read more slowly."""
    op.drop_index("journeys_standing_idx", "journeys")
