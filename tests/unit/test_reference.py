"""The naive workplace folds every event as the pages say; every expectation here is written by hand."""

import datetime as dt
from typing import Any, Literal

import attrs
import pytest
from tests.unit.test_reference_files import FILES_TOLD
from tests.unit.test_reference_recognition import RECOGNITION_TOLD
from tests.unit.test_reference_routing import ROUTING_TOLD
from tests.unit.test_reference_talk import TALK_TOLD
from tests.unit.test_topics import TOPICS_TOLD

from collabcore import events as ev
from collabcore import keys, model
from collabcore.model import HOST, Level
from collabcore.testing.reference import START, Reference
from collabcore.text import mentions
from collabcore.view import View


def at(second: int) -> dt.datetime:
    return START + dt.timedelta(seconds=second)


def user(id_: str, **fields: Any) -> ev.UserAdded:
    return ev.UserAdded(by=HOST, at=START, user=model.User(id=id_, added_at=START, **fields))


def role(id_: str, parent: str | None = None) -> ev.RoleAdded:
    return ev.RoleAdded(by=HOST, at=START, role=model.Role(id=id_, parent=parent))


def group(id_: str, owner: str, **fields: Any) -> ev.GroupCreated:
    fields = {"name": id_.title(), **fields}
    return ev.GroupCreated(by=owner, at=START, group=model.Group(id=id_, owner=owner, created_at=START, **fields))


def record(id_: str, owner: str, **fields: Any) -> ev.RecordAdded:
    added = model.Record(id=id_, type="lead", owner=owner, fields=fields, created_at=START, updated_at=START)
    return ev.RecordAdded(by=owner, at=START, record=added)


def post(id_: str, author: str | None, to: str, text: str = "", **fields: Any) -> ev.Posted:
    made = model.Post(id=id_, author=author, to=to, text=text, at=START, mentions=mentions(text), **fields)
    return ev.Posted(by=author or HOST, at=START, post=made)


def comment(id_: str, author: str, below: str, text: str = "") -> ev.Commented:
    made = model.Comment(id=id_, post=below, author=author, text=text, at=START, mentions=mentions(text))
    return ev.Commented(by=author, at=START, comment=made)


def deleted(id_: str) -> ev.Deleted:
    return ev.Deleted(by=HOST, at=START, id=id_)


def entry(id_: str, user_: str, key: str) -> ev.PointsAwarded:
    line = model.Entry(id=id_, user=user_, points=10, key=key, rule="r", record="lead", effective_at=START)
    return ev.PointsAwarded(by=HOST, at=START, entry=line)


PEOPLE = [user("ana"), user("bob"), user("cy")]
CHANGED = (model.Change("stage", "new", "won"),)


def test_satisfies_the_view_protocol():
    view: View = Reference()
    assert view.timeline("newest").stream("all") == []


def test_before_anything_happened():
    world = Reference()
    assert world.now == dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
    assert (world.epoch, world.events, world.settings) == (0, [], model.Settings())
    assert (world.thing("ana"), world.was_used("ana"), world.keys("ana")) == (None, False, frozenset())


def test_knows_the_events_it_was_given_and_the_time_of_the_last():
    events = [*PEOPLE, ev.Followed(by="ana", at=at(7), user="ana", target="bob")]
    world = Reference(events)
    assert world.events == events
    assert world.now == at(7)


def test_the_epoch_counts_everything_but_new_posts_comments_and_likes():
    world = Reference(PEOPLE)
    assert world.epoch == 3
    for quiet in (
        post("p", "ana", "ana"),
        comment("c", "bob", "p"),
        ev.Liked(by="bob", at=START, user="bob", item="p"),
        ev.Unliked(by="bob", at=START, user="bob", item="p"),
    ):
        world.apply(quiet)
    assert world.epoch == 3
    world.apply(deleted("c"))
    assert world.epoch == 4


