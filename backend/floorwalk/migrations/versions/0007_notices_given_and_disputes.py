"""staff notices given to single persons, own results by a link, disputes, and corrections of exports

Follows 0006. Expand first, contract in a later release: the version before must still run.
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

LOCK_TIMEOUT = "5s"  # a migration that waits longer for a table blocks everyone behind it; the runner tries again
STATEMENT_TIMEOUT = "10min"


def upgrade() -> None:
    op.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
    op.execute(f"SET LOCAL statement_timeout = '{STATEMENT_TIMEOUT}'")
    op.create_table(
        "acknowledgement",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("evaluation_id", sa.Uuid(), nullable=False),
        sa.Column("staff_member_id", sa.Uuid(), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("comment", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("commented_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(comment is null) = (commented_at is null)", name=op.f("ck_acknowledgement_comment_has_its_time")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "staff_member_id"],
            ["staff_member.organisation_id", "staff_member.staff_member_id"],
            name=op.f("fk_acknowledgement_organisation_id_staff_member_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "evaluation_id", "staff_member_id", name=op.f("pk_acknowledgement")),
    )
    op.create_table(
        "result_link",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "account_id"],
            ["account.organisation_id", "account.account_id"],
            name=op.f("fk_result_link_organisation_id_account_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "token_hash", name=op.f("pk_result_link")),
    )
    op.create_table(
        "export_correction",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("export_id", sa.Uuid(), nullable=False),
        sa.Column("dispute_id", sa.Uuid(), nullable=False),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "export_id"],
            ["export.organisation_id", "export.export_id"],
            name=op.f("fk_export_correction_organisation_id_export_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "export_id", "dispute_id", name=op.f("pk_export_correction")),
    )
    op.create_table(
        "notice_given",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("staff_notice_id", sa.Uuid(), nullable=False),
        sa.Column("staff_member_id", sa.Uuid(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("channel", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("recorded_by_account_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "staff_member_id"],
            ["staff_member.organisation_id", "staff_member.staff_member_id"],
            name=op.f("fk_notice_given_organisation_id_staff_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "staff_notice_id"],
            ["staff_notice.organisation_id", "staff_notice.staff_notice_id"],
            name=op.f("fk_notice_given_organisation_id_staff_notice_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "staff_notice_id", "staff_member_id", name=op.f("pk_notice_given")),
    )
    op.create_index(
        "ix_notice_given_staff_member", "notice_given", ["organisation_id", "staff_member_id"], unique=False
    )
    op.create_table(
        "dispute",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("dispute_id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("evaluation_id", sa.Uuid(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("staff_member_id", sa.Uuid(), nullable=True),
        sa.Column("subject", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("criterion_key", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("raised_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("raised_by_account_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("evidence", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("appealed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("appeal_reason", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.CheckConstraint(
            "(subject = 'criterion') = (criterion_key <> '')", name=op.f("ck_dispute_criterion_is_named")
        ),
        sa.CheckConstraint("raised_by in ('staff_member', 'store')", name=op.f("ck_dispute_raised_by_known")),
        sa.CheckConstraint(
            "state in ('open', 'upheld', 'partly_upheld', 'rejected', 'appealed', 'upheld_on_appeal', 'partly_upheld_on_appeal', 'rejected_on_appeal')",
            name=op.f("ck_dispute_state_known"),
        ),
        sa.CheckConstraint(
            "subject in ('criterion', 'not_me', 'facts', 'scenario', 'data_quality')",
            name=op.f("ck_dispute_subject_known"),
        ),
        sa.CheckConstraint(
            "(appealed_at is null) = (appeal_reason is null)", name=op.f("ck_dispute_appeal_has_a_reason")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "raised_by_account_id"],
            ["account.organisation_id", "account.account_id"],
            name=op.f("fk_dispute_organisation_id_raised_by_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "staff_member_id"],
            ["staff_member.organisation_id", "staff_member.staff_member_id"],
            name=op.f("fk_dispute_organisation_id_staff_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "store_id"],
            ["store.organisation_id", "store.store_id"],
            name=op.f("fk_dispute_organisation_id_store_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "visit_id"],
            ["visit.organisation_id", "visit.visit_id"],
            name=op.f("fk_dispute_organisation_id_visit_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "dispute_id", name=op.f("pk_dispute")),
        sa.UniqueConstraint(
            "organisation_id",
            "evaluation_id",
            "subject",
            "criterion_key",
            name=op.f("uq_dispute_organisation_id_evaluation_id_subject_criterion_key"),
        ),
    )
    op.create_index("ix_dispute_staff_member", "dispute", ["organisation_id", "staff_member_id"], unique=False)
    op.create_index("ix_dispute_store_raised", "dispute", ["organisation_id", "store_id", "raised_at"], unique=False)
    op.create_table(
        "dispute_decision",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("dispute_id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("decided_by_account_id", sa.Uuid(), nullable=False),
        sa.Column("outcome", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("corrected", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "outcome in ('upheld', 'partly_upheld', 'rejected')", name=op.f("ck_dispute_decision_outcome_known")
        ),
        sa.CheckConstraint("round in (1, 2)", name=op.f("ck_dispute_decision_round_known")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "decided_by_account_id"],
            ["account.organisation_id", "account.account_id"],
            name=op.f("fk_dispute_decision_organisation_id_decided_by_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "dispute_id"],
            ["dispute.organisation_id", "dispute.dispute_id"],
            name=op.f("fk_dispute_decision_organisation_id_dispute_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "dispute_id", "round", name=op.f("pk_dispute_decision")),
    )
    op.add_column("evaluation", sa.Column("is_disputed", sa.Boolean(), server_default="false", nullable=False))
    op.add_column("programme", sa.Column("dispute_decision_days", sa.Integer(), server_default="14", nullable=False))
    op.add_column(
        "staff_notice", sa.Column("texts", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False)
    )


def downgrade() -> None:
    op.drop_column("staff_notice", "texts")
    op.drop_column("programme", "dispute_decision_days")
    op.drop_column("evaluation", "is_disputed")
    op.drop_table("dispute_decision")
    op.drop_index("ix_dispute_store_raised", table_name="dispute")
    op.drop_index("ix_dispute_staff_member", table_name="dispute")
    op.drop_table("dispute")
    op.drop_index("ix_notice_given_staff_member", table_name="notice_given")
    op.drop_table("notice_given")
    op.drop_table("export_correction")
    op.drop_table("result_link")
    op.drop_table("acknowledgement")
