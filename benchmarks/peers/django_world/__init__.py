"""A Django of our own inside the process: its tables in an SQLite in memory, and only the applications at hand."""

from __future__ import annotations

from importlib.util import find_spec

import django
from django.conf import settings
from django.core.management import call_command

__all__ = ["emptied"]


def emptied() -> None:
    """Set Django up with whatever of the peers is installed, once in a process, and leave every table empty."""
    if settings.configured:
        call_command("flush", verbosity=0, interactive=False)
        return
    peers = [name for name in ("guardian", "actstream") if find_spec(name)]
    settings.configure(
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", *peers, "benchmarks.peers.django_world"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        ANONYMOUS_USER_NAME=None,
        SECRET_KEY="none",  # noqa: S106 - nothing here is secret
        USE_TZ=True,
    )
    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)