def test_settings_change_where_named():
    world = Reference()
    tracked = {"lead": ["stage"]}
    world.apply(ev.Configured(by=HOST, at=START, changes={"follow_limit": 3, "tracked_fields": tracked}))
    world.apply(ev.Configured(by=HOST, at=START, changes={"user_visibility": "private"}))
    assert world.settings == model.Settings(
        follow_limit=3, tracked_fields={"lead": ("stage",)}, user_visibility="private"
    )


def test_roles_form_a_hierarchy_that_moves():
    world = Reference([role("ceo"), role("vp", "ceo"), role("rep", "vp"), role("other")])
    assert world.superiors("rep") == ("vp", "ceo")
    assert (world.superiors("ceo"), world.superiors("nowhere")) == ((), ())
    assert world.inferiors("ceo") == {"vp", "rep"}
    world.apply(ev.RoleMoved(by=HOST, at=START, id="vp", parent="other"))
    assert world.superiors("rep") == ("vp", "other")
    assert world.inferiors("ceo") == set()


def test_people_change_and_come_and_go():
    world = Reference([role("rep"), user("ana", name="Ana", role="rep", details={"floor": 1, "phone": 2})])
    changes = {"name": "Ana B", "permissions": ["moderate"], "details": {"floor": 3}, "role": None}
    world.apply(ev.UserUpdated(by=HOST, at=START, id="ana", changes=changes))
    world.apply(ev.UserDeactivated(by=HOST, at=START, id="ana"))
    assert world.users["ana"] == model.User(
        id="ana", name="Ana B", permissions=("moderate",), details={"floor": 3}, active=False, added_at=START
    )
    world.apply(ev.UserActivated(by=HOST, at=START, id="ana"))
    assert world.users["ana"].active


def test_groups_have_members_in_the_order_of_joining():
    joined = ev.MemberAdded(by="bob", at=START, group="g", user="bob")
    promoted = ev.MemberAdded(by="ana", at=START, group="g", user="bob", role="manager")
    last = ev.MemberAdded(by="cy", at=START, group="g", user="cy")
    world = Reference([*PEOPLE, group("g", "ana"), group("h", "bob"), joined, last, promoted])
    assert list(world.members("g").items()) == [("ana", "owner"), ("bob", "manager"), ("cy", "member")]
    assert list(world.memberships("bob")) == ["h", "g"]
    world.apply(ev.MemberRemoved(by="bob", at=START, group="g", user="bob"))
    assert (world.members("g"), world.memberships("bob")) == ({"ana": "owner", "cy": "member"}, {"h"})


def test_a_group_changes_and_changes_hands():
    world = Reference([*PEOPLE, group("g", "ana"), ev.MemberAdded(by="bob", at=START, group="g", user="bob")])
    world.apply(ev.GroupUpdated(by="ana", at=START, id="g", changes={"access": "private", "description": "d"}))
    world.apply(ev.OwnerSet(by="ana", at=START, group="g", user="bob"))
    assert world.groups["g"] == model.Group(
        id="g", name="G", access="private", description="d", owner="bob", created_at=START
    )
    assert world.members("g") == {"ana": "manager", "bob": "owner"}


def test_requests_wait_until_answered_or_until_the_person_is_in():
    def ask(who: str) -> ev.MembershipRequested:
        return ev.MembershipRequested(by=who, at=START, group="g", user=who, message=f"{who}?")

    world = Reference([*PEOPLE, group("g", "ana"), ask("bob"), ask("cy")])
    assert (world.requests("g"), world.pending("bob")) == ({"bob": "bob?", "cy": "cy?"}, {"g"})
    world.apply(ev.RequestAnswered(by="ana", at=START, group="g", user="bob", answer="declined"))
    assert (world.requests("g"), world.members("g")) == ({"cy": "cy?"}, {"ana": "owner"})
    world.apply(ev.MemberAdded(by="ana", at=START, group="g", user="cy"))
    assert (world.requests("g"), world.pending("cy")) == ({}, set())


