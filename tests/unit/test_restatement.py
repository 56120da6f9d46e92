"""The rules said twice must be right once: small worlds, and every answer written by hand from the pages."""

import datetime as dt

import pytest

from collabcore import events as ev
from collabcore import model
from collabcore.model import HOST, Criterion, FieldSpec, Level
from collabcore.testing import restated_feeds as placed
from collabcore.testing import restated_scores as scores
from collabcore.testing import restatement as rules
from collabcore.testing.reference import START, Reference
from collabcore.text import mentions

DAY = dt.timedelta(days=1)


class Story(Reference):
    """A world told in short sentences."""

    def happens(self, kind, by=HOST, **fields):
        self.apply(kind(by=by, at=START, **fields))

    def role(self, id_, parent=None):
        self.happens(ev.RoleAdded, role=model.Role(id=id_, parent=parent))

    def user(self, id_, **fields):
        self.happens(ev.UserAdded, user=model.User(id=id_, added_at=START, **fields))

    def leaves(self, user):
        self.happens(ev.UserDeactivated, id=user)

    def configure(self, **changes):
        self.happens(ev.Configured, changes=changes)

    def group(self, id_, owner, access, **fields):
        group = model.Group(id=id_, name=id_, access=access, owner=owner, created_at=START, **fields)
        self.happens(ev.GroupCreated, group=group)

    def joins(self, user, group):
        self.happens(ev.MemberAdded, group=group, user=user)

    def follows_now(self, user, *targets):
        for target in targets:
            self.happens(ev.Followed, user=user, target=target)

    def team(self, id_, *members, **fields):
        self.happens(ev.TeamAdded, team=model.Team(id=id_, members=members, **fields))

    def queue(self, id_, *members):
        self.happens(ev.QueueAdded, queue=model.Queue(id=id_, members=members))

    def rule(self, id_, type_, to, **fields):
        self.happens(ev.SharingRuleAdded, rule=model.SharingRule(id=id_, type=type_, to=to, **fields))

    def record(self, id_, owner, type_="opportunity", **fields):
        record = model.Record(id=id_, type=type_, owner=owner, created_at=START, updated_at=START, **fields)
        self.happens(ev.RecordAdded, record=record)

    def share(self, record, to, level="read"):
        self.happens(ev.RecordShared, record=record, to=to, level=level)

    def post(self, id_, author, to=None, *, text="", status="published", changes=()):
        made = model.Post(
            id=id_,
            author=author,
            to=to or author,
            text=text,
            at=START,
            mentions=mentions(text),
            status=status,
            changes=changes,
        )
        self.happens(ev.Posted, post=made)

    def change(self, id_, author, record):
        self.post(id_, author, record, changes=(model.Change("stage", "new", "won"),))

    def comment(self, id_, author, below, text="", status="published"):
        made = model.Comment(
            id=id_, post=below, author=author, text=text, at=START, mentions=mentions(text), status=status
        )
        self.happens(ev.Commented, comment=made)


# Who sees what (RULES 1.2), as one table


def everybody() -> Story:
    """Ana writes everywhere; Olga owns the other wall and the record; one viewer for each column."""
    world = Story()
    for role, parent in [
        ("ceo", None),
        ("vp-a", "ceo"),
        ("rep-a", "vp-a"),
        ("vp-o", "ceo"),
        ("rep-o", "vp-o"),
    ]:
        world.role(role, parent)
    world.user("ana", role="rep-a")
    world.user("boss-a", role="vp-a")
    world.user("olga", role="rep-o")
    world.user("boss-o", role="vp-o")
    world.user("plain")
    world.user("member")
    world.user("vad", permissions=("view_all_data",))
    world.user("mad", permissions=("modify_all_data",))
    world.user("unlisted", permissions=("manage_unlisted_groups",))
    world.user("moderator", permissions=("moderate",))
    world.user("approver", permissions=("approve_posts",))
    world.user("users", permissions=("view_all_users",))
    world.user("hr", permissions=("manage_users",))
    world.user("gone", role="ceo", permissions=("modify_all_data", "manage_unlisted_groups"))
    for group, access in [("club", "public"), ("room", "private"), ("vault", "unlisted")]:
        world.group(group, "ana", access)
        world.joins("member", group)
        world.joins("gone", group)
    world.record("deal", "olga")
    world.share("deal", "ana")
    for place in ("ana", "olga", "club", "room", "vault", "deal"):
        world.post(f"on-{place}", "ana", place, text="@[plain] @[gone]")
        world.comment(f"below-{place}", "ana", f"on-{place}")
        world.post(f"pending-{place}", "ana", place, status="pending")
        world.post(f"isolated-{place}", "ana", place, status="isolated")
    world.leaves("gone")
    return world


VIEWERS = ["ana", "boss-a", "olga", "boss-o", "plain", "member", "vad", "mad"]
VIEWERS += ["unlisted", "moderator", "approver", "users", "hr", "gone"]

