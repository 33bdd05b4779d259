"""The pages of duplicates: who may do what there, what they show, and that they do exactly that."""

from typing import Any

import pytest
from django.urls import reverse

from events.editorial.merging import merge, tell_apart
from events.models import Institution, Merge, Name, NotTheSame, Party, Person, Picture
from events.models.states import Status
from tests import make
from tests.events.models.least import new
from tests.events.public.marked import Marked

pytestmark = pytest.mark.django_db

KINDS: dict[str, Any] = {
    "institution": make.institution,
    "person": make.person,
    "source": make.source,
    "sector": lambda: make.sector(f"sector-{next(make._count)}"),
}


def side_by_side(kept, gone):
    return reverse("admin:compare_duplicates", args=[kept._meta.model_name, kept.pk, gone.pk])


def lines(page):
    """What the page says will move: section, table, the record and the words of each row."""
    return [
        (str(section.heading), rows.heading, str(line.record or ""), line.words)
        for section in page.context["sections"]
        for rows in section.rows
        for line in rows.lines
    ]


# Who may


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("group", "looks", "merges", "tells"),
    [
        (None, 302, 302, 302),
        ("Editors", 200, 403, {"sector": 403}),
        ("Publishers", 200, 302, {}),
        ("Administrators", 200, 302, {}),
        ("gone", 302, 302, 302),
        ("nobody", 403, 403, 403),
    ],
)
def test_everyone_who_edits_looks_and_tells_apart_and_publishers_alone_merge(client, group, kind, looks, merges, tells):
    kept, gone = KINDS[kind](), KINDS[kind]()
    if group:
        groups = [group] if group not in ("gone", "nobody") else ["Administrators"] if group == "gone" else []
        client.force_login(make.user(*groups, is_active=group != "gone"))
    page = side_by_side(kept, gone)
    pages = [page, reverse("admin:find_duplicate", args=[kind, kept.pk]), reverse("admin:used", args=[kind, kept.pk])]
    assert [client.get(one).status_code for one in [*pages, reverse("admin:duplicates")]] == [looks] * 4
    seen = client.get(page).context["seen"] if looks == 200 else ""
    tells = tells.get(kind, 302) if isinstance(tells, dict) else tells

    assert client.post(page, {"_apart": "1", "reason": "Two."}).status_code == tells
    assert NotTheSame.objects.exists() is (tells == 302 and looks == 200)
    assert client.post(page, {"_again": "1"}).status_code == tells
    assert not NotTheSame.objects.exists()
    assert client.post(page, {"_merge": "1", "seen": seen}).status_code == merges
    assert Merge.objects.exists() is (merges == 302 and looks == 200)

    done = Merge.objects.first() or merge(kept, gone, by="tests")
    undo = reverse("admin:merged", args=[done.pk])
    assert client.get(undo).status_code == looks
    assert client.post(undo).status_code == merges
    done.refresh_from_db()
    assert bool(done.undone_at) is (merges == 302 and looks == 200)


@pytest.mark.parametrize("kind", ["forum", "user", "nothing"])
def test_other_kinds_have_no_such_pages(client, kind):
    client.force_login(make.user("Publishers"))
    body = make.institution()
    for name, keys in (("find_duplicate", [body.pk]), ("compare_duplicates", [body.pk, body.pk])):
        assert client.get(reverse(f"admin:{name}", args=[kind, *keys])).status_code == 404
    assert client.get(side_by_side(body, body)).status_code == 404


# What is shown is what is done


@pytest.mark.parametrize("name", ["institution", "person", "source"])
def test_all_that_moves_is_on_the_page_before_and_after(client, name):
    one, other = Marked("one", Status.PUBLISHED), Marked("two", Status.PUBLISHED)
    make.Claim.objects.exclude(quote="").update(quote="words", quote_start=0, quote_end=5)
    make.Record.objects.filter(schedule__isnull=False)
    for record in make.Record.objects.filter(schedule__isnull=False):
        record.schedule.delete()
    client.force_login(make.user("Publishers"))
    kept, gone = getattr(one, name), getattr(other, name)
    page = client.get(side_by_side(kept, gone))
    before = lines(page)
    assert before
    answer = client.post(side_by_side(kept, gone), {"_merge": "1", "seen": page.context["seen"]}, follow=True)
    after = lines(answer)
    told = {"Becomes another name"}
    assert sorted(line for line in before if line[0] not in told) == sorted(
        line for line in after if line[0] not in told and not line[0].startswith("Sources")
    )
    assert {line[3] for line in before if line[0] in told} == {line[3] for line in after if line[0] in told}


