"""The tables. One module per kind of record, and one each for what all of them share."""

from events.models.agreement import Agreement, FollowUp, LookUp, Party, Signatory
from events.models.claim import Claim
from events.models.desk import Comment, OpenForm, Schedule
from events.models.forum import Forum, Organiser, Participation, Session, Statement
from events.models.institution import Institution, Name
from events.models.log import ContentVersion, JournalEntry, OldAddress, SeedMemory
from events.models.media import Picture
from events.models.merging import Merge, NotTheSame
from events.models.milestone import Milestone
from events.models.person import Appointment, Person
from events.models.record import Record
from events.models.report import Report
from events.models.revision import Revision
from events.models.search import SearchDocument
from events.models.source import Source
from events.models.topic import City, Sector, Series, Strategy
from events.models.translation import Translation

__all__ = [
    "Agreement",
    "Appointment",
    "City",
    "Claim",
    "Comment",
    "ContentVersion",
    "FollowUp",
    "Forum",
    "Institution",
    "JournalEntry",
    "LookUp",
    "Merge",
    "Milestone",
    "Name",
    "NotTheSame",
    "OldAddress",
    "OpenForm",
    "Organiser",
    "Participation",
    "Party",
    "Person",
    "Picture",
    "Record",
    "Report",
    "Revision",
    "Schedule",
    "SearchDocument",
    "Sector",
    "SeedMemory",
    "Series",
    "Session",
    "Signatory",
    "Source",
    "Statement",
    "Strategy",
    "Translation",
]
