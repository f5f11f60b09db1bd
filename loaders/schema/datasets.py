"""The description of every data set that can be loaded, by the name of its table: DATASET of
loaders/schema/TABLE.py."""

from importlib import import_module, util

from loaders.schema.dataset import Dataset
from vocabulary.data_sets import DATA_SETS


class NoDescriptionError(Exception):
    """A data set of the register has no description of its file."""


def _described(table: str) -> Dataset:
    if util.find_spec(place := f"loaders.schema.{table}") is None:
        raise NoDescriptionError(
            f"{table}: the description of its file, loaders/schema/{table}.py, is missing"
        )
    dataset: Dataset = import_module(place).DATASET
    return dataset


DATASETS = {data_set.table: _described(data_set.table) for data_set in DATA_SETS}
