"""What is told of files that were checked or stored."""

from rich.markup import escape

from loaders.cli.answering import plain, print_problem
from loaders.layout.understanding import understood
from loaders.report import Report
from loaders.store.effect import Effect
from loaders.store.publishing import Stored


def print_report(report: Report) -> None:
    """Tells what became of one file: how it is understood, its control totals, and what is wrong with it."""
    _print_outcome(report)
    _print_understanding(report)
    _print_control(report)
    for problem in (*report.problems, *report.findings):
        print_problem(problem)


def _print_outcome(report: Report) -> None:
    out = plain()
    name = escape(f"{report.path} [{report.sheet}]" if report.sheet else str(report.path))
    if report.checked is None:
        out.print(f"[red]✗[/] {name}: ไม่รับไฟล์นี้ ไม่มีข้อมูลใดถูกบันทึก / refused, nothing of it was stored")
    elif not report.brings_rows:
        out.print(f"[green]✓[/] {name}: เทียบกันแล้ว ไม่มีข้อมูลที่ต้องบันทึก / compared, nothing to store")
    elif report.stored is None:
        said = f"{report.checked.rows:,} แถว ไม่พบข้อผิดพลาด / rows, no errors"
        out.print(f"[green]✓[/] {name} → {report.checked.dataset.table}: {said}")
    elif report.stored.unchanged:
        said = f"ไฟล์เดิม ไม่มีอะไรเปลี่ยน / already loaded, nothing changed (load {report.stored.load_id})"
        out.print(f"[green]=[/] {name}: {said}")
    else:
        said = f"{report.stored.rows:,} แถว / rows (load {report.stored.load_id})"
        out.print(f"[green]✓[/] {name} → {report.checked.dataset.table}: {said}")
        _print_replaced(report.stored)


def _print_replaced(stored: Stored) -> None:
    out = plain()
    for load_id, rows in stored.replaced.items():
        out.print(f"  แทนที่ {rows:,} แถวของการนำเข้าครั้งที่ {load_id} / replaced {rows:,} rows of load {load_id}")
    for load_id, rows in stored.left.items():
        out.print(
            f"  [yellow]ยังเหลือ {rows:,} แถวของการนำเข้าครั้งที่ {load_id} ที่ไฟล์นี้ไม่มี"
            " เช่น ชื่อหน่วยงานที่เปลี่ยนไป โปรดตรวจว่าไม่ได้นับซ้ำ[/]\n"
            f"  [dim]{rows:,} rows of load {load_id} stay, which this file does not have, such as a division"
            " under another name. Check that nothing is counted twice.[/]"
        )


def _print_understanding(report: Report) -> None:
    if report.checked is None:
        return
    told = (
        understood(report.checked.reading, report.sheet, report.checked.encoding, language)
        for language in ("th", "en")
    )
    # Both say the same things in the same order.
    for thai, english in zip(*told, strict=True):
        plain().print(f"  {escape(thai)}\n  [dim]{escape(english)}[/]")


def _print_control(report: Report) -> None:
    """What the lines come to, beside the total that the file prints."""
    if report.checked is None:
        return
    out, control = plain(), report.checked.control
    out.print(f"  [bold]ยอดควบคุม / control totals: {control.lines:,} แถว / rows[/]")
    for name, total in control.sums.items():
        # A column that is blank throughout has no total; 0 would be one.
        if total is not None:
            printed = f" (ในไฟล์ / printed {control.printed[name]:,})" if name in control.printed else ""
            out.print(f"  {name}: {total:,}{printed}")


def print_effect(what: Effect) -> None:
    """Tells what storing a file would do."""
    out = plain()
    out.print(
        f"  ใหม่ {what.new:,} เปลี่ยน {what.changed:,} เหมือนเดิม {what.unchanged:,} หายไป {what.gone:,} แถว"
        f" / rows new {what.new:,}, changed {what.changed:,}, unchanged {what.unchanged:,},"
        f" gone {what.gone:,}"
    )
    for total in what.totals:
        mean = " (เฉลี่ย / mean)" if total.is_mean else ""
        before, after = ("–" if value is None else f"{value:,}" for value in (total.before, total.after))
        out.print(f"  [dim]{total.column}{mean}: {before} → {after}[/]")