PUBLIC_USERS = """
item            ana boss-a olga boss-o plain member vad mad unlisted moderator approver users hr gone
on-ana          Y   Y      Y    Y      Y     Y      Y   Y   Y        Y         Y        Y     Y  .
on-olga         Y   Y      Y    Y      Y     Y      Y   Y   Y        Y         Y        Y     Y  .
on-club         Y   Y      Y    Y      Y     Y      Y   Y   Y        Y         Y        Y     Y  .
on-room         Y   .      .    .      .     Y      Y   Y   .        .         .        .     .  .
on-vault        Y   .      .    .      .     Y      .   .   Y        .         .        .     .  .
on-deal         Y   Y      Y    Y      .     .      Y   Y   .        .         .        .     .  .
pending-ana     Y   .      .    .      .     .      Y   Y   .        .         Y        .     .  .
pending-club    Y   .      .    .      .     .      Y   Y   .        .         Y        .     .  .
pending-room    Y   .      .    .      .     .      Y   Y   .        .         .        .     .  .
pending-vault   Y   .      .    .      .     .      .   .   .        .         .        .     .  .
pending-deal    Y   .      .    .      .     .      Y   Y   .        .         .        .     .  .
isolated-ana    .   .      .    .      .     .      .   Y   .        .         .        .     .  .
isolated-room   .   .      .    .      .     .      .   Y   .        .         .        .     .  .
isolated-vault  .   .      .    .      .     .      .   .   .        .         .        .     .  .
isolated-deal   .   .      .    .      .     .      .   Y   .        .         .        .     .  .
below-club      Y   Y      Y    Y      Y     Y      Y   Y   Y        Y         Y        Y     Y  .
below-room      Y   .      .    .      .     Y      Y   Y   .        .         .        .     .  .
ana             Y   Y      Y    Y      Y     Y      Y   Y   Y        Y         Y        Y     Y  .
gone            Y   Y      Y    Y      Y     Y      Y   Y   Y        Y         Y        Y     Y  .
club            Y   Y      Y    Y      Y     Y      Y   Y   Y        Y         Y        Y     Y  .
room            Y   Y      Y    Y      Y     Y      Y   Y   Y        Y         Y        Y     Y  .
vault           Y   .      .    .      .     Y      .   .   Y        .         .        .     .  .
deal            Y   Y      Y    Y      .     .      Y   Y   .        .         .        .     .  .
"""

PRIVATE_USERS = """
item            ana boss-a olga boss-o plain member vad mad unlisted moderator approver users hr gone
on-ana          Y   Y      .    .      .     .      Y   Y   .        .         .        Y     Y  .
on-olga         .   .      Y    Y      .     .      Y   Y   .        .         .        Y     Y  .
pending-ana     Y   .      .    .      .     .      Y   Y   .        .         .        .     .  .
pending-olga    .   .      .    .      .     .      Y   Y   .        .         .        .     .  .
on-club         Y   Y      Y    Y      Y     Y      Y   Y   Y        Y         Y        Y     Y  .
on-room         Y   .      .    .      .     Y      Y   Y   .        .         .        .     .  .
on-deal         Y   Y      Y    Y      .     .      Y   Y   .        .         .        .     .  .
ana             Y   Y      .    .      .     Y      Y   Y   .        .         .        Y     Y  .
olga            .   .      Y    Y      .     .      Y   Y   .        .         .        Y     Y  .
gone            Y   .      .    .      .     Y      Y   Y   .        .         .        Y     Y  .
room            Y   Y      Y    Y      Y     Y      Y   Y   Y        Y         Y        Y     Y  .
"""


def cells(table):
    head, *rows = [line.split() for line in table.strip().splitlines()]
    assert head[1:] == VIEWERS
    return [(row[0], {viewer for viewer, mark in zip(VIEWERS, row[1:], strict=True) if mark == "Y"}) for row in rows]


@pytest.mark.parametrize(
    ("users", "item", "expected"),
    [("public", *row) for row in cells(PUBLIC_USERS)] + [("private", *row) for row in cells(PRIVATE_USERS)],
)
def test_who_sees_what(users, item, expected):
    world = everybody()
    world.configure(user_visibility=users)
    assert rules.audience(world, item) == expected
    assert {viewer for viewer in VIEWERS if rules.may_see(world, viewer, item)} == expected
    if item in world.posts:
        assert {viewer for viewer in VIEWERS if item in rules.visible_posts(world, viewer)} == expected


def test_nobody_sees_what_is_nothing_and_strangers_see_nothing():
    world = everybody()
    assert rules.audience(world, "nothing") == frozenset()
    assert not rules.may_see(world, "stranger", "on-club")
    assert rules.visible_posts(world, "stranger") == frozenset()


def test_a_comment_has_a_status_of_its_own():
    world = everybody()
    world.comment("waits", "plain", "on-club", status="pending")
    world.comment("hidden", "plain", "on-club", status="isolated")
    assert rules.audience(world, "waits") == {"plain", "vad", "mad", "approver"}
    assert rules.audience(world, "hidden") == {"mad"}


def test_leaving_a_private_group_hides_ones_own_posts():
    world = everybody()
    world.happens(ev.MemberRemoved, group="room", user="ana")
    assert rules.audience(world, "on-room") == {"member", "vad", "mad"}
    assert not rules.may_see(world, "ana", "pending-room")


# Records (RULES 8, READINGS 44 and 73)


