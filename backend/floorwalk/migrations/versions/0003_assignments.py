"""assignments, scenarios and waves; address and opening hours of stores; rotation

Follows 0002. Expand first, contract in a later release: the version before must still run.
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

LOCK_TIMEOUT = "5s"  # a migration that waits longer for a table blocks everyone behind it; the runner tries again
STATEMENT_TIMEOUT = "10min"


def upgrade() -> None:
    op.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
    op.execute(f"SET LOCAL statement_timeout = '{STATEMENT_TIMEOUT}'")
    op.create_table(
        "wave",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("wave_id", sa.Uuid(), nullable=False),
        sa.Column("wave_key", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.CheckConstraint("to_on >= from_on", name=op.f("ck_wave_dated_forwards")),
        sa.PrimaryKeyConstraint("organisation_id", "wave_id", name=op.f("pk_wave")),
        sa.UniqueConstraint("organisation_id", "wave_key", name=op.f("uq_wave_organisation_id_wave_key")),
    )
    op.create_table(
        "scenario",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("scenario_id", sa.Uuid(), nullable=False),
        sa.Column("scenario_key", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("title", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("text", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "programme_id"],
            ["programme.organisation_id", "programme.programme_id"],
            name=op.f("fk_scenario_organisation_id_programme_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "scenario_id", name=op.f("pk_scenario")),
        sa.UniqueConstraint("organisation_id", "scenario_key", name=op.f("uq_scenario_organisation_id_scenario_key")),
    )
    op.create_table(
        "assignment",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("rubric_key", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("rubric_version_id", sa.Uuid(), nullable=True),
        sa.Column("scenario_id", sa.Uuid(), nullable=True),
        sa.Column("evaluator_id", sa.Uuid(), nullable=False),
        sa.Column("wave_id", sa.Uuid(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("state", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("decline_reason", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "decline_reason in ('knows_someone', 'other')", name=op.f("ck_assignment_decline_reason_known")
        ),
        sa.CheckConstraint(
            "state in ('open', 'accepted', 'started', 'submitted', 'closed', 'declined', 'expired',"
            " 'could_not_complete')",
            name=op.f("ck_assignment_state_known"),
        ),
        sa.CheckConstraint("to_on >= from_on", name=op.f("ck_assignment_dated_forwards")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "evaluator_id"],
            ["evaluator.organisation_id", "evaluator.evaluator_id"],
            name=op.f("fk_assignment_organisation_id_evaluator_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "programme_id"],
            ["programme.organisation_id", "programme.programme_id"],
            name=op.f("fk_assignment_organisation_id_programme_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "rubric_version_id"],
            ["rubric_version.organisation_id", "rubric_version.rubric_version_id"],
            name=op.f("fk_assignment_organisation_id_rubric_version_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "scenario_id"],
            ["scenario.organisation_id", "scenario.scenario_id"],
            name=op.f("fk_assignment_organisation_id_scenario_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "store_id"],
            ["store.organisation_id", "store.store_id"],
            name=op.f("fk_assignment_organisation_id_store_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "wave_id"],
            ["wave.organisation_id", "wave.wave_id"],
            name=op.f("fk_assignment_organisation_id_wave_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "assignment_id", name=op.f("pk_assignment")),
    )
    op.create_index("ix_assignment_day", "assignment", ["organisation_id", "from_on", "assignment_id"], unique=False)
    op.create_index("ix_assignment_evaluator", "assignment", ["organisation_id", "evaluator_id", "to_on"], unique=False)
    op.create_index("ix_assignment_store", "assignment", ["organisation_id", "store_id", "from_on"], unique=False)
    op.create_index(
        "uq_assignment_live",
        "assignment",
        ["organisation_id", "store_id", "programme_id", "evaluator_id", "from_on"],
        unique=True,
        postgresql_where=sa.text("state in ('accepted', 'open', 'started')"),
    )
    op.create_table(
        "assignment_answer",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("answer_id", sa.Uuid(), nullable=False),
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("evaluator_id", sa.Uuid(), nullable=False),
        sa.Column("answer", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(answer = 'declined') = (reason is not null)", name=op.f("ck_assignment_answer_declined_has_a_reason")
        ),
        sa.CheckConstraint(
            "answer in ('accepted', 'declined', 'started')", name=op.f("ck_assignment_answer_answer_known")
        ),
        sa.CheckConstraint("reason in ('knows_someone', 'other')", name=op.f("ck_assignment_answer_reason_known")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "assignment_id"],
            ["assignment.organisation_id", "assignment.assignment_id"],
            name=op.f("fk_assignment_answer_organisation_id_assignment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "evaluator_id"],
            ["evaluator.organisation_id", "evaluator.evaluator_id"],
            name=op.f("fk_assignment_answer_organisation_id_evaluator_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "answer_id", name=op.f("pk_assignment_answer")),
    )
    op.add_column("programme", sa.Column("rotation_days", sa.Integer(), server_default="0", nullable=False))
    op.add_column("store", sa.Column("address", sqlmodel.sql.sqltypes.AutoString(), nullable=True))
    op.add_column("store", sa.Column("opening_hours", sqlmodel.sql.sqltypes.AutoString(), nullable=True))


def downgrade() -> None:
    op.drop_column("store", "opening_hours")
    op.drop_column("store", "address")
    op.drop_column("programme", "rotation_days")
    op.drop_table("assignment_answer")
    op.drop_index(
        "uq_assignment_live",
        table_name="assignment",
        postgresql_where=sa.text("state in ('accepted', 'open', 'started')"),
    )
    op.drop_index("ix_assignment_store", table_name="assignment")
    op.drop_index("ix_assignment_evaluator", table_name="assignment")
    op.drop_index("ix_assignment_day", table_name="assignment")
    op.drop_table("assignment")
    op.drop_table("scenario")
    op.drop_table("wave")