def test_groups_are_found_by_name_unless_unlisted():
    world = Reference([user("ana"), group("g", "ana", name="Campaign 26"), group("u", "ana", access="unlisted")])
    assert (world.named("CAMPAIGN 26"), world.named("U"), world.named("")) == ("g", None, None)


def test_follows_keep_their_order_and_outlast_deactivation():
    follows = [ev.Followed(by="ana", at=START, user="ana", target=target) for target in ("cy", "bob")]
    world = Reference([*PEOPLE, *follows, ev.Followed(by="bob", at=START, user="bob", target="cy")])
    world.apply(ev.UserDeactivated(by=HOST, at=START, id="ana"))
    assert (list(world.follows("ana")), list(world.followers("cy"))) == (["cy", "bob"], ["ana", "bob"])
    world.apply(ev.Unfollowed(by="ana", at=START, user="ana", target="cy"))
    assert (world.follows("ana"), world.followers("cy")) == ({"bob"}, {"bob"})


def test_record_fields_are_merged_and_null_clears():
    world = Reference([user("ana"), record("lead", "ana", stage="new", phone="1")])
    world.apply(ev.RecordUpdated(by="ana", at=at(5), id="lead", fields={"phone": None, "city": "Lyon"}))
    assert world.records["lead"].fields == {"stage": "new", "city": "Lyon"}
    assert (world.records["lead"].created_at, world.records["lead"].updated_at) == (START, at(5))


def test_a_new_owner_takes_the_record_without_its_shares():
    def share(id_: str, to: str, level: Literal["read", "edit"]) -> ev.RecordShared:
        return ev.RecordShared(by="ana", at=START, record=id_, to=to, level=level)

    world = Reference([*PEOPLE, record("lead", "ana"), record("deal", "ana"), record("case", "bob")])
    for event in (share("lead", "bob", "read"), share("lead", "cy", "edit"), share("lead", "bob", "edit")):
        world.apply(event)
    world.apply(share("deal", "bob", "read"))
    assert list(world.shares("lead").items()) == [("bob", Level.EDIT), ("cy", Level.EDIT)]
    world.apply(ev.RecordUnshared(by="ana", at=START, record="lead", to="cy"))
    assert world.shares("lead") == {"bob": Level.EDIT}
    world.apply(ev.OwnerChanged(by="ana", at=at(5), record="lead", owner="bob"))
    assert (world.shares("lead"), world.shares("deal")) == ({}, {"bob": Level.READ})
    assert (world.records["lead"].owner, world.records["lead"].updated_at) == ("bob", at(5))
    assert (list(world.owned("ana")), list(world.owned("bob"))) == (["deal"], ["case", "lead"])


def test_deleting_a_post_takes_comments_and_likes_along_but_not_the_ids():
    def like(item: str) -> ev.Liked:
        return ev.Liked(by="bob", at=START, user="bob", item=item)

    talk = [
        post("p", "ana", "ana"),
        post("q", "ana", "ana"),
        comment("c", "bob", "p"),
        comment("d", "bob", "q"),
    ]
    world = Reference([*PEOPLE, *talk, like("p"), like("c"), like("q")])
    assert (world.comments_on("p"), world.likes("c")) == (["c"], {"bob"})
    world.apply(deleted("p"))
    assert (list(world.posts), list(world.comments)) == (["q"], ["d"])
    assert (world.likes("p"), world.likes("c"), world.likes("q")) == (set(), set(), {"bob"})
    assert (world.thing("p"), world.thing("c")) == (None, None)
    assert (world.was_used("p"), world.was_used("c")) == (True, True)


def test_deleting_a_comment_leaves_the_post():
    talk = [post("p", "ana", "ana"), comment("c", "bob", "p"), comment("d", "bob", "p")]
    world = Reference([*PEOPLE, *talk, deleted("c")])
    assert (list(world.posts), world.comments_on("p")) == (["p"], ["d"])


