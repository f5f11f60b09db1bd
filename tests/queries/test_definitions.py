"""What our words mean is defined once a process and copied: each store has its own figures and names all the same."""

import pytest

import database
import definitions

TABLES = ["load", "source", "organization", "member", "reading_name", "named.budget", "reference.provinces", "data_set"]


def held(store, monkeypatch):
    """What the tables and views of a store hold, as a reader has them."""
    monkeypatch.setenv("PRONGSAI_STORE", str(store))
    return {table: database.cursor().execute(f"FROM {table} ORDER BY ALL").fetchall() for table in TABLES}


@pytest.mark.parametrize("is_lost", [False, True])
def test_a_store_has_its_own_tables_whichever_was_opened_before(published, with_made_up, monkeypatch, is_lost):
    stores = [published, with_made_up]
    definitions._kept.clear()
    defined = [held(stores[0], monkeypatch)]
    definitions._kept.clear()
    defined.append(held(stores[1], monkeypatch))
    assert defined[0]["source"] != defined[1]["source"]
    if is_lost:  # as from a folder of temporary files that somebody tidies
        for path in definitions._kept.values():
            path.unlink()
    assert [held(store, monkeypatch) for store in stores] == defined
    assert all(path.exists() for path in definitions._kept.values())


def test_another_table_of_reference_is_read_anew(published, with_made_up, monkeypatch, tmp_path):
    held(published, monkeypatch)
    for path in definitions.REFERENCE.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    provinces = (tmp_path / "provinces.csv").read_text(encoding="utf-8")
    (tmp_path / "provinces.csv").write_text(provinces.replace("นราธิวาส", "นราธิวาศ"), encoding="utf-8")
    monkeypatch.setattr(definitions, "REFERENCE", tmp_path)
    assert "นราธิวาศ" in str(held(with_made_up, monkeypatch)["reference.provinces"])
