"""Entries that start the dashboard by a click, or when one signs in to the computer: for the user alone,
without an administrator's rights. Standard library only, because run.py makes them before anything is
installed."""

import base64
import os
import re
import subprocess
import sys
from pathlib import Path

WINDOWS = os.name == "nt"
NAME, TITLE = "prongsai", "โปร่งใส / Prongsai"
MINIMIZED = 7
"""How WScript.Shell calls a window that lies in the bar of tasks."""
FAILED = (
    "สร้างไม่สำเร็จ ถ้าที่อยู่ของโปรแกรมมีอักษรไทย ให้ตั้งภาษาของโปรแกรมที่ไม่ใช่ Unicode เป็นไทย"
    " (Region → Administrative) หรือย้ายโฟลเดอร์ไปไว้ในที่ที่ไม่มีอักษรไทย\n"
    "It could not be made. Where the path has Thai letters, set the language for non-Unicode programs to"
    " Thai (Region → Administrative), or move the folder to a path without."
)


def place(kind: str) -> Path:
    """The file of an entry: a `shortcut` in the menu of programs, or an `autostart`."""
    if WINDOWS:
        programs = Path(os.environ["APPDATA"], "Microsoft", "Windows", "Start Menu", "Programs")
        return (programs / "Startup" if kind == "autostart" else programs) / f"{NAME}.lnk"
    if kind == "autostart":
        return _of_xdg("XDG_CONFIG_HOME", ".config") / "autostart" / f"{NAME}.desktop"
    return _of_xdg("XDG_DATA_HOME", ".local/share") / "applications" / f"{NAME}.desktop"


def make(kind: str, program: Path) -> Path:
    """Makes the entry, which calls `program` with the Python that runs now; gives its file. Ends the program
    where Windows does not take it."""
    file = place(kind)
    file.parent.mkdir(parents=True, exist_ok=True)
    # Who clicks wants to see it; whom it starts for wants it to be there.
    call = [sys.executable, str(program), "open" if kind == "shortcut" else "serve"]
    if not WINDOWS:
        file.write_text(desktop_entry(call, program.parent), encoding="utf-8")
    elif subprocess.call(powershell(link_script(file, call, program.parent))) != 0:  # noqa: S603 - ours, encoded
        sys.exit(FAILED)
    return file


def desktop_entry(call: list[str], folder: Path) -> str:
    """An entry as the Desktop Entry Specification wants it: what it calls, in a terminal that shows what it
    says."""
    # Quoted as for a shell, then escaped as a value of the file; % would name something to open.
    quoted = " ".join('"' + re.sub(r'(["`$\\])', r"\\\1", part) + '"' for part in call).replace("%", "%%")
    values = {
        "Type": "Application",
        "Name": TITLE,
        "Exec": quoted,
        "Path": str(folder),
        "Icon": str(folder / "assets" / "icon.svg"),
        "Terminal": "true",
    }
    lines = [f"{name}={value}\n".replace("\\", r"\\") for name, value in values.items()]
    return "[Desktop Entry]\n" + "".join(lines)


def link_script(file: Path, call: list[str], folder: Path) -> str:
    """What PowerShell does to make a .lnk; it ends with 1 where Windows kept other letters than were
    given."""
    target, arguments = call[0], subprocess.list2cmdline(call[1:])
    return "\n".join(
        [
            "$ErrorActionPreference = 'Stop'",
            "$shell = New-Object -ComObject WScript.Shell",
            f"$link = $shell.CreateShortcut({_literal(str(file))})",
            f"$link.TargetPath = {_literal(target)}",
            f"$link.Arguments = {_literal(arguments)}",
            f"$link.WorkingDirectory = {_literal(str(folder))}",
            f"$link.WindowStyle = {MINIMIZED}",
            "$link.Save()",
            # It keeps text in the code page of the system, not in Unicode.
            f"$kept = $shell.CreateShortcut({_literal(str(file))})",
            f"if ($kept.TargetPath -ne {_literal(target)}) {{ exit 1 }}",
            f"if ($kept.Arguments -cne {_literal(arguments)}) {{ exit 1 }}",
        ]
    )


def powershell(script: str) -> list[str]:
    """The call that runs a script without its words being read by anything on the way, as quotes and Thai
    letters would be."""
    encoded = base64.b64encode(script.encode("utf-16-le")).decode()
    return ["powershell", "-NoProfile", "-NonInteractive", "-EncodedCommand", encoded]


def _literal(text: str) -> str:
    # PowerShell ends a literal at typographic quotes, too.
    return "'" + re.sub("(['\u2018-\u201b])", r"\1\1", text) + "'"


def _of_xdg(variable: str, usual: str) -> Path:
    return Path(os.environ.get(variable) or Path.home() / usual)