def test_likes_come_and_go_and_reviews_set_the_status():
    liked = [ev.Liked(by=who, at=START, user=who, item="p") for who in ("cy", "bob")]
    world = Reference([*PEOPLE, post("p", "ana", "ana"), comment("c", "bob", "p"), *liked])
    assert list(world.likes("p")) == ["cy", "bob"]
    world.apply(ev.Unliked(by="cy", at=START, user="cy", item="p"))
    world.apply(ev.ItemReviewed(by=HOST, at=START, id="p", status="pending"))
    world.apply(ev.ItemReviewed(by=HOST, at=START, id="c", status="isolated"))
    assert world.likes("p") == {"bob"}
    assert (world.posts["p"].status, world.comments["c"].status) == ("pending", "isolated")


def test_rules_and_ledger():
    rule = model.PointsRule(id="r", points=10, when="reached", type="lead")
    first = model.CompletenessProfile(type="lead", fields=(model.FieldSpec("phone"),))
    second = model.CompletenessProfile(type="lead", fields=(model.FieldSpec("email"),), mode="seed")
    world = Reference(
        [
            *PEOPLE,
            ev.CompletenessSet(by=HOST, at=START, profile=first),
            ev.CompletenessSet(by=HOST, at=START, profile=second),
            ev.PointsRuleAdded(by=HOST, at=START, rule=rule),
            entry("e1", "ana", "r|lead"),
            entry("e2", "bob", "r|deal"),
            entry("e3", "ana", "r|case"),
        ]
    )
    assert world.profiles == {"lead": second}
    assert (list(world.ledger("ana")), world.award("r|deal"), world.award("r|x")) == (
        ["e1", "e3"],
        "e2",
        None,
    )
    assert not world.rules["r"].retired
    world.apply(ev.PointsRuleRetired(by=HOST, at=START, id="r"))
    assert world.rules["r"].retired


def test_one_name_space_of_things():
    rule = ev.PointsRuleAdded(by=HOST, at=START, rule=model.PointsRule(id="r", points=1, when="reached", type="lead"))
    things = [role("ceo"), user("ana"), group("g", "ana"), record("lead", "ana"), post("p", "ana", "g")]
    world = Reference([*things, comment("c", "ana", "p"), rule, entry("e", "ana", "k")])
    ids = ("ceo", "ana", "g", "lead", "p", "c", "r", "e")
    assert all(world.was_used(id_) for id_ in ids)
    kinds = [type(world.thing(id_)).__name__ for id_ in ids]
    assert kinds == ["Role", "User", "Group", "Record", "Post", "Comment", "PointsRule", "Entry"]


def test_keys_and_locks_are_asked_of_the_rules_each_time():
    world = Reference([role("ceo"), *PEOPLE, group("g", "ana", access="private"), record("lead", "bob")])
    assert keys.user("ana") in world.keys("ana")
    assert world.holders(keys.user("ana")) == {"ana"}
    assert world.holders(keys.member("g")) == {"ana"}
    assert keys.member("g") in (world.lock("group", "g").grants or ())
    assert world.opened("group", keys.member("g")) == {"g"}
    assert world.opened("record", keys.user("bob")) == {"lead"}
    assert world.opened("profile", keys.user("cy")) == {"cy"}
    assert world.opened("shell", "nobody has this") == world.opened("person", "nobody has this") == frozenset()
    world.apply(ev.MemberAdded(by="bob", at=START, group="g", user="bob"))
    assert world.holders(keys.member("g")) == {"ana", "bob"}


TALK = [
    *PEOPLE,
    record("lead", "ana"),
    post("p0", "ana", "bob", "for @[cy]"),
    post("p1", "ana", "lead", changes=CHANGED),
    post("p2", None, "lead", changes=CHANGED),
    comment("c0", "bob", "p0", "@[ana] and @[cy]"),
    post("p3", "cy", "cy"),
    comment("c1", "cy", "p1"),
]


