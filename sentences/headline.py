"""A headline figure: its value, whether its target is reached, and what it is made from, all in words."""

from dataclasses import dataclass
from typing import Literal

Tone = Literal["reached", "behind", "neutral"]


@dataclass(frozen=True)
class Headline:
    """One figure for an executive: the value as written, the tone (never without its words), and what it is
    computed from."""

    value: str
    tone: Tone
    status: str
    basis: str
