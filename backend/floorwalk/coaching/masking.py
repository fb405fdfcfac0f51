"""Free text without the people named in it: what an evaluator typed may name colleagues, customers, or a telephone.

Pure. Masked are the words of every name that the organisation knows (staff, accounts, evaluators' codes), whoever it
is; the word after a form of address, which names somebody whom nobody knows; and addresses and numbers. Too much is
masked rather than too little: a colleague called May takes the month along.
"""

import re
from collections.abc import Iterable

MASK = "[…]"
SHORTEST_NAME = 2  # letters; a single one is an initial and says nothing alone
WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
REACHABLE = re.compile(r"[^\s@]+@[^\s@]+\.\w+|\+?\d[\d /().-]{5,}\d")
ADDRESSED = re.compile(r"\b(Mrs?|Ms|Miss|Mx|Dr|Frau|Herrn?|Fräulein)\b(\.?\s+)([^\W\d_][\w'’-]*)", re.IGNORECASE)
ENDINGS = ("'s", "’s", "s", "'", "’")  # Anna's, Annas, Klaus'


def words_of_names(names: Iterable[str]) -> frozenset[str]:
    """What `masked` looks for. Words written small in a name (von, de) are words of the language and stay."""
    return frozenset(
        word.casefold()
        for name in names
        for whole in WORD.findall(name)
        for word in (whole, *re.split(r"[-'’]", whole))
        if len(word) >= SHORTEST_NAME and not word.islower()
    )


def masked(text: str, words: frozenset[str]) -> str:
    def without_names(found: re.Match[str]) -> str:
        whole = found[0]
        return MASK if any(_is_name(part, words) for part in (whole, *re.split(r"[-'’]", whole))) else whole

    text = REACHABLE.sub(MASK, text)
    text = ADDRESSED.sub(rf"\1\2{MASK}", text)
    return WORD.sub(without_names, text)


def _is_name(word: str, words: frozenset[str]) -> bool:
    folded = word.casefold()
    return folded in words or any(folded.endswith(end) and folded.removesuffix(end) in words for end in ENDINGS)
