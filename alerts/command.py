"""The command that tells people: python -m loaders notify."""

import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from rich.markup import escape

import settings
from loaders.cli.answering import DONE, on_store, plain, print_json
from vocabulary.command_line import REFUSED, both, option
from vocabulary.language import N_

if TYPE_CHECKING:
    from alerts.messages import Message
    from alerts.receivers import Receiver, Row


@on_store("notify", N_("tell people what became overdue, fell behind, was found or undone, once each"))
@option("--dry-run", "is_tried", is_flag=True, help=N_("print what would be sent to whom, and send nothing"))
@option("--table", "of_table", is_flag=True, help=N_("tell who is told of what, by the table alerts.csv"))
def notify(store: Path, *, as_json: bool, is_tried: bool, of_table: bool) -> int:
    """Tells people what is new to them, or what it would tell them."""
    # What asks and draws figures costs seconds, for which no other command is to wait.
    from alerts import messages
    from alerts.receivers import receivers

    if store != settings.store():
        # What readers open is named by the environment.
        os.environ[settings.STORE] = f"{store}"
    path = settings.alerts(store)
    every = receivers(path)
    unknown = messages.unknown(store, every)
    if of_table:
        return _tell_table(path, every, unknown, as_json=as_json)
    made = [*(messages.tried if is_tried else messages.sent)(store, every)]
    if as_json:
        print_json({"messages": [message.as_json() for message in made], "unknown": [*map(_shown, unknown)]})
    else:
        for message in made:
            _tell(message, is_tried=is_tried)
        _warn(unknown)
        _advise(path, every, made)
    return REFUSED if any(message.fault for message in made) else DONE


def _tell_table(path: Path, every: "Sequence[Receiver]", unknown: "Sequence[Row]", *, as_json: bool) -> int:
    rows = [_shown(row) for receiver in every for row in receiver.rows]
    if as_json:
        print_json({"path": str(path), "rows": rows, "unknown": [*map(_shown, unknown)]})
        return DONE
    out = plain()
    out.print(f"[dim]{escape(str(path))}[/]")
    for row in rows:
        asked = " · ".join(filter(None, (row["organization"], row["division"], row["kinds"])))
        out.print(f"[bold]{escape(row['address'])}[/] ({row['language']}): {escape(asked)}")
    _warn(unknown)
    return DONE


def _shown(row: "Row") -> dict[str, str]:
    return asdict(row) | {"address": row.receiver}


def _warn(unknown: "Sequence[Row]") -> None:
    """Says by which rows nobody is told anything: a slip of the pen, most likely."""
    said = N_(
        "{address} would be told nothing of “{name}”: nothing is published of it. Write it as the files"
        " that are loaded do."
    )
    for row in unknown:
        name = " · ".join(filter(None, (row.organization, row.division)))
        plain().print(f"[yellow]![/] {escape(both(said, address=row.receiver, name=name))}")


def _tell(message: "Message", *, is_tried: bool) -> None:
    out, to = plain(), f"{escape(message.receiver.name)}: {escape(message.digest.title)}"
    if message.fault:
        reasons = " / ".join(escape(message.fault.text(each)) for each in ("th", "en"))
        out.print(f"[red]✗[/] {to} · {reasons}")
    elif is_tried:
        out.print(f"[bold]→ {to}[/]\n\n{escape(message.digest.text)}\n")
    else:
        out.print(f"[green]✓[/] {to}")


def _advise(path: Path, every: "Sequence[Receiver]", made: "Sequence[Message]") -> None:
    """What is still to be set up, and that there was nothing to tell."""
    if not every:
        plain().print(escape(both(N_("Nobody is told: say who in {path}"), path=path)))
    elif not made:
        plain().print(both(N_("There is nothing new to tell.")))
    elif not settings.address():
        said = N_("Set {setting}, so that messages lead to the pages that say more.")
        plain().print(f"[dim]{both(said, setting=settings.ADDRESS)}[/]")
