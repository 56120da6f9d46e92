"""Who sees what, and why: every row of the rule table with the viewer it concerns and one it does not."""

from __future__ import annotations

from itertools import groupby

import attrs
import pytest
from tests.unit.refusals_files import PLAN
from tests.unit.refusals_ideas import GUEST, IDEA
from tests.unit.refusals_rewards import REDEEMED, RICH
from tests.unit.world import town

from collabcore import HOST, Engine, Verdict
from collabcore import commands as c
from collabcore import conditions as cond
from collabcore.errors import NotFoundError
from collabcore.explaining import explain
from collabcore.keys import GUESTS, SITE, Lock
from collabcore.visibility import TABLE, audience, can_see, lock, opens, place_of, visible_posts

PRIVATE = c.Configure(by=HOST, user_visibility="private")
CARLA_JOINS = c.AddMember(by="aniyah", group="campaign", user="carla")
HELD_COMMENTS = (
    c.Comment(by="lea", id="c-pending", post="p-wall", text="really?"),
    c.Review(by="otto", item="c-pending", status="pending"),
    c.Comment(by="lea", id="c-isolated", post="p-wall", text="spam"),
    c.Review(by="mona", item="c-isolated", status="isolated"),
)

# People from outside: a customer and a free user, and three who come through the site; Zoe's profile is in no network
OUTSIDE = (
    c.AddRecord(by=HOST, id="acme", type="account", owner="jose"),
    c.AddNetwork(by=HOST, id="site", name="Site", profiles=("outside",)),
    c.PublishNetwork(by=HOST, id="site"),
    c.AddUser(by=HOST, id="cora", kind="community", account="acme", profile="outside"),
    c.AddUser(by=HOST, id="zoe", kind="community", account="acme", profile="nowhere"),
    c.AddUser(by=HOST, id="petra", profile="outside"),
    c.AddUser(by=HOST, id="gus", kind="customer"),
    c.AddUser(by=HOST, id="kim", kind="customer"),
    c.AddUser(by=HOST, id="fay", kind="free"),
    c.CreateGroup(by="lea", id="donors", name="Donors", access="private", customers=True),
    c.AddMember(by="lea", group="donors", user="gus"),
    c.CreateGroup(by="petra", id="hub", name="Hub", network="site"),
    c.Post(by="petra", id="p-site", network="site", text="to the site"),
    c.Post(by="petra", id="p-hub", to="hub", text="in the hub"),
)
OPEN_RECORDS = (
    c.Configure(by=HOST, record_visibility={"opportunity": "read"}, external_record_visibility={"opportunity": "read"}),
)
OPEN_OUTSIDE = c.Configure(by=HOST, external_user_visibility="public")


@attrs.frozen
class Case:
    """A row of the table: where it decides, why, and a viewer for whom another row decides."""

    rule: str
    viewer: str
    item: str
    because: tuple[str, ...]
    other: str
    instead: str
    after: tuple[c.Command, ...] = ()

    def __str__(self) -> str:
        """Return the name of the test."""
        return self.rule


def row(
    rule: str,
    viewer: str,
    item: str,
    *because: str,
    unlike: tuple[str, str],
    after: tuple[c.Command, ...] = (),
) -> Case:
    """Return a case: `rule` decides for `viewer` on `item`; for the other viewer, the other rule does."""
    return Case(rule, viewer, item, because, *unlike, after)