def ladder() -> Story:
    world = Story()
    for role, parent in [("ceo", None), ("vp", "ceo"), ("rep", "vp"), ("trainee", "rep"), ("desk", "ceo")]:
        world.role(role, parent)
        world.user(f"u-{role}", role=role)
    world.user("rep-too", role="rep")
    world.user("owner")
    world.user("free")
    world.record("lead", "owner", "lead")
    return world


@pytest.mark.parametrize(
    ("to", "readers"),
    [
        ("free", "free"),
        ("u-rep", "u-rep u-vp u-ceo"),
        ("role:rep", "u-rep rep-too u-vp u-ceo"),
        ("role+:rep", "u-rep rep-too u-trainee u-vp u-ceo"),
        ("role:ceo", "u-ceo"),
        ("role+:ceo", "u-ceo u-vp u-rep rep-too u-trainee u-desk"),
    ],
)
@pytest.mark.parametrize("level", ["read", "edit"])
def test_shares_climb(to, readers, level):
    world = ladder()
    world.share("lead", to, level)
    expected = {reader: Level[level.upper()] for reader in readers.split()} | {"owner": Level.ALL}
    levels = {user: rules.record_level(world, user, "lead") for user in world.users}
    assert {user: level for user, level in levels.items() if level} == expected


def test_a_share_to_somebody_inactive_works_for_nobody():
    world = ladder()
    world.share("lead", "u-rep")
    world.leaves("u-rep")
    assert rules.audience(world, "lead") == {"owner"}


def test_superiors_keep_what_an_inactive_owner_has():
    world = ladder()
    world.record("deal", "u-rep")
    world.leaves("u-rep")
    assert rules.audience(world, "deal") == {"u-vp", "u-ceo"}
    assert rules.record_level(world, "u-vp", "deal") is Level.ALL


@pytest.mark.parametrize(("default", "level"), [("private", Level.NONE), ("read", Level.READ), ("edit", Level.EDIT)])
def test_the_default_of_the_type(default, level):
    world = ladder()
    world.configure(record_visibility={"lead": default})
    world.record("case", "owner", "case")
    assert rules.record_level(world, "free", "lead") is level
    assert rules.record_level(world, "free", "case") is Level.NONE


def test_the_highest_reason_counts():
    world = ladder()
    world.configure(record_visibility={"lead": "read"})
    world.share("lead", "free", "edit")
    world.share("lead", "u-rep", "read")
    world.user("vad", permissions=("view_all_data",))
    world.user("mad", permissions=("view_all_data", "modify_all_data"))
    found = [rules.record_level(world, user, "lead") for user in ("free", "u-rep", "vad", "mad", "owner")]
    assert found == [Level.EDIT, Level.READ, Level.READ, Level.ALL, Level.ALL]


@pytest.mark.parametrize(("user", "record"), [("stranger", "lead"), ("owner", "nothing")])
def test_nobody_reaches_what_is_nothing(user, record):
    assert rules.record_level(ladder(), user, record) is Level.NONE


def levels(world: Story, record: str) -> dict[str, Level]:
    """Return who may go how far with a record, those who may nothing left out."""
    found = {user: rules.record_level(world, user, record) for user in world.users}
    return {user: level for user, level in found.items() if level}


@pytest.mark.parametrize(
    ("members", "inner", "outer", "readers"),
    [
        (("u-rep",), False, False, "u-rep"),
        (("u-rep",), False, True, "u-rep u-vp u-ceo"),
        (("role:rep",), False, False, "u-rep rep-too"),
        (("role+:rep",), False, True, "u-rep rep-too u-trainee u-vp u-ceo"),
        (("inner",), False, True, "u-desk"),
        (("inner",), True, False, "u-desk u-ceo"),
    ],
)
def test_teams_climb_by_their_own_word(members, inner, outer, readers):
    world = ladder()
    world.team("inner", "u-desk", include_superiors=inner)
    world.team("team", *members, include_superiors=outer)
    world.share("lead", "team")
    assert levels(world, "lead").keys() - {"owner"} == set(readers.split())


def test_a_queue_owns_for_its_members_and_those_above_them():
    world = ladder()
    world.queue("pile", "u-rep", "free")
    world.record("case", "pile", "case")
    assert levels(world, "case") == dict.fromkeys(("u-rep", "u-vp", "u-ceo", "free"), Level.EDIT)
    world.leaves("u-rep")
    assert levels(world, "case") == {"free": Level.EDIT}


def test_rules_by_owner_and_by_queue():
    world = ladder()
    world.queue("pile", "u-desk")
    world.team("reps", "role:rep")
    for id_, owner in (("one", "u-rep"), ("two", "u-trainee"), ("three", "pile")):
        world.record(id_, owner, "case")
    world.rule("r1", "case", "free", owned_by="reps", level="edit")
    world.rule("r2", "case", "free", owned_by="pile")
    assert [rules.record_level(world, "free", id_) for id_ in ("one", "two", "three")] == [
        Level.EDIT,
        Level.NONE,
        Level.READ,
    ]
    world.leaves("u-rep")
    assert rules.record_level(world, "free", "one") is Level.EDIT  # of an inactive owner, still (rd 44)
    world.happens(ev.SharingRuleRemoved, id="r1")
    assert rules.record_level(world, "free", "one") is Level.NONE


