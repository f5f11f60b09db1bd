"""The rules of the house that import-linter cannot see, and proof that each of them and of its contracts bites."""

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from configparser import ConfigParser
from fnmatch import fnmatch
from functools import cache, partial
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = {"alerts", "bench", "charts", "evidence", "loaders", "pages", "portal", "queries", "screen", "sections", "sentences"} | {
    "server",
    "vocabulary",
}
MAY_IMPORT = {
    "app": ROOMS - {"pages"} | {"chromium", "database", "settings"},
    "chromium": set[str](),
    "shortcuts": set[str](),
    "database": {"definitions", "scratch", "seal", "settings", "vocabulary"},
    "definitions": {"scratch", "vocabulary"},
    "program": {"settings"},
    "replicas": set[str](),
    "run": {"chromium", "replicas", "shortcuts"},
    "scratch": set[str](),
    "seal": {"settings"},
    "settings": set[str](),
}
"""What of ours each module beside the rooms may import. What the rooms may import stands in .importlinter."""
BESIDE = set(MAY_IMPORT)
LONGEST_FUNCTION, LONGEST_FILE = 40, 400
ASKING = {"execute", "executemany", "query", "sql"}
CHANGING = {"load_files", "publish", "undo", "rebuild", "demo.add", "demo.remove", "explain", "write"} | {
    "keep_draft",
    "publish_drafts",
    "people.save",
    "hand_in",
    "publish_draft",
    "load_drafts.give_back",
    "load_drafts.withdraw",
    "photographs.add",
    "photographs.take_away",
}
"""What pages call of loaders/ to change what is stored."""
ASKED = {"access.demand", "access.permitted", "demand_still", "demand_undoing"}
"""What asks whether the visitor may."""

Found = Iterator[tuple[int, str]]
Rule = Callable[[ast.Module], Found]
Function = ast.FunctionDef | ast.AsyncFunctionDef


# The rules: each takes a module and tells line and offence.


def imports(module: ast.Module, banned: Callable[[str], bool]) -> Found:
    """Imports of a banned package, wherever in the module they stand."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or "." if node.level == 0 else "."]
        else:
            continue
        yield from ((node.lineno, name) for name in names if banned(name.partition(".")[0]))


def imports_of_ours_beyond(allowed: set[str]) -> Rule:
    """Imports of a module or room of ours that is not allowed."""
    return partial(imports, banned=lambda name: name in (ROOMS | BESIDE | {"tests"}) - allowed)


def imports_any(*packages: str) -> Rule:
    """Imports of one of these packages."""
    return partial(imports, banned=lambda name: name in packages)


def is_plain_text(node: ast.expr) -> bool:
    """Whether a text stands there as a whole, at most in pieces that are plain themselves."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return is_plain_text(node.left) and is_plain_text(node.right)
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def calls(module: ast.Module, names: set[str]) -> Iterator[ast.Call]:
    """Calls of a method or function with one of these names."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", None)
            if name in names:
                yield node


def asks_anything(module: ast.Module) -> Found:
    """Any question to the database."""
    return ((call.lineno, "asks the database") for call in calls(module, ASKING))


def asks_with_made_up_sql(module: ast.Module) -> Found:
    """Questions whose SQL is not plain text: values are bound, so that none can change what is asked."""
    for call in calls(module, ASKING):
        if not call.args or not is_plain_text(call.args[0]):
            yield call.lineno, "SQL that is not plain text"


def changes_unasked(module: ast.Module) -> Found:
    """Changes of what is stored, made by a function that has not demanded the right to it before."""
    made = {call.lineno: ast.unparse(call.func) for call in ast.walk(module) if isinstance(call, ast.Call)}
    changes = {line for line, name in made.items() if name in CHANGING}
    for node in ast.walk(module):
        if isinstance(node, Function):
            inside = range(node.lineno, (node.end_lineno or 0) + 1)
            demanded = [line for line, name in made.items() if name in ASKED and line in inside]
            changes -= {line for line in changes if line in inside and min(demanded, default=line) < line}
    return ((line, f"{made[line]} unasked") for line in changes)


def runs_apart(module: ast.Module) -> Found:
    """What Streamlit runs without the page, which has forgotten the visitor's language and digits then."""
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and ast.unparse(node) in ("st.fragment", "st.dialog"):
            yield node.lineno, "use screen/apart.py"