BOUGHT = (*RICH, REDEEMED)
CASES = (
    # The viewer
    row("viewer.inactive", "nina", "p-wall", "`nina` is deactivated", unlike=("lea", "profile.public")),
    # A comment held back
    row(
        "comment.isolated",
        "lea",
        "c-isolated",
        "`c-isolated` was isolated by moderation",
        unlike=("grace", "profile.public"),
        after=HELD_COMMENTS,
    ),
    row(
        "comment.pending",
        "aniyah",
        "c-pending",
        "`c-pending` waits for approval",
        unlike=("lea", "profile.public"),
        after=HELD_COMMENTS,
    ),
    # A post held back
    row(
        "post.isolated",
        "jose",
        "p-isolated",
        "`p-isolated` was isolated by moderation",
        unlike=("grace", "group.administrator"),
    ),
    row(
        "post.pending",
        "sofia",
        "p-pending",
        "`p-pending` waits for approval",
        unlike=("otto", "group.public"),
    ),
    row(
        "post.internal_only",
        "cora",
        "p-inside",
        "`p-inside` is for the organisation's own people",
        "`cora` is from outside: community",
        unlike=("lea", "record.read"),
        after=(*OUTSIDE, *OPEN_RECORDS, c.Post(by="jose", id="p-inside", to="gift", audience="internal", text="x")),
    ),
    row(
        "post.not_in_network",
        "lea",
        "p-site",
        "`lea` is in no live network that `p-site` is in",
        "profile `standard` of `lea` is not in network `site`, which is live",
        unlike=("petra", "profile.own"),
        after=OUTSIDE,
    ),
    row(
        "post.customer",
        "gus",
        "p-site",
        "customers are in no network",
        "`gus` is from outside: customer",
        unlike=("vera", "profile.public"),
        after=(*OUTSIDE, c.AddPermissions(by=HOST, user="gus", permissions=("view_all_data",))),
    ),
    row(
        "post.fields_hidden",
        "jose",
        "p-moved",
        "`jose`'s profile may read none of the changed fields",
        "`jose` has profile `standard`",
        unlike=("lena", "record.read"),
        after=(
            c.Configure(by=HOST, hidden_fields={"standard": {"opportunity": ("stage",)}}),
            c.AddUser(by=HOST, id="lena", profile="special"),
            c.ShareRecord(by="jose", record="gift", to="lena"),
        ),
    ),
    # Knowing a person
    row(
        "person.free_user",
        "fay",
        "jose",
        "free users see nobody else's private profile",
        unlike=("alma", "person.administrator"),
        after=(*OUTSIDE, PRIVATE, c.AddPermissions(by=HOST, user="fay", permissions=("view_all_users",))),
    ),
    row(
        "person.customer",
        "gus",
        "jose",
        "customers know only the people of their groups",
        "`gus` is from outside: customer",
        unlike=("mona", "person.public"),
        after=OUTSIDE,
    ),
    row("person.own", "lea", "lea", "it is `lea`'s own profile", unlike=("jose", "person.public")),
    row(
        "person.public",
        "lea",
        "jose",
        "`lea` is one of the organisation's own people",
        "profiles are public here",
        unlike=("jose", "person.own"),
    ),
    row(
        "person.external_public",
        "cora",
        "jose",
        "`cora` is from outside: community",
        "profiles are public for outsiders too",
        unlike=("lea", "person.public"),
        after=(*OUTSIDE, OPEN_OUTSIDE),
    ),
    row(
        "person.administrator",
        "alma",
        "lea",
        "`alma` holds view_all_users",
        "user administrators see every profile",
        unlike=("sofia", "person.hidden"),
        after=(PRIVATE,),
    ),
    row(
        "person.superior",
        "carla",
        "jose",
        "`carla` is in role `ceo`, above `rep`",
        "people above `jose`'s role see the profile",
        unlike=("lea", "person.hidden"),
        after=(PRIVATE,),
    ),
    row(
        "person.shared",
        "ursula",
        "jose",
        "`jose` is shared with `ursula`",
        unlike=("lea", "person.hidden"),
        after=(PRIVATE, c.ShareRecord(by="hana", record="jose", to="ursula")),
    ),
    row(
        "person.fellow_guest",
        "gus",
        "lea",
        "customers see the people of their groups",
        unlike=("cora", "person.hidden"),
        after=OUTSIDE,
    ),
    row(
        "person.co_member",
        "jose",
        "carla",
        "`jose` is member of `campaign`",
        "members of one group know each other",
        unlike=("lea", "person.hidden"),
        after=(CARLA_JOINS, PRIVATE),
    ),
    row(
        "person.hidden",
        "lea",
        "jose",
        "users are private and nothing shows `jose`",
        "nothing shares `jose` with `lea`, who is in no role above",
        unlike=("sofia", "person.superior"),
        after=(PRIVATE,),
    ),
    # Reading a wall
    row(
        "profile.free_user",
        "fay",
        "p-wall",
        "free users see nobody else's private profile",
        unlike=("alma", "profile.administrator"),
        after=(*OUTSIDE, PRIVATE, c.AddPermissions(by=HOST, user="fay", permissions=("view_all_users",))),
    ),
    row(
        "profile.customer",
        "gus",
        "p-wall",
        "customers know only the people of their groups",
        "`gus` is from outside: customer",
        unlike=("mona", "profile.public"),
        after=OUTSIDE,
    ),
    row("profile.own", "aniyah", "p-wall", "it is `aniyah`'s own profile", unlike=("lea", "profile.public")),
    row(
        "profile.public",
        "lea",
        "p-wall",
        "`lea` is one of the organisation's own people",
        "profiles are public here",
        unlike=("aniyah", "profile.own"),
    ),
    row(
        "profile.external_public",
        "cora",
        "p-site",
        "`cora` is from outside: community",
        "profiles are public for outsiders too",
        unlike=("grace", "profile.public"),
        after=(*OUTSIDE, OPEN_OUTSIDE),
    ),
    row(
        "profile.administrator",
        "hana",
        "p-wall",
        "`hana` holds manage_users",
        "user administrators see every profile",
        unlike=("mona", "profile.private"),
        after=(PRIVATE,),
    ),
    row(
        "profile.superior",
        "sofia",
        "p-wall",
        "`sofia` is in role `director`, above `rep`",
        "people above `aniyah`'s role see the profile",
        unlike=("jose", "profile.private"),
        after=(PRIVATE,),
    ),
    row(
        "profile.shared",
        "ursula",
        "p-wall",
        "`aniyah` is shared with `ursula`",
        unlike=("lea", "profile.private"),
        after=(PRIVATE, c.ShareRecord(by="hana", record="aniyah", to="ursula")),
    ),
    row(
        "profile.fellow_guest",
        "gus",
        "p-lea",
        "customers see the people of their groups",
        unlike=("kim", "profile.customer"),
        after=(*OUTSIDE, c.Post(by="lea", id="p-lea", text="x")),
    ),
    row(
        "profile.private",
        "jose",
        "p-wall",
        "users are private and nothing opens the wall",
        "nothing shares `aniyah` with `jose`, who is in no role above",
        unlike=("carla", "profile.superior"),
        after=(PRIVATE,),
    ),
    # Knowing a group
    row(
        "shell.customer",
        "gus",
        "newsroom",
        "customers are only in the groups that took them in",
        "`gus` is from outside: customer",
        unlike=("sofia", "shell.member"),
        after=OUTSIDE,
    ),
    row(
        "shell.not_in_network",
        "zoe",
        "hub",
        "`hub` is not in a network of `zoe`'s",
        "`zoe` is from outside: community",
        "profile `nowhere` of `zoe` is not in network `site`, which is live",
        unlike=("cora", "shell.listed"),
        after=OUTSIDE,
    ),
    row(
        "shell.member",
        "sofia",
        "campaign",
        "`sofia` is manager of `campaign`",
        "members read their group",
        unlike=("lea", "shell.listed"),
    ),
    row(
        "shell.administrator",
        "vera",
        "campaign",
        "`vera` holds view_all_data",
        "data administrators read listed groups",
        unlike=("ursula", "shell.listed"),
    ),
    row(
        "shell.manages_unlisted",
        "ursula",
        "trustees",
        "`ursula` holds manage_unlisted_groups",
        "managers of unlisted groups read them",
        unlike=("grace", "shell.hidden"),
    ),
    row(
        "shell.listed",
        "lea",
        "campaign",
        "`lea` is one of the organisation's own people",
        "public and private groups are listed",
        unlike=("jose", "shell.member"),
    ),
    row(
        "shell.hidden",
        "vera",
        "trustees",
        "there is nothing to know of an unlisted group",
        "`trustees` is unlisted, and `vera` is not in it",
        unlike=("aniyah", "shell.member"),
    ),
    # Reading a group
    row(
        "group.customer",
        "gus",
        "p-news",
        "customers are only in the groups that took them in",
        "`gus` is from outside: customer",
        unlike=("sofia", "group.member"),
        after=OUTSIDE,
    ),
    row(
        "group.not_in_network",
        "zoe",
        "p-hub",
        "`hub` is not in a network of `zoe`'s",
        "`zoe` is from outside: community",
        "profile `nowhere` of `zoe` is not in network `site`, which is live",
        unlike=("cora", "group.public"),
        after=OUTSIDE,
    ),
    row(
        "group.member",
        "jose",
        "p-ask",
        "`jose` is member of `campaign`",
        "members read their group",
        unlike=("lea", "group.members_only"),
    ),
    row(
        "group.administrator",
        "grace",
        "p-ask",
        "`grace` holds modify_all_data",
        "data administrators read listed groups",
        unlike=("ursula", "group.members_only"),
    ),
    row(
        "group.manages_unlisted",
        "ursula",
        "p-board",
        "`ursula` holds manage_unlisted_groups",
        "managers of unlisted groups read them",
        unlike=("vera", "group.hidden"),
    ),
    row(
        "group.public",
        "lea",
        "p-news",
        "`lea` is one of the organisation's own people",
        "public groups are open to insiders",
        unlike=("sofia", "group.member"),
    ),
    row(
        "group.members_only",
        "carla",
        "p-ask",
        "only members read `campaign`",
        "`campaign` is private, and `carla` is not in it",
        unlike=("sofia", "group.member"),
    ),
    row(
        "group.hidden",
        "grace",
        "p-board",
        "there is nothing to know of an unlisted group",
        "`trustees` is unlisted, and `grace` is not in it",
        unlike=("sofia", "group.member"),
    ),
    # Records
    row(
        "record.not_licensed",
        "fay",
        "p-gift",
        "`fay`'s kind of user works with no records",
        unlike=("lea", "record.read"),
        after=(*OUTSIDE, *OPEN_RECORDS),
    ),
    row(
        "record.read",
        "carla",
        "p-gift",
        "`carla` is in role `ceo`, above `jose`, which gives all",
        "`jose` owns `gift`, in role `rep`",
        "`carla` may read `gift`",
        unlike=("aniyah", "record.no_access"),
    ),
    row(
        "record.no_access",
        "lea",
        "gift",
        "`lea` has no access to `gift`",
        "`jose` owns `gift`, in role `rep`",
        "by default records of type opportunity are set to private",
        "nothing shares it with `lea`, who is above nobody it is shared with",
        unlike=("vera", "record.read"),
    ),
    # Recognition
    row(
        "recognition.insiders",
        "lea",
        "longer",
        "it is for internal and free people",
        unlike=("gus", "recognition.outsider"),
        after=(IDEA, GUEST),
    ),
    row(
        "recognition.outsider",
        "gus",
        "longer",
        "it is not for outsiders",
        unlike=("lea", "recognition.insiders"),
        after=(IDEA, GUEST),
    ),
    row("redemption.own", "jose", "r-1", "it is `jose`'s own", unlike=("lea", "redemption.hidden"), after=BOUGHT),
    row(
        "redemption.manager",
        "paulo",
        "r-1",
        "`paulo` holds manage_points",
        "managers of points approve and fulfil",
        unlike=("lea", "redemption.hidden"),
        after=BOUGHT,
    ),
    row(
        "redemption.hidden",
        "lea",
        "r-1",
        "it is somebody else's",
        unlike=("paulo", "redemption.manager"),
        after=BOUGHT,
    ),
    # Files
    row("file.owner", "jose", "plan", "`jose` brought `plan`", unlike=("lea", "file.hidden"), after=(PLAN,)),
    row(
        "file.shared",
        "lea",
        "plan",
        "`plan` was given to `lea`",
        unlike=("sofia", "file.hidden"),
        after=(PLAN, c.ShareFile(by="jose", id="plan", to="lea")),
    ),
    row(
        "file.hidden",
        "vera",
        "plan",
        "nothing that `vera` sees holds `plan`",
        unlike=("jose", "file.owner"),
        after=(PLAN,),
    ),
)


