"""Every refusal of the commands about polls, questions, threads, edits, closing and shares."""

from __future__ import annotations

from tests.unit.refusing import Ladder, Refusal, ladder, no

from collabcore import HOST
from collabcore import commands as c

__all__ = ["LADDERS", "REFUSALS"]

HIDDEN = "existence.hidden"
POLL = c.Post(by="jose", id="poll", to="newsroom", text="lunch?", poll=("soup", "salad"))
ASKED = c.Post(by="jose", id="asked", to="newsroom", question="who calls?")
ANSWER = c.Comment(by="aniyah", id="answer", post="asked", text="I do")
REPLY = c.Comment(by="jose", id="reply", post="asked", text="good", reply_to="answer")
DEEPER = c.Comment(by="jose", id="deeper", post="asked", text="and then?", reply_to="reply")
CLOSED = c.Close(by="jose", post="asked")
CROWD = tuple(c.AddUser(by=HOST, id=f"visitor-{number}") for number in range(26))
ALL = " ".join(f"@[{user.id}]" for user in CROWD)
ANYWHERE = c.Configure(by=HOST, shareable_from=("user", "public_group", "private_group", "unlisted_group", "record"))


def _post(**fields: object) -> c.Post:
    return c.Post(**{"by": "jose", "to": "newsroom", "text": "lunch?", **fields})  # type: ignore[arg-type]


POSTING: tuple[Refusal, ...] = (
    no(_post(poll=("soup",)), "invalid", "poll.choices", "a poll of one choice is none (G43)"),
    no(_post(poll=tuple("abcdefghijk")), "invalid", "poll.choices", "nor one of eleven (G43)"),
    no(_post(poll=("soup", "soup ")), "invalid", "poll.alike", "choices differ"),
    no(_post(poll=("soup", " ")), "invalid", "poll.alike", "choices say something"),
    no(_post(question=" "), "invalid", "question.empty", "a question asks something"),
    no(_post(question="?" * 256), "invalid", "question.too_long", "a title has 255 characters at most (RULES 4.1)"),
    no(_post(links=("javascript:alert(1)",)), "invalid", "post.link", "a link is an address of the web"),
    no(
        _post(links=("https://example.org/" + "a" * 981,)),
        "invalid",
        "post.link",
        "of 1,000 characters at most (RULES 4.1)",
    ),
    no(
        _post(links=("https://a.example", "https://b.example")),
        "limit",
        "post.links",
        "one link beside a post (RULES 4.1)",
    ),
    no(c.Comment(by="jose", post="p-wall", text="x", reply_to="c-no"), "not_found", HIDDEN, "nothing to reply to"),
    no(
        c.Comment(by="lea", post="p-wall", text="x", reply_to="c-ask"),
        "not_found",
        HIDDEN,
        "a reply to what one does not see",
    ),
    no(
        c.Comment(by="jose", post="p-wall", text="x", reply_to="c-ask"),
        "invalid",
        "comment.elsewhere",
        "a reply stands below the same post",
    ),
    no(
        c.Comment(by="jose", post="asked", text="x", reply_to="deeper"),
        "limit",
        "comment.depth",
        "a thread has three levels (RULES 4.1)",
        *(ASKED, ANSWER, REPLY, DEEPER),
    ),
    no(
        c.Comment(by="aniyah", post="asked", text="x", reply_to="answer"),
        "conflict",
        "item.not_published",
        "a reply to what waits for approval",
        *(ASKED, ANSWER, c.Review(by="otto", item="answer", status="pending")),
    ),
    no(
        c.Comment(by="mona", post="asked", text="x"),
        "conflict",
        "post.closed",
        "closed is closed to moderators' comments too",
        *(ASKED, CLOSED),
    ),
)

