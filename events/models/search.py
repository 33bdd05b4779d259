"""What readers search: one document for everything public that has a page of its own."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchDocument(models.Model):
    """The words of a public record or source, as they were published. Made again at any time by `rebuild_search`.

    `names` is a list of [field, language, text], what the thing is called; `words` of [group, field, language, text],
    what else is said of it: `linked` for the names of what it is connected with, `said` for everything longer.
    The tokens by which it is found stand in a table of the database's own kind (`search.backends`), under the same id:
    a number, because full-text tables know no other.
    """

    id = models.BigAutoField(primary_key=True)
    # The record or the source. Not a foreign key: the index follows what was published, and is no part of anything.
    thing_id = models.UUIDField(unique=True)
    kind = models.CharField(max_length=20)
    slug = models.CharField(max_length=100)
    start = models.CharField(max_length=10, default="", blank=True)
    sort_from = models.CharField(max_length=10, default="", blank=True)
    sort_to = models.CharField(max_length=10, default="", blank=True)
    # Addresses of vocabulary, with blanks between them.
    cities = models.CharField(max_length=400, default="", blank=True)
    sectors = models.CharField(max_length=1000, default="", blank=True)
    evidence = models.PositiveIntegerField(default=0)
    names = models.JSONField(default=list)
    words = models.JSONField(default=list)
    # All words as they are compared, for phrases in quotation marks.
    folded = models.TextField(default="", blank=True)

    class Meta:
        verbose_name = _("entry of the search index")
        verbose_name_plural = _("search index")

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"