def test_rules_by_criteria_all_of_which_hold():
    world = ladder()
    where = (Criterion("city", "equals", "Lyon"), Criterion("parent", "blank"))
    world.rule("r", "case", "role:rep", where=where)
    world.record("in", "owner", "case", fields={"city": "Lyon"})
    world.record("out", "owner", "case", fields={"city": "Nice"})
    world.record("below", "owner", "case", fields={"city": "Lyon"}, parent="in")
    assert levels(world, "in").keys() == {"owner", "u-rep", "rep-too", "u-vp", "u-ceo"}
    assert levels(world, "out").keys() == levels(world, "below").keys() == {"owner"}


def test_g52_a_grant_on_a_child_opens_the_account_until_it_is_lost():
    world = ladder()
    world.record("acct", "owner", "account")
    world.record("kin", "u-desk", "contact", parent="acct")
    world.record("asset", "u-rep", "asset", parent="acct")
    assert levels(world, "acct") == {"owner": Level.ALL, "u-desk": Level.READ, "u-ceo": Level.READ}
    world.share("kin", "free", "edit")
    assert levels(world, "acct")["free"] is Level.READ
    world.configure(record_visibility={"contact": "read"})  # a default is no grant (rd 49)
    assert levels(world, "acct").keys() == {"owner", "u-desk", "u-ceo", "free"}
    world.configure(record_visibility={"contact": "parent"})  # unused where the child follows (rd 49)
    assert levels(world, "acct").keys() == {"owner"}


def test_following_the_parent_is_for_everybody():
    world = ladder()
    world.record("acct", "owner", "account")
    world.record("asset", "u-desk", "asset", parent="acct")
    world.record("loose", "u-desk", "asset")
    world.user("coco", kind="community")
    world.share("acct", "free", "edit")
    world.share("acct", "coco")
    world.configure(record_visibility={"asset": "parent"})
    owners = {"owner": Level.ALL, "u-desk": Level.ALL, "u-ceo": Level.ALL}
    assert levels(world, "asset") == owners | {"free": Level.EDIT, "coco": Level.READ}
    assert levels(world, "loose").keys() == {"u-desk", "u-ceo"}


@pytest.mark.parametrize("permission", ["view_all_data", "modify_all_data"])
@pytest.mark.parametrize("kind", ["free", "customer"])
def test_free_users_and_customers_reach_no_record_at_all(kind, permission):
    world = ladder()
    world.user("fay", kind=kind, permissions=(permission,), role="ceo")
    world.share("lead", "fay", "edit")
    world.record("own", "fay", "lead")
    world.configure(record_visibility={"lead": "edit"}, external_record_visibility={"lead": "edit"})
    assert "fay" not in levels(world, "lead")
    assert "fay" not in levels(world, "own")


def test_outsiders_have_a_default_of_their_own_and_partners_their_account():
    world = ladder()
    world.record("acct", "u-vp", "account")
    world.record("kin", "owner", "contact", parent="acct")
    world.user("coco", kind="community", account="acct")
    world.user("paz", kind="partner", account="acct")
    assert "coco" not in levels(world, "acct").keys() | levels(world, "kin").keys()
    assert [rules.record_level(world, "paz", id_) for id_ in ("acct", "kin", "lead")] == [
        Level.READ,
        Level.READ,
        Level.NONE,
    ]
    world.configure(record_visibility={"lead": "edit"}, external_record_visibility={"lead": "read"})
    assert [levels(world, "lead")[user] for user in ("coco", "paz", "free")] == [Level.READ, Level.READ, Level.EDIT]
    world.record("deal", "paz")
    assert levels(world, "deal") == {"paz": Level.ALL, "u-vp": Level.ALL, "u-ceo": Level.ALL}  # (rd 73)


def test_people_are_shared_by_hand_and_by_rules():
    world = ladder()
    world.configure(user_visibility="private")
    world.user("fay", kind="free")
    world.share("owner", "u-rep")
    world.share("owner", "fay")
    assert rules.audience(world, "owner") == {"owner", "u-rep", "u-vp", "u-ceo"}
    world.rule("r", "user", "free", owned_by="role+:rep")
    assert "free" in rules.audience(world, "u-trainee")
    assert "free" not in rules.audience(world, "u-vp")


# The worked cases of RULES 12


def office() -> Story:
    """Ana the author, Bob the viewer, Carl between them; roles CEO above VP above Rep."""
    world = Story()
    for role, parent in [("ceo", None), ("vp", "ceo"), ("rep", "vp")]:
        world.role(role, parent)
    for user in ("ana", "bob", "carl", "olga"):
        world.user(user)
    return world


def feeds_with(world: Story, viewer: str, post: str, **of: str) -> set[str]:
    """Return the kinds of feed in which a viewer finds a post."""
    kinds: tuple[placed.FeedKind, ...] = ("following", "company", "people")
    found = {kind for kind in kinds if placed.in_feed(world, viewer, kind, None, post)}
    of_things: list[placed.FeedKind] = ["profile", "group", "record"]
    return {*found, *(kind for kind in of_things if placed.in_feed(world, viewer, kind, of.get(kind), post))}