DECIDING: tuple[Refusal, ...] = (
    no(c.Vote(by="jose", post="nothing", choice="soup"), "not_found", HIDDEN, "there is no such post"),
    no(c.Vote(by="lea", post="p-ask", choice="soup"), "not_found", HIDDEN, "nor for who does not see it"),
    no(c.Vote(by=HOST, post="poll", choice="soup"), "invalid", "host.no_author", "the host has no vote", POLL),
    no(c.Vote(by="jose", post="p-news", choice="soup"), "invalid", "poll.none", "the post is no poll"),
    no(c.Vote(by="jose", post="poll", choice="pie"), "invalid", "poll.choice", "there is no such choice", POLL),
    no(
        c.Vote(by="lea", post="poll", choice="soup"),
        "conflict",
        "post.closed",
        "a closed poll takes no votes (G43)",
        *(POLL, c.Close(by="jose", post="poll")),
    ),
    no(
        c.Vote(by="jose", post="poll", choice="soup"),
        "conflict",
        "item.not_published",
        "a poll that waits takes none",
        *(POLL, c.Review(by="otto", item="poll", status="pending")),
    ),
    no(c.ChooseBestAnswer(by="jose", comment="c-no"), "not_found", HIDDEN, "there is no such comment"),
    no(c.ChooseBestAnswer(by="aniyah", comment="c-wall"), "invalid", "question.none", "no question was asked there"),
    no(
        c.ChooseBestAnswer(by="aniyah", comment="answer"),
        "not_allowed",
        "question.not_yours",
        "who answers does not judge",
        *(ASKED, ANSWER),
    ),
    no(
        c.ChooseBestAnswer(by="jose", comment="answer"),
        "conflict",
        "post.closed",
        "a closed question is closed to its asker",
        *(ASKED, ANSWER, CLOSED),
    ),
    no(
        c.ChooseBestAnswer(by="mona", comment="answer"),
        "not_found",
        HIDDEN,
        "an answer that waits for approval is out of a moderator's sight",
        *(ASKED, ANSWER, c.Review(by="otto", item="answer", status="pending")),
    ),
    no(
        c.ChooseBestAnswer(by="grace", comment="answer"),
        "conflict",
        "item.not_published",
        "what is not published is no answer",
        *(ASKED, ANSWER, c.Review(by="otto", item="answer", status="pending")),
    ),
    no(c.ClearBestAnswer(by="jose", post="nothing"), "not_found", HIDDEN, "there is no such question"),
    no(c.ClearBestAnswer(by="jose", post="p-news"), "invalid", "question.none", "it asks nothing"),
    no(c.ClearBestAnswer(by="lea", post="asked"), "not_allowed", "question.not_yours", "it is not hers", ASKED),
    no(
        c.ClearBestAnswer(by="jose", post="asked"),
        "conflict",
        "post.closed",
        "a closed question keeps its answer",
        *(ASKED, ANSWER, c.ChooseBestAnswer(by="jose", comment="answer"), CLOSED),
    ),
    no(c.Close(by="jose", post="nothing"), "not_found", HIDDEN, "there is nothing to close"),
    no(c.Close(by="lea", post="p-news"), "not_allowed", "post.not_a_closer", "a reader closes nothing"),
    no(c.Reopen(by="lea", post="asked"), "not_allowed", "post.not_a_closer", "nor reopens it", ASKED, CLOSED),
)

CHANGING: tuple[Refusal, ...] = (
    no(c.Edit(by="jose", id="nothing", text="x"), "not_found", HIDDEN, "there is nothing to edit"),
    no(c.Edit(by="jose", id="p-news", text="for @[p-board]"), "not_found", HIDDEN, "mentions are read again"),
    no(c.Edit(by="jose", id="p-news", text=" "), "invalid", "text.empty", "an edit leaves something to read"),
    no(c.Edit(by="jose", id="p-news", text="a" * 10_001), "invalid", "text.too_long", "and not too much"),
    no(c.Edit(by="jose", id="p-news", text="@[gift]"), "invalid", "mention.kind", "records are not mentioned"),
    no(c.Edit(by="jose", id="p-news", text="@[nina]"), "invalid", "mention.inactive", "nor who has left"),
    no(c.Edit(by="grace", id="p-moved", text="x"), "invalid", "post.tracked", "what the system wrote stands"),
    no(c.Edit(by="lea", id="p-news", text="x"), "not_allowed", "item.not_an_editor", "a reader edits nothing"),
    no(c.Edit(by="sofia", id="p-news", text="x"), "not_allowed", "item.not_an_editor", "nor does who runs the group"),
    no(
        c.Edit(by="lea", id="hers", text="@[campaign]"),
        "not_allowed",
        "mention.disallowed",
        "an edit names no group one is not in",
        c.Post(by="lea", id="hers", text="words"),
    ),
    no(
        c.Edit(by="jose", id="asked", text="x"),
        "conflict",
        "post.closed",
        "and to its author",
        ASKED,
        CLOSED,
    ),
    no(c.Edit(by="jose", id="p-news", text=ALL), "limit", "mention.limit", "26 mentions", *CROWD),
    no(c.Delete(by="jose", id="asked"), "conflict", "post.closed", "nor does its author delete it", ASKED, CLOSED),
    no(
        c.Delete(by="aniyah", id="answer"),
        "not_allowed",
        "comment.has_replies",
        "what was replied to takes more than having written it",
        *(ASKED, ANSWER, REPLY),
    ),
)

