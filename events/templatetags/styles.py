"""How pages name their style sheets."""

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage

register = template.Library()


@register.simple_tag
def in_one_file() -> bool:
    """Whether the collected static files hold all style sheets in one."""
    return getattr(staticfiles_storage, "in_one_file", False)