def test_every_row_of_the_table_is_here_once() -> None:
    """The table and these cases name the same rows, in the same order."""
    assert [case.rule for case in CASES] == [row.id for row in TABLE]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_row_decides_and_says_why(case: Case) -> None:
    """The row decides for its viewer, with its facts; for the other viewer another row does."""
    made = town(*case.after)
    effects = {row.id: row.effect == "allow" for row in TABLE}

    assert Verdict(effects[case.rule], case.rule, case.because) == made.explain(case.viewer, case.item)
    assert case.instead == made.explain(case.other, case.item).rule


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_questions_agree(case: Case) -> None:
    """Yes or no, the verdict, the audience and everything one sees are four views of one table (law 1)."""
    made = town(*case.after)
    for viewer in (case.viewer, case.other):
        allowed = made.can_see(viewer, case.item)

        assert allowed == made.explain(viewer, case.item).allowed == made.viewer(viewer).can_see(case.item)
        assert allowed == (viewer in made.audience(case.item))
        if case.item in made.view.posts:
            assert allowed == (case.item in made.visible_posts(viewer))


def test_every_row_says_whence_it_comes() -> None:
    """Ids are words, unique and stable; each row has its reason and its source (DESIGN 4, READINGS 33)."""
    ids = [row.id for row in TABLE]

    assert sorted(set(ids)) == sorted(ids)
    for line in TABLE:
        assert line.id == line.id.lower()
        assert line.id.startswith(f"{line.place}.")
        assert line.why
        assert any(page in line.source for page in ("RULES", "READINGS", "["))
        assert line.keys.__doc__


