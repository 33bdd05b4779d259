"""Milestones: dated steps that are neither forum nor agreement."""

from django.contrib import admin

from events.admin.records import RecordAdmin
from events.models import Milestone


@admin.register(Milestone)
class MilestoneAdmin(RecordAdmin):
    facts = (("start", "end"), "institutions")
    autocomplete_fields = ("institutions", "cities", "sectors", "strategies")
