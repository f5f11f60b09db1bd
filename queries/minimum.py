"""From how many respondents on a score may be shown: an environment setting, checked when the program
starts."""

from settings import whole_number

MINIMUM_N = whole_number("PRONGSAI_MINIMUM_N", 5)
"""A score whose respondents are known and fewer is withheld; 0 or 1 withholds none."""
