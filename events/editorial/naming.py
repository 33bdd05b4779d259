"""The folded names by which records are found, and the addresses that they leave behind."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from events.editorial.obstacles import Obstacle, Obstacles
from events.models import Name, OldAddress, Record, Sector, Source
from events.text.fold import fold
from events.text.languages import LANGUAGES, column


def folded_names(record: Record, other_names: Iterable[str]) -> str:
    """Every title and name of `record`, folded, one a line, each once."""
    titles = [getattr(record, column("title", language)) for language in LANGUAGES]
    return "\n".join(dict.fromkeys(fold(name) for name in (*titles, *other_names) if name))


def refold(record: Record) -> None:
    """Bring the folded names up to date after the record's titles or names have changed."""
    folded = folded_names(record, [name.text for name in record.names.all()])
    if folded != record.folded_names:
        record.folded_names = folded
        Record.objects.filter(pk=record.pk).update(folded_names=folded)


def refold_many(record_ids: Collection[uuid.UUID]) -> None:
    """`refold` for many records in three queries; those that are up to date are left alone."""
    names = defaultdict(list)
    for pk, text in (
        Name.objects.filter(record_id__in=record_ids).order_by("position", "id").values_list("record_id", "text")
    ):
        names[pk].append(text)
    changed = []
    for record in Record.objects.filter(pk__in=record_ids):
        folded = folded_names(record, names[record.pk])
        if folded != record.folded_names:
            record.folded_names = folded
            changed.append(record)
    Record.objects.bulk_update(changed, ["folded_names"], batch_size=200)


def expect_free_address(thing: Record | Source | Sector) -> None:
    """Raises Obstacles where the address of `thing` leads to another of its kind, as it will for ever."""
    taken = OldAddress.objects.filter(kind=_kind_of(thing), slug=thing.slug).exclude(**_leading_to(thing))
    if other := taken.select_related("record", "source", "sector").first():
        sentence = _("This address leads to “%(title)s” for ever; choose another.") % {"title": other.leads_to}
        raise Obstacles([Obstacle("slug", sentence)])


def keep_old_address(thing: Record | Source | Sector, old_slug: str) -> None:
    """Let `old_slug` lead to the thing for ever. Its own address never leads elsewhere."""
    kind = _kind_of(thing)
    OldAddress.objects.filter(kind=kind, slug=thing.slug).delete()
    OldAddress.objects.update_or_create(kind=kind, slug=old_slug, defaults=_leading_to(thing))


def _kind_of(thing: Record | Source | Sector) -> str:
    return (thing.KIND or thing.kind) if isinstance(thing, Record) else str(thing._meta.model_name)


def _leading_to(thing: Record | Source | Sector) -> dict[str, uuid.UUID]:
    return {"record_id" if isinstance(thing, Record) else f"{thing._meta.model_name}_id": thing.pk}