def test_newest_first_gives_a_number_to_each_post():
    line = Reference(TALK).timeline("newest")
    assert [line.post(number) for number in range(len(line))] == ["p0", "p1", "p2", "p3"]
    assert [line.number(each) for each in ("p0", "p3", "nothing")] == [0, 3, None]
    assert [list(line.numbers(each)) for each in ("p0", "p3", "nothing")] == [[0], [3], []]
    assert [line.successor(number) for number in range(4)] == [None] * 4
    assert list(line.sources("p0")) == ["all", "on:bob", "by:ana", "mentions:cy", "mentions:ana"]
    assert list(line.sources("p1")) == ["all", "on:lead", "changes:ana"]
    assert list(line.sources("p2")) == ["all", "on:lead"]
    assert line.stream("all") == [0, 1, 2, 3]
    assert (line.stream("on:lead"), line.stream("by:ana"), line.stream("mentions:ana")) == ([1, 2], [0], [0])


def test_activity_gives_a_number_to_each_comment_too():
    line = Reference(TALK).timeline("activity")
    assert [line.post(number) for number in range(len(line))] == ["p0", "p1", "p2", "p0", "p3", "p1"]
    assert [line.item(number) for number in range(len(line))] == ["p0", "p1", "p2", "c0", "p3", "c1"]
    assert [line.number(each) for each in ("p0", "p1", "p2", "p3")] == [3, 5, 2, 4]
    assert [list(line.numbers(each)) for each in ("p0", "p1")] == [[3, 0], [5, 1]]
    assert [line.successor(number) for number in range(6)] == [3, 5, None, None, None, None]
    assert line.stream("on:lead") == [1, 2, 5]
    assert line.stream("mentions:ana") == [0, 3]


@pytest.mark.parametrize(("order", "numbers"), [("newest", [1, 2, 3]), ("activity", [1, 2, 4, 5])])
def test_the_numbers_of_a_deleted_post_stay_reserved(order, numbers):
    line = Reference([*TALK, deleted("p0")]).timeline(order)
    assert line.stream("all") == numbers
    assert (line.post(0), list(line.numbers("p0"))) == ("p0", {"newest": [0], "activity": [3, 0]}[order])
    assert line.number("p0") == {"newest": 0, "activity": 3}[order]
    assert line.sources("p0") == []


def test_a_deleted_comment_never_moves_the_post_back_but_ends_its_mentions():
    line = Reference([*TALK, deleted("c0")]).timeline("activity")
    assert (line.number("p0"), line.item(3), len(line)) == (3, "c0", 6)
    assert (line.stream("mentions:ana"), line.stream("mentions:cy")) == ([], [0, 3])


# Teams, queues, networks, sharing


def team(id_: str, *members: str, **fields: Any) -> ev.TeamAdded:
    return ev.TeamAdded(by=HOST, at=START, team=model.Team(id=id_, members=members, **fields))


def test_teams_and_queues_name_targets_and_change():
    queue = ev.QueueAdded(by=HOST, at=START, queue=model.Queue(id="q", members=("ana", "t"), types=("lead",)))
    world = Reference([*PEOPLE, team("t", "ana", "role:rep"), team("t2", "t"), queue])
    assert (world.named_in("ana"), world.named_in("t"), world.named_in("bob")) == ({"t", "q"}, {"t2", "q"}, set())
    changes = {"members": ["bob"], "include_superiors": True}
    world.apply(ev.TeamUpdated(by=HOST, at=START, id="t", changes=changes))
    world.apply(ev.QueueUpdated(by=HOST, at=START, id="q", members=("cy",)))
    assert world.teams["t"] == model.Team(id="t", members=("bob",), include_superiors=True)
    assert world.queues["q"] == model.Queue(id="q", members=("cy",), types=("lead",))
    assert (world.named_in("ana"), world.named_in("bob"), world.named_in("cy")) == (set(), {"t"}, {"q"})
    assert [type(world.thing(id_)).__name__ for id_ in ("t", "q")] == ["Team", "Queue"]


