"""Keys and values that do not have the shape that seeds/README.md describes."""

import pytest

from tests.events.importer.seeds.bad import bad, edit, placed, told

CASES = [
    bad(
        "an unknown key",
        edit("record/milestones.yaml", "end: 1998", "ends: 1998"),
        "record/milestones.yaml:⟨ends: 1998⟩: ends: is not a known key: did you mean end?",
    ),
    bad(
        "an unknown key unlike any other",
        edit("record/milestones.yaml", "end: 1998", "zzz: 1998"),
        "record/milestones.yaml:⟨zzz: 1998⟩: zzz: is not a known key: use cities, claims, date, end, inferred, institutions, key, note, sectors, sources, strategies, summary or title",
    ),
    bad(
        "an unknown key further down",
        edit("record/forums.yaml", "number: 160", "nummer: 160"),
        "record/forums.yaml:⟨attendance: {nummer: 160, qualifier: mor⟩: attendance.nummer: is not a known key: did you mean number?",
    ),
    bad(
        "a missing key",
        edit("record/milestones.yaml", "  date: 1997-07\n", ""),
        "record/milestones.yaml:⟨- key: first-ferry⟩: date: is missing: add it",
    ),
    bad(
        "an entry without a key",
        edit("record/milestones.yaml", "- key: first-ferry\n  title", "- title"),
        "record/milestones.yaml:⟨- title: {en: First ferry}⟩: key: is missing: add it",
    ),
    bad(
        "a key in capitals",
        edit("record/milestones.yaml", "key: first-ferry", "key: First-Ferry"),
        "record/milestones.yaml:⟨- key: First-Ferry⟩: key: “First-Ferry” cannot be a key: use lower-case letters a-z, digits and single hyphens, 100 characters at most",
    ),
    bad(
        "a key with a space",
        edit("record/milestones.yaml", "key: first-ferry", "key: first ferry"),
        "record/milestones.yaml:⟨- key: first ferry⟩: key: “first ferry” cannot be a key: use lower-case letters a-z, digits and single hyphens, 100 characters at most",
    ),
    bad(
        "a Chinese key",
        edit("record/milestones.yaml", "key: first-ferry", "key: 渡輪"),
        "record/milestones.yaml:⟨- key: 渡輪⟩: key: “渡輪” cannot be a key: use lower-case letters a-z, digits and single hyphens, 100 characters at most",
    ),
    bad(
        "a key that climbs",
        edit("record/milestones.yaml", "key: first-ferry", "key: ../first"),
        "record/milestones.yaml:⟨- key: ../first⟩: key: “../first” cannot be a key: use lower-case letters a-z, digits and single hyphens, 100 characters at most",
    ),
    bad(
        "a key with a line break",
        edit("record/milestones.yaml", "key: first-ferry", 'key: "first-ferry\\n"'),
        'record/milestones.yaml:⟨- key: "first-ferry\\n"⟩: key: “first-ferry” cannot be a key: use lower-case letters a-z, digits and single hyphens, 100 characters at most',
    ),
    bad(
        "a key of 101 letters",
        edit("record/milestones.yaml", "key: first-ferry", "key: " + "a" * 101),
        "record/milestones.yaml:⟨- key: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa⟩: key: “aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…” cannot be a key: use lower-case letters a-z, digits and single hyphens, 100 characters at most",
    ),
    bad(
        "a list as the key of an entry",
        edit("record/milestones.yaml", "key: first-ferry", "key: [first-ferry]"),
        "record/milestones.yaml:⟨- key: [first-ferry]⟩: key: is a list where one text should stand: write the text after the colon",
    ),
    bad(
        "no value",
        edit("record/milestones.yaml", "date: 1997-07", "date:"),
        "record/milestones.yaml:⟨date:⟩: date: is empty: leave the key out instead",
    ),
    bad(
        "no text",
        edit("record/milestones.yaml", "title: {en: First ferry}", "title: {en: }"),
        "record/milestones.yaml:⟨title: {en: }⟩: title.en: is empty: leave the key out instead",
    ),
    bad(
        "an empty text",
        edit("record/milestones.yaml", "title: {en: First ferry}", "title: {en: ''}"),
        "record/milestones.yaml:⟨title: {en: ''}⟩: title.en: is empty: leave the key out instead",
    ),
    bad(
        "a text of spaces",
        edit("record/milestones.yaml", "title: {en: First ferry}", "title: {en: '   '}"),
        "record/milestones.yaml:⟨title: {en: '   '}⟩: title.en: is empty: leave the key out instead",
    ),
    bad(
        "an unknown language",
        edit("record/milestones.yaml", "title: {en: First ferry}", "title: {en: First ferry, fr: Premier bac}"),
        "record/milestones.yaml:⟨title: {en: First ferry, fr: Premier bac}⟩: title.fr: “fr” is not a language here: use en, zh-hans or zh-hant",
    ),
    bad(
        "Chinese without a script",
        edit("record/milestones.yaml", "title: {en: First ferry}", "title: {zh: 渡輪}"),
        "record/milestones.yaml:⟨title: {zh: 渡輪}⟩: title.zh: “zh” is not a language here: use en, zh-hans or zh-hant",
    ),
    bad(
        "a language with an underscore",
        edit("record/milestones.yaml", "title: {en: First ferry}", "title: {zh_hant: 渡輪}"),
        "record/milestones.yaml:⟨title: {zh_hant: 渡輪}⟩: title.zh_hant: “zh_hant” is not a language here: did you mean zh-hant or zh-hans?",
    ),
    bad(
        "a text without a language",
        edit("record/milestones.yaml", "title: {en: First ferry}", "title: First ferry"),
        "record/milestones.yaml:⟨title: First ferry⟩: title: “First ferry” does not say its language: write it under en, zh-hant or zh-hans",
    ),
    bad(
        "a list of texts",
        edit("record/milestones.yaml", "title: {en: First ferry}", "title: [First ferry]"),
        "record/milestones.yaml:⟨title: [First ferry]⟩: title: is a list, and does not say its language: write it under en, zh-hant or zh-hans",
    ),
    bad(
        "a text in no language",
        edit("record/milestones.yaml", "title: {en: First ferry}", "title: {}"),
        "record/milestones.yaml:⟨title: {}⟩: title: has no text: write it under en, zh-hant or zh-hans",
    ),
    bad(
        "a source in an unknown language",
        edit("record/sources.yaml", "published: 2024-10-15\n  language: en", "published: 2024-10-15\n  language: de"),
        "record/sources.yaml:⟨language: de⟩: language: “de” is not a language here: the choices are en, zh-hant, zh-hans",
    ),
    bad(
        "a wrong choice",
        edit("record/forums.yaml", "format: mixed", "format: hybrid"),
        "record/forums.yaml:⟨format: hybrid⟩: format: “hybrid” is none of the choices: the choices are in-person, online, mixed",
    ),
    bad(
        "a choice misspelt",
        edit("record/forums.yaml", "capacity: co-chair", "capacity: co-chiar"),
        "record/forums.yaml:⟨capacity: co-chiar⟩: participants[2].capacity: “co-chiar” is none of the choices: did you mean co-chair? the choices are co-chair, keynote-speaker, speaker, signatory, guest",
    ),
    bad(
        "a list where a choice should stand",
        edit("record/forums.yaml", "format: mixed", "format: [mixed]"),
        "record/forums.yaml:⟨format: [mixed]⟩: format: is a list where one text should stand: write the text after the colon",
    ),
    bad(
        "a mapping where a text should stand",
        edit("record/sources.yaml", "publisher: Quay School", "publisher: {en: Quay School}"),
        "record/sources.yaml:⟨publisher: {en: Quay School}⟩: publisher: is a mapping where one text should stand: write the text after the colon",
    ),
    bad(
        "a text where a list should stand",
        edit("record/milestones.yaml", "institutions: [harbour-board]", "institutions: harbour-board"),
        "record/milestones.yaml:⟨institutions: harbour-board⟩: institutions: is not a list: write one item a line, each after a hyphen, or [a, b]",
    ),
    bad(
        "a mapping where a list should stand",
        edit("record/milestones.yaml", "institutions: [harbour-board]", "institutions: {first: harbour-board}"),
        "record/milestones.yaml:⟨institutions: {first: harbour-board}⟩: institutions: is not a list: write one item a line, each after a hyphen, or [a, b]",
    ),
    bad(
        "a text where a row should stand",
        edit("record/forums.yaml", "    - key: ships\n      title: {en: Ships}", "    - ships"),
        "record/forums.yaml:⟨- ships⟩: sessions[1]: “ships” stands where keys with values should: write `key: value`, one a line",
    ),
    bad(
        "neither yes nor no",
        edit("record/sources.yaml", "safe_to_link: false", "safe_to_link: maybe"),
        "record/sources.yaml:⟨safe_to_link: maybe⟩: safe_to_link: “maybe” is neither true nor false: write true or false",
    ),
    bad(
        "no address of the web",
        edit("record/sources.yaml", "url: https://example.org/forum", "url: harbour forum"),
        "record/sources.yaml:⟨url: harbour forum⟩: url: “harbour forum”: Enter a valid URL: shorten or correct it",
    ),
    bad(
        "an address that would run something",
        edit("record/institutions.yaml", "website: https://harbour.example", "website: javascript:alert(1)"),
        "record/institutions.yaml:⟨website: javascript:alert(1)⟩: website: “javascript:alert(1)”: Enter a valid URL: shorten or correct it",
    ),
    bad(
        "a title of 401 letters",
        edit("record/milestones.yaml", "First ferry", "x" * 401),
        "record/milestones.yaml:⟨title: {en: xxxxxxxxxxxxxxxxxxxxxxxxxxxx⟩: title.en: “xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…”: Ensure this value has at most 400 characters (it has 401): shorten or correct it",
    ),
    bad(
        "a name of 401 letters",
        edit("record/institutions.yaml", "text: HB", "text: " + "x" * 401),
        "record/institutions.yaml:⟨- text: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx⟩: names[1].text: “xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…”: Ensure this value has at most 400 characters (it has 401): shorten or correct it",
    ),
    bad(
        "a correction without a reason",
        edit("record/forums.yaml", "      reason: {en: She is Chair of the Harbour Board., zh-hant: 她是主席。}\n", ""),
        "record/forums.yaml:⟨- field: participants/ada-lane/office⟩: claims[3]: is corrected without a reason or without evidence: add both, evidence as keys of sources",
    ),
    bad(
        "a correction without evidence",
        edit("record/forums.yaml", "      evidence: [annals]\n", ""),
        "record/forums.yaml:⟨- field: participants/ada-lane/office⟩: claims[3]: is corrected without a reason or without evidence: add both, evidence as keys of sources",
    ),
    bad(
        "a correction of nothing",
        edit("record/forums.yaml", "      quote: Governor Ada Lane\n      reported: Governor\n", ""),
        "record/forums.yaml:⟨- field: participants/ada-lane/office⟩: claims[3]: is corrected, but does not say what the source reported: add reported: the words of the source",
    ),
    bad(
        "a rejection without a reason",
        edit("record/forums.yaml", "      reason: {en: That is not the theme.}\n", ""),
        "record/forums.yaml:⟨- field: theme⟩: claims[7]: is rejected without a reason: add one",
    ),
    bad(
        "occurrence nought",
        edit("record/forums.yaml", "occurrence: 2", "occurrence: 0"),
        "record/forums.yaml:⟨occurrence: 0⟩: claims[5].occurrence: “0” is too small: the least is 1",
    ),
    bad(
        "an organiser with two names",
        edit(
            "record/forums.yaml",
            "- institution: harbour-board\n",
            "- institution: harbour-board\n      name: {en: Board}\n",
        ),
        "record/forums.yaml:⟨- institution: harbour-board⟩: organisers[1]: needs one of institution and name: give a body without an entry by its name",
    ),
    bad(
        "an organiser without a name",
        edit(
            "record/forums.yaml", "- name: {en: Friends of the Quay}\n      role: co-organiser", "- role: co-organiser"
        ),
        "record/forums.yaml:⟨- role: co-organiser⟩: organisers[2]: needs one of institution and name: give a body without an entry by its name",
    ),
    bad(
        "no parties",
        edit("record/agreements.yaml", "  parties: [quay-school, harbour-board]\n", ""),
        "record/agreements.yaml:⟨- key: harbour-quay-2024⟩: names no parties: list them, or say parties_stated: false where no source names them",
    ),
    bad(
        "parties that no source states",
        edit(
            "record/agreements.yaml",
            "parties: [quay-school, harbour-board]",
            "parties: [quay-school, harbour-board]\n  parties_stated: false",
        ),
        "record/agreements.yaml:⟨- key: harbour-quay-2024⟩: lists parties and says that no source states them: remove one of the two",
    ),
    bad(
        "a picture without words",
        edit("record/reports.yaml", "      alt: {en: The pier}\n", ""),
        "record/reports.yaml:⟨- file: pier.png⟩: pictures[1].alt: is missing: add it",
    ),
]


@pytest.mark.parametrize(("spoil", "problems"), CASES)
def test_a_value_of_another_shape(seeds, spoil, problems):
    spoil(seeds)
    assert told(seeds) == placed(problems, seeds)
