"""Which licences what we install has is told, and lets an office use it and hand on its documents."""

import re
import sys

import pytest

from tests.licences import LIST, listed

FREE = re.compile(r"MIT|BSD|Apache|MPL|Mozilla|PSF|OFL|AFL|Zlib|CC0|ISC")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a package or two is not installed")
def test_the_list_is_that_of_what_is_installed():
    assert LIST.read_text(encoding="utf-8") == listed(), "python -m tests.licences"


def test_every_licence_is_free_and_asks_nothing_of_what_is_made_with_it():
    rows = [line.split("|")[1:4] for line in LIST.read_text(encoding="utf-8").splitlines() if re.match(r"\| [a-z]", line)]
    assert len(rows) > 50
    assert [name for name, _version, licence in rows if not FREE.search(licence) or "GPL" in licence] == []
