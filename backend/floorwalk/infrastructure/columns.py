"""How our tables spell their columns: names of constraints, instants, closed sets. No table stands here.

Import this before any table is defined: the naming convention must be on the metadata first.
"""

from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
INSTANT = sa.DateTime(timezone=True)


class Tenant(SQLModel):
    """Every row belongs to one organisation, and every key begins with it (so the schema runs on Citus as it is)."""

    organisation_id: UUID = Field(primary_key=True)


def instant(*, nullable: bool = False) -> Any:
    """An aware UTC instant."""
    return Field(default=None, sa_type=INSTANT, nullable=nullable)


def document() -> Any:
    """JSONB: replaced as a whole, never edited in place."""
    return Field(sa_type=JSONB, nullable=False)


def later_list() -> Any:
    """JSONB of a list, empty by default: the version before, which may still be writing, does not know the column."""
    return Field(sa_type=JSONB, nullable=False, sa_column_kwargs={"server_default": "[]"})


def later_document() -> Any:
    """JSONB of an object, empty by default, for the same reason."""
    return Field(sa_type=JSONB, nullable=False, sa_column_kwargs={"server_default": "{}"})


def integers(*, nullable: bool = False) -> Any:
    """A packed array of 32-bit integers."""
    return Field(sa_type=sa.ARRAY(sa.Integer), nullable=nullable)


def small_integers(*, nullable: bool = False) -> Any:
    """A packed array of 16-bit integers: a score in bp fits."""
    return Field(sa_type=sa.ARRAY(sa.SmallInteger), nullable=nullable)


def texts(*, nullable: bool = False) -> Any:
    """A packed array of texts."""
    return Field(sa_type=sa.ARRAY(sa.Text), nullable=nullable)


def one_of(column: str, values: type[StrEnum] | tuple[str, ...]) -> sa.CheckConstraint:
    """A closed set as a CHECK, not as a native type: it can be widened by an ordinary migration."""
    written = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} in ({written})", name=f"{column}_known")


def belongs_to(table: str, column: str, target: str | None = None) -> sa.ForeignKeyConstraint:
    """A foreign key inside one organisation."""
    return sa.ForeignKeyConstraint(
        ["organisation_id", column], [f"{table}.organisation_id", f"{table}.{target or column}"]
    )