def catches_everything(module: ast.Module) -> Found:
    """Nets so wide that a fault of the program itself is caught in them."""
    for node in ast.walk(module):
        if isinstance(node, ast.ExceptHandler):
            caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            names = {None if kind is None else getattr(kind, "id", "") for kind in caught}
            if names & {None, "Exception", "BaseException"}:
                yield node.lineno, "catches everything"


def trusts_html(module: ast.Module) -> Found:
    """HTML that the browser takes as it is: a name in a loaded file could bring a script."""
    for node in ast.walk(module):
        if isinstance(node, ast.keyword) and node.arg == "unsafe_allow_html":
            refused = isinstance(node.value, ast.Constant) and node.value.value is False
            yield from [] if refused else [(node.value.lineno, "unsafe_allow_html")]


def leaves_its_icon_to_the_text(module: ast.Module) -> Found:
    """Alerts without an icon of their own: Streamlit would take one from the beginning of the text, which may be a file's."""
    for call in calls(module, {"error", "warning", "info", "success"}):
        of_streamlit = isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "st"
        if of_streamlit and not any(keyword.arg == "icon" for keyword in call.keywords):
            yield call.lineno, "an alert without an icon"


def is_long(module: ast.Module) -> Found:
    """Functions too long to be read at a glance. A docstring may take the room it needs."""
    for node in ast.walk(module):
        if isinstance(node, Function) and (statements := node.body[ast.get_docstring(node) is not None :]):
            lines = (statements[-1].end_lineno or 0) - statements[0].lineno + 1
            if lines > LONGEST_FUNCTION:
                yield node.lineno, f"{node.name} has {lines} lines"