def test_networks_go_live_and_offline_and_change_their_profiles():
    world = Reference([ev.NetworkAdded(by=HOST, at=START, network=model.Network(id="n", name="Net"))])
    world.apply(ev.NetworkUpdated(by=HOST, at=START, id="n", profiles=("guild",)))
    world.apply(ev.NetworkStateSet(by=HOST, at=START, id="n", state="live"))
    assert world.networks == {"n": model.Network(id="n", name="Net", profiles=("guild",), state="live")}
    assert world.was_used("n")


def test_sharing_rules_are_kept_by_type():
    rules = [
        model.SharingRule(id=id_, type=kind, to="ana") for id_, kind in (("s", "lead"), ("p", "user"), ("r", "lead"))
    ]
    world = Reference([*PEOPLE, *(ev.SharingRuleAdded(by=HOST, at=START, rule=rule) for rule in rules)])
    assert (list(world.sharing_of("lead")), list(world.sharing_of("user"))) == (["s", "r"], ["p"])
    world.apply(ev.SharingRuleRemoved(by=HOST, at=START, id="s"))
    assert (list(world.sharing_of("lead")), world.thing("s"), world.was_used("s")) == (["r"], None, True)


def test_people_are_shared_as_records_are():
    shared = ev.RecordShared(by=HOST, at=START, record="ana", to="bob", level="read")
    assert Reference([*PEOPLE, shared]).shares("ana") == {"bob": Level.READ}


# What goes with a place


def attached(record_: str) -> ev.RecordAttached:
    return ev.RecordAttached(by=HOST, at=START, group="g", record=record_)


def pinned(id_: str) -> ev.PostPinned:
    return ev.PostPinned(by=HOST, at=START, id=id_)


def announced(id_: str) -> ev.Announced:
    told = model.Announcement(post=id_, group="g", until=at(60))
    return ev.Announced(by=HOST, at=START, announcement=told)


def test_invitations_wait_until_the_person_is_in():
    invited = [ev.MemberInvited(by="ana", at=START, group="g", user=who) for who in ("cy", "bob")]
    world = Reference([*PEOPLE, group("g", "ana"), *invited])
    assert list(world.invitations("g")) == ["cy", "bob"]
    world.apply(ev.MemberAdded(by="cy", at=START, group="g", user="cy"))
    assert world.invitations("g") == {"bob"}


def test_a_group_is_archived_and_back():
    world = Reference([*PEOPLE, group("g", "ana"), ev.GroupArchived(by=HOST, at=START, id="g")])
    assert world.groups["g"].archived
    world.apply(ev.GroupUnarchived(by=HOST, at=START, id="g"))
    assert not world.groups["g"].archived


def test_the_last_talk_is_the_last_post_or_comment_and_never_goes_back():
    world = Reference([*PEOPLE, group("g", "ana")])
    assert world.last_talk("g") == START
    for second, event in enumerate((post("p", "ana", "g"), comment("c", "bob", "p"), deleted("c"), deleted("p")), 1):
        world.apply(attrs.evolve(event, at=at(second)))
        assert world.last_talk("g") == at(min(second, 2))


def test_pins_and_the_announcement_go_with_their_post():
    talk = [post(id_, "ana", "g") for id_ in ("p", "q", "r")]
    world = Reference([*PEOPLE, group("g", "ana"), *talk, pinned("q"), pinned("p"), pinned("r"), announced("p")])
    assert list(world.pins("g")) == ["q", "p", "r"]
    world.apply(ev.PostUnpinned(by=HOST, at=START, id="r"))
    assert world.announcement("g") == model.Announcement(post="p", group="g", until=at(60))
    world.apply(deleted("p"))
    assert (world.pins("g"), world.announcement("g")) == ({"q"}, None)


