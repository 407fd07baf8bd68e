# ruff: noqa: E501 - feeds as they are written
"""The whole watch against a real server; only time and the book are made up."""

import threading

import pytest
from tests.fetching.serving import Answer, serving
from tests.watching.conftest import rss, soon

from pledgebook.fetching import Robots
from pledgebook.model import FetchError, WatchError
from pledgebook.watching.feedlist import Feed, Kind
from pledgebook.watching.state import DONE, GIVEN_UP, PASSED, TAKEN, WAITING, State
from pledgebook.watching.telling import Way

WHOLE = "A pledge of eight hundred soldiers was made today, the minister said. " * 8


def test_new_entries_come_into_the_book_once(station, server):
    server.feed("/rss", rss("/a", "/b"))
    server.answers["/a"], server.answers["/b"] = Answer(b"a pledge"), Answer(b"weather")
    station.follow("/rss")
    first = station.run()
    assert sorted(station.desk.book) == sorted(f"w-{server.address}{path}"[-32:] for path in ("/a", "/b"))
    assert (first.summary.queued, first.summary.added) == (2, 2)
    assert [event["report"]["title"] for event in first.events] == ["/a"]
    station.clock.forward(hours=1)
    again = station.run()
    assert (again.summary.visited, again.summary.queued, again.events) == (1, 0, [])
    assert server.asked("/rss")[1].headers["If-None-Match"]
    assert len(server.asked("/a")) == 1 and len(server.asked("/robots.txt")) == 1


def test_the_schedule_of_each_feed_is_kept(station, server):
    for path in ("/fast", "/slow"):
        server.feed(path, rss())
    station.follow("/fast", every=600.0)
    station.follow("/slow", every=7200.0)
    station.run(seconds=4 * 3600)
    assert 22 <= len(server.asked("/fast")) <= 26
    assert len(server.asked("/slow")) in (2, 3)


def test_a_run_by_cron_a_little_early_counts(station, server):
    server.feed("/rss", rss())
    station.follow("/rss", every=3600.0)
    station.run()
    station.clock.forward(minutes=30)
    station.run()
    assert len(server.asked("/rss")) == 1
    station.clock.forward(minutes=29)
    station.run()
    assert len(server.asked("/rss")) == 2


def test_requests_to_one_host_keep_their_distance(station, server):
    server.feed("/rss", rss(*(f"/{n}" for n in range(5))))
    for n in range(5):
        server.answers[f"/{n}"] = Answer(b"x")
    server.answers["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 20")
    station.follow("/rss")
    begun = station.clock.now()
    station.run()
    assert (station.clock.now() - begun).total_seconds() >= 5 * 20
    assert len(station.desk.book) == 5


def test_a_broken_feed_stops_no_other_and_is_told_once_and_when_it_recovers(station, server):
    server.feed("/good", rss("/a"))
    server.answers["/a"] = Answer(b"a pledge")
    server.answers["/bad"] = Answer(b"", 500)
    station.follow("/bad", every=600.0)
    station.follow("/good", every=600.0)
    first = station.run()
    assert [event["event"] for event in first.events].count("feed.broken") == 1
    assert first.summary.added == 1
    for _ in range(3):
        station.clock.forward(hours=2)
        assert station.run().events == []
    server.feed("/bad", rss())
    station.clock.forward(days=2)
    assert [event["event"] for event in station.run().events] == ["feed.recovered"]
    station.clock.forward(days=2)
    assert station.run().events == []


def test_a_broken_feed_is_asked_less_and_less(station, server):
    server.answers["/bad"] = Answer(b"<html>", 200)
    station.follow("/bad", every=60.0)
    station.run(seconds=86_400)
    assert 6 <= len(server.asked("/bad")) <= 16


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(b"<rss version='2.0'><channel><tit"), "is broken"),
        (Answer(b"", 500), "answers 500"),
        (Answer(endless=True), "longer than"),
        (Answer(b"<rss/>", wait=10), "does not answer in time"),
        (Answer(status=302, headers={"Location": "/loop"}), "redirects more than"),
        (Answer(b"\x1f\x8bnot gzip"), "is not what it says"),
        (Answer(b"\xff\xfe\x00\xd8" * 50), "is no feed"),
    ],
)
def test_faults_of_a_feed(station, server, answer, words):
    server.answers["/loop"] = answer
    station.follow("/loop")
    run = station.run()
    (event,) = run.events
    assert event["event"] == "feed.broken" and words in event["reason"]
    assert list(run.summary.failed.values()) == [event["reason"]]


