"""The command that tells who may do what, and what is wrong with the table that says so."""

from dataclasses import asdict
from pathlib import Path

from rich.markup import escape

import settings
from loaders.cli.answering import DONE, on_store, plain, print_json
from loaders.people import people as table_of
from loaders.problem import LoadError
from vocabulary.language import N_


@on_store("people", N_("Tells who may do what, or what is wrong with the table people.csv."))
def people(store: Path, *, as_json: bool) -> int:
    """Tells each right of the table, or each of its mistakes."""
    path = settings.people(store)
    table = table_of(path)
    if table.problems:
        raise LoadError(*table.problems)
    if as_json:
        print_json({"path": str(path), "people": [asdict(grant) for grant in table.grants]})
        return DONE
    out = plain()
    out.print(f"[dim]{escape(str(path))}[/]")
    for grant in table.grants:
        told = " · ".join(filter(None, (grant.person, grant.organization, grant.division)))
        out.print(f"{escape(told)}: [bold]{grant.role}[/]")
    return DONE