def test_g1_to_g4_the_wall_is_followed_not_the_author():
    world = office()
    world.post("own", "ana")
    world.post("third", "ana", "carl")
    assert feeds_with(world, "bob", "own", profile="ana") == {"company", "profile"}  # G1
    assert feeds_with(world, "carl", "third", profile="ana") == {"following", "company"}  # their own wall
    world.follows_now("bob", "ana")
    assert feeds_with(world, "bob", "own") == {"following", "company", "people"}  # G2
    assert feeds_with(world, "bob", "third", profile="carl") == {"company", "people", "profile"}  # G3
    world.happens(ev.Unfollowed, user="bob", target="ana")
    world.follows_now("bob", "carl")
    assert feeds_with(world, "bob", "third") == {"following", "company"}  # G4


def test_g5_g6_private_users():
    world = office()
    world.configure(user_visibility="private")
    world.happens(ev.UserUpdated, id="ana", changes={"role": "rep"})
    world.post("own", "ana")
    assert not rules.may_see(world, "bob", "own")
    assert not rules.may_follow(world, "bob", "ana")  # G5
    world.happens(ev.UserUpdated, id="bob", changes={"role": "vp"})
    assert rules.may_see(world, "bob", "own")
    assert rules.may_follow(world, "bob", "ana")  # G6
    world.happens(ev.UserUpdated, id="bob", changes={"role": "rep"})
    assert not rules.may_see(world, "bob", "ana")  # a peer is not above


def test_g8_g10_to_g12_groups():
    world = office()
    world.group("room", "ana", "private")
    world.group("vault", "ana", "unlisted")
    world.post("inside", "ana", "room", text="@[bob]")
    world.post("secret", "ana", "vault")
    things = ("room", "inside", "vault", "secret")

    def seen():
        return {thing for thing in things if rules.may_see(world, "bob", thing)}

    assert seen() == {"room"}  # G8
    assert feeds_with(world, "bob", "inside", group="room", profile="bob") == set()  # G13
    world.happens(ev.UserUpdated, id="bob", changes={"permissions": ["modify_all_data"]})
    assert seen() == {"room", "inside"}  # G10, G11
    world.happens(ev.UserUpdated, id="bob", changes={"permissions": ["manage_unlisted_groups"]})
    assert seen() == {"room", "vault", "secret"}
    assert rules.may_post(world, "bob", "vault")  # G12


def test_g16_a_mention_of_a_group_comes_into_its_feed_for_those_inside():
    world = office()
    world.group("room", "ana", "private")
    world.post("about", "ana", text="see @[room]")
    assert rules.audience(world, "about") == {"ana", "bob", "carl", "olga"}
    assert feeds_with(world, "ana", "about", group="room") == {"following", "company", "group"}
    assert feeds_with(world, "bob", "about", group="room") == {"company"}  # a shell has an empty page
    world.joins("bob", "room")
    assert feeds_with(world, "bob", "about", group="room") == {"company", "group"}


def test_g17_g18_a_follow_sleeps_while_access_is_lost():
    world = office()
    world.happens(ev.UserUpdated, id="olga", changes={"role": "rep"})
    world.happens(ev.UserUpdated, id="carl", changes={"role": "vp"})
    world.record("deal", "olga")
    world.share("deal", "ana")
    world.share("deal", "bob")
    world.post("note", "ana", "deal")
    world.follows_now("bob", "deal")
    assert feeds_with(world, "bob", "note", record="deal") == {"following", "company", "record"}
    world.happens(ev.RecordUnshared, record="deal", to="bob")
    assert feeds_with(world, "bob", "note", record="deal") == set()
    world.share("deal", "bob")
    assert feeds_with(world, "bob", "note", record="deal") == {"following", "company", "record"}  # G17
    assert rules.may_see(world, "carl", "note")  # G18


def test_g22_g24_old_posts_become_public_with_the_group():
    world = office()
    world.group("room", "ana", "private")
    world.post("inside", "ana", "room")
    world.comment("answer", "ana", "inside")
    assert not rules.may_see(world, "bob", "answer")  # G22
    world.happens(ev.GroupUpdated, id="room", changes={"access": "public"})
    assert rules.may_see(world, "bob", "inside")  # G24
    assert rules.may_see(world, "bob", "answer")


def test_g36_tracked_changes():
    world = office()
    world.configure(record_visibility={"opportunity": "read"})
    world.record("deal", "olga")
    for user in ("bob", "carl"):
        world.follows_now(user, "deal", "olga")
    world.change("won", "bob", "deal")
    world.change("imported", None, "deal")
    world.follows_now("carl", "bob")
    assert feeds_with(world, "bob", "won", profile="bob", record="deal") == {"profile", "record"}
    assert feeds_with(world, "carl", "won", profile="bob", record="deal") == {
        "following",
        "profile",
        "record",
    }
    assert feeds_with(world, "ana", "won", profile="olga") == set()
    assert feeds_with(world, "bob", "imported", profile="bob", record="deal") == {"following", "record"}


