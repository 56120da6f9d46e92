"""The things of a workplace, as frozen values.

A value says what is so now; what happened is said by events.
Nothing here judges: who may see or do what is decided in the rooms above.
One file per subject; everything is named here.
"""

from typing import TypeAlias

from collabcore.model.activities import Activity
from collabcore.model.badges import Badge, BadgeGrant, Thanks
from collabcore.model.base import (
    HOST,
    ActivityId,
    Actor,
    CommentId,
    FileId,
    GroupId,
    NetworkId,
    PostId,
    QueueId,
    RecordId,
    RoleId,
    RuleId,
    Target,
    TeamId,
    UserId,
)
from collabcore.model.boards import (
    Board,
    RankKind,
    TeamMode,
    WindowName,
    Zero,
)
from collabcore.model.channel import (
    Network,
    NetworkState,
    Queue,
)
from collabcore.model.conversation import (
    Audience,
    Change,
    Comment,
    Post,
    PostType,
    Revision,
    Status,
)
from collabcore.model.files import (
    File,
    Version,
)
from collabcore.model.groups import (
    Access,
    Announcement,
    Group,
    GroupRole,
)
from collabcore.model.ideas import Idea, IdeaVote
from collabcore.model.news import (
    DigestFrequency,
    Frequency,
    Mark,
    Notice,
    Reason,
)
from collabcore.model.people import (
    PartnerLevel,
    Permission,
    Role,
    Settings,
    ShareableFrom,
    Team,
    User,
    UserKind,
)
from collabcore.model.quality import (
    Consistency,
    Dimension,
    Timeliness,
)
from collabcore.model.recognition import LevelStep, PointsLevel
from collabcore.model.records import (
    Criterion,
    Level,
    Operator,
    Record,
    SharingRule,
)
from collabcore.model.rewards import Loss, Lot, Redemption, RedemptionStatus, Reward, SpendPurse
from collabcore.model.routing import (
    Assignment,
    AssignmentEntry,
    AssignmentRules,
    Passed,
    Rotation,
    Turn,
)
from collabcore.model.scoring import (
    Beneficiary,
    Cap,
    CapPeriod,
    Check,
    Clawback,
    CompletenessProfile,
    Entry,
    EntryKind,
    FieldSpec,
    ImportMode,
    KeyPart,
    Measure,
    Mode,
    PointsRule,
    Purse,
)
from collabcore.model.topics import TopicUse

__all__ = [
    "HOST",
    "Access",
    "Activity",
    "ActivityId",
    "Actor",
    "Announcement",
    "Assignment",
    "AssignmentEntry",
    "AssignmentRules",
    "Audience",
    "Badge",
    "BadgeGrant",
    "Beneficiary",
    "Board",
    "Cap",
    "CapPeriod",
    "Change",
    "Check",
    "Clawback",
    "Comment",
    "CommentId",
    "CompletenessProfile",
    "Consistency",
    "Criterion",
    "DigestFrequency",
    "Dimension",
    "Entry",
    "EntryKind",
    "FieldSpec",
    "File",
    "FileId",
    "Frequency",
    "Group",
    "GroupId",
    "GroupRole",
    "Idea",
    "IdeaVote",
    "ImportMode",
    "KeyPart",
    "Level",
    "LevelStep",
    "Loss",
    "Lot",
    "Mark",
    "Measure",
    "Mode",
    "Network",
    "NetworkId",
    "NetworkState",
    "Notice",
    "Operator",
    "PartnerLevel",
    "Passed",
    "Permission",
    "PointsLevel",
    "PointsRule",
    "Post",
    "PostId",
    "PostType",
    "Purse",
    "Queue",
    "QueueId",
    "RankKind",
    "Reason",
    "Record",
    "RecordId",
    "Redemption",
    "RedemptionStatus",
    "Revision",
    "Reward",
    "Role",
    "RoleId",
    "Rotation",
    "RuleId",
    "Settings",
    "ShareableFrom",
    "SharingRule",
    "SpendPurse",
    "Status",
    "Target",
    "Team",
    "TeamId",
    "TeamMode",
    "Thanks",
    "Thing",
    "Timeliness",
    "TopicUse",
    "Turn",
    "User",
    "UserId",
    "UserKind",
    "Version",
    "WindowName",
    "Zero",
]

Thing: TypeAlias = (
    Role
    | User
    | Team
    | Queue
    | Network
    | Rotation
    | Group
    | Record
    | SharingRule
    | Post
    | Comment
    | PointsRule
    | Entry
    | Activity
    | Idea
    | Badge
    | Reward
    | Redemption
    | File
)
