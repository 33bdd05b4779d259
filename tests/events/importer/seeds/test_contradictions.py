"""Entries that contradict themselves or each other, or name what is not there."""

import pytest

from tests.events.importer.seeds.bad import append, bad, edit, placed, told

CASES = [
    bad(
        "a key used twice",
        append("record/milestones.yaml", "- key: first-ferry\n  title: {en: Second ferry}\n  date: 2001\n"),
        "record/milestones.yaml:8: key: “first-ferry” is the key of the entry in line 1 too: give this entry another key, or merge the two",
    ),
    bad(
        "an unknown institution",
        edit("record/milestones.yaml", "institutions: [harbour-board]", "institutions: [harbor-board]"),
        "record/milestones.yaml:⟨institutions: [harbor-board]⟩: institutions[1]: no institution has the key “harbor-board”: did you mean harbour-board?",
    ),
    bad(
        "an unknown institution unlike any other",
        edit("record/milestones.yaml", "institutions: [harbour-board]", "institutions: [zzzz]"),
        "record/milestones.yaml:⟨institutions: [zzzz]⟩: institutions[1]: no institution has the key “zzzz”: use harbour-board or quay-school",
    ),
    bad(
        "a key of another kind",
        edit("record/milestones.yaml", "institutions: [harbour-board]", "institutions: [ada-lane]"),
        "record/milestones.yaml:⟨institutions: [ada-lane]⟩: institutions[1]: no institution has the key “ada-lane”: use harbour-board or quay-school",
    ),
    bad(
        "an unknown city",
        edit("record/milestones.yaml", "cities: [leftport]", "cities: [lefport]"),
        "record/milestones.yaml:⟨cities: [lefport]⟩: cities[1]: no city has the key “lefport”: did you mean leftport?",
    ),
    bad(
        "an unknown sector",
        edit("record/forums.yaml", "sectors: [culture]", "sectors: [cultures]"),
        "record/forums.yaml:⟨sectors: [cultures]⟩: statements[1].sectors[1]: no sector has the key “cultures”: did you mean culture?",
    ),
    bad(
        "an unknown source",
        edit("record/milestones.yaml", "sources: [annals]", "sources: [anals]"),
        "record/milestones.yaml:⟨sources: [anals]⟩: sources[1]: no source has the key “anals”: did you mean annals?",
    ),
    bad(
        "a claim from an unknown source",
        edit("record/reports.yaml", "source: gazette", "source: gazete"),
        "record/reports.yaml:⟨source: gazete⟩: claims[1].source: no source has the key “gazete”: did you mean gazette?",
    ),
    bad(
        "unknown evidence",
        edit("record/forums.yaml", "evidence: [annals]", "evidence: [hearsay]"),
        "record/forums.yaml:⟨evidence: [hearsay]⟩: claims[3].evidence[1]: no source has the key “hearsay”: use annals or gazette",
    ),
    bad(
        "an unknown office",
        edit("record/forums.yaml", "appointment: chair", "appointment: chairman"),
        "record/forums.yaml:⟨appointment: chairman⟩: participants[1].appointment: “chairman” is no appointment of ada-lane: did you mean chair?",
    ),
    bad(
        "an unknown person",
        edit("record/agreements.yaml", "- person: ada-lane", "- person: ada-lake"),
        "record/agreements.yaml:⟨- person: ada-lake⟩: signatories[1].person: no person has the key “ada-lake”: did you mean ada-lane?",
    ),
    bad(
        "an unknown series",
        edit("record/forums.yaml", "series: harbour-forum\n", "series: harbor-forum\n"),
        "record/forums.yaml:⟨series: harbor-forum⟩: series: no series has the key “harbor-forum”: did you mean harbour-forum?",
    ),
    bad(
        "an unknown forum",
        edit("record/agreements.yaml", "forum: harbour-forum-2024", "forum: harbour-forum-2042"),
        "record/agreements.yaml:⟨forum: harbour-forum-2042⟩: forum: no forum has the key “harbour-forum-2042”: did you mean harbour-forum-2024?",
    ),
    bad(
        "an unknown party",
        edit(
            "record/agreements.yaml",
            "parties: [quay-school, harbour-board]",
            "parties: [quay-school, harbour-board, moon-base]",
        ),
        "record/agreements.yaml:⟨parties: [quay-school, harbour-board, mo⟩: parties[3]: no institution has the key “moon-base”: use harbour-board or quay-school",
    ),
    bad(
        "renewed by an unknown agreement",
        edit("record/agreements.yaml", "agreement: harbour-quay-2026", "agreement: harbour-quay-2027"),
        "record/agreements.yaml:⟨agreement: harbour-quay-2027⟩: follow_ups[1].agreement: no agreement has the key “harbour-quay-2027”: did you mean harbour-quay-2026 or harbour-quay-2024?",
    ),
    bad(
        "renewed by itself",
        edit("record/agreements.yaml", "agreement: harbour-quay-2026", "agreement: harbour-quay-2024"),
        "record/agreements.yaml:⟨agreement: harbour-quay-2024⟩: follow_ups[1].agreement: is the agreement itself: name the one that came after it",
    ),
    bad(
        "its own parent",
        edit("record/institutions.yaml", "parent: harbour-board", "parent: quay-school"),
        "record/institutions.yaml:⟨parent: quay-school⟩: parent: is the institution itself: leave it out",
    ),
    bad(
        "parents in a circle",
        edit("record/institutions.yaml", "kind: statutory-body", "kind: statutory-body\n  parent: quay-school"),
        "record/institutions.yaml:⟨parent: quay-school⟩: parent: leads back to itself: harbour-board → quay-school → harbour-board: one of them has no parent",
    ),
    bad(
        "two cities on one bank",
        edit("vocabulary/cities.yaml", "bank: right", "bank: left"),
        "vocabulary/cities.yaml:8: bank: “left” belongs to leftport already (line 4): correct one of the two",
    ),
    bad(
        "one edition twice",
        append(
            "record/forums.yaml",
            "- key: harbour-forum-2020\n  title: {en: Harbour Forum 2020}\n  series: harbour-forum\n  edition: 7\n  start: 2020\n",
        ),
        "record/forums.yaml:68: edition: “7” belongs to harbour-forum-2024 already (line 5): correct one of the two",
    ),
    bad(
        "a city twice",
        edit("record/forums.yaml", "cities: [rightport, leftport]", "cities: [rightport, leftport, rightport]"),
        "record/forums.yaml:⟨cities: [rightport, leftport, rightport]⟩: cities[3]: “rightport” stands twice in this list: keep one of them",
    ),
    bad(
        "a party twice",
        edit(
            "record/agreements.yaml",
            "parties: [quay-school, harbour-board]",
            "parties: [quay-school, harbour-board, quay-school]",
        ),
        "record/agreements.yaml:⟨parties: [quay-school, harbour-board, qu⟩: parties[3]: is the same as the one in line 5: keep one of them",
    ),
    bad(
        "a participant twice",
        edit(
            "record/forums.yaml",
            "    - person: ada-lane\n      capacity: co-chair\n",
            "    - person: ada-lane\n      capacity: co-chair\n    - person: ada-lane\n      capacity: keynote-speaker\n",
        ),
        "record/forums.yaml:24: participants[3]: is the same as the one in line 19: keep one of them",
    ),
    bad(
        "a statement twice",
        edit(
            "record/forums.yaml",
            "  statements:\n",
            "  statements:\n    - {key: on-songs, person: ada-lane, kind: proposal, text: {en: Sing}, language: en}\n",
        ),
        "record/forums.yaml:⟨- key: on-songs⟩: statements[2]: is the same as the one in line 28: keep one of them",
    ),
    bad(
        "an end before the start",
        edit("record/forums.yaml", "end: 2024-10-15", "end: 2024-10-13"),
        "record/forums.yaml:⟨end: 2024-10-13⟩: end: “2024-10-13” lies before start “2024-10-14”: exchange or correct start and end",
    ),
    bad(
        "a milestone that ends first",
        edit("record/milestones.yaml", "end: 1998", "end: 1996"),
        "record/milestones.yaml:⟨end: 1996⟩: end: “1996” lies before date “1997-07”: exchange or correct date and end",
    ),
    bad(
        "an office left before it began",
        edit("record/people.yaml", "until: 2025-03", "until: 2019"),
        "record/people.yaml:⟨until: 2019⟩: appointments[1].until: “2019” lies before since “2020”: exchange or correct since and until",
    ),
    bad(
        "an office left less precisely",
        edit("record/people.yaml", "since: 2020\n      until: 2025-03", "since: 2024-05\n      until: 2024"),
        "record/people.yaml:⟨until: 2024⟩: appointments[1].until: “2024” is less precise than since “2024-05”: write both as precisely as each other, or leave one out",
    ),
    bad(
        "a name given up before it was taken",
        edit("record/institutions.yaml", "since: 1950", "since: 1980"),
        "record/institutions.yaml:⟨until: 1971-02⟩: names[2].until: “1971-02” lies before since “1980”: exchange or correct since and until",
    ),
    bad(
        "a look-up still to come",
        edit("record/agreements.yaml", "on: 2026-11-01", "on: 2999-01-01"),
        "record/agreements.yaml:⟨- on: 2999-01-01⟩: look_ups[1].on: “2999-01-01” is still to come: write the day on which you looked",
    ),
    bad(
        "a claim about an unknown key",
        edit("record/forums.yaml", "field: attendance", "field: attendence"),
        "record/forums.yaml:⟨- field: attendence⟩: claims[1].field: “attendence” is nothing in this entry: did you mean attendance?",
    ),
    bad(
        "a claim about an unknown row",
        edit("record/agreements.yaml", "field: parties/harbour-board", "field: parties/harbor-board"),
        "record/agreements.yaml:⟨- field: parties/harbor-board⟩: claims[1].field: “parties/harbor-board” is nothing in this entry: did you mean parties/harbour-board?",
    ),
    bad(
        "a claim about a language that isn't there",
        edit("record/forums.yaml", "field: attendance", "field: theme.fr"),
        "record/forums.yaml:⟨- field: theme.fr⟩: claims[1].field: “theme.fr” is nothing in this entry: did you mean theme?",
    ),
    bad(
        "inferred from nothing",
        edit("record/institutions.yaml", "inferred: [cities, name.en]", "inferred: [citys, name.fr]"),
        "record/institutions.yaml:⟨inferred: [citys, name.fr]⟩: inferred[1]: “citys” is nothing in this entry: did you mean cities?",
        "record/institutions.yaml:⟨inferred: [citys, name.fr]⟩: inferred[2]: “name.fr” is nothing in this entry: did you mean name or names?",
    ),
]


@pytest.mark.parametrize(("spoil", "problems"), CASES)
def test_entries_that_do_not_agree(seeds, spoil, problems):
    spoil(seeds)
    assert told(seeds) == placed(problems, seeds)
