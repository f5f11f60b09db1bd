"""Under which licences what we install is given: `python -m tests.licences` writes docs/licences.md anew."""

import re
from importlib.metadata import PackageMetadata, metadata

from tests.serving import ROOT

LIST = ROOT / "docs" / "licences.md"
LONGEST = 60
"""Characters of a licence's name; what is longer is its whole text."""
HEAD = """# สัญญาอนุญาตของสิ่งที่ใช้ / Licences of what is used

โปรแกรมนี้ใช้สัญญาอนุญาต MIT (`LICENSE`) แพ็กเกจด้านล่างติดตั้งแยกต่างหากตาม `requirements.lock` ชื่อสัญญาอนุญาตเป็นไปตามที่แพ็กเกจแต่ละรายการระบุ
แบบอักษร Sarabun (แพ็กเกจ `fontpkg-sarabun`) ที่ส่งให้เบราว์เซอร์และฝังในเอกสาร ใช้ SIL Open Font License 1.1 ซึ่งให้ฝังในเอกสารและแจกจ่ายต่อได้
Chromium, nginx และบัญชีของหน่วยงาน (Canaille, MIT) เป็นโปรแกรมแยก มีสัญญาอนุญาตของตนเอง

This program is given under the MIT licence (`LICENSE`). The packages below are installed beside it, as `requirements.lock`
names them; licences are named as each package says. The font Sarabun (package `fontpkg-sarabun`), which browsers get and
documents embed, is under the SIL Open Font License 1.1, which allows both. Chromium, nginx and an office's own accounts
(Canaille, MIT) are programs of their own.

| แพ็กเกจ / Package | รุ่น / Version | สัญญาอนุญาต / Licence |
|---|---|---|
"""


def listed() -> str:
    """The list, from the metadata of the packages installed here. Raises PackageNotFoundError where one is not."""
    versions: dict[str, list[str]] = {}
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for name, version in re.findall(r"^([\w.-]+)==([^ ;]+)", lock, re.M):
        versions.setdefault(name, []).append(version)
    rows = (f"| {name} | {', '.join(each)} | {licence(metadata(name))} |\n" for name, each in versions.items())
    return HEAD + "".join(rows)


def licence(told: PackageMetadata) -> str:
    """Its licence's name, as the package says it: where it has several ways to, in the exactest."""
    # json gives None for what is not said; its classifiers are a list.
    said = told.json
    expression, text = str(said.get("license_expression", "")), str(said.get("license", "")).strip().split("\n")[0]
    kinds = [each for each in said.get("classifier", []) if each.startswith("License ::")]
    by_kind = " / ".join(each.rsplit(" :: ", 1)[1] for each in kinds)
    return expression or (text if 0 < len(text) < LONGEST and not text.startswith("Copyright") else by_kind)


if __name__ == "__main__":
    LIST.write_text(listed(), encoding="utf-8")
