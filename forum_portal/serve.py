"""How gunicorn serves the site: `gunicorn -c python:forum_portal.serve forum_portal.wsgi`.

Only this machine can reach it; a public site has a server in front that speaks https.
"""

import os
import sys

from django.conf import settings

PORT = os.environ.get("PORT") or "8000"

bind = f"127.0.0.1:{PORT}"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
# Browsers open connections ahead of need. A worker without threads would wait for the first word on one of them.
threads = 4
preload_app = True
loglevel = "warning"
control_socket_disable = True


def post_worker_init(worker: object) -> None:
    """Let every worker look for what is due: each publication happens once, whoever comes first."""
    if settings.PUBLISH_DUE_EVERY > 0:
        # Models can be asked for only now.
        from events.management.publishing_due import publish_in_the_background

        publish_in_the_background(settings.PUBLISH_DUE_EVERY)


def when_ready(server: object) -> None:
    """Say where the site is, to whoever started it by hand."""
    if settings.IS_PUBLIC:
        return
    site = f"http://127.0.0.1:{PORT}"
    print(
        f"""
Twin Cities is ready. Ctrl-C ends it.

  English    {site}/en/
  繁體中文   {site}/zh-hant/
  简体中文   {site}/zh-hans/
  Admin      {site}/admin/    an account for it: make editor
""",
        flush=True,
        file=sys.stdout,
    )
