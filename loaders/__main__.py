"""The command line: python -m loaders load | check | drafts | status | verify | history | findings | undo |
rebuild | tidy | audit | backup | restore | template | export | demo | people | notify."""

import sys

from alerts.command import notify
from loaders import completeness
from loaders.cli.demo import demo
from loaders.cli.drafts import drafts
from loaders.cli.files import export, template
from loaders.cli.findings import findings
from loaders.cli.loading import check, load
from loaders.cli.people import people
from loaders.cli.store import audit, backup, history, rebuild, restore, status, tidy, undo, verify
from vocabulary.command_line import Group, run
from vocabulary.language import N_

STORED = (status, verify, findings, history, undo, rebuild, tidy, audit, backup, restore)
COMMANDS = Group(
    "loaders",
    help=N_("Loads tables (CSV, Excel) into the dashboard's database."),
    commands=[load, check, drafts, *STORED, template, export, demo, people, notify],
)


def main(arguments: list[str] | None = None) -> int:
    """Carries out one command; gives the exit status: 0 all loaded, 1 at least one file refused (2: the call
    was wrong)."""
    return run(COMMANDS, "python -m loaders", arguments)


if __name__ == "__main__":
    if lacking := completeness.missing():
        sys.exit("\n".join(lacking))
    sys.exit(main())
