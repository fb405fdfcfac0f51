"""Text in a CSV cell that no spreadsheet takes for a formula, and that reads back equal.

Pure. The rule: a text that begins with one of the characters below gets one apostrophe in front; a reader takes one
leading apostrophe away wherever one of these characters follows it. Numbers and days are written as they are.
commands/exports.py says the same in SQL.
"""

# What spreadsheets read as the beginning of a formula, also full width; and the apostrophe itself, so that nothing
# that was typed with one can be mistaken for ours.
FORMULA_BEGINNINGS = "=+-@\t\r\n＝＋－＠'"


def safe_text(text: str) -> str:
    return "'" + text if text and text[0] in FORMULA_BEGINNINGS else text


def read_text(cell: str) -> str:
    """What `safe_text` was given."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] and cell[1] in FORMULA_BEGINNINGS else cell