def test_a_slow_feed_does_not_hold_up_a_fast_one(station, server):
    with serving() as other:
        server.answers["/slow"] = Answer(b"<rss/>", wait=10)
        other.feed("/fast", rss())
        station.follow("/slow")
        station.feeds.append(Feed(other.address + "/fast"))
        run = station.run()
    assert run.summary.visited == 1 and len(run.summary.failed) == 1


def test_429_keeps_the_host_alone_for_as_long_as_it_asked(station, server):
    answers = [Answer(b"", 429, {"Retry-After": "7200"}), Answer(rss().encode())]
    server.answers["/rss"] = lambda _: answers.pop(0) if len(answers) > 1 else answers[0]
    server.feed("/other", rss())
    station.follow("/rss", every=60.0)
    station.run()
    station.follow("/other", every=60.0)
    station.clock.forward(minutes=90)
    station.run()
    assert len(server.asked("/rss")) == 1 and server.asked("/other") == []
    station.clock.forward(minutes=45)
    station.run()
    assert len(server.asked("/rss")) == 2 and len(server.asked("/other")) == 1


def test_robots_that_forbid_a_page_let_the_whole_text_of_the_entry_in(station, server):
    server.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /a\nDisallow: /b")
    server.feed("/rss", rss("/a", "/b", a=WHOLE))
    station.follow("/rss")
    run = station.run()
    assert [len(versions) for versions in station.desk.book.values()] == [1]
    assert WHOLE[:40] in str(station.desk.book)
    assert server.asked("/a") == [] and run.summary.missed == 1
    with station.state() as state:
        (waiting,) = state.items(WAITING)
    assert "forbidden by the robots.txt" in waiting.reason


def test_an_entry_that_fails_is_tried_again_and_comes_in(station, server):
    server.feed("/rss", rss("/a"))
    server.answers["/a"] = Answer(b"", 503)
    station.follow("/rss")
    first = station.run()
    assert first.summary.missed == 1 and any("answers 503" in note for note in first.notes)
    server.answers["/a"] = Answer(b"a pledge")
    station.clock.forward(hours=1)
    assert station.run().summary.added == 1


def test_an_entry_that_fails_for_good_is_given_up_with_its_reason(station, server):
    server.feed("/rss", rss("/a", "/b"))
    server.answers["/b"] = Answer(b"nonsense")
    station.follow("/rss", every=86_400.0)
    station.run(seconds=6 * 86_400)
    with station.state() as state:
        reasons = {item.target[-2:]: (item.attempts, item.reason) for item in state.items(GIVEN_UP)}
    assert reasons["/a"][0] == 8 and "answers 404" in reasons["/a"][1]
    assert reasons["/b"][0] == 3 and "no article" in reasons["/b"][1]
    assert len(server.asked("/a")) == 8


def test_a_parser_that_falls_over_is_a_failure_of_that_entry(station, server):
    server.feed("/rss", rss("/a", "/b"))
    server.answers["/a"], server.answers["/b"] = Answer(b"crash"), Answer(b"a pledge")
    station.follow("/rss")
    run = station.run()
    assert run.summary.added == 1
    assert any("makes a parser fall over (RuntimeError" in note for note in run.notes)


def test_a_report_that_makes_the_reader_fall_over_is_given_up_alone(station, server):
    server.feed("/rss", rss("/a", "/b", "/c"))
    for path, body in (("/a", b"one"), ("/b", b"poison"), ("/c", b"three")):
        server.answers[path] = Answer(body)
    station.desk.fall = "poison"
    station.follow("/rss")
    station.run()
    assert sum("poison" not in str(text) for text in station.desk.book.values()) == 2
    with station.state() as state:
        assert ["/b" in item.target for item in state.items(GIVEN_UP)] == [True]
    assert station.run().notes == []


def test_a_page_that_changes_is_a_new_version(station, server):
    server.page("/page", "a pledge of 800")
    station.follow("/page", kind=Kind.PAGE, every=600.0)
    station.run()
    station.clock.forward(hours=1)
    assert station.run().summary.added == 0
    server.page("/page", "a pledge of 900")
    station.clock.forward(hours=1)
    run = station.run()
    assert run.summary.added == 1 and run.came[0].revised
    ((_, versions),) = station.desk.book.items()
    assert len(versions) == 2 and len(run.events) == 1


