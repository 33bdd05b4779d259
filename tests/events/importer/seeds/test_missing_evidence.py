"""Quotations, stored texts and pictures that are not what the entries say."""

import pytest

from tests.events.importer.seeds.bad import bad, edit, folder_instead_of, link_instead_of, placed, told, two, write
from tests.events.importer.seeds.conftest import png

CASES = [
    bad(
        "other words",
        edit("record/reports.yaml", "quote: Over 160 people came", "quote: Over 161 people came"),
        "record/reports.yaml:⟨quote: Over 161 people came⟩: claims[1].quote: “Over 161 people came” is not in the stored text of “gazette”: the text says “Over 160 people came”; copy it letter by letter",
    ),
    bad(
        "words from nowhere",
        edit("record/reports.yaml", "quote: Over 160 people came", "quote: Ten thousand rabbits"),
        "record/reports.yaml:⟨quote: Ten thousand rabbits⟩: claims[1].quote: “Ten thousand rabbits” is not in the stored text of “gazette”: copy the words letter by letter",
    ),
    bad(
        "other quotation marks",
        edit(
            "record/forums.yaml",
            "quote: We can carry songs across the water",
            "quote: '\"We can carry songs across the water,\"'",
        ),
        'record/forums.yaml:⟨quote: \'"We can carry songs across the w⟩: claims[2].quote: “"We can carry songs across the water,"” is not in the stored text of “gazette”: the text says ““We can carry songs across the water,””; copy it letter by letter',
    ),
    bad(
        "a quotation from a source without a text",
        edit("record/reports.yaml", "source: gazette", "source: annals"),
        "record/reports.yaml:⟨quote: Over 160 people came⟩: claims[1].quote: the source “annals” has no stored text: leave the quote out, or add the text of the source under documents/ and name it there",
    ),
    bad(
        "a third place of two",
        edit("record/forums.yaml", "occurrence: 2", "occurrence: 3"),
        "record/forums.yaml:⟨occurrence: 3⟩: claims[5].occurrence: “songs” stands only 2 × in the text of “gazette”: choose 1 to 2",
    ),
    bad(
        "a second place of one",
        edit("record/reports.yaml", "quote: Over 160 people came", "quote: Over 160 people came\n      occurrence: 2"),
        "record/reports.yaml:⟨occurrence: 2⟩: claims[1].occurrence: “Over 160 people came” stands only 1 × in the text of “gazette”: leave it out",
    ),
    bad(
        "reported words outside the quotation",
        edit("record/forums.yaml", "reported: Governor", "reported: Lieutenant Governor"),
        "record/forums.yaml:⟨reported: Lieutenant Governor⟩: claims[3].reported: “Lieutenant Governor” is not in the quote: copy the words for the value out of the quote, or widen the quote",
    ),
    bad(
        "a quotation without a passage",
        edit(
            "record/forums.yaml",
            "    - field: statements/on-songs\n      source: gazette\n      quote: We can carry songs across the water\n",
            "",
        ),
        "record/forums.yaml:⟨- key: on-songs⟩: statements[1]: is a quotation without a passage: add a claim with field: statements/on-songs and the quote, or make it a paraphrase",
    ),
    bad(
        "a quotation that nobody said",
        edit(
            "record/forums.yaml",
            "text: {en: We can carry songs across the water, zh",
            "text: {en: We can carry tunes across the water, zh",
        ),
        "record/forums.yaml:⟨text: {en: We can carry tunes across the⟩: statements[1].text.en: “We can carry tunes across the water” is not in the stored text of “gazette”: the text says “We can carry songs across the water”; copy it letter by letter",
    ),
    bad(
        "a quotation in translation only",
        edit(
            "record/forums.yaml", "{en: We can carry songs across the water, zh-hant: 歌聲渡水}", "{zh-hant: 歌聲渡水}"
        ),
        "record/forums.yaml:⟨text: {zh-hant: 歌聲渡水}⟩: statements[1].text: quotes a source in en, but not in that language: give the words of the source; a translation may stand beside them",
    ),
    bad(
        "a marker that leads nowhere",
        edit("record/reports.yaml", "[^1]", "[^9]"),
        "record/reports.yaml:⟨en: <p>People came.[^9]</p><script>alert⟩: body.en: [^9] leads to no claim: use [^1], the only claim",
    ),
    bad(
        "marker nought",
        edit("record/reports.yaml", "[^1]", "[^0]"),
        "record/reports.yaml:⟨en: <p>People came.[^0]</p><script>alert⟩: body.en: [^0] leads to no claim: use [^1], the only claim",
    ),
    bad(
        "a marker in words",
        edit("record/reports.yaml", "[^1]", "[^one]"),
        "record/reports.yaml:⟨en: <p>People came.[^one]</p><script>ale⟩: body.en: [^one] leads to no claim: use [^1], the only claim",
    ),
    bad(
        "a marker of 5000 digits",
        edit("record/reports.yaml", "[^1]", "[^" + "9" * 5000 + "]"),
        "record/reports.yaml:⟨en: <p>People came.[^9999999999999999999⟩: body.en: [^9999999999999999999…] leads to no claim: use [^1], the only claim",
    ),
    bad(
        "a translation without its markers",
        edit("record/reports.yaml", "<script>alert(1)</script>", "\n    zh-hans: <p>有人来。</p>"),
        "record/reports.yaml:⟨zh-hans: <p>有人来。</p>⟩: body.zh-hans: lacks [^1], which en has: mark the same passages in every language",
    ),
    bad(
        "a body that readers would not see",
        edit("record/reports.yaml", "<p>People came.[^1]</p>", ""),
        "record/reports.yaml:⟨en: <script>alert(1)</script>⟩: body.en: has no text that readers would see: write paragraphs: <p>…</p>",
    ),
    bad(
        "an unknown text",
        edit("record/sources.yaml", "text: gazette.txt", "text: gazete.txt"),
        "record/sources.yaml:⟨text: gazete.txt⟩: text: “gazete.txt” is not in documents/: did you mean gazette.txt?",
    ),
    bad(
        "a text outside the folder",
        edit("record/sources.yaml", "text: gazette.txt", "text: ../record/forums.yaml"),
        "record/sources.yaml:⟨text: ../record/forums.yaml⟩: text: “../record/forums.yaml” is not in documents/: use gazette.txt",
    ),
    bad(
        "a text anywhere on the disk",
        edit("record/sources.yaml", "text: gazette.txt", "text: /etc/passwd"),
        "record/sources.yaml:⟨text: /etc/passwd⟩: text: “/etc/passwd” is not in documents/: use gazette.txt",
    ),
    bad(
        "a folder as a text",
        edit("record/sources.yaml", "text: gazette.txt", "text: ."),
        "record/sources.yaml:⟨text: .⟩: text: “.” is not in documents/: use gazette.txt",
    ),
    bad(
        "a folder with the name of a text",
        folder_instead_of("documents/gazette.txt"),
        "record/sources.yaml:⟨text: gazette.txt⟩: text: “gazette.txt” is not in documents/: put the file into documents/",
    ),
    bad(
        "a link out of the folder",
        link_instead_of("documents/gazette.txt", "../record/forums.yaml"),
        "record/sources.yaml:⟨text: gazette.txt⟩: text: “gazette.txt” is not in documents/: put the file into documents/",
    ),
    bad(
        "a name that no file can have",
        edit("record/sources.yaml", "text: gazette.txt", "text: " + "a" * 5000),
        "record/sources.yaml:⟨text: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa⟩: text: “aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…” is not in documents/: use gazette.txt",
    ),
    bad(
        "a name with a NUL",
        edit("record/sources.yaml", "text: gazette.txt", 'text: "a\\0b"'),
        'record/sources.yaml:⟨text: "a\\0b"⟩: text: holds the control character U+0000: remove it',
        'record/sources.yaml:⟨text: "a\\0b"⟩: text: “a\\u0000b” is not in documents/: use gazette.txt',
    ),
    bad(
        "an empty text",
        write("documents/gazette.txt", "  \n"),
        "record/sources.yaml:⟨text: gazette.txt⟩: text: documents/gazette.txt is empty: put the text of the source in, or leave the key out",
    ),
    bad(
        "a text of 20 MB",
        write("documents/gazette.txt", "x" * 20 * 1024 * 1024),
        "record/sources.yaml:⟨text: gazette.txt⟩: text: documents/gazette.txt is 20 MB large: remove what does not belong there: 5 MB is the limit",
    ),
    bad(
        "a text in GB 18030",
        write("documents/gazette.txt", "One line.\n沪港合作".encode("gb18030")),
        "record/sources.yaml:⟨text: gazette.txt⟩: text: documents/gazette.txt:2 is not UTF-8 (byte 0xbb): save it as UTF-8",
    ),
    bad(
        "a text with a NUL",
        write("documents/gazette.txt", "One\ntwo\0\n"),
        "record/sources.yaml:⟨text: gazette.txt⟩: text: documents/gazette.txt:2 holds the character U+0000, which is no text: remove it, or save the file as text again",
    ),
    bad(
        "an unknown picture",
        edit("record/reports.yaml", "file: pier.png", "file: peer.png"),
        "record/reports.yaml:⟨- file: peer.png⟩: pictures[1].file: “peer.png” is not in pictures/: did you mean pier.png?",
    ),
    bad(
        "a picture outside the folder",
        edit("record/reports.yaml", "file: pier.png", "file: ../documents/gazette.txt"),
        "record/reports.yaml:⟨- file: ../documents/gazette.txt⟩: pictures[1].file: “../documents/gazette.txt” is not in pictures/: use pier.png",
    ),
    bad(
        "a picture that is none",
        write("pictures/pier.png", "no picture"),
        "record/reports.yaml:⟨- file: pier.png⟩: pictures[1].file: “pier.png” is no picture that we can read: use a JPEG, PNG or WebP file",
    ),
    bad(
        "a picture that would run something",
        write("pictures/pier.png", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        "record/reports.yaml:⟨- file: pier.png⟩: pictures[1].file: “pier.png” is no picture that we can read: use a JPEG, PNG or WebP file",
    ),
    bad(
        "an empty picture",
        write("pictures/pier.png", ""),
        "record/reports.yaml:⟨- file: pier.png⟩: pictures[1].file: “pier.png” is no picture that we can read: use a JPEG, PNG or WebP file",
    ),
    bad(
        "half a picture",
        write("pictures/pier.png", png()[:40]),
        "record/reports.yaml:⟨- file: pier.png⟩: pictures[1].file: “pier.png” is no picture that we can read: use a JPEG, PNG or WebP file",
    ),
    bad(
        "a picture of 21 MB",
        write("pictures/pier.png", b"x" * 21 * 1024 * 1024),
        "record/reports.yaml:⟨- file: pier.png⟩: pictures[1].file: “pier.png” is too large: make it smaller: 20 MB is the limit",
    ),
    bad(
        "one picture twice",
        edit(
            "record/reports.yaml",
            "      credit: The editors\n",
            "      credit: The editors\n    - {file: pier.png, alt: {en: Again}, credit: The editors}\n",
        ),
        "record/reports.yaml:⟨- {file: pier.png, alt: {en: Again}, cre⟩: pictures[2]: is the same as the one in line 10: keep one of them",
    ),
    bad(
        "one picture under two names",
        two(
            write("pictures/quay.png", png()),
            edit(
                "record/reports.yaml",
                "credit: The editors",
                "credit: The editors\n    - {file: quay.png, alt: {en: Again}, credit: The editors}",
            ),
        ),
        "record/reports.yaml:⟨- {file: quay.png, alt: {en: Again}, cre⟩: pictures[2].file: is a picture that the entry has already: keep one of them",
    ),
]


@pytest.mark.parametrize(("spoil", "problems"), CASES)
def test_what_is_quoted_and_shown_must_be_there(seeds, spoil, problems):
    spoil(seeds)
    assert told(seeds) == placed(problems, seeds)