def test_g39_only_comments_move_a_post_up_and_deleting_them_does_not_move_it_back():
    world = office()
    for post in ("first", "second", "third"):
        world.post(post, "ana")
    world.happens(ev.Liked, user="bob", item="second")
    world.comment("bump", "bob", "first")
    world.happens(ev.Deleted, id="bump")
    places = placed.told(world.events)
    assert placed.feed(world, "bob", "profile", "ana") == ("third", "second", "first")
    assert placed.feed(world, "bob", "company", None, "activity", history=places) == (
        "first",
        "third",
        "second",
    )


# Feeds: the finer points


def test_groups_are_followed_by_joining():
    world = office()
    world.group("club", "ana", "public")
    world.post("hello", "ana", "club")
    assert feeds_with(world, "bob", "hello", group="club") == {"company", "group"}
    world.joins("bob", "club")
    assert feeds_with(world, "bob", "hello", group="club") == {"following", "company", "group"}


@pytest.mark.parametrize(("setting", "expected"), [(False, set()), (True, {"text", "talk"})])
def test_mentions_come_into_the_home_feed_where_the_setting_says_so(setting, expected):
    world = office()
    world.configure(news_includes_mentions=setting)
    world.post("text", "ana", text="@[bob]")
    world.post("talk", "ana")
    world.comment("c", "carl", "talk", text="@[bob]")
    world.post("other", "ana", text="@[carl]")
    world.post("hidden", "ana", text="@[bob]", status="isolated")
    assert set(placed.feed(world, "bob", "following")) == expected


def test_a_mention_counts_as_far_as_the_viewer_may_read_it():
    world = office()
    world.post("p", "ana")
    world.comment("other", "ana", "p")
    world.comment("waits", "carl", "p", text="@[olga]", status="pending")
    assert not placed.in_feed(world, "bob", "profile", "olga", "p")
    assert placed.in_feed(world, "carl", "profile", "olga", "p")
    world.happens(ev.ItemReviewed, id="waits", status="published")
    assert placed.in_feed(world, "bob", "profile", "olga", "p")


def test_follows_of_inactive_people_sleep():
    world = office()
    world.post("p", "ana")
    world.follows_now("bob", "ana")
    world.leaves("ana")
    assert feeds_with(world, "bob", "p") == {"company"}
    world.happens(ev.UserActivated, id="ana")
    assert feeds_with(world, "bob", "p") == {"following", "company", "people"}


def test_a_name_known_from_a_group_wakes_no_follow_but_has_a_profile():
    world = office()
    world.group("room", "ana", "private")
    world.joins("bob", "room")
    world.follows_now("bob", "ana")
    world.post("inside", "ana", "room", text="by @[ana]")
    world.configure(user_visibility="private")
    assert feeds_with(world, "bob", "inside", profile="ana") == {"following", "company", "profile"}
    world.user("vad", permissions=("view_all_data",))
    assert feeds_with(world, "vad", "inside", profile="ana") == {"company", "profile"}
    world.happens(ev.MemberRemoved, group="room", user="bob")
    assert not placed.in_feed(world, "bob", "profile", "ana", "inside")


def test_the_profile_of_somebody_unknown_is_empty():
    world = office()
    world.group("club", "carl", "public")
    world.post("p", "carl", "club", text="@[ana]")
    assert placed.feed(world, "bob", "profile", "ana") == ("p",)
    world.configure(user_visibility="private")
    assert placed.feed(world, "bob", "profile", "ana") == ()


@pytest.mark.parametrize("kind", ["profile", "group", "record"])
@pytest.mark.parametrize("of", [None, "nothing"])
def test_a_feed_of_nothing_is_empty(kind, of):
    world = office()
    world.post("p", "ana")
    assert placed.feed(world, "bob", kind, of) == ()


def test_only_posts_stand_in_feeds():
    world = office()
    world.post("p", "ana")
    world.comment("c", "ana", "p")
    assert not placed.in_feed(world, "bob", "company", None, "c")


# Who may do what


def test_following_needs_sight_and_somebody_else():
    world = office()
    world.group("club", "ana", "public")
    world.record("deal", "ana")
    world.leaves("carl")
    assert rules.may_follow(world, "bob", "ana")
    refused = [
        ("bob", "bob"),
        ("bob", "carl"),
        ("carl", "bob"),
        ("bob", "club"),
        ("bob", "deal"),
        ("x", "bob"),
    ]
    assert not any(rules.may_follow(world, user, target) for user, target in refused)
    assert rules.may_follow(world, "ana", "deal")