def test_a_page_that_is_again_as_it_was_is_noticed_again(station, server):
    station.follow("/page", kind=Kind.PAGE, every=600.0)
    for number in (800, 900, 800):
        server.page("/page", f"a pledge of {number}")
        assert station.run().summary.added == 1
        station.clock.forward(hours=1)
    ((_, versions),) = station.desk.book.items()
    assert len(versions) == 3


def test_what_is_not_to_be_kept_is_counted_and_not_fetched_again(station, server):
    server.feed("/rss", rss("/a", "/b"))
    server.page("/a", "a pledge of 800")
    server.page("/b", "drizzle in the morning")
    station.follow("/rss")
    run = station.run()
    assert (run.summary.queued, run.summary.added, run.summary.left) == (2, 1, 1)
    asked = len(server.requests)
    station.clock.forward(minutes=1)
    assert station.run().summary.left == 0 and len(server.requests) == asked


def test_what_fails_is_listed_until_it_can_be_taken_in(station, server):
    server.feed("/rss", rss("/a"))
    server.answers["/a"] = Answer(b"", 500)
    station.follow("/rss")
    station.run()
    assert list(station.desk.listed.values()) == [1]
    server.page("/a", "a pledge of 800")
    station.clock.forward(hours=3)
    assert station.run().summary.added == 1 and station.desk.listed == {}


def test_an_entry_that_its_publisher_changed_is_fetched_again(station, server):
    def feed(day):
        return (
            "<feed xmlns='http://www.w3.org/2005/Atom'><title>A</title><entry><id>1</id><title>t</title>"
            f"<link href='/a'/><updated>2026-01-{day}T00:00:00Z</updated></entry></feed>"
        )

    server.feed("/atom", feed(12))
    server.answers["/a"] = Answer(b"a pledge of 800")
    station.follow("/atom")
    station.run()
    server.answers["/a"] = Answer(b"a pledge of 900")
    station.clock.forward(hours=2)
    assert station.run().summary.added == 0
    server.feed("/atom", feed(13))
    station.clock.forward(hours=2)
    assert station.run().summary.added == 1


def test_the_same_page_in_two_feeds_is_fetched_once(station, server):
    server.feed("/one", rss("/a?utm_source=one"))
    server.feed("/two", rss("/a"))
    server.answers["/a"] = server.answers["/a?utm_source=one"] = Answer(b"a pledge")
    station.follow("/one")
    station.follow("/two")
    assert station.run().summary.added == 1


def test_of_a_first_visit_the_newest_entries_count(station, server):
    server.feed("/rss", rss(*(f"/{n}" for n in range(9))))
    for n in range(12):
        server.answers[f"/{n}"] = Answer(b"x %d" % n)
    station.follow("/rss", backlog=2)
    assert station.run().summary.added == 2
    with station.state() as state:
        assert len(state.items(PASSED)) == 7
    server.feed("/rss", rss("/11", "/10", *(f"/{n}" for n in range(9))))
    station.clock.forward(hours=1)
    assert station.run().summary.added == 2


def test_a_sitemap_index_is_followed_into_what_changed(station, server):
    def index(day):
        maps = f"<sitemap><loc>/m1.xml</loc><lastmod>{day}</lastmod></sitemap><sitemap><loc>/m2.xml</loc><lastmod>1</lastmod></sitemap>"
        return f"<sitemapindex>{maps}</sitemapindex>"

    server.feed("/index", index("2026-01-01"))
    server.feed("/m1.xml", "<urlset><url><loc>/a</loc></url></urlset>")
    server.feed("/m2.xml", "<urlset><url><loc>/b</loc></url></urlset>")
    server.answers["/a"] = server.answers["/b"] = Answer(b"x")
    station.follow("/index")
    assert station.run().summary.added == 2
    server.feed("/index", index("2026-01-02"))
    server.feed("/m1.xml", "<urlset><url><loc>/a</loc></url><url><loc>/c</loc></url></urlset>")
    server.answers["/c"] = Answer(b"c")
    station.clock.forward(hours=1)
    assert station.run().summary.added == 1
    assert (len(server.asked("/m1.xml")), len(server.asked("/m2.xml"))) == (2, 1)


def test_a_dry_run_keeps_nothing(station, server):
    server.feed("/rss", rss("/a"))
    station.follow("/rss")
    run = station.run(once=True, dry=True, tell=False, copy=True)
    assert [item.target for item in run.summary.pending] == [server.address + "/a"]
    assert server.asked("/a") == [] and not station.path.exists()


