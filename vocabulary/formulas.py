"""What a spreadsheet would take for a formula, and how that is prevented: an apostrophe stands before it."""

# As OWASP names them for CSV: breaks, too, may stand before a formula, and signs as wide as Chinese letters
# begin one in some languages of Excel.
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """`text` such that a spreadsheet does not take it for a formula."""
    return f"'{text}" if text.startswith(STARTS) else text


def harmless_sql(expression: str) -> str:
    """SQL that does the same with a text."""
    starts = ", ".join(f"chr({ord(start)})" for start in STARTS)
    return f"CASE WHEN left({expression}, 1) IN ({starts}) THEN '''' || {expression} ELSE {expression} END"
