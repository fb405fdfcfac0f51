"""What the rubrics slice refuses."""

from collections.abc import Sequence
from dataclasses import dataclass

from floorwalk.kernel.errors import Fault, Problem


@dataclass(eq=False)
class RubricRefused(Problem):
    """The document cannot become a version: every fault at its path."""

    found: Sequence[Fault]
    code = "rubrics.refused"
    kind = "invalid"

    @property
    def detail(self) -> str:
        first = self.found[0]
        more = f" (and {len(self.found) - 1} more)" if len(self.found) > 1 else ""
        return f"{first.path or 'the document'}: {first.detail}{more}"

    @property
    def faults(self) -> Sequence[Fault]:
        return self.found
