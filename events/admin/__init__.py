"""The desk of editors and publishers. Every save is a verb of `editorial`."""

from events.admin import (
    accounts,
    agreements,
    all_records,
    forums,
    institutions,
    journal,
    memory,
    milestones,
    people,
    reports,
    sources,
    vocabulary,
)

__all__ = [
    "accounts",
    "agreements",
    "all_records",
    "forums",
    "institutions",
    "journal",
    "memory",
    "milestones",
    "people",
    "reports",
    "sources",
    "vocabulary",
]