def test_each_field_is_chosen_and_the_lists_may_be_joined(client):
    client.force_login(make.user("Publishers"))
    kept = make.institution("Harbour University", website="https://kept.example/", cities=["shanghai"])
    gone = make.institution("Harbor University", summary_en="Founded.", cities=["hong-kong"])
    page = client.get(side_by_side(kept, gone))
    sides = {
        side.name: ([(one.value, one.words, one.is_chosen) for one in side.choices], side.same)
        for side in page.context["sides"]
    }
    assert sides == {
        "title_en": ([("kept", "Harbour University", True), ("gone", "Harbor University", False)], ""),
        "summary_en": ([("kept", "—", False), ("gone", "Founded.", True)], ""),
        "institution_kind": ([], "University"),
        "website": ([("kept", "https://kept.example/", True), ("gone", "—", False)], ""),
        "cities": (
            [("kept", "Shanghai", False), ("gone", "Hong Kong", False), ("both", "Shanghai, Hong Kong", True)],
            "",
        ),
    }
    data = {"_merge": "1", "seen": page.context["seen"], "choose-title_en": "gone", "choose-cities": "kept"}
    client.post(side_by_side(kept, gone), {**data, "tell": "on", "note": "One body."})
    kept.refresh_from_db()
    assert (kept.title_en, [city.slug for city in kept.cities.all()]) == ("Harbor University", ["shanghai"])
    assert kept.revisions.published().latest("number").note == "One body."


def test_a_note_that_nobody_asked_for_is_kept_from_readers(client):
    client.force_login(make.user("Publishers"))
    kept, gone = make.person("Lee"), make.person("Li")
    page = client.get(side_by_side(kept, gone))
    assert page.context["note"] == "“Li” and “Lee” were one, and are recorded as one now."
    client.post(side_by_side(kept, gone), {"_merge": "1", "seen": page.context["seen"], "note": page.context["note"]})
    assert kept.revisions.published().latest("number").note == ""


@pytest.mark.parametrize("seen", ["", "stale"])
def test_what_changed_since_the_page_was_opened_is_looked_at_again(client, seen):
    client.force_login(make.user("Publishers"))
    kept, gone = make.person("Lee"), make.person("Li")
    data = {"_merge": "1", "seen": seen, "choose-title_en": "gone", "note": "Typed."}
    page = client.post(side_by_side(kept, gone), data)
    assert page.status_code == 409 and not Merge.objects.exists()
    assert page.context["refusal"] == [
        "Something changed since you opened this page. Look again: it shows all as it is now."
    ]
    [title] = [side for side in page.context["sides"] if side.name == "title_en"]
    assert ([one.value for one in title.choices if one.is_chosen], page.context["note"]) == (["gone"], "Typed.")


def test_what_stands_in_the_way_is_told_and_the_button_waits(client):
    client.force_login(make.user("Publishers"))
    kept, gone = make.institution("Kept", published=False), make.institution("Gone")
    page = client.get(side_by_side(kept, gone))
    reason = "Readers know “Gone”, and its address can only lead to a public record: keep that one instead."
    assert (page.context["obstacles"], page.context["may_merge"]) == ([reason], False)
    refused = client.post(side_by_side(kept, gone), {"_merge": "1", "seen": page.context["seen"]})
    assert (refused.status_code, refused.context["refusal"], refused.context["obstacles"]) == (409, [reason], [])


def test_a_text_that_would_lose_a_passage_is_told_and_the_other_may_be_chosen(client):
    client.force_login(make.user("Publishers"))
    kept, gone = make.source("We met."), make.source("They parted.")
    make.claim(make.forum(), source=gone, quote="They parted.")
    page = client.get(side_by_side(kept, gone))
    told = ["The stored text that is kept must hold “They parted.”: a claim quotes it. Choose the other text."]
    assert (page.context["obstacles"], page.context["may_merge"]) == (told, True)
    data = {"_merge": "1", "seen": page.context["seen"]}
    assert client.post(side_by_side(kept, gone), data).context["refusal"] == told
    assert client.post(side_by_side(kept, gone), {**data, "choose-text": "gone"}).status_code == 302


def test_a_second_logo_is_told_to_stay_behind(client):
    client.force_login(make.user("Publishers"))
    kept, gone = make.institution(), make.institution()
    for body in (kept, gone):
        new(Picture, record=body, alt_en=f"Logo of {body}")
    assert [str(row) for row in client.get(side_by_side(kept, gone)).context["left"]] == [f"Logo of {gone}"]


def test_what_people_changed_since_is_told_when_a_merge_is_taken_back(client):
    client.force_login(make.user("Publishers"))
    kept, gone, third = (make.institution(name) for name in ("Kept", "Gone", "Third"))
    agreement = make.agreement(parties=[gone])
    done = merge(kept, gone, by="tests")
    Party.objects.filter(agreement=agreement).update(institution=third)
    page = client.post(reverse("admin:merged", args=[done.pk]), follow=True)
    assert [str(message) for message in page.context["messages"]] == [
        "“Gone” and “Kept” are two again.",
        "Changed since, and left as it is: Party: institution.",
    ]
    again = client.post(reverse("admin:merged", args=[done.pk]))
    assert (again.status_code, again.context["refusal"]) == (409, ["It was taken back already."])