WRITERS = """
place           ana boss-a olga boss-o plain member vad mad unlisted moderator approver users hr gone
post:olga       Y   Y      Y    Y      Y     Y      Y   Y   Y        Y         Y        Y     Y  .
post:gone       .   .      .    .      .     .      .   .   .        .         .        .     .  .
post:club       Y   Y      Y    Y      Y     Y      Y   Y   Y        Y         Y        Y     Y  .
post:room       Y   .      .    .      .     Y      .   Y   .        .         .        .     .  .
post:vault      Y   .      .    .      .     Y      .   .   Y        .         .        .     .  .
post:deal       Y   Y      Y    Y      .     .      Y   Y   .        .         .        .     .  .
on-olga         Y   Y      Y    Y      Y     Y      Y   Y   Y        Y         Y        Y     Y  .
on-club         Y   Y      Y    Y      Y     Y      Y   Y   Y        Y         Y        Y     Y  .
on-room         Y   .      .    .      .     Y      .   Y   .        .         .        .     .  .
on-vault        Y   .      .    .      .     Y      .   .   Y        .         .        .     .  .
on-deal         Y   Y      Y    Y      .     .      Y   Y   .        .         .        .     .  .
pending-club    .   .      .    .      .     .      .   .   .        .         .        .     .  .
isolated-club   .   .      .    .      .     .      .   .   .        .         .        .     .  .
nothing         .   .      .    .      .     .      .   .   .        .         .        .     .  .
"""


@pytest.mark.parametrize(("place", "expected"), cells(WRITERS))
def test_who_may_post_and_comment_where(place, expected):
    world = everybody()
    kind, _, to = place.rpartition(":")
    may = rules.may_post if kind else rules.may_comment
    assert {viewer for viewer in VIEWERS if may(world, viewer, to)} == expected


def test_posting_in_public_groups_may_need_membership():
    world = everybody()
    world.configure(public_post_requires_membership=True)
    assert {user for user in VIEWERS if rules.may_post(world, user, "club")} == {"ana", "member", "mad"}
    assert rules.may_comment(world, "plain", "on-club")


# Completeness (SCORING 1.2 and 1.3, its cases C)

SEED = ["first_name", "last_name", "company", "title", "phone", "email", "street", "city", "state"]
SEED += ["postal_code", "website"]


def lead(**fields) -> model.Record:
    return model.Record(
        id="lead",
        type="lead",
        owner="ana",
        creator="bob",
        fields=fields,
        created_at=START,
        updated_at=START + 2 * DAY,
    )


def profile(*fields, mode="strict") -> model.CompletenessProfile:
    made = tuple(FieldSpec(field) if isinstance(field, str) else field for field in fields)
    return model.CompletenessProfile(type="lead", fields=made, mode=mode)


def state(value, *, mode="strict", check=None, allowed=(), **others):
    field = FieldSpec("it", check=check, placeholders_allowed=allowed)
    return scores.state(profile(field, mode=mode), lead(it=value, **others), field)


@pytest.mark.parametrize("mode", ["seed", "strict"])
@pytest.mark.parametrize(("filled", "score"), [(11, 11), (10, 10), (2, 2), (0, 0)])
def test_c1_c2_c3_the_seed_profile(mode, filled, score):
    record = lead(**{"website": "", **dict.fromkeys(SEED[:filled], "real")})
    assert scores.completeness(profile(*SEED, mode=mode), record) == (score, score, 11)


@pytest.mark.parametrize("value", [None, "", "   ", "\u00a0\t", "\u200b", float("nan"), (), {}])
def test_c7_blank(value):
    assert state(value) == "blank"
    assert state(value, mode="seed") == ("blank" if value in (None, "") else "valid")


@pytest.mark.parametrize("value", ["-", "...", "N/A", " n/a ", "TEST", "xxx", "--None--", "000", "n\u200ba"])
def test_c7_placeholder(value):
    assert state(value) == "placeholder"
    assert state(value, mode="seed") == "valid"


@pytest.mark.parametrize(
    "value", [0, False, 0.0, "0", "Null Island", "Test Valley", "Nan", "X", "NA City", "00"], ids=repr
)
def test_c8_filled(value):
    assert state(value) == "valid"


def test_na_is_naples_where_the_field_says_so():
    assert state("na ", allowed=("NA",)) == "valid"
    assert state("n/a", allowed=("NA",)) == "placeholder"


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        ("email", ["ana@acme.example"], ["ana@acme", "ana acme@x.y", "a@b@c.d", "@c.d", False, ("a@b.c",)]),
        (
            "phone",
            ["+34 600 000 001", "(010) 555-0199", 6000001],
            ["12345", "1234567890123456", "600 000 0o1"],
        ),
        (
            "url",
            ["https://acme.example", "HTTP://a.b/c?d"],
            ["acme.example", "ftp://a.b", "https://acme", "http://"],
        ),
        ("postal_code", ["whatever"], []),
    ],
)
def test_c10_checks(check, good, bad):
    assert {state(value, check=check) for value in good} == {"valid"}
    assert {state(value, check=check) for value in bad} == ({"invalid"} if bad else set())
    assert state("", check=check) == "blank"
    assert state("n/a", check=check) == "placeholder"


@pytest.mark.parametrize(
    ("country", "good", "bad"),
    [
        ("ES", "28001", "53001"),
        ("NL", "1012 AB", "0012 AB"),
        ("PT", "1000-205", "1000205"),
        ("FR", "8", None),
    ],
)
def test_c10_postal_codes(country, good, bad):
    assert state(good, check="postal_code", Country=country) == "valid"
    assert bad is None or state(bad, check="postal_code", country=country) == "invalid"


def test_c11_two_numerators():
    record = lead(**{**dict.fromkeys(SEED, "real"), "email": "ana@acme", "website": "n/a"})
    fields = [FieldSpec(name, check="email") if name == "email" else FieldSpec(name) for name in SEED]
    assert scores.completeness(profile(*fields), record) == (10, 9, 11)


