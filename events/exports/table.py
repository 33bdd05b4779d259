"""Records as a table, one a line."""

import csv
import io
from collections.abc import Callable

from django.db.models import QuerySet

from events.models import Record

COLUMNS = (
    "kind", "address", "title_en", "title_zh_hant", "title_zh_hans", "start", "end", "cities", "sectors", "status",
)  # fmt: skip
# What a spreadsheet would take for a formula.
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_of(records: QuerySet[Record], whole_address: Callable[[str], str]) -> str:
    """The records as CSV with a line of headings; for spreadsheets, with a mark at the beginning that says UTF-8.

    Cities and sectors are given by their codes, several with a space between. Nothing becomes a formula.
    """
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for record in records.prefetch_related("cities", "sectors").order_by("kind", "sort_from", "pk"):
        cells = [
            record.kind,
            whole_address(record.get_absolute_url()),
            record.title_en,
            record.title_zh_hant,
            record.title_zh_hans,
            str(record.start or ""),
            str(record.end or ""),
            " ".join(city.slug for city in record.cities.all()),
            " ".join(sector.slug for sector in record.sectors.all()),
            record.status,
        ]
        writer.writerow(harmless(cell) for cell in cells)
    return out.getvalue()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_STARTS_A_FORMULA) else cell
