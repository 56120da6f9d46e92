"""Every question a user may ask, answered with nothing but what that user may know; one file per subject."""

from __future__ import annotations

from collabcore.viewer.doing import RightsQuestions
from collabcore.viewer.feeds import FeedQuestions, Page
from collabcore.viewer.finding import FindQuestions
from collabcore.viewer.ideas import IdeaQuestions
from collabcore.viewer.leads import LeadQuestions
from collabcore.viewer.news import NewsQuestions
from collabcore.viewer.recognition import RecognitionQuestions
from collabcore.viewer.rewards import RewardQuestions
from collabcore.viewer.scores import Points, ScoreQuestions
from collabcore.viewer.sight import SightQuestions
from collabcore.viewer.ties import TieQuestions
from collabcore.viewer.topics import TopicQuestions

__all__ = ["Page", "Points", "Viewer"]


class Viewer(
    SightQuestions,
    FindQuestions,
    RightsQuestions,
    FeedQuestions,
    TieQuestions,
    TopicQuestions,
    ScoreQuestions,
    NewsQuestions,
    IdeaQuestions,
    RewardQuestions,
    RecognitionQuestions,
    LeadQuestions,
):
    """A user's window on the engine; hand this, and nothing else, to a request handler.

    Whatever a method returns depends only on what the user may see.
    A question that names a thing the user may not know of is refused exactly as if there were no such thing.

    What is there: `can_see`, `get`, `card`, `directory`, `search`.
    What may be done: `may`, `capabilities`, `check_mentions`.
    Feeds: `feed`, `why_in_feed`, `comments`.
    Groups and follows: `groups`, `members`, `followers`, `following`, `recommendations`.
    Topics: `trending`, `most_discussed`.
    Scores and points: `completeness`, `missing`, `points`, `leaderboard`, `around`, `rank`.
    Ideas: `ideas`.
    What waits for me: `lead_inbox`, `queue`.
    News for oneself: `notifications`, `unread`, `digest`.
    Recognition: `rewards`, `influence`.
    """
