"""Processor time of pages at 50, 2,000 and 20,000 records, beside a view that does nothing.

Machines differ and are noisy, so what counts is the ratio to that view, measured in turn with each page,
and the growth from the smallest record to the largest. In one process, through Django's test client, middleware
and all, without a server and without any cache: what a page costs when nothing was kept. SQLite in a folder of its own.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

SIZES = [int(size) for size in os.environ.get("BENCH_SIZES", "50,2000,20000").split(",")]
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "15"))
CONSTANT = "/healthz"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"LOCAL_DIR": folder, "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3", "DEBUG": "0"}
        os.environ["PAGE_CACHE_BYTES"] = "0"
        os.environ["DJANGO_SETTINGS_MODULE"] = "forum_portal.settings"
        Path(folder, "static").mkdir()
        import django
        from django.conf import settings

        settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
        django.setup()
        _bench()


def _bench() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    from tests.benchmarks.filling import fill

    call_command("migrate", verbosity=0)
    client = Client(SERVER_NAME="localhost")
    constant: list[float] = []
    table: dict[str, dict[int, tuple[float, float, int]]] = {}
    for size in SIZES:
        began = time.perf_counter()
        fill(size)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        _tell(f"{size:,} records: filled in {time.perf_counter() - began:.1f} s")
        for name, path in _pages(size).items():
            floor, cost = _measure(partial(_get, client, CONSTANT), partial(_get, client, path))
            constant.append(floor)
            table.setdefault(name, {})[size] = (cost, cost / floor, _queries(client, path))
    _print(table, statistics.median(constant))


def _pages(size: int) -> dict[str, str]:
    """Name → address. The details are those in the middle of the record."""
    middle = size // 2 // 4 * 4
    return {
        "home": "/en/",
        "timeline": "/en/timeline/",
        "timeline, last page": "/en/timeline/?page=1000000",
        "timeline, one city, two years": "/en/timeline/?city=shanghai&from=2010&to=2011",
        "timeline, one city": "/en/timeline/?city=shanghai",
        "timeline, by name": "/en/timeline/?q=%E6%BB%AC%E6%B8%AF",
        "agreements": "/en/agreements/",
        "agreements, one sector": "/zh-hant/agreements/?sector=finance",
        "agreements, two facets": "/en/agreements/?city=shanghai&status=quiet",
        "institutions": "/en/institutions/",
        "institutions, one sector": "/en/institutions/?sector=finance",
        "agreement": f"/en/agreements/agreement-{middle + 1}/",
        "forum": f"/en/forums/forum-{middle}/",
        "institution": "/en/institutions/institution-7/",
        "institution, as of a year": "/en/institutions/institution-7/?to=2010",
        "link of institutions": "/en/institutions/institution-7/links/institution-70/",
        "source": "/en/sources/gazette-0/",
        "search, a name": f"/en/search/?q=agreement+{middle + 1}",
        "search, a rare word": "/en/search/?q=institution-70",
        "search, a word in every record": "/en/search/?q=finance",
        "search, two words": "/en/search/?q=culture+shanghai",
        "search, two Chinese characters": "/en/search/?q=%E6%BB%AC%E6%B8%AF",
        "search, one Chinese character": "/en/search/?q=%E6%B8%AF",
        "search, narrowed": "/en/search/?q=finance&kind=forum&city=shanghai&from=2010&to=2011",
        "search, a slip": "/en/search/?q=agremeent+12",
        "suggestions": "/en/search/suggestions/?q=agree",
    }


def _get(client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200, f"{path}: {response.status_code}"


def _queries(client, path: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        _get(client, path)
    return len(queries)


def _measure(constant: Callable[[], None], page: Callable[[], None]) -> tuple[float, float]:
    """Median milliseconds of processor time of both, asked for in turn so that noise meets them alike."""
    page()
    floors, costs = [], []
    for _ in range(ROUNDS):
        floors.append(_processor_time(constant, times=5))
        costs.append(_processor_time(page, times=1))
    return statistics.median(floors), statistics.median(costs)


def _processor_time(work: Callable[[], None], times: int) -> float:
    began = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - began) * 1000 / times


def _print(table: dict[str, dict[int, tuple[float, float, int]]], constant: float) -> None:
    _tell(
        f"\nThe view that does nothing takes {constant:.2f} ms. Each page: milliseconds (times that view, queries).\n"
    )
    _tell("| page | " + " | ".join(f"{size:,}" for size in SIZES) + " | growth |")
    _tell("|---|" + "---:|" * (len(SIZES) + 1))
    for name, costs in table.items():
        cells = [f"{ms:.1f} ({ratio:.0f} ×, {queries})" for ms, ratio, queries in costs.values()]
        growth = costs[SIZES[-1]][0] / costs[SIZES[0]][0]
        _tell(f"| {name} | " + " | ".join(cells) + f" | {growth:.2f} |")


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
