"""Every data set that can be loaded, by the name of its table."""

from loaders.budget import BUDGET
from loaders.dataset import Dataset
from loaders.measures import MEASURES
from loaders.plan_progress import PLAN_PROGRESS
from loaders.plan_projects import PLAN_PROJECTS
from loaders.plan_ranking import PLAN_RANKING
from loaders.satisfaction import SATISFACTION

DATASETS: dict[str, Dataset] = {
    dataset.table: dataset for dataset in (BUDGET, SATISFACTION, PLAN_PROGRESS, PLAN_PROJECTS, PLAN_RANKING, MEASURES)
}