@pytest.mark.parametrize("at", ["fetching", "adding", "added", "telling"])
def test_a_run_that_is_killed_loses_and_doubles_nothing(station, server, at, monkeypatch):
    server.feed("/rss", rss("/a", "/b"))
    server.answers["/a"], server.answers["/b"] = Answer(b"a pledge"), Answer(b"b pledge")
    station.follow("/rss")

    class Killed(BaseException):
        pass

    def kill(*_, **__):
        raise Killed

    real = State.added
    with monkeypatch.context() as patch:
        if at == "fetching":
            patch.setattr(State, "took", kill)
        elif at == "adding":
            patch.setattr(station.desk, "add", kill)
        elif at == "added":  # the book has them, the state does not know
            patch.setattr(State, "added", kill)
        else:
            patch.setattr(State, "told", kill)
        with pytest.raises(Killed):
            station.run()
    assert State.added is real
    told = []
    for _ in range(3):
        station.clock.forward(hours=1)
        told += station.run().events
    assert sorted(event["report"]["title"] for event in told) == ["/a", "/b"]
    assert [len(versions) for versions in station.desk.book.values()] == [1, 1]
    with station.state() as state:
        assert len(state.items(DONE)) == 2 and state.items(TAKEN, WAITING) == []


def test_a_stop_ends_the_run_soon(station, server):
    server.feed("/rss", rss("/a"))
    server.answers["/a"] = Answer(b"x", wait=30)
    station.follow("/rss")

    def before(watch):
        threading.Thread(
            target=lambda: (soon(lambda: bool(server.asked("/a"))), watch.stop()), daemon=True
        ).start()

    station.before = before
    station.run(seconds=86_400)
    station.before = lambda watch: None
    server.answers["/a"] = Answer(b"x")
    station.clock.forward(hours=1)
    assert station.run().summary.added == 1


def test_a_slow_way_of_telling_that_fails_tells_later_in_order(station, server):
    server.feed("/rss", rss("/a", "/b"))
    server.answers["/a"], server.answers["/b"] = Answer(b"a pledge"), Answer(b"b pledge")
    station.follow("/rss", every=86_400.0)
    got, faults = [], [FetchError("answers 500")] * 3

    def tell(events):
        if faults:
            raise faults.pop()
        got.extend(events)

    station.ways = [Way("webhook", tell, slow=True)]
    run = station.run(seconds=3600)
    assert [event["report"]["title"] for event in got] == ["/a", "/b"]
    assert [note for note in run.notes if "webhook" in note] == [
        "webhook fails and is tried again: answers 500",
        "webhook works again",
    ]


def test_what_a_way_could_not_tell_is_told_after_a_restart(station, server):
    server.feed("/rss", rss("/a"))
    server.answers["/a"] = Answer(b"a pledge")
    station.follow("/rss")

    def fail(_):
        raise WatchError("no")

    got = []
    station.ways = [Way("command", fail, slow=True)]
    station.run()
    station.ways = [Way("command", got.extend, slow=True)]
    station.clock.forward(hours=2)
    station.run()
    assert [event["report"]["title"] for event in got] == ["/a"]


def test_an_event_that_never_can_be_told_makes_room_for_the_next(station, server):
    server.feed("/rss", rss("/a", "/b"))
    server.answers["/a"], server.answers["/b"] = Answer(b"a pledge"), Answer(b"b pledge")
    station.follow("/rss", every=86_400.0)
    got = []

    def tell(events):
        if events[0]["report"]["title"] == "/a":
            raise WatchError("poison")
        got.extend(events)

    station.ways = [Way("command", tell, slow=True)]
    run = station.run(seconds=2 * 86_400)
    assert [event["report"]["title"] for event in got] == ["/b"]
    assert any("is left out" in note for note in run.notes)


def test_two_watches_over_one_memory_are_refused(station, server):
    with State.open(station.path, "book.db"), pytest.raises(WatchError, match="in use by another watch"):
        State.open(station.path, "book.db")
    with pytest.raises(WatchError, match="another book, book.db"):
        State.open(station.path, "other.db")
    station.path.with_name("x.db").write_text("no database at all, but long enough to be looked at\n" * 30)
    with pytest.raises(WatchError, match="cannot be used"):
        State.open(station.path.with_name("x.db"), "book.db")


def test_robots_are_remembered(station):
    with State.open(station.path, "book.db") as state:
        read = Robots("https://a.example", None, station.clock.now(), "answers 500", 60.0)
        state.keep_robots([read])
        assert state.robots() == [read]
