"""Writes of followups: promises, their steps, evidence and voices."""

from portal.followups.services.files import add_file, remove_file
from portal.followups.services.handing import decline, offer, take
from portal.followups.services.promises import change_promise, make_promise
from portal.followups.services.steps import finish, reopen, start, withdraw
from portal.followups.services.training import (
    BadCourses,
    CourseLine,
    CoursesImported,
    bring_course_back,
    change_course,
    create_course,
    import_courses,
    retire_course,
)
from portal.followups.services.training_plans import count_training, plan_training
from portal.followups.services.voices import Source, add_voice, forget_sources

__all__ = [
    "BadCourses",
    "CourseLine",
    "CoursesImported",
    "Source",
    "add_file",
    "add_voice",
    "bring_course_back",
    "change_course",
    "change_promise",
    "count_training",
    "create_course",
    "decline",
    "finish",
    "forget_sources",
    "import_courses",
    "make_promise",
    "offer",
    "plan_training",
    "remove_file",
    "reopen",
    "retire_course",
    "start",
    "take",
    "withdraw",
]
