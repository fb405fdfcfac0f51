"""A CSV file as rows of texts: encoding and delimiter are found out, for nobody who exports a list knows either.

Pure. The standard library's Sniffer is not used: it guesses from frequent characters and takes a letter for one.
"""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from charset_normalizer import from_bytes

from floorwalk.organisation.file_tables import FileRefused

DELIMITERS = (";", ",", "\t", "|")  # the first wins where two fit alike
SAMPLE_ROWS = 200
OLD_ENCODINGS = ("cp1252", "cp1250", "cp850", "mac_roman")  # of spreadsheets in western and central Europe
# What a right guess makes of the bytes above 127. A wrong one makes box drawings and currency signs.
OFTEN = frozenset("äöüßÄÖÜéèêàâçñóíáúåæøÉ")
SELDOM = frozenset("ëãòôõœìîïùûýőűąćęłńśźżčďěňřšťůžžăÈÊËÀÂÁÃÅÆÇÑÓÒÔÕØŒÍÌÎÏÚÙÛÝŐŰĄĆĘŁŃŚŹŻČĎĚŇŘŠŤŮŽĂ")
TYPED_SIGNS = frozenset("–—’‘“”„…€§°´\xa0")


def csv_rows(content: bytes) -> Iterator[Sequence[str]]:
    """Every row as it stands. Raises FileRefused for what is no text, or is not CSV."""
    text = text_of(content)
    if "\0" in text:
        raise FileRefused(reason="it is not a text file")
    delimiter = None
    if text[:4].lower() == "sep=" and len(text) > 4:  # Excel's own way to say it
        delimiter, text = text[4], text.partition("\n")[2]
        yield []  # so that row numbers stay those of the file
    return (yield from _rows(text, delimiter or delimiter_of(text)))


def text_of(content: bytes) -> str:
    """The text; line ends as they are."""
    encoding = encoding_of(content)
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError) as fault:
        raise FileRefused(reason="its characters are in no encoding that is known here") from fault


def encoding_of(content: bytes) -> str:
    """By its mark; by the zero bytes of UTF-16; UTF-8 if it is that; else the old encoding that makes most letters."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return encoding
    sample = content[:2000]
    pairs = len(sample) // 2
    if pairs and sample[1::2].count(0) > pairs * 0.6:
        return "utf-16-le"
    if pairs and sample[0::2].count(0) > pairs * 0.6:
        return "utf-16-be"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _old_encoding_of(content)
    return "utf-8"


def _old_encoding_of(content: bytes) -> str:
    counts = Counter(byte for byte in content if byte > 127)
    best, best_worth = "cp1252", 0
    for encoding in OLD_ENCODINGS:
        worth = 0
        for byte, times in counts.items():
            character = bytes([byte]).decode(encoding, errors="replace")
            worth += times * _worth(character)
        if worth > best_worth:
            best, best_worth = encoding, worth
    if best_worth > 0:
        return best
    guess = from_bytes(content[:100_000]).best()  # Greek, Cyrillic, Turkish …
    return guess.encoding if guess is not None else best


def _worth(character: str) -> int:
    if character in OFTEN:
        return 3
    if character in SELDOM:
        return 2
    return 0 if character in TYPED_SIGNS else -2


def delimiter_of(text: str) -> str:
    """The one under which the rows have as many cells as the headings; a comma if there is but one column."""
    best, best_worth = ",", (0.0, 1)
    for delimiter in DELIMITERS:
        try:
            widths = [len(row) for row in islice(_rows(text, delimiter), SAMPLE_ROWS) if any(row)]
        except FileRefused:
            continue
        if not widths or widths[0] < 2:
            continue
        worth = (round(widths.count(widths[0]) / len(widths), 2), widths[0])
        if worth > best_worth:
            best, best_worth = delimiter, worth
    return best


def _rows(text: str, delimiter: str) -> Iterator[Sequence[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    try:
        yield from reader
    except csv.Error as fault:
        raise FileRefused(reason=f"line {reader.line_num} is not CSV") from fault
