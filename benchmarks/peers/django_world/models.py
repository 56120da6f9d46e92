"""What stands in Django's tables beside its own users and groups: places, and posts in them."""

from __future__ import annotations

from importlib.util import find_spec

from django.db import models

__all__ = ["Place", "Post"]


class Place(models.Model):  # noqa: DJ008 - nobody prints it
    """A wall, a group or a record; whoever may `view_place` reads what was posted there."""

    name = models.CharField(max_length=40, unique=True)


class Post(models.Model):  # noqa: DJ008
    """Something posted."""

    name = models.CharField(max_length=40, unique=True)
    place = models.ForeignKey(Place, on_delete=models.CASCADE)


if find_spec("guardian"):
    from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

    class PlaceForUser(UserObjectPermissionBase):
        """A permission of a person on a place: a table of its own, which django-guardian advises for speed."""

        content_object = models.ForeignKey(Place, on_delete=models.CASCADE)

    class PlaceForGroup(GroupObjectPermissionBase):
        """A permission of a group on a place."""

        content_object = models.ForeignKey(Place, on_delete=models.CASCADE)