def test_gates_come_first_and_a_place_is_closed() -> None:
    """Gates turn away, grants let in, and the last row of a place where things hang denies everybody left."""
    for place in ("viewer", "comment", "post"):
        assert {"deny"} == {row.effect for row in TABLE if row.place == place}
    for place in ("person", "profile", "shell", "group", "record"):
        rows = [row for row in TABLE if row.place == place]
        runs = [effect for effect, _ in groupby(row.effect for row in rows)]
        assert ["deny", "allow", "deny"] == runs
        assert {"everyone"} == set(
            rows[-1].keys(town().view, {"shell": "campaign", "group": "campaign"}.get(place, "jose"))
        )
        assert {cond.nobody} == {row.unless for row in rows if row.effect == "allow" or row is rows[-1]}


# The seed's five places, and the matrix of who sees what

PLACES = {"wall": "p-wall", "public": "p-news", "private": "p-ask", "unlisted": "p-board", "record": "p-gift"}
MATRIX = {
    "aniyah": {"wall", "public", "private", "unlisted"},
    "jose": {"wall", "public", "private", "record"},
    "sofia": {"wall", "public", "private", "unlisted", "record"},
    "carla": {"wall", "public", "record"},
    "lea": {"wall", "public"},
    "nina": set(),
    "vera": {"wall", "public", "private", "record"},
    "grace": {"wall", "public", "private", "record"},
    "ursula": {"wall", "public", "unlisted"},
    "mona": {"wall", "public"},
    "otto": {"wall", "public"},
    "hana": {"wall", "public"},
    "alma": {"wall", "public"},
}


