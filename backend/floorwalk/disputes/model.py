"""Frozen words of a dispute: what it is about, who raised it, how it was decided."""

from enum import StrEnum


class Subject(StrEnum):
    """What is disputed of one evaluation."""

    CRITERION = "criterion"  # one rating
    NOT_ME = "not_me"  # the person named is not the one who was observed
    FACTS = "facts"  # it did not happen like this
    SCENARIO = "scenario"  # the scenario did not fit the store or the day
    DATA_QUALITY = "data_quality"  # wrong store, time, version; logged twice


class RaisedBy(StrEnum):
    STAFF_MEMBER = "staff_member"
    STORE = "store"


class Outcome(StrEnum):
    UPHELD = "upheld"
    PARTLY_UPHELD = "partly_upheld"
    REJECTED = "rejected"
