"""coaching plans, action items and the showcase

Follows 0007. Expand first, contract in a later release: the version before must still run.
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

LOCK_TIMEOUT = "5s"  # a migration that waits longer for a table blocks everyone behind it; the runner tries again
STATEMENT_TIMEOUT = "10min"


def upgrade() -> None:
    op.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
    op.execute(f"SET LOCAL statement_timeout = '{STATEMENT_TIMEOUT}'")
    op.create_table(
        "action_item",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("action_item_id", sa.Uuid(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("scope_kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("scope_ref", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("task", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("owner_account_id", sa.Uuid(), nullable=False),
        sa.Column("opened_by_account_id", sa.Uuid(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("evidence_text", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("evidence_visit_ids", sa.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("state", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("drop_reason", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.CheckConstraint("(scope_kind = 'store') = (scope_ref is null)", name=op.f("ck_action_item_scope_is_named")),
        sa.CheckConstraint(
            "(state = 'dropped') = (drop_reason is not null)", name=op.f("ck_action_item_dropped_has_a_reason")
        ),
        sa.CheckConstraint("(state = 'open') = (ended_at is null)", name=op.f("ck_action_item_ended_is_dated")),
        sa.CheckConstraint(
            "scope_kind in ('store', 'business_area', 'criterion')", name=op.f("ck_action_item_scope_kind_known")
        ),
        sa.CheckConstraint("state in ('open', 'done', 'dropped')", name=op.f("ck_action_item_state_known")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "opened_by_account_id"],
            ["account.organisation_id", "account.account_id"],
            name=op.f("fk_action_item_organisation_id_opened_by_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "owner_account_id"],
            ["account.organisation_id", "account.account_id"],
            name=op.f("fk_action_item_organisation_id_owner_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "store_id"],
            ["store.organisation_id", "store.store_id"],
            name=op.f("fk_action_item_organisation_id_store_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "action_item_id", name=op.f("pk_action_item")),
    )
    op.create_index(
        "ix_action_item_due",
        "action_item",
        ["organisation_id", "due_on"],
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index("ix_action_item_store", "action_item", ["organisation_id", "store_id", "due_on"])
    op.create_table(
        "action_item_comment",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("comment_id", sa.Uuid(), nullable=False),
        sa.Column("action_item_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "account_id"],
            ["account.organisation_id", "account.account_id"],
            name=op.f("fk_action_item_comment_organisation_id_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "action_item_id"],
            ["action_item.organisation_id", "action_item.action_item_id"],
            name=op.f("fk_action_item_comment_organisation_id_action_item_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "comment_id", name=op.f("pk_action_item_comment")),
    )
    op.create_index(
        "ix_action_item_comment_item",
        "action_item_comment",
        ["organisation_id", "action_item_id", "written_at"],
    )
    op.create_table(
        "coaching_plan",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("staff_member_id", sa.Uuid(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("scope_kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("scope_ref", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("comparability_key", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("agreement", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("coach_account_id", sa.Uuid(), nullable=False),
        sa.Column("opened_by_account_id", sa.Uuid(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("reobserve_by", sa.Date(), nullable=False),
        sa.Column("state", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("coach_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("person_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shown_by_coach", sa.Boolean(), nullable=False),
        sa.Column("person_comment", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("drop_reason", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("baseline", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("follow_up_assignment_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(scope_kind = 'person') = (scope_ref is null)", name=op.f("ck_coaching_plan_scope_is_named")
        ),
        sa.CheckConstraint(
            "(state = 'dropped') = (drop_reason is not null)", name=op.f("ck_coaching_plan_dropped_has_a_reason")
        ),
        sa.CheckConstraint(
            "(state in ('closed', 'dropped')) = (ended_at is not null)", name=op.f("ck_coaching_plan_ended_is_dated")
        ),
        sa.CheckConstraint(
            "(state in ('confirmed_by_coach', 'agreed')) <= (coach_confirmed_at is not null) and (state in ('confirmed_by_person', 'agreed')) <= (person_confirmed_at is not null)",
            name=op.f("ck_coaching_plan_confirmations_are_dated"),
        ),
        sa.CheckConstraint(
            "scope_kind in ('person', 'business_area', 'criterion')", name=op.f("ck_coaching_plan_scope_kind_known")
        ),
        sa.CheckConstraint(
            "state in ('proposed', 'confirmed_by_coach', 'confirmed_by_person', 'agreed', 'closed', 'dropped')",
            name=op.f("ck_coaching_plan_state_known"),
        ),
        sa.CheckConstraint("reobserve_by > agreed_on", name=op.f("ck_coaching_plan_reobserved_afterwards")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "coach_account_id"],
            ["account.organisation_id", "account.account_id"],
            name=op.f("fk_coaching_plan_organisation_id_coach_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "follow_up_assignment_id"],
            ["assignment.organisation_id", "assignment.assignment_id"],
            name=op.f("fk_coaching_plan_organisation_id_follow_up_assignment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "opened_by_account_id"],
            ["account.organisation_id", "account.account_id"],
            name=op.f("fk_coaching_plan_organisation_id_opened_by_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "staff_member_id"],
            ["staff_member.organisation_id", "staff_member.staff_member_id"],
            name=op.f("fk_coaching_plan_organisation_id_staff_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "store_id"],
            ["store.organisation_id", "store.store_id"],
            name=op.f("fk_coaching_plan_organisation_id_store_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "plan_id", name=op.f("pk_coaching_plan")),
    )
    op.create_index(
        "ix_coaching_plan_due",
        "coaching_plan",
        ["organisation_id", "reobserve_by"],
        postgresql_where=sa.text("state not in ('closed', 'dropped')"),
    )
    op.create_index("ix_coaching_plan_staff_member", "coaching_plan", ["organisation_id", "staff_member_id"])
    op.create_index("ix_coaching_plan_store", "coaching_plan", ["organisation_id", "store_id", "agreed_on"])
    op.create_table(
        "showcase_card",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("evaluation_id", sa.Uuid(), nullable=False),
        sa.Column("star_place", sa.Integer(), nullable=False),
        sa.Column("staff_member_id", sa.Uuid(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("act", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("touchpoint", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("state", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("names_person", sa.Boolean(), nullable=False),
        sa.Column("asked_by_account_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(state = 'asked') = (answered_at is null)", name=op.f("ck_showcase_card_answer_is_dated")),
        sa.CheckConstraint(
            "not names_person or state = 'given'", name=op.f("ck_showcase_card_names_with_consent_alone")
        ),
        sa.CheckConstraint(
            "state in ('asked', 'given', 'refused', 'withdrawn')", name=op.f("ck_showcase_card_state_known")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "asked_by_account_id"],
            ["account.organisation_id", "account.account_id"],
            name=op.f("fk_showcase_card_organisation_id_asked_by_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "staff_member_id"],
            ["staff_member.organisation_id", "staff_member.staff_member_id"],
            name=op.f("fk_showcase_card_organisation_id_staff_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "store_id"],
            ["store.organisation_id", "store.store_id"],
            name=op.f("fk_showcase_card_organisation_id_store_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "visit_id"],
            ["visit.organisation_id", "visit.visit_id"],
            name=op.f("fk_showcase_card_organisation_id_visit_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "card_id", name=op.f("pk_showcase_card")),
        sa.UniqueConstraint(
            "organisation_id",
            "evaluation_id",
            "star_place",
            name=op.f("uq_showcase_card_organisation_id_evaluation_id_star_place"),
        ),
    )
    op.create_index("ix_showcase_card_staff_member", "showcase_card", ["organisation_id", "staff_member_id"])


def downgrade() -> None:
    for table in ("showcase_card", "coaching_plan", "action_item_comment", "action_item"):
        op.drop_table(table)