@pytest.mark.parametrize("viewer", MATRIX)
def test_who_sees_what(viewer: str) -> None:
    """The master table of RULES 1.2: places against viewers, each answered by the post's place alone."""
    made = town()

    assert MATRIX[viewer] == {place for place, post in PLACES.items() if made.can_see(viewer, post)}


PRIVATE_MATRIX = {
    "aniyah": {"wall"},
    "jose": set[str](),
    "sofia": {"wall"},
    "carla": {"wall"},
    "lea": set(),
    "vera": {"wall"},
    "grace": {"wall"},
    "alma": {"wall"},
    "hana": {"wall"},
    "ursula": set(),
    "mona": set(),
}


@pytest.mark.parametrize("viewer", PRIVATE_MATRIX)
def test_who_sees_a_wall_where_users_are_private(viewer: str) -> None:
    """One's own, one's superiors', the administrators' (RULES 1.2, READINGS 9, G5, G6)."""
    assert ("wall" in PRIVATE_MATRIX[viewer]) == town(PRIVATE).can_see(viewer, "p-wall")


def test_the_author_does_not_matter() -> None:
    """Whoever writes in a place, the same people see it (law 8); the author's boss is not asked in (G8)."""
    made = town(
        c.Post(by="jose", id="p-1", to="campaign", text="x"),
        c.Post(by="grace", id="p-2", to="campaign", text="x"),
        c.Post(by="lea", id="p-3", to="aniyah", text="x"),
    )

    assert made.audience("p-ask") == made.audience("p-1") == made.audience("p-2")
    assert made.audience("p-wall") == made.audience("p-3")
    assert not made.can_see("carla", "p-1")


def test_a_former_author_sees_his_post_no_more() -> None:
    """Who leaves a private group loses his own posts there (RULES 1.6)."""
    made = town(c.LeaveGroup(by="jose", group="campaign"))

    assert frozenset({"aniyah", "sofia", "vera", "grace"}) == made.audience("p-ask")