def test_the_audience_of_a_post_is_set():
    event = ev.AudienceSet(by=HOST, at=START, id="p", audience="internal")
    assert Reference([*PEOPLE, post("p", "ana", "ana"), event]).posts["p"].audience == "internal"


def test_a_deleted_group_takes_everything_in_it_along_but_not_the_ids():
    things = [record("lead", "ana"), attached("lead"), post("p", "ana", "g"), comment("c", "bob", "p"), pinned("p")]
    waiting = ev.MembershipRequested(by="bob", at=START, group="g", user="bob")
    invited = ev.MemberInvited(by="ana", at=START, group="g", user="cy")
    world = Reference([*PEOPLE, group("g", "ana"), group("h", "bob"), *things, announced("p"), waiting, invited])
    world.apply(ev.GroupDeleted(by="ana", at=START, id="g"))
    assert ([*world.groups], world.posts, world.comments) == (["h"], {}, {})
    assert (world.memberships("ana"), world.pending("bob"), world.invitations("g")) == (set(), set(), set())
    assert (world.attached("g"), world.pins("g"), world.announcement("g")) == (set(), set(), None)
    assert (world.named("g"), world.named("h"), world.was_used("g"), world.was_used("p")) == (None, "h", True, True)


def test_a_deleted_record_takes_its_talk_shares_and_follows_along_and_orphans_its_children():
    child = model.Record(id="deal", type="lead", owner="ana", parent="lead", created_at=START, updated_at=START)
    follow = [ev.Followed(by="bob", at=START, user="bob", target=target) for target in ("lead", "ana")]
    things = [record("lead", "ana"), ev.RecordAdded(by=HOST, at=START, record=child), *follow, group("g", "ana")]
    shared = ev.RecordShared(by="ana", at=START, record="lead", to="cy", level="read")
    world = Reference([*PEOPLE, *things, attached("lead"), attached("deal"), shared, post("p", "ana", "lead")])
    assert world.children("lead") == {"deal"}
    world.apply(ev.RecordDeleted(by="ana", at=START, id="lead"))
    assert ([*world.records], world.records["deal"].parent, [*world.children("lead")]) == (["deal"], None, [])
    assert (world.posts, world.shares("lead"), world.follows("bob"), world.owned("ana")) == ({}, {}, {"ana"}, {"deal"})
    assert (world.attached("g"), world.thing("lead"), world.was_used("lead")) == ({"deal"}, None, True)


def test_how_often_mail_comes_is_copied_at_joining_and_chosen_later():
    often = ev.Configured(by=HOST, at=START, changes={"default_group_frequency": "every_post"})
    joined = ev.MemberAdded(by="bob", at=START, group="g", user="bob")
    chosen = ev.GroupFrequencySet(by="ana", at=START, group="g", user="ana", frequency="every_post")
    own = ev.DigestFrequencySet(by="ana", at=START, user="ana", frequency="weekly")
    world = Reference([*PEOPLE, group("g", "ana"), often, joined, chosen, own])
    assert (world.frequency("g", "bob"), list(world.every_post("g"))) == ("every_post", ["bob", "ana"])
    assert (world.digest_frequency("ana"), world.digest_frequency("bob")) == ("weekly", "daily")
    world.apply(ev.MemberRemoved(by="bob", at=START, group="g", user="bob"))
    assert list(world.every_post("g")) == ["ana"]
    world.apply(ev.GroupDeleted(by="ana", at=START, id="g"))
    assert world.every_post("g") == set()


def test_what_is_told_is_kept_and_read():
    world = Reference([*PEOPLE, post("p", "ana", "bob"), ev.Liked(by="bob", at=START, user="bob", item="p")])
    first, second = world.notices.values()
    assert (first.to, first.reason, second.to, second.reason) == ("bob", "wall_post", "ana", "like")
    assert (list(world.told("bob")), list(world.read("bob"))) == ([first.id], [])
    world.apply(ev.NotificationsRead(by="bob", at=START, user="bob", notifications=(first.id,)))
    assert list(world.read("bob")) == [first.id]


