"""The static files of a site that is served: hashed, compressed, and the style sheets of its pages in one file."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from whitenoise.storage import CompressedManifestStaticFilesStorage

SITE = "css/site.css"
_NAMED_IN = "templates/components/stylesheets.html"


class SiteStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's, and `css/site.css`: what the template names, in its order. A visitor's first page waits for one file
    instead of two dozen."""

    in_one_file = True

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if not dry_run:
            text = "\n".join(Path(self.path(name)).read_text(encoding="utf-8") for name in stylesheets())
            Path(self.path(SITE)).write_text(text, encoding="utf-8")
            paths = {**paths, SITE: (self, SITE)}
        yield from super().post_process(paths, dry_run=dry_run, **options)


def stylesheets() -> list[str]:
    """The style sheets of public pages, in the order of the cascade."""
    template = Path(settings.BASE_DIR, _NAMED_IN).read_text(encoding="utf-8")
    return [name for name in re.findall(r'"(css/[\w-]+\.css)"', template) if name != SITE]