@pytest.mark.parametrize(
    "harmless",
    [
        c.Follow(by="lea", target="jose"),
        c.Like(by="lea", item="p-wall"),
        c.Post(by="jose", id="p-9", to="campaign", text="ask @[lea]"),
        c.Comment(by="jose", id="c-9", post="p-ask", text="ask @[lea]"),
        c.RequestMembership(by="carla", group="campaign"),
    ],
    ids=repr,
)
def test_follow_like_mention_and_request_open_nothing(harmless: c.Command) -> None:
    """Only joins, shares, roles, settings and ownership change sight (law 7, RULES 0.1)."""
    before, made = town(), town(harmless)
    new = {"p-9"} & set(made.view.posts)

    for user in before.view.users:
        assert before.visible_posts(user) == made.visible_posts(user) - new


# Held back


@pytest.mark.parametrize(
    ("item", "seers"),
    [
        ("p-pending", {"jose", "otto", "vera", "grace"}),
        ("p-isolated", {"grace"}),
        ("c-pending", {"lea", "otto", "vera", "grace"}),
        ("c-isolated", {"grace"}),
    ],
)
def test_who_sees_what_is_held_back(item: str, seers: set[str]) -> None:
    """Pending: author, approvers, data administrators; isolated: who may modify all data (READINGS 10)."""
    assert seers == town(*HELD_COMMENTS).audience(item)


def test_what_is_held_back_is_judged_in_its_place_too() -> None:
    """Neither author nor approver sees a pending post of a group they are not in (READINGS 10)."""
    made = town(
        c.Post(by="jose", id="p-1", to="campaign", text="x"),
        c.Review(by=HOST, item="p-1", status="pending"),
        c.LeaveGroup(by="jose", group="campaign"),
    )

    assert frozenset({"vera", "grace"}) == made.audience("p-1")


def test_a_comment_is_seen_where_its_post_is_seen() -> None:
    """Its audience is part of the post's (law 10, RULES 0.1); a post held back takes its comments along."""
    made = town(c.Review(by="otto", item="p-wall", status="pending"))

    assert made.audience("p-wall") == made.audience("c-wall") == {"aniyah", "otto", "vera", "grace"}


def test_a_tracked_change_without_author_may_wait_too() -> None:
    """Nobody is its author; approvers who may read the record see it."""
    made = town(
        c.UpdateRecord(by=HOST, id="gift", fields={"stage": "lost"}, item="p-1"),
        c.Review(by=HOST, item="p-1", status="pending"),
        c.ShareRecord(by="jose", record="gift", to="otto"),
    )

    assert frozenset({"otto", "vera", "grace"}) == made.audience("p-1")


# Knowing and reading are two


def test_a_co_member_is_known_by_name_and_not_by_the_wall() -> None:
    """Two members of one group know each other; the walls stay shut (READINGS 9, 81)."""
    made = town(PRIVATE)

    assert (True, False) == (made.can_see("jose", "aniyah"), made.can_see("jose", "p-wall"))
    made.apply(c.LeaveGroup(by="jose", group="campaign"))
    assert not made.can_see("jose", "aniyah")


def test_a_private_group_is_known_and_not_read() -> None:
    """Its shell is listed (RULES 0.3 C5, READINGS 23); an unlisted one is known to nobody outside."""
    made = town()

    assert (True, False) == (made.can_see("lea", "campaign"), made.can_see("lea", "p-ask"))
    assert (False, False) == (made.can_see("lea", "trustees"), made.can_see("lea", "p-board"))
    assert frozenset(set(made.view.users) - {"nina"}) == made.audience("campaign")
    assert frozenset({"sofia", "aniyah", "ursula"}) == made.audience("trustees")


# Unknown viewers and things


def test_nobody_sees_anything_and_nothing_is_seen() -> None:
    """Yes or no never tells the hidden from the unknown (READINGS 22, 85)."""
    view = town().view

    assert (False, False, False) == (
        can_see(view, "nobody", "p-wall"),
        can_see(view, "lea", "nothing"),
        can_see(view, "lea", "ceo"),
    )
    assert frozenset() == visible_posts(view, "nobody")
    assert opens(view, view.keys("nobody"), "viewer", "nobody")


@pytest.mark.parametrize(("viewer", "item"), [("nobody", "p-wall"), ("lea", "nothing"), ("lea", "full-lead")])
def test_an_explanation_needs_a_viewer_and_a_thing(viewer: str, item: str) -> None:
    """Explaining names the one that is not there (READINGS 85)."""
    with pytest.raises(NotFoundError) as found:
        explain(town().view, viewer, item)

    assert f"nothing known as `{viewer if viewer == 'nobody' else item}`" == found.value.message


