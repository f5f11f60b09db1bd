"""Variants of true tables, as offices send them: operators, alone and in pairs, and how each file ends."""

from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.variants import figures, layout, surveys, totals, units
from tests.variants.containers import written
from tests.variants.draft import Draft, begun, chance
from tests.variants.operators import OPERATORS, Expect, Operator
from tests.variants.tables import TABLES

MODULES = (units, totals, figures, layout, surveys)
"""Where the operators are; importing them registers them."""


@dataclass(frozen=True)
class Variant:
    """Which table is written how: from these three follows every byte of the file."""

    table: str
    operators: tuple[str, ...]
    seed: int

    def __str__(self) -> str:
        return f"{self.table}-{'+'.join(self.operators) or 'untouched'}-{self.seed}"

    @property
    def expect(self) -> Expect:
        """What the loader owes it: as little as the operator that asks least for it."""
        return max((OPERATORS[name].expected(self.table) for name in self.operators), default=Expect.READ)

    def write(self, folder: Path) -> tuple[Path, Draft]:
        """Writes the file; the draft knows what is true of it.

        Raises UnicodeEncodeError where the container cannot hold the characters."""
        draft = begun(TABLES[self.table], chance(self.seed))
        for operator in sorted((OPERATORS[name] for name in self.operators), key=lambda operator: operator.place):
            operator.change(draft)
        name, content = written(draft)
        path = folder / name
        path.write_bytes(content)
        return path, draft


def fit(operators: tuple[Operator, ...]) -> bool:
    """Whether operators may meet in one file: no two say contradictory things of one matter."""
    slots = [slot for operator in operators for slot in operator.slots]
    return len(slots) == len(set(slots))


def of_table(table: str) -> list[Operator]:
    """The operators for a table."""
    return [operator for operator in OPERATORS.values() if table in operator.tables]


def drawn(random: Random, table: str | None = None) -> Variant:
    """A variant by chance: an operator alone, or a pair."""
    table = table or random.choice(list(TABLES))
    chosen = [random.choice(of_table(table))]
    if random.random() < 0.7:
        chosen += random.sample([other for other in of_table(table) if fit((chosen[0], other))], 1)
    return Variant(table, tuple(operator.name for operator in chosen), random.randrange(10**9))
