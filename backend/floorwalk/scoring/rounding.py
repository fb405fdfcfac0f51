"""The one division that a score may pass through, and how basis points are shown.

Half is rounded away from zero. Python's own `round` goes to even (62.5 becomes 62) and stays out.
"""

NO_SCORE_SHOWN = "–"
WIDEST_INTERVAL_WITH_DECIMALS_BP = 200  # a half-width of one point; wider, and a decimal would feign precision


def rdiv(numerator: int, divisor: int) -> int:
    """The integer nearest to numerator / divisor, half away from zero.

    A divisor of 0 or below is a bug of the caller: nothing scored must have become None before.
    """
    if divisor <= 0:
        raise ValueError("rdiv divides by positive integers only")
    if numerator < 0:
        return -((divisor - 2 * numerator) // (2 * divisor))
    return (2 * numerator + divisor) // (2 * divisor)


def shown(bp: int | None) -> str:
    """Percent with one decimal, from the stored integer: 9 995 is "100.0", -4 is "0.0", None is "–"."""
    if bp is None:
        return NO_SCORE_SHOWN
    tenths = rdiv(bp, 10)
    sign = "-" if tenths < 0 else ""
    return f"{sign}{abs(tenths) // 10}.{abs(tenths) % 10}"


def shown_whole(bp: int | None) -> str:
    """Whole percent, from the stored integer and not from the decimal shown: 4 949 is "49", 4 950 is "50"."""
    if bp is None:
        return NO_SCORE_SHOWN
    return str(rdiv(bp, 100))


def shown_with_interval(bp: int | None, ci_low_bp: int, ci_high_bp: int) -> str:
    """One decimal, or whole percent where the interval's half-width is above one point."""
    if ci_high_bp - ci_low_bp > WIDEST_INTERVAL_WITH_DECIMALS_BP:
        return shown_whole(bp)
    return shown(bp)
