"""What an import of history refuses as a whole. Problems of single rows are RowProblem in history_rows.py."""

from dataclasses import dataclass

from floorwalk.kernel.errors import Problem


@dataclass(eq=False)
class HistoryImportRunning(Problem):
    """Two imports at once would count each other's visits as their own."""

    code = "history.import_running"
    kind = "conflict"
    sentence = "Another import of visits is running; try again when it has ended."
