"""Tables of the folded sums: by month, by day, and how alike one visit's interactions are.

A period is whole months and the days at its two ends, so that what a reader adds up is bounded by the calendar, however
many visits there are (docs/decisions/0008). Filling them is folding.py; reading them is comparisons/.
"""

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from floorwalk.infrastructure.columns import Tenant, one_of

SCOPE_KINDS = ("store", "staff_member", "business_area", "criterion")


class ScopeSumRow(Tenant, table=True):
    """Sums of one scope in one store over a calendar month."""

    __tablename__ = "scope_sum"
    __table_args__ = (
        one_of("scope_kind", SCOPE_KINDS),
        sa.CheckConstraint("extract(day from month_on) = 1", name="month_begins_on_its_first_day"),
    )

    scope_kind: str = Field(primary_key=True)
    comparability_key: str = Field(primary_key=True)
    month_on: date = Field(primary_key=True)
    store_id: UUID = Field(primary_key=True)
    scope_ref: str = Field(primary_key=True)
    m: int  # visits with a score
    w_sum: int = Field(sa_type=sa.BigInteger)  # W
    t_sum: int = Field(sa_type=sa.BigInteger)  # T
    ww_sum: int = Field(sa_type=sa.BigInteger)  # C
    wt_sum: int = Field(sa_type=sa.BigInteger)  # B
    tt_sum: int = Field(sa_type=sa.BigInteger)  # A
    interactions: int = Field(sa_type=sa.BigInteger)
    exceeded: int = Field(sa_type=sa.BigInteger)
    met: int = Field(sa_type=sa.BigInteger)
    below: int = Field(sa_type=sa.BigInteger)
    weight_scored: int = Field(sa_type=sa.BigInteger)
    weight_applicable: int = Field(sa_type=sa.BigInteger)
    critical_failed: int = Field(sa_type=sa.BigInteger)
    below_meets: int = Field(sa_type=sa.BigInteger)
    stars: int = Field(sa_type=sa.BigInteger)
    indifferent: int = Field(sa_type=sa.BigInteger)


class DaySumRow(Tenant, table=True):
    """The same over one day. Not for criteria: their days are read from the packed evaluations."""

    __tablename__ = "day_sum"
    __table_args__ = (one_of("scope_kind", SCOPE_KINDS[:3]),)

    scope_kind: str = Field(primary_key=True)
    comparability_key: str = Field(primary_key=True)
    visited_on: date = Field(primary_key=True)
    store_id: UUID = Field(primary_key=True)
    scope_ref: str = Field(primary_key=True)
    m: int
    w_sum: int = Field(sa_type=sa.BigInteger)
    t_sum: int = Field(sa_type=sa.BigInteger)
    ww_sum: int = Field(sa_type=sa.BigInteger)
    wt_sum: int = Field(sa_type=sa.BigInteger)
    tt_sum: int = Field(sa_type=sa.BigInteger)
    interactions: int = Field(sa_type=sa.BigInteger)
    exceeded: int = Field(sa_type=sa.BigInteger)
    met: int = Field(sa_type=sa.BigInteger)
    below: int = Field(sa_type=sa.BigInteger)
    weight_scored: int = Field(sa_type=sa.BigInteger)
    weight_applicable: int = Field(sa_type=sa.BigInteger)
    critical_failed: int = Field(sa_type=sa.BigInteger)
    below_meets: int = Field(sa_type=sa.BigInteger)
    stars: int = Field(sa_type=sa.BigInteger)
    indifferent: int = Field(sa_type=sa.BigInteger)


class InteractionSumRow(Tenant, table=True):
    """For the design effects: over a store's scored visits of a month, with n interactions each of which c failed a
    critical criterion and i were indifferent, the sums of these, of their squares and of their products with n."""

    __tablename__ = "interaction_sum"
    __table_args__ = (sa.CheckConstraint("extract(day from month_on) = 1", name="month_begins_on_its_first_day"),)

    comparability_key: str = Field(primary_key=True)
    month_on: date = Field(primary_key=True)
    store_id: UUID = Field(primary_key=True)
    m: int  # visits with a score
    n_sum: int = Field(sa_type=sa.BigInteger)
    nn_sum: int = Field(sa_type=sa.BigInteger)
    c_sum: int = Field(sa_type=sa.BigInteger)
    nc_sum: int = Field(sa_type=sa.BigInteger)
    cc_sum: int = Field(sa_type=sa.BigInteger)
    i_sum: int = Field(sa_type=sa.BigInteger)
    ni_sum: int = Field(sa_type=sa.BigInteger)
    ii_sum: int = Field(sa_type=sa.BigInteger)
