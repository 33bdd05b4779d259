"""The shape of the seed files: what a person may write in ``seeds/``, key by key.

One class per kind of entry; a key that no class names is refused. Language codes are ``en``,
``zh-hant`` and ``zh-hans``; dates are partial (``2024``, ``2024-10``, ``2024-10-14``); other entries
are named by their ``key``, which is also their address. ``seeds/README.md`` explains it with examples.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from events.importer.seeds.scalars import Date, Key, Language, Line, Number, Small


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Texts(Entry):
    """The same words in up to three languages; at least one of them is there."""

    en: Line | None = None
    zh_hant: Line | None = Field(None, alias="zh-hant")
    zh_hans: Line | None = Field(None, alias="zh-hans")

    @model_validator(mode="after")
    def in_some_language(self) -> "Texts":
        if not (self.en or self.zh_hant or self.zh_hans):
            raise ValueError("has no text; write it under en, zh-hant or zh-hans")
        return self


class OtherName(Entry):
    """A name beside the official ones: alias, abbreviation, earlier name, or one a source misprints."""

    text: Line
    kind: Literal["alias", "abbreviation", "former", "reported"] = "alias"
    language: Language | None = None
    since: Date | None = None
    until: Date | None = None
    note: Line | None = None


class Claim(Entry):
    """What one source says about one field of the entry that the claim stands in.

    ``field`` is a key of the entry (``attendance``) or one of its rows (``parties/fsdc``,
    ``participants/leung-chun-ying/office``, ``statements/on-culture``). ``quote`` is copied letter by
    letter from the stored text of the source; without it the source is only named.
    """

    field: str
    source: Key
    quote: Line | None = None
    occurrence: Number = 1  # which one, where the source repeats the words
    reported: Line | None = None  # the source's words for the value, where it is not the whole quote
    decision: Literal["accepted", "corrected", "rejected"] = "accepted"
    reason: Texts | None = None
    evidence: list[Key] = []  # the sources that a correction rests on

    @model_validator(mode="after")
    def corrected_with_reason_and_evidence(self) -> "Claim":
        if self.decision == "corrected" and not (self.reason and self.evidence):
            raise ValueError("is corrected without a reason or without evidence; add both, evidence as keys of sources")
        if self.decision == "rejected" and not self.reason:
            raise ValueError("is rejected without a reason; add one")
        return self


class City(Entry):
    key: Key
    name: Texts
    letter: Texts  # the seal: SH, 滬, 沪
    bank: Literal["left", "right", "none"] = "none"


class Sector(Entry):
    key: Key
    name: Texts
    family: Literal["finance", "shipping", "innovation", "trade", "culture", "public"]


class Named(Entry):
    """A series or a strategy."""

    key: Key
    name: Texts
    note: Texts | None = None


class Source(Entry):
    key: Key
    title: Line
    title_seen: bool = True  # false: the title is ours, the page's own was not seen
    publisher: Line
    url: Line | None = None
    safe_to_link: bool = True  # false: publisher and date are shown, never the address
    published: Date | None = None
    language: Language
    reliability: Literal["high", "medium", "low"]
    mirror_of: Line | None = None
    note: Texts | None = None
    text: Line | None = None  # a file under seeds/documents/ with the stored text


class RecordEntry(Entry):
    """What every record carries."""

    key: Key
    summary: Texts | None = None
    note: Texts | None = None  # shown with the record: what is inferred, unseen or only known at second hand
    inferred: list[str] = []  # keys of this entry that we infer or render ourselves, such as edition, cities, name.en
    cities: list[Key] = []
    sectors: list[Key] = []
    strategies: list[Key] = []
    sources: list[Key] = []  # the sources of the record as a whole
    claims: list[Claim] = []


class Institution(RecordEntry):
    name: Texts
    names: list[OtherName] = []
    kind: Literal[
        "government", "statutory-body", "advisory-body", "regulator", "exchange", "university", "think-tank",
        "foundation", "chamber", "professional-body", "company", "cultural", "hospital", "broadcaster",
        "court-or-arbitration", "youth-organisation",
    ]  # fmt: skip
    parent: Key | None = None
    successor: Key | None = None
    website: Line | None = None


class Appointment(Entry):
    key: Key  # within the person
    office: Texts
    institution: Key | None = None
    since: Date | None = None
    until: Date | None = None
    seen: list[Date] = []  # days on which a source shows the person in office
    sources: list[Key] = []


class Person(RecordEntry):
    name: Texts
    names: list[OtherName] = []
    appointments: list[Appointment] = []


class Organiser(Entry):
    institution: Key | None = None
    name: Texts | None = None  # for a body that has no record of its own
    role: Literal["organiser", "co-organiser", "supporter"] = "organiser"

    @model_validator(mode="after")
    def one_of_both(self) -> "Organiser":
        if bool(self.institution) == bool(self.name):
            raise ValueError("needs one of institution and name; give a body without an entry by its name")
        return self


class Participant(Entry):
    person: Key
    capacity: Literal["co-chair", "keynote-speaker", "speaker", "signatory", "guest"]
    appointment: Key | None = None  # key of the office held that day


class Session(Entry):
    key: Key  # within the forum
    title: Texts


class Statement(Entry):
    key: Key  # within the forum
    person: Key
    kind: Literal["quotation", "paraphrase", "proposal"]
    text: Texts
    language: Language  # in which the source gives it
    sectors: list[Key] = []


class Attendance(Entry):
    number: Number | None = None
    qualifier: Literal["exactly", "about", "more-than", "hundreds"]

    @model_validator(mode="after")
    def number_unless_hundreds(self) -> "Attendance":
        if self.number is None and self.qualifier != "hundreds":
            raise ValueError("has no number; add it, or say hundreds where the source says no more")
        if self.number is not None and self.qualifier == "hundreds":
            raise ValueError("has a number and says hundreds; correct the qualifier, or remove the number")
        return self


class Forum(RecordEntry):
    title: Texts
    series: Key | None = None
    edition: Annotated[Small, Field(ge=1)] | None = None
    start: Date
    end: Date | None = None
    venue: Texts | None = None
    format: Literal["in-person", "online", "mixed"] = "in-person"
    format_note: Texts | None = None
    theme: Texts | None = None
    organisers: list[Organiser] = []
    attendance: Attendance | None = None
    documents_signed: Small | None = None
    participants: list[Participant] = []
    sessions: list[Session] = []
    statements: list[Statement] = []


class Signatory(Entry):
    person: Key
    institution: Key | None = None


class FollowUp(Entry):
    """A dated piece of evidence about what became of an agreement."""

    key: Key  # within the agreement
    kind: Literal["announced", "in-force", "activity", "renewed", "superseded", "concluded"]
    date: Date
    text: Texts
    agreement: Key | None = None  # the agreement that renews or supersedes this one
    source: Key


class LookUp(Entry):
    """A day on which someone looked for follow-ups and where."""

    on: Date
    note: Texts


class Agreement(RecordEntry):
    title: Texts
    instrument: Literal[
        "memorandum-of-understanding", "strategic-cooperation-memorandum", "strategic-cooperation-agreement",
        "cooperation-agreement", "letter-of-intent", "framework-agreement", "action-plan", "strategic-partnership",
    ]  # fmt: skip
    signed: Date
    parties: list[Key] = []
    parties_stated: bool = True  # false: no source seen names them; cities then says whose sides signed
    signatories: list[Signatory] = []
    forum: Key | None = None
    follow_ups: list[FollowUp] = []
    look_ups: list[LookUp] = []

    @model_validator(mode="after")
    def parties_where_stated(self) -> "Agreement":
        if self.parties and not self.parties_stated:
            raise ValueError("lists parties and says that no source states them; remove one of the two")
        if self.parties_stated and not self.parties:
            raise ValueError("names no parties; list them, or say parties_stated: false where no source names them")
        return self


class Milestone(RecordEntry):
    title: Texts
    date: Date
    end: Date | None = None
    institutions: list[Key] = []


class Picture(Entry):
    file: Line
    alt: Texts
    credit: Line


class Report(RecordEntry):
    """An account of a forum in the portal's words. ``[^2]`` in the body opens the second claim of the report."""

    title: Texts
    date: Date
    byline: Texts
    body: Texts
    forums: list[Key] = []
    agreements: list[Key] = []
    pictures: list[Picture] = []


# Where the entries of each kind stand, in the order in which they may refer to each other.
FILES: dict[str, tuple[str, type[Entry]]] = {
    "city": ("vocabulary/cities.yaml", City),
    "sector": ("vocabulary/sectors.yaml", Sector),
    "strategy": ("vocabulary/strategies.yaml", Named),
    "series": ("vocabulary/series.yaml", Named),
    "source": ("record/sources.yaml", Source),
    "institution": ("record/institutions.yaml", Institution),
    "person": ("record/people.yaml", Person),
    "forum": ("record/forums.yaml", Forum),
    "agreement": ("record/agreements.yaml", Agreement),
    "milestone": ("record/milestones.yaml", Milestone),
    "report": ("record/reports.yaml", Report),
}
