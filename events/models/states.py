"""The closed lists of words that columns may hold. The codes are public (URLs, data) and never change."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    FORUM = "forum", _("Forum")
    REPORT = "report", _("Report")
    AGREEMENT = "agreement", _("Agreement")
    INSTITUTION = "institution", _("Institution")
    PERSON = "person", _("Person")
    MILESTONE = "milestone", _("Milestone")


class Mergeable(models.TextChoices):
    """What may turn out to stand twice, and be made one."""

    INSTITUTION = "institution", _("Institution")
    PERSON = "person", _("Person")
    SOURCE = "source", _("Source")
    SECTOR = "sector", _("Sector")


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class DraftStatus(models.TextChoices):
    """How far the draft beside a record is that readers see, or have seen."""

    NONE = "", _("None")
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")


class DeskState(models.TextChoices):
    """What an editor must know of a record at a glance: what readers see of it, and what waits."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Approved")
    SCHEDULED = "scheduled", _("Scheduled")
    LIVE = "live", _("Live")
    CHANGED = "changed", _("Live with changes")
    CHANGES_IN_REVIEW = "changes_in_review", _("Live, changes in review")
    CHANGES_APPROVED = "changes_approved", _("Live, changes approved")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class RevisionKind(models.TextChoices):
    PUBLISHED = "published", _("Published")
    DRAFT = "draft", _("Draft")


