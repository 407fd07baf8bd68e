from datetime import UTC, datetime, timedelta

import pytest
from tests.fetching.serving import Answer

from pledgebook.fetching import Fetcher, Robots, RobotsFiles
from pledgebook.model import FetchError

NOW = datetime(2026, 1, 1, tzinfo=UTC)
RULES = b"""
User-agent: *
Disallow: /

User-agent: Pledgebook
Disallow: /private
Allow: /private/open
Disallow: /*.pdf$
Crawl-delay: 7
"""


def robots(known=()) -> RobotsFiles:
    return RobotsFiles(Fetcher(allow_private=True), known)


def test_its_own_rules_count_the_longest_first_and_stars_are_known(server):
    server.answers["/robots.txt"] = Answer(RULES)
    files = robots()
    for path in ("/", "/private/open/a", "/a.pdfx"):
        files.check(server.address + path, NOW)
    for path in ("/private/a", "/b/a.pdf"):
        with pytest.raises(FetchError, match="forbidden by the robots.txt") as caught:
            files.check(server.address + path, NOW)
        assert caught.value.forbidden
    assert files.delay(server.address + "/") == 7
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", [404, 403, 410])
def test_a_site_without_rules_allows_all(server, status):
    server.answers["/robots.txt"] = Answer(b"Disallow: /", status)
    robots().check(server.address + "/a", NOW)


def test_a_page_in_its_place_is_no_rule(server):
    server.answers["/robots.txt"] = Answer(b"<!DOCTYPE html>\nUser-agent: *\nDisallow: /")
    robots().check(server.address + "/a", NOW)


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_site_whose_rules_cannot_be_read_is_left_alone_for_a_while(server, status):
    server.answers["/robots.txt"] = Answer(b"", status, {"Retry-After": "7200"})
    files = robots()
    with pytest.raises(FetchError, match=f"its robots.txt answers {status}") as caught:
        files.check(server.address + "/a", NOW)
    assert caught.value.retry_after == 7200 and not caught.value.forbidden
    with pytest.raises(FetchError):
        files.check(server.address + "/a", NOW + timedelta(hours=1))
    assert len(server.requests) == 1
    server.answers["/robots.txt"] = Answer(b"")
    files.check(server.address + "/a", NOW + timedelta(hours=3))


def test_rules_are_kept_for_a_day_and_can_be_remembered(server):
    server.answers["/robots.txt"] = Answer(b"")
    files = robots([Robots(server.address, "User-agent: *\nDisallow: /", NOW)])
    with pytest.raises(FetchError):
        files.check(server.address + "/a", NOW + timedelta(hours=23))
    assert files.news() == [] and server.requests == []
    files.check(server.address + "/a", NOW + timedelta(hours=25))
    assert [one.origin for one in files.news()] == [server.address]