def is_undocumented(module: ast.Module) -> Found:
    """A module, or a public function or method, without a docstring. A file with nothing in it needs none."""
    if module.body and not ast.get_docstring(module):
        yield 1, "module without a docstring"
    classes = [node for node in module.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
    for node in (*module.body, *(member for each in classes for member in each.body)):
        if isinstance(node, Function) and not node.name.startswith("_") and not ast.get_docstring(node):
            yield node.lineno, f"{node.name} without a docstring"


def hidden_by_pages(pages: Iterable[str], others: Iterable[str]) -> list[str]:
    """Pages whose name hides something else of that name: their folder comes first on the import path."""
    return sorted(set(pages) & set(others) - {"__init__"})


CALENDAR = re.compile(r"(?<![\w.])54[34](?![\w.])|date\(.*,\s*(?:10,\s*1|9,\s*30)\)|(?<!\d)(?:09-30|10-01)(?!\d)")
"""What only the fiscal calendar knows: how far the eras are apart, and with which days a fiscal year begins and ends."""

MACHINE = re.compile(
    rb"""py[p]i\.org|python[h]osted|npm[j]s|jsd[e]livr|un[p]kg\.com|cdn[j]s|index-u[r]l|find-l[i]nks
    |(?<![\w.~-])/(?:(?:w[o]rk|r[o]ot)(?![\w-])|(?:h[o]me|U[s]ers)/)|[A-Z]:\\U[s]ers""",
    re.VERBOSE,
)
"""Registries, and places on a machine: what works only where the writer sat. (In brackets, or it would find itself.)"""


# What they are applied to.


def python(*folders: str) -> list[Path]:
    """Our modules in these folders ("." is the root itself), at any depth below a room."""
    found = (path for folder in folders for path in (ROOT / folder).glob("*.py" if folder == "." else "**/*.py"))
    paths = [path for path in found if ".venv" not in path.parts]  # of the yardsticks
    assert paths, f"no Python in {folders}"
    return sorted(paths)


def project_files() -> list[Path]:
    """Every file that is ours to publish: all but git's own and what .gitignore names."""
    ignored = [".git", *(line.rstrip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").split())]

    def below(folder: Path) -> Iterator[Path]:
        for path in folder.iterdir():
            if not any(fnmatch(path.name, pattern) for pattern in ignored):
                yield from below(path) if path.is_dir() else [path]

    return sorted(below(ROOT))


def offences(rule: Rule, paths: Iterable[Path]) -> list[str]:
    """Every breach of a rule in these modules, with its place."""
    return [f"{path.relative_to(ROOT)}:{line}: {offence}" for path in paths for line, offence in rule(parsed(path))]


@cache
def parsed(path: Path) -> ast.Module:
    """A module as its rules walk it."""
    return ast.parse(path.read_text(encoding="utf-8"))


def told(pattern: re.Pattern[str], paths: Iterable[Path]) -> list[str]:
    """Every line of these files that matches, with its place."""
    return [
        f"{path.relative_to(ROOT)}:{number}: {found[0]}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (found := pattern.search(line))
    ]


def nothing(offenders: list[str]) -> None:
    """Fails with all offenders at once, a line each."""
    assert not offenders, "\n".join(["", *offenders])


def test_the_rules_know_every_room_and_module() -> None:
    config = ConfigParser()
    config.read(ROOT / ".importlinter")
    assert set(config["importlinter"]["root_packages"].split()) == ROOMS
    with_python = {path.relative_to(ROOT).parts[0] for path in project_files() if path.suffix == ".py"}
    assert {name for name in with_python if not name.endswith(".py")} - {"tests"} == ROOMS
    assert {path.stem for path in python(".")} == BESIDE


def test_modules_beside_the_rooms_import_of_ours_only_what_they_may() -> None:
    nothing(
        [
            offence
            for path in python(".")
            for offence in offences(imports_of_ours_beyond(MAY_IMPORT.get(path.stem, set())), [path])
        ]
    )


def test_run_needs_nothing_but_the_standard_library() -> None:
    ours = {"chromium", "replicas", "shortcuts"}
    paths = [ROOT / f"{name}.py" for name in ("run", *ours)]
    nothing(offences(partial(imports, banned=lambda name: name not in sys.stdlib_module_names | ours), paths))


def test_the_fiscal_calendar_needs_nothing_but_the_standard_library() -> None:
    beyond = partial(imports, banned=lambda name: name not in sys.stdlib_module_names)
    nothing(offences(beyond, [ROOT / "vocabulary" / "fiscal_calendar.py"]))


def test_only_the_fiscal_calendar_reckons_eras_and_fiscal_years() -> None:
    sql = [path for path in project_files() if path.suffix == ".sql"]
    calendar = {ROOT / "vocabulary" / f"fiscal_calendar.{suffix}" for suffix in ("py", "sql")}
    assert calendar < {*python("vocabulary"), *sql}
    nothing(told(CALENDAR, [path for path in (*python(".", *ROOMS), *sql) if path not in calendar]))


def test_nobody_imports_pages() -> None:
    nothing(offences(imports_any("pages"), python(".", *ROOMS)))


def test_no_page_imports_pandas_duckdb_or_plotly_or_asks_the_database_itself() -> None:
    pages = python("pages")
    nothing(offences(imports_any("pandas", "duckdb", "plotly"), pages) + offences(asks_anything, pages))


def test_questions_are_plain_text_with_bound_values() -> None:
    nothing(offences(asks_with_made_up_sql, python("queries")))


def test_what_is_stored_is_changed_by_those_only_who_demand_the_right_to_where_they_change_it() -> None:
    at_the_start = ROOT / "server" / "start.py"  # which fills an empty store before there are visitors
    rooms = python(".", "pages", "screen", "server")
    assert offences(changes_unasked, [at_the_start])
    nothing(offences(changes_unasked, [path for path in rooms if path != at_the_start]))


def test_what_runs_without_the_page_keeps_its_view() -> None:
    nothing(offences(runs_apart, [path for path in python("pages", "screen") if path.name != "apart.py"]))


@pytest.mark.parametrize("rule", [catches_everything, trusts_html, leaves_its_icon_to_the_text])
def test_nothing_catches_everything_or_trusts_html(rule: Rule) -> None:
    nothing(offences(rule, python(".", *ROOMS, "tests")))


def test_functions_and_files_are_short() -> None:
    paths = python(".", *ROOMS)
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    long_files = [f"{path.relative_to(ROOT)}: {lines} lines" for path, lines in lengths.items() if lines > LONGEST_FILE]
    nothing(offences(is_long, paths) + long_files)


def test_modules_and_public_functions_say_what_they_are_for() -> None:
    nothing(offences(is_undocumented, python(".", *ROOMS)))


def test_no_page_hides_a_module_of_ours_or_of_a_library() -> None:
    others = BESIDE | ROOMS | {"tests"} | sys.stdlib_module_names | packages_distributions().keys()
    assert hidden_by_pages((path.stem for path in python("pages")), others) == []


def test_no_file_names_a_registry_or_a_place_on_someones_machine() -> None:
    nothing(
        [
            f"{path.relative_to(ROOT)}:{number}: {found[0].decode()}"
            for path in project_files()
            for number, line in enumerate(path.read_bytes().splitlines(), 1)
            if (found := MACHINE.search(line))
        ]
    )


LONG = "    x = 1\n"


@pytest.mark.parametrize(
    ("rule", "source", "lines"),
    [
        (imports_of_ours_beyond({"vocabulary"}), "import os\nimport screen\nfrom vocabulary.language import _", [2]),
        (imports_of_ours_beyond(set()), "def later():\n    from loaders.store import keep", [2]),
        (
            imports_of_ours_beyond(MAY_IMPORT["app"]),
            "import charts.theme, tests.store\nimport pages.budget",
            [1, 2],
        ),
        (
            imports_any("pandas", "duckdb"),
            "import pandas as pd\nfrom duckdb import connect\nimport pandas_like",
            [1, 2],
        ),
        (imports_any("plotly"), "import plotly.graph_objects as go", [1]),
        (asks_anything, "cursor().execute('FROM budget')", [1]),
        (asks_with_made_up_sql, "con.execute('FROM budget WHERE year = $year', {'year': 1})", []),
        (asks_with_made_up_sql, "con.execute('FROM budget '\n    'ORDER BY item' + ' LIMIT 1')", []),
        (asks_with_made_up_sql, "con.execute(f'FROM budget WHERE year = {year}')", [1]),
        (asks_with_made_up_sql, "con.sql('FROM budget WHERE year = %s' % year)", [1]),
        (asks_with_made_up_sql, "con.sql('FROM {}'.format(table))", [1]),
        (asks_with_made_up_sql, "con.execute('FROM ' + table)", [1]),
        (asks_with_made_up_sql, "con.execute(query=made)", [1]),
        (changes_unasked, "def kept():\n    access.demand()\n    undo(1)", []),
        (changes_unasked, "def kept():\n    with access.permitted('undo', code):\n        undo(1)", []),
        (changes_unasked, "def late():\n    undo(1)\n    access.demand()", [2]),
        (changes_unasked, "def one():\n    access.demand()\ndef other():\n    demo.add(store)\nrebuild(store)", [4, 5]),
        (runs_apart, "st.fragment(draw)()\n@st.dialog('Ask')\ndef ask():\n    pass\napart.part(draw)()", [1, 2]),
        (catches_everything, "try:\n    run()\nexcept Exception:\n    raise", [3]),
        (catches_everything, "try:\n    run()\nexcept:\n    raise", [3]),
        (catches_everything, "try:\n    run()\nexcept (OSError, BaseException):\n    raise", [3]),
        (catches_everything, "try:\n    run()\nexcept (OSError, duckdb.Error):\n    raise", []),
        (
            trusts_html,
            "st.markdown(\n    text,\n    unsafe_allow_html=True)\nst.html(text, unsafe_allow_html=False)",
            [3],
        ),
        (leaves_its_icon_to_the_text, "st.info(text)\nst.error(text, icon=ICON)\nlog.error(text)", [1]),
        (is_long, f"def short():\n    '''Says\n\n    much.'''\n{LONG * LONGEST_FUNCTION}", []),
        (is_long, f"def long():\n    '''Says.'''\n{LONG * (LONGEST_FUNCTION + 1)}", [1]),
        (is_undocumented, "", []),
        (is_undocumented, "import os", [1]),
        (is_undocumented, "'''Says.'''\ndef public():\n    pass\ndef _private():\n    pass", [2]),
        (is_undocumented, "'''Says.'''\nclass Public:\n    def method(self):\n        pass", [3]),
    ],
)
def test_a_planted_breach_is_seen(rule: Rule, source: str, lines: list[int]) -> None:
    assert sorted({line for line, _ in rule(ast.parse(source))}) == lines


def test_a_page_that_hides_another_module_is_seen() -> None:
    assert hidden_by_pages(["__init__", "_entry", "budget", "queries", "statistics"], ROOMS | sys.stdlib_module_names) == [
        "queries",
        "statistics",
    ]


@pytest.mark.parametrize(
    ("text", "is_seen"),
    [
        ("see https://py|pi.org/project/duckdb", True),
        ("pip install --index-u|rl https://mirror", True),
        ("store: /w|ork/main/var", True),
        ("in /r|oot, or", True),
        ("/h|ome/somchai/data.csv", True),
        ("on .github/workflows, plan/work and https://takbai.go.th/home/ita", False),
    ],
)
def test_a_registry_or_a_place_on_a_machine_is_seen(text: str, is_seen: bool) -> None:
    assert bool(MACHINE.search(text.replace("|", "").encode())) is is_seen


@pytest.mark.parametrize(
    ("line", "is_seen"),
    [
        ("WHERE year = fiscal_year - 543", True),
        ("make_date(year - 544, 1, 1)", True),
        ("date(common_year(year) - 1, 10, 1)", True),
        ("end = date(year, 9, 30)", True),
        ('ends = f"{year}-09-30"', True),
        ("amount = 1_543 + 5430 + 0.543", False),
        ("date(2024, 10, 15), (10, 1)", False),
    ],
)
def test_a_reckoned_era_or_fiscal_year_is_seen(line: str, is_seen: bool) -> None:
    assert bool(CALENDAR.search(line)) is is_seen


def test_every_contract_breaks_when_it_is_broken(tmp_path: Path) -> None:
    planted = {
        "alerts/bad.py": "import portal.bad",
        "charts/bad.py": "import duckdb, streamlit, queries.bad",
        "evidence/bad.py": "import duckdb",
        "loaders/schema/bad.py": "import plotly, pages.bad, vocabulary.tables, loaders.cli",
        "pages/bad.py": "import pandas",
        "portal/bad.py": "import loaders.cli",
        "queries/bad.py": "import vocabulary.thai",
        "sections/bad.py": "import database",
        "sentences/bad.py": "import database",
        "vocabulary/thai.py": "",
        "vocabulary/tables.py": "",
    }
    config = ConfigParser()
    config.read(ROOT / ".importlinter")
    inner = re.split(r"[\s|]+", config["importlinter:contract:loaders"]["layers"].strip())
    for room in (*ROOMS, *(f"loaders/{layer}" for layer in inner)):
        (tmp_path / room).mkdir(exist_ok=True)
        (tmp_path / room / "__init__.py").touch()
    for path, source in planted.items():
        (tmp_path / path).write_text(source)
    contracts = (ROOT / ".importlinter").read_text(encoding="utf-8")
    (tmp_path / ".importlinter").write_text(contracts, encoding="utf-8")
    lint = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-cache"]
    said = subprocess.run(lint, cwd=tmp_path, capture_output=True, encoding="utf-8")
    assert f"Contracts: 0 kept, {contracts.count('[importlinter:contract:')} broken." in said.stdout, said.stdout
