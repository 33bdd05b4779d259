"""A small folder of seed files with one entry of every kind, for tests to change and to break."""

from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

DOCUMENT = """\
On 14 October 2024 the Harbour Forum took place in Leftport. Over 160 people came.
The Harbour Board and the Quay School signed a memorandum.
“We can carry songs across the water,” said Governor Ada Lane. Songs matter, songs last.
"""

FILES = {
    "vocabulary/cities.yaml": """\
        - key: leftport
          name: {en: Leftport, zh-hant: 左港, zh-hans: 左港}
          letter: {en: LP, zh-hant: 左, zh-hans: 左}
          bank: left
        - key: rightport
          name: {en: Rightport}
          letter: {en: RP}
          bank: right
        """,
    "vocabulary/sectors.yaml": """\
        - key: shipping
          name: {en: Shipping}
          family: shipping
        - key: culture
          name: {en: Culture}
          family: culture
        """,
    "vocabulary/strategies.yaml": """\
        - key: river-plan
          name: {en: River Plan}
          note: {en: Named by the forum.}
        """,
    "vocabulary/series.yaml": """\
        - key: harbour-forum
          name: {en: Harbour Forum}
        """,
    "record/sources.yaml": """\
        - key: gazette
          title: Harbour Forum held
          publisher: The Harbour Gazette
          url: https://example.org/forum
          safe_to_link: false
          published: 2024-10-15
          language: en
          reliability: low
          text: gazette.txt
        - key: annals
          title: Annals of the quay
          title_seen: false
          publisher: Quay School
          language: en
          reliability: high
          mirror_of: the library
          note: {en: Seen in print.}
        """,
    "record/institutions.yaml": """\
        - key: harbour-board
          name: {en: Harbour Board, zh-hant: 海港局, zh-hans: 海港局}
          names:
            - text: HB
              kind: abbreviation
            - text: Port Trust
              kind: former
              language: en
              since: 1950
              until: 1971-02
              note: until the reform
          kind: statutory-body
          website: https://harbour.example
          cities: [leftport]
          sectors: [shipping]
          sources: [annals]
        - key: quay-school
          name: {en: Quay School}
          kind: university
          parent: harbour-board
          cities: [rightport]
          note: {en: Where it stands is inferred.}
          inferred: [cities, name.en]
          sources: [annals]
        """,
    "record/people.yaml": """\
        - key: ada-lane
          name: {en: Ada Lane, zh-hant: 蓮}
          names: [{text: A. Lane}]
          appointments:
            - key: chair
              office: {en: Chair of the Harbour Board}
              institution: harbour-board
              since: 2020
              until: 2025-03
              seen: [2024-10-14, 2021-01, 2023]
              sources: [annals]
            - key: editor
              office: {en: Editor}
          sources: [annals]
        """,
    "record/forums.yaml": """\
        - key: harbour-forum-2024
          title: {en: Harbour Forum 2024}
          summary: {en: The forum of 2024.}
          series: harbour-forum
          edition: 7
          start: 2024-10-14
          end: 2024-10-15
          venue: {en: Pier hall}
          format: mixed
          format_note: {en: Guests joined by video.}
          theme: {en: Across the water}
          organisers:
            - institution: harbour-board
            - name: {en: Friends of the Quay}
              role: co-organiser
          attendance: {number: 160, qualifier: more-than}
          documents_signed: 1
          participants:
            - person: ada-lane
              capacity: keynote-speaker
              appointment: chair
            - person: ada-lane
              capacity: co-chair
          sessions:
            - key: ships
              title: {en: Ships}
          statements:
            - key: on-songs
              person: ada-lane
              kind: quotation
              text: {en: We can carry songs across the water, zh-hant: 歌聲渡水}
              language: en
              sectors: [culture]
          cities: [rightport, leftport]
          sectors: [shipping]
          strategies: [river-plan]
          sources: [annals]
          claims:
            - field: attendance
              source: gazette
              quote: Over 160 people
            - field: statements/on-songs
              source: gazette
              quote: We can carry songs across the water
            - field: participants/ada-lane/office
              source: gazette
              quote: Governor Ada Lane
              reported: Governor
              decision: corrected
              reason: {en: She is Chair of the Harbour Board., zh-hant: 她是主席。}
              evidence: [annals]
            - field: participants/ada-lane/co-chair
              source: annals
            - field: organisers/Friends of the Quay
              source: gazette
              quote: songs
              occurrence: 2
            - field: strategies/river-plan
              source: annals
            - field: theme
              source: gazette
              quote: Songs matter
              decision: rejected
              reason: {en: That is not the theme.}
        """,
    "record/agreements.yaml": """\
        - key: harbour-quay-2024
          title: {en: Memorandum of the Harbour Board and the Quay School}
          instrument: memorandum-of-understanding
          signed: 2024-10-14
          parties: [quay-school, harbour-board]
          signatories:
            - person: ada-lane
              institution: harbour-board
          forum: harbour-forum-2024
          sectors: [shipping]
          follow_ups:
            - key: renewal
              kind: renewed
              date: 2026
              text: {en: Renewed.}
              agreement: harbour-quay-2026
              source: annals
            - key: first-class
              kind: activity
              date: 2025-09
              text: {en: The first class began.}
              source: annals
          look_ups:
            - on: 2026-11-01
              note: {en: Nothing newer in the Gazette.}
          claims:
            - field: parties/harbour-board
              source: gazette
              quote: The Harbour Board
            - field: signed
              source: gazette
              quote: On 14 October 2024
        - key: harbour-quay-2026
          title: {en: Second memorandum}
          instrument: memorandum-of-understanding
          signed: 2026
          parties_stated: false
          cities: [leftport, rightport]
          sources: [annals]
        """,
    "record/milestones.yaml": """\
        - key: first-ferry
          title: {en: First ferry}
          date: 1997-07
          end: 1998
          institutions: [harbour-board]
          cities: [leftport]
          sources: [annals]
        """,
    "record/reports.yaml": """\
        - key: the-forum-of-2024
          title: {en: The forum of 2024, zh-hans: 2024年论坛}
          date: 2024-10-20
          byline: {en: The editors}
          body:
            en: <p>People came.[^1]</p><script>alert(1)</script>
          forums: [harbour-forum-2024]
          agreements: [harbour-quay-2024]
          pictures:
            - file: pier.png
              alt: {en: The pier}
              credit: The editors
          claims:
            - field: body
              source: gazette
              quote: Over 160 people came
        """,
}


@dataclass
class SeedFolder:
    """`edit` changes a file as a person would: one passage replaced by another."""

    path: Path

    def __post_init__(self) -> None:
        for name, text in FILES.items():
            self.write(name, dedent(text))
        self.write("documents/gazette.txt", DOCUMENT)

    def write(self, name: str, text: str | bytes) -> None:
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)

    def edit(self, name: str, old: str, new: str) -> None:
        text = (self.path / name).read_text()
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def line(self, name: str, words: str) -> int:
        """The line of the first appearance of `words`."""
        text = (self.path / name).read_text()
        return text[: text.index(words)].count("\n") + 1
