"""A store in one file and back: what is restored is what was there, and nothing else is taken for a backup."""

import zipfile

import duckdb
import pytest

from database import FILE_NAME
from loaders.problem import LoadError
from loaders.store import backup
from loaders.store.publishing import publishing


def content(folder):
    """Each file of a store that is no trace of work."""
    paths = (path for path in folder.rglob("*") if path.is_file() and not path.name.endswith("lock"))
    return {path.relative_to(folder): path.read_bytes() for path in paths}


@pytest.fixture
def backed_up(loaded_store, tmp_path):
    """The backup of a store."""
    (loaded_store / "settings" / "04960201").mkdir(parents=True)
    (loaded_store / "settings" / "04960201" / "header.png").write_bytes(b"a picture")
    backup.backup(loaded_store, tmp_path / "backup.zip")
    return tmp_path / "backup.zip"


def test_what_is_restored_is_what_was_there(loaded_store, backed_up, tmp_path, loader_process):
    folder = tmp_path / "สำเนา ใหม่"
    assert backup.restore(backed_up, folder) == len(content(loaded_store))
    assert content(folder) == content(loaded_store)
    assert backed_up.stat().st_mode & 0o077 == 0
    assert loader_process("rebuild", "--store", folder).returncode == 0


def test_a_folder_with_something_in_it_is_left_as_it_is(loaded_store, backed_up):
    before = content(loaded_store)
    with pytest.raises(LoadError) as refused:
        backup.restore(backed_up, loaded_store)
    assert "ไม่ว่าง" in refused.value.problems[0].text("th")
    assert content(loaded_store) == before


def repacked(source, target, change):
    """The backup anew, each file as `change` gives it (name, content) or leaves it out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            if changed := change(name, old.read(name)):
                new.writestr(*changed)
    return target


@pytest.mark.parametrize(
    "change",
    [
        lambda name, text: None if name == FILE_NAME else (name, text),
        lambda name, text: (name, text + b" ") if name == "register.json" else (name, text),
        lambda name, text: ("../escaped", text) if name == "register.json" else (name, text),
        lambda name, text: (name, text.replace(b"register.json", b"../escaped")) if name == backup.SUMS else (name, text),
        lambda name, text: None if name == backup.SUMS else (name, text),
    ],
    ids=["a file is missing", "a file is another", "a name leads out", "the list leads out", "no list"],
)
def test_what_is_not_a_whole_backup_is_refused_and_nothing_is_written(backed_up, tmp_path, change):
    spoiled = repacked(backed_up, tmp_path / "spoiled.zip", change)
    with pytest.raises(LoadError):
        backup.restore(spoiled, tmp_path / "new")
    assert not (tmp_path / "new").exists()
    assert not (tmp_path / "escaped").exists()
    assert not list(tmp_path.glob("restoring-*"))


def test_a_cut_file_and_one_that_is_not_there_are_refused_with_their_names(backed_up, tmp_path):
    (tmp_path / "cut.zip").write_bytes(backed_up.read_bytes()[:-100])
    for name in ("cut.zip", "none.zip"):
        with pytest.raises(LoadError) as refused:
            backup.restore(tmp_path / name, tmp_path / "new")
        assert name in refused.value.problems[0].text("th")


def test_a_load_that_is_under_way_is_waited_for_and_none_of_its_traces_is_taken(loaded_store, tmp_path):
    with publishing(loaded_store):
        assert (loaded_store / f"{FILE_NAME}.next").exists()
        (loaded_store / "x.partial").write_bytes(b"half")
    backup.backup(loaded_store, tmp_path / "backup.zip")
    backup.restore(tmp_path / "backup.zip", tmp_path / "new")
    assert "x.partial" not in {path.name for path in (tmp_path / "new").iterdir()}
    with duckdb.connect(str(tmp_path / "new" / FILE_NAME), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM budget").fetchone() == (13,)


def test_a_store_that_lacks_an_original_is_backed_up_and_the_clerk_is_told(loaded_store, tmp_path, loader_process):
    lost, altered, *_rest = sorted((loaded_store / "originals").iterdir())
    lost.unlink()
    altered.write_bytes(b"another")
    told = loader_process("backup", tmp_path / "backup.zip", "--store", loaded_store)
    assert told.returncode == 1
    assert all(text in told.stdout + told.stderr for text in (lost.name, altered.name, "โปรดเก็บไฟล์สำรองก่อนหน้าไว้"))
    assert backup.restore(tmp_path / "backup.zip", tmp_path / "new") == len(content(loaded_store))


def test_a_store_without_its_register_is_not_backed_up(loaded_store, tmp_path):
    (loaded_store / "register.json").unlink()
    with pytest.raises(LoadError):
        backup.backup(loaded_store, tmp_path / "backup.zip")
    assert not list(tmp_path.glob("backup.zip*"))


def test_where_there_is_no_room_the_file_and_not_the_store_is_named(loaded_store, tmp_path):
    with pytest.raises(LoadError) as refused:
        backup.backup(loaded_store, tmp_path / "nowhere" / "backup.zip")
    assert refused.value.problems[0].value == str(tmp_path / "nowhere" / "backup.zip")


def test_a_folder_at_which_a_disk_is_mounted_is_restored_into(backed_up, small_disk, loaded_store):
    disk, _remount = small_disk
    assert backup.restore(backed_up, disk) == len(content(loaded_store))
    assert content(disk) == content(loaded_store)
    assert not list(disk.glob("restoring-*"))


def test_a_machine_that_follows_takes_no_change(loaded_store, loader_process, write):
    text = "organization_code,fiscal_year,as_of,division,item,allocation,disbursed\n04960201,2566,2023-03-31,กองคลัง,ค่าวัสดุ,100,1\n"
    before = content(loaded_store)
    for command in (("load", write(text)), ("undo", "1"), ("rebuild",)):
        told = loader_process(*command, PRONGSAI_STORE=str(loaded_store), PRONGSAI_FOLLOWS="on")
        assert told.returncode == 1
        assert "เครื่องที่เครื่องนี้ติดตาม" in told.stdout + told.stderr
    after = content(loaded_store)
    assert {name: after[name] for name in before} == before