def test_c12_weights_and_c14_nothing_applicable():
    weighted = profile(FieldSpec("email", weight=5), FieldSpec("phone", weight=3), FieldSpec("company", weight=2))
    assert scores.completeness(weighted, lead(email="a@b.c", company="x")) == (7, 7, 10)
    assert scores.completeness(profile(), lead()) == (0, 0, 0)


def test_a_field_applies_when_all_its_conditions_hold():
    young = Criterion("created_at", "younger_than_days", 2)
    private = Criterion("sector", "equals", "private")
    made = profile(FieldSpec("company", applies_when=(young, private)), "phone")
    assert scores.completeness(made, lead(sector="private")) == (
        0,
        0,
        1,
    )  # at the last save it was two days old
    assert scores.completeness(made, lead(sector="private"), START + DAY) == (0, 0, 2)
    assert scores.completeness(made, lead(sector="public"), START + DAY) == (0, 0, 1)


HELD = [
    ("city", "filled", None, True),
    ("city", "blank", None, False),
    ("nothing", "blank", None, True),
    ("nothing", "equals", None, False),
    ("nothing", "not_equals", "x", True),
    ("nothing", "in", ("x",), False),
    ("city", "equals", "Lyon", True),
    ("city", "equals", "lyon", False),
    ("city", "not_equals", "Lyon", False),
    ("city", "not_equals", "Nice", True),
    ("city", "in", ("Nice", "Lyon"), True),
    ("city", "in", ("Nice",), False),
    ("city", "contains", "yo", True),
    ("city", "contains", 1, False),
    ("tags", "contains", "b", True),
    ("tags", "contains", "c", False),
    ("size", "contains", 7, False),
    ("size", "equals", 7.0, True),
    ("size", "equals", "7", False),
    ("size", "less", 8, True),
    ("size", "less", 7, False),
    ("size", "greater", 6, True),
    ("size", "greater", "6", False),
    ("flag", "equals", True, True),
    ("flag", "equals", 1, False),
    ("flag", "less", 2, False),
    ("due", "less", "2026-03-01T00:00:00Z", True),
    ("due", "greater", "2026-03-01T00:00:00Z", False),
    ("due", "less", "soon", False),
    ("type", "equals", "lead", True),
    ("owner", "equals", "ana", True),
    ("creator", "equals", "bob", True),
    ("created_at", "equals", "2026-01-05T10:00:00+01:00", True),
    ("created_at", "equals", "Lyon", False),
    ("updated_at", "greater", "2026-01-05T09:00:00Z", True),
    ("created_at", "younger_than_days", 3, False),
    ("created_at", "younger_than_days", 4, True),
    ("created_at", "older_than_days", 3, False),
    ("created_at", "older_than_days", 2, True),
    ("city", "younger_than_days", 3, False),
    ("city", "older_than_days", 3, False),
]


@pytest.mark.parametrize(("field", "operator", "value", "expected"), HELD)
def test_conditions_three_days_after_creation(field, operator, value, expected):
    record = lead(city="Lyon", size=7, flag=True, tags=("a", "b"), due="2026-02-01T00:00:00Z", type="hidden")
    assert scores.holds(Criterion(field, operator, value), record, START + 3 * DAY) is expected


# Boards (SCORING 2.5, B1)


def entries(*lines) -> list[model.Entry]:
    return [
        model.Entry(
            id=f"e{number}",
            user=user,
            points=points,
            key=f"k{number}",
            rule="r",
            record="lead",
            effective_at=START,
        )
        for number, (user, points) in enumerate(lines)
    ]


def test_b1_competition_ranks_the_earlier_reached_first():
    world = Story()
    for user in ("ana", "bob", "cat", "dan", "eva", "flo"):
        world.user(user)
    world.leaves("flo")
    lines = [
        ("bob", 30),
        ("cat", 40),
        ("bob", 10),
        ("cat", 0),
        ("ana", 50),
        ("dan", 30),
        ("flo", 60),
        ("eva", 0),
    ]
    board = scores.leaderboard(world, entries(*lines))
    assert board == (("ana", 1, 50), ("cat", 2, 40), ("bob", 2, 40), ("dan", 4, 30))


@pytest.mark.parametrize(
    ("now", "windows"),
    [
        (START, {"all_time", "month", "week"}),
        (dt.datetime(2026, 1, 11, 23, 59, tzinfo=dt.UTC), {"all_time", "month", "week"}),
        (dt.datetime(2026, 1, 12, tzinfo=dt.UTC), {"all_time", "month"}),
        (dt.datetime(2026, 2, 1, 0, 30, tzinfo=dt.timezone(dt.timedelta(hours=1))), {"all_time", "month"}),
        (dt.datetime(2027, 1, 5, tzinfo=dt.UTC), {"all_time"}),
    ],
)
def test_windows_are_iso_weeks_and_months_of_utc(now, windows):
    (entry,) = entries(("ana", 1))
    assert {window for window in ("all_time", "month", "week") if scores.within(entry, window, now)} == windows
