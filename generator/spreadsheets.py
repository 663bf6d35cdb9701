"""What spreadsheets make of a text that they are given in a file."""

FORMULAS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What spreadsheets take for the beginning of a formula, wide letters included."""

_BLANKS = ("\t", "\r", "\n")
"""What some spreadsheets skip before they look for a formula."""


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: what would be one begins with an apostrophe."""
    return f"'{text}" if text.lstrip().startswith(FORMULAS) or text.startswith(_BLANKS) else text
