"""The read-only questions every judgment asks of the world.

`View` is a protocol: the engine's indexed store satisfies it, so does the naive reference in `collabcore.testing`,
and a host may satisfy it over its own database and use the rules without the engine.
Each question states what it costs in the store; there is one file per subject.
"""

from __future__ import annotations

from typing import Protocol

from collabcore.model import PointsRule, Thing
from collabcore.view.activities import ActivitiesView
from collabcore.view.badges import BadgesView
from collabcore.view.channel import ChannelView
from collabcore.view.conversation import ConversationView
from collabcore.view.files import FilesView
from collabcore.view.groups import GroupsView
from collabcore.view.ideas import IdeasView
from collabcore.view.marks import MarksView
from collabcore.view.news import NewsView
from collabcore.view.partners import PartnersView
from collabcore.view.people import PeopleView
from collabcore.view.recognition import RecognitionView
from collabcore.view.records import RecordsView
from collabcore.view.rewards import RewardsView
from collabcore.view.routing import RoutingView
from collabcore.view.scoring import ScoringView
from collabcore.view.timeline import Order, Place, Timeline
from collabcore.view.topics import TopicsView

__all__ = ["Order", "Place", "Timeline", "View", "kind_of"]


class View(
    PeopleView,
    GroupsView,
    RecordsView,
    ConversationView,
    FilesView,
    MarksView,
    TopicsView,
    ChannelView,
    ScoringView,
    NewsView,
    ActivitiesView,
    RecognitionView,
    IdeasView,
    BadgesView,
    RewardsView,
    PartnersView,
    RoutingView,
    Protocol,
):
    """A workplace at one moment, read-only."""


def kind_of(thing: Thing) -> str:
    """Return the word for a thing's kind: `user`, `group`, `record`, `post`, `comment`, `role`, `rule`, `entry`."""
    return "rule" if isinstance(thing, PointsRule) else type(thing).__name__.lower()
