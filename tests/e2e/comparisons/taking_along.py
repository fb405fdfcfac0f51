"""A view of the comparisons as a file and on paper, and how its figures are written: the display rule, once more.

The rule is written here anew, from docs and not from the app's code, so that both would have to be wrong alike.
"""

import csv
import io
import re
import unicodedata
from typing import Any

from playwright.async_api import Page
from pypdf import PdfReader

Json = dict[str, Any]
WIDEST_WITH_DECIMALS_BP = 200


def rounded(numerator: int, divisor: int) -> int:
    """Half away from zero."""
    size = (2 * abs(numerator) + divisor) // (2 * divisor)
    return size if numerator >= 0 else -size


def points(bp: int, low: int | None, high: int | None) -> str:
    """One decimal where the interval is at most two points wide, else whole points."""
    if low is None or high is None or high - low > WIDEST_WITH_DECIMALS_BP:
        return str(rounded(bp, 100))
    tenths = rounded(bp, 10)
    return f"{tenths // 10}.{tenths % 10}"


def percent(bp: int) -> str:
    return f"{rounded(bp, 100)}%"


def share(part: int, of: int) -> str:
    return percent(rounded(10_000 * part, of))


def signed(bp: int) -> str:
    whole = rounded(bp, 100)
    return f"+{whole}" if whole > 0 else str(whole).replace("-", "−")


def mean_of(figure: Json) -> str:
    return points(figure["raw_mean_bp"], figure["ci_low_bp"], figure["ci_high_bp"])


def interval_of(figure: Json) -> str:
    low, high = figure["ci_low_bp"], figure["ci_high_bp"]
    return f"{points(low, low, high)} to {points(high, low, high)}"


def has_mean(figure: Json) -> bool:
    return bool(figure["visit_count"] > 0 and figure["display"] != "hidden")


def outcomes_of(outcomes: Json) -> str:
    of = outcomes["exceeded"] + outcomes["met"] + outcomes["below"]
    return " ".join(f"{share(outcomes[one], of)} {one}" for one in ("exceeded", "met", "below"))


FLAGS = {"disputed": "disputed", "photos_missing": "photos missing", "common_criteria": "common criteria"}


def flag_words(figure: Json) -> list[str]:
    return [FLAGS[flag] for flag in figure["flags"] if flag in FLAGS]


def figure_words(figure: Json) -> list[str]:
    """Mean, what is to be minded, and interval; or why there is none."""
    if figure["visit_count"] == 0:
        return ["No visits in this period"]
    if not has_mean(figure):
        count = figure["visit_count"]
        return [f"{count} visit{'' if count == 1 else 's'}: too few for a mean"]
    return [mean_of(figure), *flag_words(figure), interval_of(figure)]


def close(text: str) -> str:
    """Without what a line break or a font changes: spaces and ligatures."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


async def file_of(page: Page) -> list[dict[str, str]]:
    """The rows of the file that the view is downloaded as."""
    async with page.expect_download() as coming:
        await page.get_by_role("button", name="Download as CSV").click()
    path = await (await coming.value).path()
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


async def paper_of(page: Page) -> str:
    """All text of the view as a PDF, close together."""
    reader = PdfReader(io.BytesIO(await page.pdf(prefer_css_page_size=True)))
    return close("\n".join(sheet.extract_text() for sheet in reader.pages))


def cells(figure: Json) -> dict[str, str]:
    """The columns of a figure as the file must have them: the very integers of the answer."""
    return {
        "visits": str(figure["visit_count"]),
        "interactions": str(figure["interaction_count"]),
        "display": figure["display"],
        "flags": " ".join(figure["flags"]),
        **{name: written(figure[name]) for name in ("raw_mean_bp", "ci_low_bp", "ci_high_bp")},
    }


def outcome_cells(outcomes: Json) -> dict[str, str]:
    return {name: written(outcomes[name]) for name in ("exceeded", "met", "below", "gap_bp")}


def written(value: int | str | None) -> str:
    return "" if value is None else str(value)
