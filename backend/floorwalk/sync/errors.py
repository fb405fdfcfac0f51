"""What sync refuses as a whole; single visits are refused by visits/errors.py."""

from dataclasses import dataclass

from floorwalk.kernel.errors import Problem


@dataclass(eq=False)
class NotAnEvaluator(Problem):
    """The account may submit visits somewhere and is no evaluator of its own."""

    code = "sync.not_an_evaluator"
    kind = "forbidden"
    sentence = "This account is not set up as an evaluator."


@dataclass(eq=False)
class RescueFileRefused(Problem):
    """Not a rescue file, not all of it, or one that would cost more to read than a phone can hold."""

    reason: str
    code = "sync.rescue_file_refused"
    kind = "invalid"
    sentence = "The rescue file cannot be read: {reason}."


@dataclass(eq=False)
class RescueAccountUnknown(Problem):
    """Its account is of another organisation, or of none: the two look the same."""

    code = "sync.rescue_account_unknown"
    kind = "not_found"
    sentence = "This rescue file is of an account that is not in this organisation."


@dataclass(eq=False)
class RescueHashDiffers(Problem):
    """The text of a visit is not the one that the phone noted the hash of: it was changed or damaged."""

    code = "sync.rescue_hash_differs"
    kind = "invalid"
    sentence = "This visit is not as the phone wrote it down."
