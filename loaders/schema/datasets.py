"""Every data set that can be loaded, by the name of its table."""

from loaders.schema.budget import BUDGET
from loaders.schema.dataset import Dataset
from loaders.schema.measures import MEASURES
from loaders.schema.plan_progress import PLAN_PROGRESS
from loaders.schema.plan_projects import PLAN_PROJECTS
from loaders.schema.plan_ranking import PLAN_RANKING
from loaders.schema.satisfaction import SATISFACTION

DATASETS: dict[str, Dataset] = {
    dataset.table: dataset
    for dataset in (BUDGET, SATISFACTION, PLAN_PROGRESS, PLAN_PROJECTS, PLAN_RANKING, MEASURES)
}