def test_logins_and_activities_are_kept():
    plan = model.Activity(id="call", user="ana", kind="call", record="deal", logged_at=START)
    drop = model.Activity(id="drop", user="ana", kind="task", logged_at=START)
    logins = [ev.LoggedIn(by="ana", at=START, user="ana"), ev.LoggedIn(by="bob", at=START, user="bob")]
    logged = [ev.ActivityLogged(by="ana", at=START, activity=activity) for activity in (plan, drop)]
    world = Reference([*PEOPLE, *logins, *logged])
    assert (world.logins("ana"), world.activities_on("deal"), world.thing("drop")) == ([START], {"call"}, drop)
    world.apply(ev.ActivityCompleted(by="ana", at=START, id="call"))
    world.apply(ev.ActivityCancelled(by="ana", at=START, id="drop"))
    assert (world.activities["call"].done, world.activities["drop"].cancelled) == (START, True)


def test_what_is_mailed_is_not_due_again():
    said = [post("p", "ana", "bob"), post("q", "ana", "ana")]
    world = Reference([*PEOPLE, *said])
    (told,) = world.unsent
    assert (world.mark("bob", None).number, world.mark("bob", None).since) == (0, START)
    world.apply(ev.NotificationsMailed(by=HOST, at=at(1), notifications=(told,)))
    world.apply(ev.DigestMailed(by=HOST, at=at(2), user="bob", last="q", until=START))
    assert (world.unsent, world.mark("bob", None)) == (set(), model.Mark(at=at(2), since=START, number=2))


def test_boards_and_loading():
    race = model.Board(id="race", window="day")
    world = Reference([*PEOPLE, ev.BoardSet(by=HOST, at=START, board=race)])
    assert (world.boards["race"], world.importing) == (race, None)
    world.apply(ev.ImportBegun(by=HOST, at=START, mode="score"))
    assert world.importing == "score"
    world.apply(ev.ImportEnded(by=HOST, at=START))
    assert world.importing is None


def test_a_merged_record_s_children_go_over():
    child = model.Record(id="deal", type="lead", owner="ana", parent="lead", created_at=START, updated_at=START)
    things = [record("lead", "ana"), record("other", "bob"), ev.RecordAdded(by=HOST, at=START, record=child)]
    follow = ev.Followed(by="bob", at=START, user="bob", target="lead")
    world = Reference([*PEOPLE, *things, follow, post("p", "ana", "lead")])
    world.apply(ev.RecordsMerged(by="ana", at=START, record="lead", into="other"))
    assert (world.records["deal"].parent, world.follows("bob"), world.posts) == ("other", set(), {})


def test_every_event_there_is_was_told_here():
    """An event that is added later must be folded here too."""
    told = """
        configured role_added role_moved user_added user_updated user_deactivated
        user_activated group_created group_updated member_added member_removed
        membership_requested request_answered owner_set followed unfollowed posted commented
        deleted liked unliked item_reviewed record_added record_updated owner_changed
        record_shared record_unshared completeness_set points_rule_added points_rule_retired
        points_awarded team_added team_updated queue_added queue_updated network_added
        network_updated network_state_set sharing_rule_added sharing_rule_removed record_deleted
        record_attached group_deleted group_archived group_unarchived member_invited announced
        audience_set post_pinned post_unpinned notifications_read group_frequency_set digest_frequency_set
        logged_in activity_logged activity_completed activity_cancelled
        notifications_mailed digest_mailed
        board_set import_begun import_ended records_merged
    """
    elsewhere = f"{RECOGNITION_TOLD} {TALK_TOLD} {ROUTING_TOLD} {FILES_TOLD} {TOPICS_TOLD}".split()
    assert set(ev.EVENTS) == {*told.split(), *elsewhere}
