"""What `import_seeds` prints, and with which code it ends."""

import io
from textwrap import dedent

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from events.importer.seeds import importing
from events.management.commands import import_seeds as command
from events.models import Milestone, Record
from tests.events.importer.seeds.database import everything

pytestmark = pytest.mark.django_db

CREATED = """\
                  created    updated  unchanged   conflict    refused
cities                  2          0          0          0          0
sectors                 2          0          0          0          0
strategies              1          0          0          0          0
series                  1          0          0          0          0
sources                 2          0          0          0          0
institutions            2          0          0          0          0
people                  1          0          0          0          0
forums                  1          0          0          0          0
agreements              2          0          0          0          0
milestones              1          0          0          0          0
reports                 1          0          0          0          0
total                  16          0          0          0          0
"""


class Terminal(io.StringIO):
    def isatty(self):
        return True


def run(seeds, *options, stderr=None):
    out, err = io.StringIO(), stderr or io.StringIO()
    call_command("import_seeds", seeds.path, *options, stdout=out, stderr=err)
    return out.getvalue().replace(f"{seeds.path}/", ""), err.getvalue()


def test_a_table_of_what_became_of_every_kind(seeds):
    assert run(seeds) == (CREATED, "")
    again, _err = run(seeds)
    assert again.splitlines()[-1].split() == ["total", "0", "0", "16", "0", "0"]


def test_a_dry_run_says_that_it_was_one(seeds):
    before = everything()
    assert run(seeds, "--dry-run") == (CREATED + "\nA dry run: nothing was written.\n", "")
    assert everything() == before


def test_a_draft_publishes_nothing(seeds):
    assert run(seeds, "--draft") == (CREATED, "")
    assert set(Record.objects.values_list("status", flat=True)) == {"draft"}


def test_conflicts_are_told_with_both_values_and_end_well(seeds):
    run(seeds)
    Milestone.objects.update(title_en="The ferry", note_en="By \x1b[31man editor.")
    seeds.edit("record/milestones.yaml", "First ferry", "First steam ferry")
    seeds.edit("record/milestones.yaml", "institutions: [harbour-board]", "institutions: [harbour-board, quay-school]")
    seeds.write("record/reports.yaml", "[]\n")
    out, _err = run(seeds)
    assert out.partition("total")[2] == dedent("""\
                           0          0         14          1          0

        Conflicts: nothing of these entries was written. Bring file and database to say the same:
          record/milestones.yaml:1: milestone first-ferry
              it was changed in the database since the last import
              title
                  database: en: The ferry
                  file:     en: First steam ferry
              institutions
                  database: (nothing)
                  file:     quay-school
              note
                  database: en: By \\u001b[31man editor.
                  file:     (nothing)

        No longer in the files, left as they are in the database:
          report the-forum-of-2024

        ATTENTION: 1 in conflict, see above.
        """)


def test_refusals_are_told_with_their_reason_and_end_well(seeds):
    seeds.edit("record/milestones.yaml", "  sources: [annals]\n", "")
    out, _err = run(seeds)
    assert out.partition("total")[2] == dedent("""\
                          15          0          0          0          1

        Refused: in the database as drafts, not published:
          record/milestones.yaml:1: milestone first-ferry
              Name at least one source: nothing is published that no source supports.
        """)


def test_all_problems_are_told_at_once_and_nothing_is_written(seeds):
    before = everything()
    seeds.edit("record/forums.yaml", "start: 2024-10-14", "start: 2024-02-31")
    seeds.edit("record/forums.yaml", "format: mixed", "format: hybrid")
    seeds.edit("record/milestones.yaml", "institutions: [harbour-board]", "institutions: [harbor-board]")
    seeds.edit("record/people.yaml", "en: Ada Lane", "fr: Ada Lane")
    seeds.edit("record/reports.yaml", "quote: Over 160", "quote: Over 161")
    seeds.write("record/sources.yml", "")
    seeds.write("vocabulary/strategies.yaml", b"- key: \xff\n")
    with pytest.raises(CommandError) as told:
        run(seeds)
    assert told.value.returncode == 1
    assert str(told.value).replace(f"{seeds.path}/", "").splitlines() == [
        "7 problems in the seed files; nothing was written.",
        "record/forums.yaml:6: start: “2024-02-31”: February 2024 has no day 31: "
        "write a day that exists, or only the month or the year that the source gives",
        "record/forums.yaml:9: format: “hybrid” is none of the choices: the choices are in-person, online, mixed",
        "record/milestones.yaml:5: institutions[1]: no institution has the key “harbor-board”: did you mean harbour-board?",
        "record/people.yaml:2: name.fr: “fr” is not a language here: use en, zh-hans or zh-hant",
        "record/reports.yaml:16: claims[1].quote: “Over 161 people came” is not in the stored text of “gazette”: "
        "the text says “Over 160 people came”; copy it letter by letter",
        "record/sources.yml: is none of the seed files, so nobody would read it: did you mean record/sources.yaml, record/forums.yaml or record/reports.yaml?",
        "vocabulary/strategies.yaml:1: is not UTF-8 (byte 0xff): save it as UTF-8",
    ]
    assert everything() == before


@pytest.mark.parametrize(
    ("path", "what"), [("nowhere", "is not there"), ("record/forums.yaml", "is a file, not a folder")]
)
def test_a_path_that_is_no_folder_of_seeds(seeds, path, what):
    with pytest.raises(CommandError) as told:
        call_command("import_seeds", seeds.path / path)
    assert str(told.value) == (
        "one problem in the seed files; nothing was written.\n"
        f"{seeds.path / path}: {what}: name a folder that is laid out like seeds/"
    )


def test_a_row_that_the_database_refuses_is_told_without_a_traceback(seeds, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise IntegrityError("a constraint of ours")

    monkeypatch.setattr(importing, "write", refuse)
    with pytest.raises(CommandError, match=r"^The database refused a row; nothing was written\. a constraint of ours$"):
        run(seeds)


def test_progress_is_told_to_someone_who_watches_only(seeds):
    _out, silent = run(seeds, "--dry-run")
    _out, watched = run(seeds, "--dry-run", stderr=Terminal())
    assert silent == ""
    assert watched.split("\r\033[K")[1:] == [
        "Reading and checking …",
        "Comparing with the database …",
        "Writing 16 entries …",
        "Publishing …",
        "",
    ]


def test_without_a_path_the_seeds_of_the_project_are_taken(seeds, monkeypatch):
    monkeypatch.setattr(command, "SEEDS", seeds.path)
    out = io.StringIO()
    call_command("import_seeds", stdout=out)
    assert out.getvalue() == CREATED