# Finding


def test_suggestions_stand_on_a_page_of_their_own_with_what_was_merged(client):
    client.force_login(make.user("Publishers"))
    make.city("shanghai")
    one, other = make.institution("Harbour University"), make.institution("Harbour  University", published=False)
    first, second = make.person("Lee"), make.person("Li")
    done = merge(first, second, by="tests")
    page = client.get(reverse("admin:duplicates"))
    found = {
        shelf.kind.value: [
            (pair.one.id, pair.other.id, [str(reason) for reason in pair.reasons]) for pair in shelf.pairs
        ]
        for shelf in page.context["found"]
    }
    assert found == {
        "institution": [(one.pk, other.pk, ["the same name: harbour university"])],
        "person": [],
        "source": [],
        "sector": [],
    }
    assert list(page.context["merges"]) == [done]
    assert side_by_side(one, other) in page.text and reverse("admin:merged", args=[done.pk]) in page.text


def test_another_entry_is_found_by_a_part_of_its_name(client):
    client.force_login(make.user("Editors"))
    make.city("shanghai")
    one, alike, other = (
        make.institution(name) for name in ("Harbour University", "Harbour  University", "Quay School")
    )
    Name.objects.create(record=other, text="海學", kind="abbreviation")
    make.refold(other)
    page = client.get(reverse("admin:find_duplicate", args=["institution", one.pk]), {"q": "海学"})
    assert [(entry.id) for entry, _reasons in page.context["others"]] == [alike.pk]
    assert page.context["found"] == [other]
    nothing = client.get(reverse("admin:find_duplicate", args=["institution", one.pk]), {"q": "harbour"})
    assert nothing.context["found"] == [alike]


@pytest.mark.parametrize(
    ("thing", "typed"), [(lambda: make.source(title="On Monday"), "monday"), (lambda: make.sector("ports"), "ports")]
)
def test_sources_and_sectors_are_found_as_well(client, thing, typed):
    client.force_login(make.user("Editors"))
    one, other = make.source() if typed == "monday" else make.sector("harbours"), thing()
    page = client.get(reverse("admin:find_duplicate", args=[one._meta.model_name, one.pk]), {"q": typed})
    assert page.context["found"] == [other]


def test_two_that_were_told_apart_say_who_said_so(client):
    client.force_login(make.user("Publishers"))
    kept, gone = make.person("Lee"), make.person("Li")
    tell_apart(kept, gone, by="ann", reason="They sat side by side.")
    page = client.get(side_by_side(kept, gone))
    assert (page.context["apart"].reason, page.context["may_merge"]) == ("They sat side by side.", False)
    client.post(side_by_side(kept, gone), {"_again": "1"})
    assert client.get(side_by_side(kept, gone)).context["may_merge"]


# Where used


def test_the_page_before_deleting_and_that_of_uses_tell_what_names_it(client):
    client.force_login(make.user("Publishers"))
    body = make.institution(published=False)
    paper = make.agreement("Paper", parties=[body], published=False)
    link = reverse("admin:events_agreement_change", args=[paper.pk])
    for page in (
        reverse("admin:used", args=["institution", body.pk]),
        reverse("admin:events_institution_delete", args=[body.pk]),
    ):
        shown = client.get(page)
        assert [(str(group.heading), group.total) for group in shown.context["uses"]] == [("Parties · institution", 1)]
        assert link in shown.text
    client.post(reverse("admin:events_institution_delete", args=[body.pk]), {"post": "yes"})
    assert Institution.objects.filter(pk=body.pk).exists()


@pytest.mark.parametrize("kind", ["city", "strategy", "series", "forum", "report", "agreement", "milestone"])
def test_every_entry_has_a_page_of_its_uses(client, kind):
    client.force_login(make.user("Editors"))
    thing = getattr(make, kind)()
    assert client.get(reverse("admin:used", args=[kind, thing.pk])).status_code == 200
    form = client.get(reverse(f"admin:events_{kind}_change", args=[thing.pk]))
    assert reverse("admin:used", args=[kind, thing.pk]) in form.text
    assert "admin/duplicates/" not in form.text


def test_the_form_leads_to_what_may_be_the_same(client):
    client.force_login(make.user("Editors"))
    lee = make.person()
    form = client.get(reverse("admin:events_person_change", args=[lee.pk]))
    assert reverse("admin:find_duplicate", args=["person", lee.pk]) in form.text
    assert Person.objects.count() == 1
