"""The refusals of files: a volume of the tables."""

from __future__ import annotations

from tests.unit.refusing import Ladder, Refusal, ladder, no

from collabcore import HOST
from collabcore import commands as c

__all__ = ["LADDERS", "PLAN", "REFUSALS", "file"]

HIDDEN = "existence.hidden"


def file(**what: object) -> c.AddFile:
    """Return the command to add a file, José's plan unless said otherwise."""
    return c.AddFile(**{"by": "jose", "id": "plan", "title": "Plan", "media_type": "text/plain", "size": 7, **what})  # type: ignore[arg-type]


PLAN = file()
SHOWN = file(on="newsroom")
ASKED = file(on="campaign")
TEN = tuple(file(id=f"f{number}") for number in range(11))
ARCHIVE = c.ArchiveGroup(by="sofia", group="newsroom")
BROADCAST = c.UpdateGroup(by="sofia", id="newsroom", broadcast=True)
ALL = tuple(one.id for one in TEN if one.id is not None)

REFUSALS: tuple[Refusal, ...] = (
    no(file(on="nothing"), "not_found", HIDDEN, "there is no such home"),
    no(file(by="lea", on="gift"), "not_found", HIDDEN, "the home is out of sight"),
    no(file(on="sofia"), "not_found", HIDDEN, "a person is no home for files"),
    no(file(by=HOST), "invalid", "host.no_author", "the host owns no files (READINGS 41)"),
    no(file(title=" "), "invalid", "file.title", "a title says something"),
    no(file(title="x" * 256), "invalid", "file.title", "but not everything"),
    no(file(media_type=""), "invalid", "file.media_type", "a media type is needed"),
    no(file(size=-1), "invalid", "file.size", "nothing is shorter than nothing"),
    no(file(size=2 * 1024**3 + 1), "invalid", "file.size", "two gigabytes at most (RULES 4.1)"),
    no(file(by="lea", on="campaign"), "not_allowed", "post.not_here", "only members put files in a private group"),
    no(file(on="newsroom"), "not_allowed", "post.not_here", "few may in a broadcast group", BROADCAST),
    no(file(on="newsroom"), "conflict", "group.archived", "nobody in an archived one (RULES 2.5)", ARCHIVE),
    no(file(id="gift"), "conflict", "id.taken", "the id is a record's"),
    no(c.AddFileVersion(by="lea", id="plan", size=8), "not_found", HIDDEN, "the file is José's alone", PLAN),
    no(c.AddFileVersion(by=HOST, id="plan", size=8), "invalid", "host.no_author", "a version has a bringer", PLAN),
    no(c.AddFileVersion(by="jose", id="plan", size=-8), "invalid", "file.size", "versions have sizes too", PLAN),
    no(c.AddFileVersion(by="lea", id="plan", size=8), "not_allowed", "file.not_yours", "it is José's", SHOWN),
    no(c.UpdateFile(by="lea", id="plan", title="Mine"), "not_found", HIDDEN, "the file is José's alone", PLAN),
    no(c.UpdateFile(by="jose", id="plan", title=""), "invalid", "file.title", "a title says something", PLAN),
    no(c.UpdateFile(by="jose", id="plan", tags=(" ",)), "invalid", "file.tag", "so does a tag", PLAN),
    no(c.UpdateFile(by="lea", id="plan", title="Mine"), "not_allowed", "file.not_yours", "it is José's", SHOWN),
    no(c.ShareFile(by="lea", id="plan", to="lea"), "not_found", HIDDEN, "the file is José's alone", PLAN),
    no(c.ShareFile(by="jose", id="plan", to="nobody"), "not_found", HIDDEN, "there is nobody to give it to", PLAN),
    no(c.ShareFile(by="jose", id="plan", to="trustees"), "not_found", HIDDEN, "an unlisted group is not there", PLAN),
    no(
        c.ShareFile(by="lea", id="plan", to="campaign"),
        "not_allowed",
        "post.not_here",
        "only members put files in a private group",
        SHOWN,
    ),
    no(c.ShareFile(by="jose", id="plan", to="nina"), "conflict", "user.inactive", "Nina has left", PLAN),
    no(
        c.ShareFile(by="jose", id="plan", to="newsroom"),
        "conflict",
        "group.archived",
        "nothing is shared into an archived group",
        PLAN,
        ARCHIVE,
    ),
    no(c.DeleteFile(by="lea", id="plan"), "not_found", HIDDEN, "the file is José's alone", PLAN),
    no(c.DeleteFile(by="lea", id="plan"), "not_allowed", "file.not_yours", "it is José's", SHOWN),
    no(
        c.Post(by="lea", id="p-1", text="see", files=("plan",)),
        "not_found",
        HIDDEN,
        "attaching needs sight of the file (READINGS 56)",
        PLAN,
    ),
    no(c.Comment(by="lea", id="c-1", post="p-news", files=("plan",)), "not_found", HIDDEN, "below a post too", PLAN),
    no(c.Comment(by="lea", id="c-1", post="p-news"), "invalid", "text.empty", "neither words nor a file"),
    no(c.Post(by="jose", files=ALL), "limit", "file.limit", "ten files at most (RULES 4.1)", *TEN),
    no(c.Comment(by="jose", post="p-news", files=ALL), "limit", "file.limit", "in a comment too", *TEN),
)

LADDERS: tuple[Ladder, ...] = (
    ladder(
        "add_file",
        not_found=file(by="lea", on="trustees", title=""),
        invalid=file(by="lea", on="campaign", title=""),
        not_allowed=file(by="lea", on="campaign", id="gift"),
        conflict=file(id="gift"),
        done=PLAN,
    ),
    ladder(
        "add_file_version",
        SHOWN,
        not_found=c.AddFileVersion(by="lea", id="nothing", size=-1),
        invalid=c.AddFileVersion(by="lea", id="plan", size=-1),
        not_allowed=c.AddFileVersion(by="lea", id="plan", size=8),
        done=c.AddFileVersion(by="sofia", id="plan", size=8),
    ),
    ladder(
        "update_file",
        SHOWN,
        not_found=c.UpdateFile(by="lea", id="nothing", title=""),
        invalid=c.UpdateFile(by="lea", id="plan", title=""),
        not_allowed=c.UpdateFile(by="lea", id="plan", title="Mine"),
        done=c.UpdateFile(by="jose", id="plan", title="Ours"),
    ),
    ladder(
        "share_file",
        SHOWN,
        not_found=c.ShareFile(by="lea", id="plan", to="nobody"),
        not_allowed=c.ShareFile(by="lea", id="plan", to="campaign"),
        conflict=c.ShareFile(by="lea", id="plan", to="nina"),
        done=c.ShareFile(by="lea", id="plan", to="aniyah"),
    ),
    ladder(
        "delete_file",
        ASKED,
        not_found=c.DeleteFile(by="lea", id="plan"),
        not_allowed=c.DeleteFile(by="vera", id="plan"),
        done=c.DeleteFile(by="sofia", id="plan"),
    ),
)
