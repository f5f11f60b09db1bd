"""The sections of documents about the anti-corruption plan, in the round that the document is about."""

from sections import plan
from sections.subject import Section, Subjects


def projects_planned(subjects: Subjects) -> list[Section | None]:
    """The projects of the plan with their money; where their list is not loaded, the dimensions."""
    if "plan_projects" in subjects:
        return [plan.planned_projects(subjects["plan_projects"])]
    return [plan.planned_dimensions(subjects["plan"])]


def report(subjects: Subjects) -> list[Section | None]:
    """The round against the target, by dimension in projects and baht, its course, the projects, and how
    others compare."""
    subject, projects = subjects["plan"], subjects.get("plan_projects")
    months = subject.scope.round_months or plan.WHOLE_YEAR
    sections = [
        plan.whole(subject, {}),
        plan.done(subject, subject, months),
        plan.spent(subject, subject, months),
        plan.course_up_to(subject, subject, months),
    ]
    if projects:
        sections.append(plan.progress_of_projects(projects))
        missing = plan.missing_of(subject, projects)
        sections += [] if missing.table.empty else [missing]
    return [*sections, plan.ranking_beside(subject, subject)]
