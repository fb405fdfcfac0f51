"""What sync refuses as a whole; single visits are refused by visits/errors.py."""

from dataclasses import dataclass

from floorwalk.kernel.errors import Problem


@dataclass(eq=False)
class NotAnEvaluator(Problem):
    """The account may submit visits somewhere and is no evaluator of its own."""

    code = "sync.not_an_evaluator"
    kind = "forbidden"
    sentence = "This account is not set up as an evaluator."
