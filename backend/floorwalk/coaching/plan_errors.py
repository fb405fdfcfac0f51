"""What is refused about plans, action items and the showcase. Faults of one field stand where they are found."""

from dataclasses import dataclass

from floorwalk.kernel.errors import Problem


@dataclass(eq=False)
class MoveNotPossible(Problem):
    """Its state has no such move: it is over already, or somebody else was quicker."""

    state: str
    code = "coaching.move_not_possible"
    kind = "conflict"
    sentence = "This cannot be done any more: it is {state}."


@dataclass(eq=False)
class NotTheCoach(Problem):
    """Confirming for the coach's side, or that the person was shown the plan, is the coach's own."""

    code = "coaching.not_the_coach"
    kind = "forbidden"
    sentence = "Only the coach named in the plan can confirm this."


@dataclass(eq=False)
class ConfirmsByAccount(Problem):
    """The person signs in with an account of their own: nobody confirms in their place."""

    code = "coaching.confirms_by_account"
    kind = "conflict"
    sentence = "This person has an account and confirms by it."


@dataclass(eq=False)
class NoFollowUpProposed(Problem):
    """A follow-up is there already, or there is no programme in which the person could be observed by name."""

    code = "coaching.no_follow_up_proposed"
    kind = "conflict"
    sentence = "There is no follow-up visit to confirm."


@dataclass(eq=False)
class AskedAlready(Problem):
    """The person was asked about this star before; nobody is asked twice."""

    code = "coaching.asked_already"
    kind = "conflict"
    sentence = "This person has been asked about this star already."


@dataclass(eq=False)
class NobodyToAsk(Problem):
    """Consent is given by an account of one's own, and this person has none."""

    code = "coaching.nobody_to_ask"
    kind = "conflict"
    sentence = "This person has no account of their own to consent by."
