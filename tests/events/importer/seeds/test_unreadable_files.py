"""Files that cannot be read, or that hold something other than plain YAML."""

import pytest

from tests.events.importer.seeds.bad import (
    append,
    bad,
    edit,
    folder_instead_of,
    link_instead_of,
    placed,
    remove,
    told,
    write,
)

CASES = [
    bad(
        "a missing file",
        remove("record/milestones.yaml"),
        "record/milestones.yaml: is not there: create it; a file with [] says that there are none",
    ),
    bad(
        "a folder instead of a file",
        folder_instead_of("record/milestones.yaml"),
        "record/milestones.yaml: is not a file: put a file in its place; a file with [] says that there are none",
    ),
    bad(
        "a link that leads nowhere",
        link_instead_of("record/milestones.yaml", "nowhere"),
        "record/milestones.yaml: is not there: create it; a file with [] says that there are none",
    ),
    bad(
        "an empty file",
        write("record/milestones.yaml", ""),
        "record/milestones.yaml: is empty: add entries; a file with [] says that there are none",
    ),
    bad(
        "a file of comments",
        write("record/milestones.yaml", "# nothing yet\n"),
        "record/milestones.yaml: is empty: add entries; a file with [] says that there are none",
    ),
    bad(
        "a file of 20 MB",
        write("record/milestones.yaml", "# " + "x" * 20 * 1024 * 1024),
        "record/milestones.yaml: is 20 MB large: remove what does not belong there: 5 MB is the limit",
    ),
    bad(
        "Latin-1",
        write("record/milestones.yaml", "- key: caf\xe9\n".encode("latin-1")),
        "record/milestones.yaml:1: is not UTF-8 (byte 0xe9): save it as UTF-8",
    ),
    bad(
        "UTF-16",
        write("record/milestones.yaml", "- key: a\n".encode("utf-16-le")),
        "record/milestones.yaml:⟨-⟩: holds the character U+0000, which is no text: remove it, or save the file as text again",
    ),
    bad(
        "a NUL",
        write("record/milestones.yaml", "- key: first\n  title: a\0b\n"),
        "record/milestones.yaml:⟨title: a⟩: holds the character U+0000, which is no text: remove it, or save the file as text again",
    ),
    bad(
        "an escape character",
        write("record/milestones.yaml", "- key: a\x1b[31m\n"),
        "record/milestones.yaml:⟨- key: a⟩: holds the character U+001B, which is no text: remove it, or save the file as text again",
    ),
    bad(
        "a file that nobody reads",
        write("record/forum.yaml", "[]"),
        "record/forum.yaml: is none of the seed files, so nobody would read it: did you mean record/forums.yaml, record/sources.yaml or record/reports.yaml?",
    ),
    bad(
        "a file in the wrong folder",
        write("forums.yml", "[]"),
        "forums.yml: is none of the seed files, so nobody would read it: did you mean record/forums.yaml?",
    ),
    bad(
        "an unclosed bracket",
        edit("record/forums.yaml", "cities: [rightport, leftport]", "cities: [rightport, leftport"),
        "record/forums.yaml:⟨sectors: [shipping]⟩: is not YAML: while parsing a flow sequence did not find expected ',' or ']': check the indentation and the quotation marks of this line and the one before",
    ),
    bad(
        "an unclosed quotation mark",
        edit("record/milestones.yaml", "title: {en: First ferry}", 'title: {en: "First ferry}'),
        "record/milestones.yaml:8: is not YAML: while scanning a quoted scalar found unexpected end of stream: check the indentation and the quotation marks of this line and the one before",
    ),
    bad(
        "a colon in a plain text",
        edit("record/forums.yaml", "theme: {en: Across the water}", "theme: Across: the water"),
        "record/forums.yaml:⟨theme: Across: the water⟩: is not YAML: mapping values are not allowed in this context: put a text that contains “: ” in quotation marks, and check the indentation of this line",
    ),
    bad(
        "a wrong indentation",
        edit("record/milestones.yaml", "  end: 1998", "   end: 1998"),
        "record/milestones.yaml:⟨end: 1998⟩: is not YAML: mapping values are not allowed in this context: put a text that contains “: ” in quotation marks, and check the indentation of this line",
    ),
    bad(
        "a tab",
        edit("record/milestones.yaml", "  title: {en: First ferry}", "\ttitle: {en: First ferry}"),
        "record/milestones.yaml:⟨title: {en: First ferry}⟩: is not YAML: while scanning a plain scalar found a tab character that violates indentation: indent with spaces, and put a text that begins with a special character in quotation marks",
    ),
    bad(
        "a sign that begins no text",
        edit("record/milestones.yaml", "title: {en: First ferry}", "title: @ferry"),
        "record/milestones.yaml:⟨title: @ferry⟩: is not YAML: while scanning for the next token found character that cannot start any token: indent with spaces, and put a text that begins with a special character in quotation marks",
    ),
    bad(
        "a broken escape",
        edit("record/milestones.yaml", "title: {en: First ferry}", 'title: {en: "First \\ud800 ferry"}'),
        'record/milestones.yaml:⟨title: {en: "First \\ud800 ferry"}⟩: is not YAML: while parsing a quoted scalar found invalid Unicode character escape code: check the indentation and the quotation marks of this line and the one before',
    ),
    bad(
        "two documents",
        append("record/milestones.yaml", "---\n- key: second\n"),
        "record/milestones.yaml:⟨---⟩: a second document begins here: remove the line ---",
    ),
    bad(
        "a mapping instead of a list",
        write("record/milestones.yaml", "key: first-ferry\ntitle: First\n"),
        "record/milestones.yaml:⟨key: first-ferry⟩: is not a list of entries: begin every entry with “- key: …”",
    ),
    bad(
        "a text instead of a list",
        write("record/milestones.yaml", "hello\n"),
        "record/milestones.yaml:⟨hello⟩: is not a list of entries: begin every entry with “- key: …”",
    ),
    bad(
        "nothing instead of a list",
        write("record/milestones.yaml", "~\n"),
        "record/milestones.yaml:⟨~⟩: is empty: leave the key out instead",
    ),
    bad(
        "an entry that is a text",
        append("record/milestones.yaml", "- first-bus\n"),
        "record/milestones.yaml:⟨- first-bus⟩: “first-bus” stands where keys with values should: write `key: value`, one a line",
    ),
    bad(
        "an entry that is a list",
        append("record/milestones.yaml", "- [a, b]\n"),
        "record/milestones.yaml:⟨- [a, b]⟩: a list stands where keys with values should: write `key: value`, one a line",
    ),
    bad(
        "a repeated key",
        edit("record/milestones.yaml", "date: 1997-07", "date: 1997-07\n  date: 1998"),
        "record/milestones.yaml:⟨date: 1998⟩: date: stands twice (first in line 3): keep one; the second would replace it",
    ),
    bad(
        "a list as a key",
        edit("record/milestones.yaml", "end: 1998", "? [a, b]\n  : c"),
        "record/milestones.yaml:⟨? [a, b]⟩: a list or a mapping stands where a key should: write `key: value`",
        "record/milestones.yaml:⟨: c⟩: is not a known key: use cities, claims, date, end, inferred, institutions, key, note, sectors, sources, strategies, summary or title",
    ),
    bad(
        "an anchor",
        edit("record/milestones.yaml", "title: {en: First ferry}", "title: &t {en: First ferry}"),
        "record/milestones.yaml:⟨title: &t {en: First ferry}⟩: title: &t names a value for use elsewhere: remove it: every value is written where it stands",
    ),
    bad(
        "an alias",
        edit("record/milestones.yaml", "title: {en: First ferry}", "title: &t {en: First ferry}\n  summary: *t"),
        "record/milestones.yaml:⟨title: &t {en: First ferry}⟩: title: &t names a value for use elsewhere: remove it: every value is written where it stands",
        "record/milestones.yaml:⟨summary: *t⟩: summary: *t points at another value: write it out",
    ),
    bad(
        "an alias of nothing",
        edit("record/milestones.yaml", "title: {en: First ferry}", "title: *t"),
        "record/milestones.yaml:⟨title: *t⟩: title: *t points at another value: write it out",
    ),
    bad(
        "aliases that multiply",
        write("record/milestones.yaml", "- &a [x, x]\n- &b [*a, *a]\n- [*b, *b]\n"),
        "record/milestones.yaml:⟨- &a [x, x]⟩: &a names a value for use elsewhere: remove it: every value is written where it stands",
        "record/milestones.yaml:⟨- &b [*a, *a]⟩: &b names a value for use elsewhere: remove it: every value is written where it stands",
        "record/milestones.yaml:⟨- &b [*a, *a]⟩: [1]: *a points at another value: write it out",
        "record/milestones.yaml:⟨- &b [*a, *a]⟩: [2]: *a points at another value: write it out",
        "record/milestones.yaml:⟨- [*b, *b]⟩: a list stands where keys with values should: write `key: value`, one a line",
        "record/milestones.yaml:⟨- [*b, *b]⟩: [1]: *b points at another value: write it out",
        "record/milestones.yaml:⟨- [*b, *b]⟩: [2]: *b points at another value: write it out",
    ),
    bad(
        "a merge key",
        edit("record/milestones.yaml", "title: {en: First ferry}", "title: {en: First ferry}\n  <<: {end: 1998}"),
        "record/milestones.yaml:⟨<<: {end: 1998}⟩: <<: is not a known key: use cities, claims, date, end, inferred, institutions, key, note, sectors, sources, strategies, summary or title",
    ),
    bad(
        "a tag that would run something",
        edit("record/milestones.yaml", "title: {en: First ferry}", "title: !!python/object/apply:os.system ['true']"),
        "record/milestones.yaml:⟨title: !!python/object/apply:os.system [⟩: title: the tag tag:yaml.org,2002:python/object/apply:os.system is not used here: remove it: every value is plain text",
    ),
    bad(
        "a tag for text",
        edit("record/milestones.yaml", "date: 1997-07", "date: !!str 1997-07"),
        "record/milestones.yaml:⟨date: !!str 1997-07⟩: date: the tag tag:yaml.org,2002:str is not used here: remove it: every value is plain text",
    ),
    bad(
        "lists in lists in lists",
        append("record/milestones.yaml", "- key: " + "[" * 13 + "]" * 13 + "\n- key: second\n"),
        "record/milestones.yaml:⟨- key: [[[[[[[[[[[[[]]]]]]]]]]]]]⟩: is nested too deeply: entries need five levels at most",
    ),
    bad(
        "lists without end",
        append("record/milestones.yaml", "- key: " + "[" * 100_000 + "\n"),
        "record/milestones.yaml:⟨- key: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[⟩: is not YAML: while increasing flow level exceeded maximum nesting depth: check the indentation and the quotation marks of this line and the one before",
    ),
    bad(
        "a control character, escaped",
        edit("record/milestones.yaml", "title: {en: First ferry}", 'title: {en: "First\\u0007 ferry"}'),
        'record/milestones.yaml:⟨title: {en: "First\\u0007 ferry"}⟩: title.en: holds the control character U+0007: remove it',
    ),
    bad(
        "a NUL, escaped",
        edit("record/milestones.yaml", "title: {en: First ferry}", 'title: {en: "First\\0 ferry"}'),
        'record/milestones.yaml:⟨title: {en: "First\\0 ferry"}⟩: title.en: holds the control character U+0000: remove it',
    ),
    bad(
        "a control character in a key",
        edit(
            "record/milestones.yaml",
            "title: {en: First ferry}",
            'title: {en: First ferry}\n  "no\\u0007te": {en: First}',
        ),
        'record/milestones.yaml:⟨"no\\u0007te": {en: First}⟩: holds the control character U+0007: remove it',
        'record/milestones.yaml:⟨"no\\u0007te": {en: First}⟩: no\\u0007te: is not a known key: did you mean note?',
    ),
    bad(
        "a text turned around",
        edit("record/milestones.yaml", "title: {en: First ferry}", 'title: {en: "First \u202eyrref"}'),
        'record/milestones.yaml:⟨title: {en: "First ⟩: title.en: holds the control character U+202E: remove it',
    ),
    bad(
        "a text turned around, escaped",
        edit("record/milestones.yaml", "title: {en: First ferry}", 'title: {en: "First \\u202eyrref"}'),
        'record/milestones.yaml:⟨title: {en: "First \\u202eyrref"}⟩: title.en: holds the control character U+202E: remove it',
    ),
    bad(
        "an isolated text",
        edit("record/milestones.yaml", "title: {en: First ferry}", 'title: {en: "First \u2066ferry"}'),
        'record/milestones.yaml:⟨title: {en: "First ⟩: title.en: holds the control character U+2066: remove it',
    ),
]


@pytest.mark.parametrize(("spoil", "problems"), CASES)
def test_a_file_that_cannot_be_read(seeds, spoil, problems):
    spoil(seeds)
    assert told(seeds) == placed(problems, seeds)
