"""Fits what is on screen on one sheet of paper, as wide as it stands there."""

SHEET = (688, 1010)
"""Pixels of an A4 sheet within its margins, of which there are 96 to an inch."""
SMALLEST = 0.45
"""What would have to be smaller to be on one sheet goes on on others, as wide as they are."""
FIT = f"""
onbeforeprint = () => {{
    const page = document.querySelector("[data-testid=stMainBlockContainer]")
    const {{ paddingLeft, paddingRight, paddingTop, paddingBottom }} = getComputedStyle(page)
    const width = page.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight)
    const height = page.scrollHeight - parseFloat(paddingTop) - parseFloat(paddingBottom)
    const wide = Math.min(1, {SHEET[0]} / width), whole = {SHEET[1]} / height
    page.style.setProperty("--paper-width", width + "px")
    page.style.setProperty("--paper-zoom", whole < {SMALLEST} ? wide : Math.min(wide, whole))
}}
"""
