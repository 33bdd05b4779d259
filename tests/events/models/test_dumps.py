"""`dumpdata` and `loaddata` carry the whole record to another database: nothing is lost, nothing changes."""

import json

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection

from events.models import City, Claim, ContentVersion, Institution, Milestone, Record, Source
from tests import make
from tests.events.models.least import LEAST, new
from tests.events.public.whole_record import whole_record

pytestmark = pytest.mark.django_db

NATURAL = ["--natural-foreign", "--natural-primary"]
WHOLE = ["events", "auth.user"]


@pytest.fixture(autouse=True)
def _moment_with_milliseconds(time_machine):
    """JSON keeps thousandths of a second, and says none of a moment that has none left."""
    time_machine.move_to("2026-11-25T09:00:00.125Z", tick=False)


def one_of_everything():
    """A record as it is used, and whatever rows it lacks."""
    whole_record()
    here = Institution.objects.get(slug="harbour")
    # Later than its part, by its name: the dump names it before it is there.
    here.parent = make.institution("Zenith", slug="zenith")
    here.successor = here.parent
    here.save()
    someone = make.user("Publishers")
    milestone = make.milestone(institutions=[here], cities=["shanghai"], sectors=["finance"], strategies=["delta"])
    make.claim(milestone, f"institutions/{here.pk}")
    Claim.objects.update(by=someone)
    Record.objects.update(published_by=someone)
    for table in LEAST:
        if not table._default_manager.exists():
            new(table)


def dump(path, *options, of=WHOLE):
    """Every row, with its links in one order: a table of links has none."""
    call_command("dumpdata", *of, *options, output=str(path))
    rows = json.loads(path.read_text(encoding="utf-8"))
    for row in rows:
        links = {field.name for field in apps.get_model(row["model"])._meta.local_many_to_many}
        row["fields"] |= {name: sorted(row["fields"][name]) for name in links}
    return rows


def empty_the_database():
    connection.check_constraints()  # PostgreSQL empties no table that it still has to check
    call_command("flush", interactive=False, verbosity=0)
    left = {table for table in apps.get_app_config("events").get_models() if table._default_manager.exists()}
    assert left == set()


def in_full(path):
    """Every row of ours with its id. Accounts are named: Django counts theirs anew in another database."""
    return sorted(json.dumps(row, sort_keys=True) for row in dump(path, "--natural-foreign", of=["events"]))


@pytest.mark.parametrize("options", [[], NATURAL[:1], NATURAL], ids=["by id", "naming others", "by name"])
def test_a_dump_that_is_loaded_dumps_the_same(tmp_path, options):
    one_of_everything()
    if not options:
        # An emptied database counts its groups anew: an account finds its own again by their names alone.
        User.groups.through.objects.all().delete()
    first = dump(tmp_path / "first.json", *options)
    full = in_full(tmp_path / "full.json")
    assert {row["model"] for row in first} == {
        "auth.user",
        *(table._meta.label_lower for table in apps.get_app_config("events").get_models()),
    }

    empty_the_database()
    call_command("loaddata", str(tmp_path / "first.json"), verbosity=0)

    assert dump(tmp_path / "second.json", *options) == first
    assert in_full(tmp_path / "full-again.json") == full


def test_evidence_still_speaks_about_what_it_spoke_about(tmp_path):
    """Claims name rows and links by id, so an id must survive a dump that names records by their address."""
    city = make.city()
    milestone = make.milestone(cities=["shanghai"])
    make.claim(milestone, f"cities/{city.pk}")
    dump(tmp_path / "dump.json", *NATURAL)

    empty_the_database()
    call_command("loaddata", str(tmp_path / "dump.json"), verbosity=0)

    assert Milestone.objects.get().pk == milestone.pk
    assert Claim.objects.filter(field=f"cities/{City.objects.get().pk}").count() == 1


def test_loading_the_same_dump_twice_changes_nothing(tmp_path):
    one_of_everything()
    full = in_full(tmp_path / "full.json")
    dump(tmp_path / "dump.json", *NATURAL)
    call_command("loaddata", str(tmp_path / "dump.json"), verbosity=0)
    assert in_full(tmp_path / "full-again.json") == full


def test_a_dump_names_others_as_people_do(tmp_path):
    forum = make.forum(slug="seminar", cities=["shanghai"], series=make.series("yearly"))
    agreement = make.agreement(slug="paper", forum=forum, parties=[make.institution(slug="harbour")])
    rows = {(row["model"], row["fields"].get("slug")): row for row in dump(tmp_path / "dump.json", *NATURAL)}
    parties = [row for (model, _slug), row in rows.items() if model == "events.party"]

    assert "pk" not in rows["events.record", "seminar"]
    assert rows["events.record", "seminar"]["fields"]["cities"] == [["shanghai"]]
    assert rows["events.forum", None]["fields"]["series"] == ["yearly"]
    assert rows["events.agreement", None]["fields"]["forum"] == ["forum", "seminar"]
    assert [party["fields"]["institution"] for party in parties] == [["institution", "harbour"]]
    assert parties[0]["fields"]["agreement"] == list(agreement.natural_key())


def test_loading_does_not_count_as_a_change_that_readers_see(tmp_path):
    make.milestone()
    number = ContentVersion.objects.get().number
    dump(tmp_path / "dump.json", *NATURAL)
    Source.objects.update(title="Changed")
    call_command("loaddata", str(tmp_path / "dump.json"), verbosity=0)
    assert ContentVersion.objects.get().number == number
    assert not Source.objects.filter(title="Changed").exists()
