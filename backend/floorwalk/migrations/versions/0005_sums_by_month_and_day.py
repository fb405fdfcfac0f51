"""sums by month and by day, in place of weeks

Follows 0004. The version before must still take visits, and does: it only appends to sum_delta. Its comparisons and
its folding fail until it is replaced, which is better than sums of weeks that nobody adds to; the deltas stay.
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

LOCK_TIMEOUT = "5s"  # a migration that waits longer for a table blocks everyone behind it; the runner tries again
STATEMENT_TIMEOUT = "10min"

COUNTS = (
    "interactions", "exceeded", "met", "below", "weight_scored", "weight_applicable", "critical_failed", "below_meets",
    "stars", "indifferent",
)  # fmt: skip
SIX = ("m", "w_sum", "t_sum", "ww_sum", "wt_sum", "tt_sum")
INTERACTION_SUMS = ("n_sum", "nn_sum", "c_sum", "nc_sum", "cc_sum", "i_sum", "ni_sum", "ii_sum")

# Every fact counts once; what still waits in a delta will be folded, and so is taken off here.
FACTS = f"""
with entry (organisation_id, scope_kind, scope_ref, comparability_key, store_id, visited_on, sign, w, t,
            {", ".join(COUNTS)}) as (
    select organisation_id, scope_kind, scope_ref, comparability_key, store_id, visited_on, 1::bigint, w::bigint, t,
           {", ".join(COUNTS)}
      from visit_fact
    union all
    select d.organisation_id, e.scope_kind, e.scope_ref, e.comparability_key, d.store_id, d.visited_on, -e.sign::bigint,
           {", ".join(f"d.figures[e.place][{place}]::bigint" for place in range(1, 13))}
      from sum_delta d cross join lateral unnest(d.signs, d.scope_kinds, d.scope_refs, d.comparability_keys)
           with ordinality as e (sign, scope_kind, scope_ref, comparability_key, place)
     where e.scope_kind <> 'criterion'
)
"""
SUMMED = ", ".join(
    [
        "sum(sign) as m, sum(sign * w), sum(sign * t), sum(sign * w * w), sum(sign * w * t), sum(sign * t * t)",
        *(f"sum(sign * {name})" for name in COUNTS),
    ]
)


def _sum_columns() -> list[sa.Column[int]]:
    return [
        sa.Column("m", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in (*SIX[1:], *COUNTS)),
    ]


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sqlmodel.sql.sqltypes.AutoString(), nullable=False)


def upgrade() -> None:
    op.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
    op.execute(f"SET LOCAL statement_timeout = '{STATEMENT_TIMEOUT}'")
    # Nobody folds meanwhile; visits are appended all the same.
    op.execute("lock table scope_sum in access exclusive mode")
    op.create_table(
        "day_sum",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        _text("scope_kind"),
        _text("comparability_key"),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        _text("scope_ref"),
        *_sum_columns(),
        sa.CheckConstraint(
            "scope_kind in ('store', 'staff_member', 'business_area')", name=op.f("ck_day_sum_scope_kind_known")
        ),
        sa.PrimaryKeyConstraint(
            "organisation_id", "scope_kind", "comparability_key", "visited_on", "store_id", "scope_ref",
            name=op.f("pk_day_sum"),
        ),
    )  # fmt: skip
    op.create_table(
        "interaction_sum",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        _text("comparability_key"),
        sa.Column("month_on", sa.Date(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("m", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in INTERACTION_SUMS),
        sa.CheckConstraint(
            "extract(day from month_on) = 1", name=op.f("ck_interaction_sum_month_begins_on_its_first_day")
        ),
        sa.PrimaryKeyConstraint(
            "organisation_id", "comparability_key", "month_on", "store_id", name=op.f("pk_interaction_sum")
        ),
    )
    op.execute("delete from scope_sum where scope_kind <> 'criterion'")
    op.alter_column("scope_sum", "period_start_on", new_column_name="month_on")
    op.create_check_constraint(
        op.f("ck_scope_sum_month_begins_on_its_first_day"), "scope_sum", "extract(day from month_on) = 1"
    )
    columns = ", ".join((*SIX, *COUNTS))
    op.execute(
        f"""
        insert into day_sum (organisation_id, scope_kind, comparability_key, visited_on, store_id, scope_ref, {columns})
        {FACTS}
        select organisation_id, scope_kind, comparability_key, visited_on, store_id, scope_ref, {SUMMED}
          from entry group by 1, 2, 3, 4, 5, 6 having sum(sign) <> 0 or sum(sign * w) <> 0 or sum(sign * t) <> 0
         order by 1, 2, 3, 4, 5, 6
        """
    )
    op.execute(
        f"""
        insert into scope_sum (organisation_id, scope_kind, comparability_key, month_on, store_id, scope_ref, {columns})
        select organisation_id, scope_kind, comparability_key, date_trunc('month', visited_on::timestamp)::date,
               store_id, scope_ref, {", ".join(f"sum({name})" for name in (*SIX, *COUNTS))}
          from day_sum group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6
        """
    )
    op.execute(
        f"""
        insert into interaction_sum (organisation_id, comparability_key, month_on, store_id, m,
                                     {", ".join(INTERACTION_SUMS)})
        {FACTS}
        select organisation_id, comparability_key, date_trunc('month', visited_on::timestamp)::date, store_id,
               sum(sign), sum(sign * interactions), sum(sign * interactions * interactions),
               sum(sign * critical_failed), sum(sign * interactions * critical_failed),
               sum(sign * critical_failed * critical_failed), sum(sign * indifferent),
               sum(sign * interactions * indifferent), sum(sign * indifferent * indifferent)
          from entry where scope_kind = 'store' group by 1, 2, 3, 4 having sum(sign) <> 0
         order by 1, 2, 3, 4
        """
    )
    op.drop_index("ix_visit_fact_scope_day", table_name="visit_fact")  # sums are read from the sums


def downgrade() -> None:
    op.create_index(
        "ix_visit_fact_scope_day",
        "visit_fact",
        ["organisation_id", "scope_kind", "comparability_key", "visited_on"],
        postgresql_include=["store_id", "scope_ref", "w", "t", "exceeded", "met", "below"],
    )
    op.drop_constraint("ck_scope_sum_month_begins_on_its_first_day", "scope_sum", type_="check")
    op.alter_column("scope_sum", "month_on", new_column_name="period_start_on")
    op.execute("delete from scope_sum where scope_kind <> 'criterion'")
    columns = ", ".join((*SIX, *COUNTS))
    op.execute(
        f"""
        insert into scope_sum (organisation_id, scope_kind, comparability_key, period_start_on, store_id, scope_ref,
                               {columns})
        select organisation_id, scope_kind, comparability_key,
               visited_on - (extract(isodow from visited_on)::integer - 1), store_id, scope_ref,
               {", ".join(f"sum({name})" for name in (*SIX, *COUNTS))}
          from day_sum group by 1, 2, 3, 4, 5, 6
        """
    )
    op.drop_table("interaction_sum")
    op.drop_table("day_sum")