SHARING: tuple[Refusal, ...] = (
    no(c.Share(by="lea", post="p-ask"), "not_found", HIDDEN, "one shares what one sees"),
    no(c.Share(by="lea", post="p-news", to="trustees"), "not_found", HIDDEN, "where one knows the place"),
    no(c.Share(by="lea", post="p-news", text="@[nobody]"), "not_found", HIDDEN, "and whom one mentions"),
    no(c.Share(by=HOST, post="p-news"), "invalid", "host.no_author", "the host shares nothing"),
    no(c.Share(by="lea", post="p-news", text="a" * 10_001), "invalid", "text.too_long", "with not too many words"),
    no(
        c.Share(by="jose", post="p-ask"),
        "not_allowed",
        "share.not_from_there",
        "private groups are (RULES 1.4)",
    ),
    no(c.Share(by="jose", post="p-gift"), "not_allowed", "share.not_from_there", "and so do records"),
    no(
        c.Share(by="jose", post="p-moved"),
        "not_allowed",
        "share.not_from_there",
        "what the system wrote is not shared, wherever posts are",
        ANYWHERE,
    ),
    no(c.Share(by="lea", post="p-news", to="campaign"), "not_allowed", "post.not_here", "where one may post"),
    no(
        c.Share(by="lea", post="p-news", text="@[campaign]"),
        "not_allowed",
        "mention.disallowed",
        "a share names no group one is not in",
    ),
    no(c.Share(by="jose", post="p-pending"), "conflict", "item.not_published", "what waits for approval is not shared"),
    no(
        c.Share(by="jose", post="p-wall", to="newsroom"),
        "conflict",
        "group.archived",
        "nor into an archived group",
        c.ArchiveGroup(by="sofia", group="newsroom"),
    ),
    no(c.Share(by="jose", id="p-wall", post="p-news"), "conflict", "id.taken", "a share has an id of its own"),
    no(
        c.Share(by="lea", post="shared"),
        "conflict",
        "share.unavailable",
        "a share of a share whose original is gone",
        *(c.Share(by="sofia", id="shared", post="p-news"), c.Delete(by="jose", id="p-news")),
    ),
    no(
        c.Share(by="lea", post="shared"),
        "conflict",
        "share.unavailable",
        "and of one out of sight, in the same words",
        *(c.Share(by="sofia", id="shared", post="p-news"), c.UpdateGroup(by="sofia", id="newsroom", access="private")),
    ),
    no(
        c.Share(by="grace", post="shared"),
        "conflict",
        "item.not_published",
        "and of one that waits",
        *(c.Share(by="sofia", id="shared", post="p-news"), c.Review(by="otto", item="p-news", status="pending")),
    ),
    no(c.Share(by="jose", post="p-news", text=ALL), "limit", "mention.limit", "26 mentions", *CROWD),
)

REFUSALS = (*POSTING, *DECIDING, *CHANGING, *SHARING)

LADDERS: tuple[Ladder, ...] = (
    ladder(
        "vote",
        *(POLL, c.Post(by="jose", id="shut", to="newsroom", poll=("soup", "salad")), c.Close(by="jose", post="shut")),
        not_found=c.Vote(by="jose", post="nothing", choice="pie"),
        invalid=c.Vote(by="jose", post="shut", choice="pie"),
        conflict=c.Vote(by="jose", post="shut", choice="soup"),
        done=c.Vote(by="jose", post="poll", choice="soup"),
    ),
    ladder(
        "choose_best_answer",
        *(ASKED, ANSWER, CLOSED),
        not_found=c.ChooseBestAnswer(by="lea", comment="c-ask"),
        invalid=c.ChooseBestAnswer(by="lea", comment="c-wall"),
        not_allowed=c.ChooseBestAnswer(by="lea", comment="answer"),
        conflict=c.ChooseBestAnswer(by="jose", comment="answer"),
        done=c.ChooseBestAnswer(by="mona", comment="answer"),
    ),
    ladder(
        "clear_best_answer",
        *(ASKED, ANSWER, c.ChooseBestAnswer(by="jose", comment="answer"), CLOSED),
        not_found=c.ClearBestAnswer(by="lea", post="p-ask"),
        invalid=c.ClearBestAnswer(by="lea", post="p-wall"),
        not_allowed=c.ClearBestAnswer(by="lea", post="asked"),
        conflict=c.ClearBestAnswer(by="jose", post="asked"),
        done=c.ClearBestAnswer(by="sofia", post="asked"),
    ),
    ladder(
        "close",
        not_found=c.Close(by="lea", post="p-ask"),
        not_allowed=c.Close(by="lea", post="p-news"),
        done=c.Close(by="sofia", post="p-news"),
    ),
    ladder(
        "reopen",
        *(ASKED, CLOSED),
        not_found=c.Reopen(by="lea", post="p-ask"),
        not_allowed=c.Reopen(by="lea", post="asked"),
        done=c.Reopen(by="jose", post="asked"),
    ),
    ladder(
        "edit",
        *(*CROWD, ASKED, CLOSED),
        not_found=c.Edit(by="lea", id="asked", text="@[nobody]"),
        invalid=c.Edit(by="lea", id="asked", text="@[nina]"),
        not_allowed=c.Edit(by="lea", id="asked", text=ALL),
        conflict=c.Edit(by="jose", id="asked", text=ALL),
        limit=c.Edit(by="mona", id="asked", text=ALL),
        done=c.Edit(by="mona", id="asked", text="who calls @[sofia]?"),
    ),
    ladder(
        "share",
        *CROWD,
        not_found=c.Share(by="lea", id="p-wall", post="p-ask", text=ALL),
        invalid=c.Share(by="jose", id="p-wall", post="p-ask", text="@[nina]"),
        not_allowed=c.Share(by="jose", id="p-wall", post="p-ask", text=ALL),
        conflict=c.Share(by="jose", id="p-wall", post="p-news", text=ALL),
        limit=c.Share(by="jose", post="p-news", text=ALL),
        done=c.Share(by="jose", id="shared", post="p-news", to="campaign", text="look"),
    ),
)
"""The precedence of the same commands."""
