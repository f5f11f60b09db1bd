"""The commands that write files: template and export."""

import sys
from pathlib import Path

from rich.markup import escape

from loaders.cli.answering import DONE, on_store, plain, print_json
from loaders.cli.arguments import organization_code
from loaders.schema import templates
from loaders.schema.datasets import DATASETS
from loaders.store.export import export as write_package
from vocabulary.command_line import Choice, argument, option
from vocabulary.language import N_


@on_store("template", N_("write an empty file to fill in to standard output"))
@argument("table", type=Choice(DATASETS), metavar="TABLE", help=N_("the table to fill in"))
@option("--xlsx", is_flag=True, help=N_("an Excel workbook instead of CSV"))
def template(table: str, xlsx: bool, store: Path, as_json: bool) -> int:
    """Writes an empty file to fill in to standard output."""
    make = templates.workbook if xlsx else templates.template
    sys.stdout.buffer.write(make(DATASETS[table]))
    return DONE


@on_store("export", N_("write what is published as a Data Package, for others to use"))
@argument("folder", type=Path, metavar="DIR", help=N_("an empty folder, or one of an earlier export"))
@option(
    "--organization",
    type=organization_code,
    metavar="CODE",
    help=N_("code of the only organization (default: all)"),
)
def export(folder: Path, organization: str | None, store: Path, as_json: bool) -> int:
    """Writes what is published to an empty folder, or one of an earlier export."""
    written = write_package(store, folder, organization)
    if as_json:
        print_json({"files": [str(path) for path in written]})
        return DONE
    for path in written:
        plain().print(f"[green]✓[/] {escape(str(path))}")
    return DONE
