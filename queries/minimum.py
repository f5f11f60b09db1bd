"""From how many respondents on a score may be shown: an environment setting, checked when the program
starts."""

from settings import minimum_respondents

MINIMUM_N = minimum_respondents()
"""A score whose respondents are known and fewer is withheld; 0 or 1 withholds none."""
