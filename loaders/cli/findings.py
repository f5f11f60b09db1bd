"""The command findings: what does not reconcile in what is stored."""

from pathlib import Path

import seal
from loaders import findings as stored
from loaders.cli.answering import DONE, STYLES, on_store, plain, print_json, print_problem
from loaders.loading import refresh_findings
from loaders.store.publishing import refuse_missing
from loaders.store.register import opened
from vocabulary import thai
from vocabulary.language import N_

_SEVERITIES = {
    "error": "ตัวเลขขัดกัน / figures contradict",
    "warning": "ควรตรวจสอบ / to be checked",
    "note": "เพื่อทราบ / for information",
}


@on_store("findings", N_("what does not reconcile in what is stored"))
def findings(store: Path, as_json: bool) -> int:
    """Tells of all findings, the gravest first."""
    refuse_missing(store)
    # Rules and reference tables may have been edited since the last load.
    refresh_findings(store)
    found = []
    if seal.database(store).exists():
        with opened(seal.database(store), read_only=True) as connection:
            found = stored.listed(connection, thai.today())
    if as_json:
        print_json({"findings": [stored.as_json(row) for row in found]})
        return DONE
    for severity, title in _SEVERITIES.items():
        of_severity = [stored.as_problem(row) for row in found if row["severity"] == severity]
        if of_severity:
            plain().print(f"[bold {STYLES[severity]}]{title}: {len(of_severity):,}[/]")
        for problem in of_severity:
            print_problem(problem)
    if not found:
        plain().print("ไม่พบข้อสังเกต / no findings")
    return DONE
