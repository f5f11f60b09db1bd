"""What the command line takes for answers to what a file leaves open: option → key of the question and answer."""

import argparse

from loaders import survey
from loaders.scales import scales

Answer = tuple[str, str]


def counted(text: str) -> Answer:
    """HEADER=SCALE: the column is a question whose answers lie on the scale."""
    header, _, scale = text.rpartition("=")
    if not header.strip() or scale not in scales():
        raise argparse.ArgumentTypeError(f"{text!r} is not HEADER=SCALE with a scale of data/reference/answer_scales.csv")
    return survey.key(header), scale


def passed_over(text: str) -> Answer:
    """HEADER: the column is no question."""
    return survey.key(text), survey.NO_QUESTION