@pytest.mark.parametrize("thing", ["nothing", "ceo", "full-lead"])
def test_an_audience_needs_a_thing(thing: str) -> None:
    """Roles and rules are nothing to be seen."""
    with pytest.raises(NotFoundError):
        audience(town().view, thing)


def test_no_row_no_sight() -> None:
    """A table without a matching row denies."""
    verdict = explain(town().view, "lea", "p-wall", table=())

    assert Verdict(allowed=False, rule="nothing.matches") == verdict


def test_a_verdict_reads_as_a_sentence() -> None:
    """It is true when it allows, and prints on one line."""
    yes, no = town().explain("jose", "p-ask"), town().explain("lea", "p-ask")

    assert (True, False) == (bool(yes), bool(no))
    assert "yes (group.member): `jose` is member of `campaign`; members read their group" == str(yes)
    assert (
        "no (group.members_only): only members read `campaign`; `campaign` is private, and `lea` is not in it"
        == str(no)
    )


# Why a record may be read

SHARED = c.ShareRecord(by="jose", record="gift", to="lea")
REASONS = [
    ("jose", (), ("`jose` owns `gift`",)),
    (
        "sofia",
        (),
        (
            "`sofia` is in role `director`, above `jose`, which gives all",
            "`jose` owns `gift`, in role `rep`",
        ),
    ),
    ("grace", (), ("`grace` holds modify_all_data, which gives all",)),
    ("vera", (), ("`vera` holds view_all_data, which gives read",)),
    ("lea", (SHARED,), ("`gift` is shared with `lea` for read",)),
    (
        "lea",
        (SHARED, c.ShareRecord(by="jose", record="gift", to="role:office", level="edit")),
        (
            "`gift` is shared with role `office` for edit",
            "`lea` is in role `office`",
            "`gift` is shared with `lea` for read",
        ),
    ),
    (
        "carla",
        (
            c.Transfer(by="jose", record="gift", owner="lea"),
            c.ShareRecord(by="lea", record="gift", to="role:rep"),
        ),
        ("`carla` is in role `ceo`, above role `rep`, which gives read",),
    ),
    (
        "lea",
        (c.Configure(by=HOST, record_visibility={"opportunity": "edit"}),),
        ("every opportunity is open by default for edit",),
    ),
    (
        "lea",
        (c.AddSharingRule(by=HOST, id="rule", type="opportunity", to="role:office", level="read", owned_by="jose"),),
        (
            "rule `rule` gives role `office` read on every opportunity owned by `jose`",
            "`lea` is in role `office`",
            "`jose` owns `gift`",
        ),
    ),
    (
        "lea",
        (
            c.AddQueue(by=HOST, id="pile", members=("lea",), types=("opportunity",)),
            c.Transfer(by=HOST, record="gift", owner="pile"),
        ),
        (
            "`gift` waits in queue `pile`, whose members have edit",
            "`lea` is in queue `pile`",
        ),
    ),
]


@pytest.mark.parametrize("case", REASONS, ids=lambda case: f"{case[0]}: {case[2][0]}")
def test_why_a_record_may_be_read(case: tuple[str, tuple[c.Command, ...], tuple[str, ...]]) -> None:
    """Every grant that counts, the strongest first, then the rule (DESIGN 1.3)."""
    viewer, after, because = case
    made: Engine = town(*after)

    assert Verdict(True, "record.read", (*because, f"`{viewer}` may read `gift`")) == made.explain_access(
        viewer, "gift"
    )


# Locks


def test_a_lock_is_the_keys_of_the_gates_and_of_the_grants() -> None:
    """Whoever no gate turns away and who holds a key gets in; the store remembers what `lock` works out."""
    view = town().view
    opening = {"member:campaign", "permission:view_all_data", "permission:modify_all_data"}
    gates = ((frozenset({GUESTS}), frozenset({"guest:campaign"})), (frozenset({SITE}), frozenset[str]()))

    assert Lock(gates, frozenset(opening)) == lock(view, "group", "campaign")
    assert lock(view, "group", "campaign") == view.lock("group", "campaign")


@pytest.mark.parametrize(("parent", "place"), [("jose", "profile"), ("campaign", "group"), ("gift", "record")])
def test_posts_hang_on_walls_groups_and_records(parent: str, place: str) -> None:
    """The parent decides, and there are three kinds of it (RULES 0.1)."""
    assert place == place_of(town().view, parent)