class Decision(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    ACCEPTED = "accepted", _("Accepted")
    CORRECTED = "corrected", _("Corrected")
    REJECTED = "rejected", _("Rejected")


class Language(models.TextChoices):
    ENGLISH = "en", "English"
    TRADITIONAL = "zh-hant", "繁體中文"
    SIMPLIFIED = "zh-hans", "简体中文"


class TextStatus(models.TextChoices):
    """Where a text stands in one language. A machine converts from script to script; only a person translates, or approves."""

    MISSING = "missing", _("Missing")
    CONVERTED = "converted", _("Converted")
    TRANSLATED = "translated", _("Translated")
    APPROVED = "approved", pgettext_lazy("text", "Approved")
    STALE = "stale", _("Stale")


class Bank(models.TextChoices):
    """The side of the water that a city stands on."""

    LEFT = "left", _("Left bank")
    RIGHT = "right", _("Right bank")
    NONE = "none", _("Neither")


class SectorFamily(models.TextChoices):
    """The six colours; a finer sector inherits its family's and differs by label."""

    FINANCE = "finance", _("Finance")
    SHIPPING = "shipping", _("Shipping and aviation")
    INNOVATION = "innovation", _("Innovation and technology")
    TRADE = "trade", _("Trade and law")
    CULTURE = "culture", _("Culture and education")
    PUBLIC = "public", _("Health and city services")


class ForumFormat(models.TextChoices):
    IN_PERSON = "in-person", _("In person")
    ONLINE = "online", _("By video")
    MIXED = "mixed", _("In person and by video")


class AttendanceQualifier(models.TextChoices):
    EXACTLY = "exactly", _("exactly")
    ABOUT = "about", _("about")
    MORE_THAN = "more-than", _("more than")
    HUNDREDS = "hundreds", _("hundreds, number not stated")


class OrganiserRole(models.TextChoices):
    ORGANISER = "organiser", _("Organiser")
    CO_ORGANISER = "co-organiser", _("Co-organiser")
    SUPPORTER = "supporter", _("Supporter")


class Capacity(models.TextChoices):
    """In which a person took part in a forum."""

    CO_CHAIR = "co-chair", _("Co-chair")
    KEYNOTE_SPEAKER = "keynote-speaker", _("Keynote speaker")
    SPEAKER = "speaker", _("Speaker")
    SIGNATORY = "signatory", _("Signatory")
    GUEST = "guest", _("Guest")


class StatementKind(models.TextChoices):
    QUOTATION = "quotation", _("Quotation")
    PARAPHRASE = "paraphrase", _("Paraphrase")
    PROPOSAL = "proposal", _("Proposal")


class Instrument(models.TextChoices):
    MEMORANDUM_OF_UNDERSTANDING = "memorandum-of-understanding", _("Memorandum of understanding")
    STRATEGIC_COOPERATION_MEMORANDUM = "strategic-cooperation-memorandum", _("Strategic cooperation memorandum")
    STRATEGIC_COOPERATION_AGREEMENT = "strategic-cooperation-agreement", _("Strategic cooperation agreement")
    COOPERATION_AGREEMENT = "cooperation-agreement", _("Cooperation agreement")
    LETTER_OF_INTENT = "letter-of-intent", _("Letter of intent")
    FRAMEWORK_AGREEMENT = "framework-agreement", _("Framework agreement")
    ACTION_PLAN = "action-plan", _("Action plan")
    STRATEGIC_PARTNERSHIP = "strategic-partnership", _("Strategic partnership")


class FollowUpKind(models.TextChoices):
    """What a dated piece of evidence says about an agreement."""

    ANNOUNCED = "announced", _("Announced")
    IN_FORCE = "in-force", _("In force")
    ACTIVITY = "activity", _("Activity")
    RENEWED = "renewed", _("Renewed")
    SUPERSEDED = "superseded", _("Superseded")
    CONCLUDED = "concluded", _("Concluded")


class Standing(models.TextChoices):
    """Where an agreement stands: computed from its follow-ups and look-ups, never typed."""

    SIGNED = "signed", pgettext_lazy("standing", "Signed")
    ACTIVE = "active", pgettext_lazy("standing", "Activity since")
    QUIET = "quiet", pgettext_lazy("standing", "No public follow-up found")
    RENEWED = "renewed", pgettext_lazy("standing", "Renewed")
    SUPERSEDED = "superseded", pgettext_lazy("standing", "Superseded")
    CONCLUDED = "concluded", pgettext_lazy("standing", "Concluded")


class InstitutionKind(models.TextChoices):
    GOVERNMENT = "government", _("Government")
    STATUTORY_BODY = "statutory-body", _("Statutory body")
    ADVISORY_BODY = "advisory-body", _("Advisory body")
    REGULATOR = "regulator", _("Regulator")
    EXCHANGE = "exchange", _("Exchange or market infrastructure")
    UNIVERSITY = "university", _("University")
    THINK_TANK = "think-tank", _("Think-tank")
    FOUNDATION = "foundation", _("Foundation")
    CHAMBER = "chamber", _("Chamber or association")
    PROFESSIONAL_BODY = "professional-body", _("Professional body")
    COMPANY = "company", _("Company")
    CULTURAL = "cultural", _("Cultural institution")
    HOSPITAL = "hospital", _("Hospital body")
    BROADCASTER = "broadcaster", _("Broadcaster")
    COURT_OR_ARBITRATION = "court-or-arbitration", _("Court or arbitration body")
    YOUTH_ORGANISATION = "youth-organisation", _("Youth organisation")


class NameKind(models.TextChoices):
    ALIAS = "alias", _("Alias")
    ABBREVIATION = "abbreviation", _("Abbreviation")
    FORMER = "former", _("Former name")
    REPORTED = "reported", _("As a source reports it")


class Reliability(models.TextChoices):
    HIGH = "high", _("High: the publisher’s own page or an official archive")
    MEDIUM = "medium", _("Medium: a mirror of a known publisher")
    LOW = "low", _("Low: a repost or an unattributed page")


class Verb(models.TextChoices):
    """What the journal says that someone did."""

    CREATED = "created", _("created")
    CHANGED = "changed", _("changed")
    SUBMITTED = "submitted", _("submitted for review")
    RETURNED = "returned", _("returned for changes")
    APPROVED = "approved", _("approved")
    SCHEDULED = "scheduled", _("scheduled")
    UNSCHEDULED = "unscheduled", _("took off the schedule")
    DISCARDED = "discarded", _("discarded the draft")
    RESTORED = "restored", _("restored as a draft")
    COMMENTED = "commented", _("commented")
    RESOLVED = "resolved", _("resolved the comment")
    ASSIGNED = "assigned", _("assigned")
    PUBLISHED = "published", _("published")
    WITHDREW = "withdrew", _("withdrew")
    DELETED = "deleted", _("deleted")
    MERGED = "merged", _("merged")
    SEPARATED = "separated", _("took back the merge")
    TOLD_APART = "told-apart", _("told apart")
    IMPORTED = "imported", _("imported")
