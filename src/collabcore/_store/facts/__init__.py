"""The facts, one file per subject: dictionaries folded from events, and the questions they answer at once."""

from collabcore._store.facts.activities import ActivitiesFacts
from collabcore._store.facts.badges import BadgesFacts
from collabcore._store.facts.channel import ChannelFacts
from collabcore._store.facts.conversation import ConversationFacts
from collabcore._store.facts.files import FilesFacts
from collabcore._store.facts.groups import GroupsFacts
from collabcore._store.facts.ideas import IdeasFacts
from collabcore._store.facts.marks import MarksFacts
from collabcore._store.facts.news import NewsFacts
from collabcore._store.facts.partners import PartnersFacts
from collabcore._store.facts.people import PeopleFacts
from collabcore._store.facts.recognition import RecognitionFacts
from collabcore._store.facts.records import RecordsFacts
from collabcore._store.facts.rewards import RewardsFacts
from collabcore._store.facts.routing import RoutingFacts
from collabcore._store.facts.scoring import ScoringFacts
from collabcore._store.facts.topics import TopicsFacts

__all__ = [
    "ActivitiesFacts",
    "BadgesFacts",
    "ChannelFacts",
    "ConversationFacts",
    "FilesFacts",
    "GroupsFacts",
    "IdeasFacts",
    "MarksFacts",
    "NewsFacts",
    "PartnersFacts",
    "PeopleFacts",
    "RecognitionFacts",
    "RecordsFacts",
    "RewardsFacts",
    "RoutingFacts",
    "ScoringFacts",
    "TopicsFacts",
]
