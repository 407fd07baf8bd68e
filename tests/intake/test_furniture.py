"""Page furniture: what is marked, and what of a report must never be."""

import pytest

from pledgebook.intake import from_text
from pledgebook.model import PassageKind, Report

REPORT = """France and Britain to send troops

France will send 3,000 troops to Ukraine after a ceasefire, its president said on Thursday.

Britain will send jets, the prime minister told reporters in Paris.
"""


def furniture(report: Report) -> str:
    """The furniture of a report, as one text."""
    return "\n".join(report.text[p.start : p.end] for p in report.passages if p.kind is PassageKind.FURNITURE)


def body(report: Report) -> str:
    """The body of a report, as one text."""
    return "\n".join(report.text[p.start : p.end] for p in report.passages if p.kind is PassageKind.BODY)


def test_disclaimer_links_and_dated_teasers_below_a_report_are_furniture() -> None:
    tail = """
The author has no securities or affiliations related to the organizations discussed. Not a recommendation.

Video Articles

Why Silver Needs to Slow Down | Dan Doe – Example Silver

Recommended

Example Mines Plans 10,000 Metre Drill Program

Related News

After Ukraine, Is Moldova Next?

Moldova has encouraged civilians to keep calm after the ministry stated that Ukraine was...

Friday, February 24, 2023, 02:27:00 PM

Poland Promises No Soldiers

Warsaw said on Monday that it would provide logistics for the mission, and nothing else.

Wednesday, March 5, 2025, 12:53:00 PM
"""
    report = from_text(REPORT + tail)
    assert body(report) + "\n" == REPORT.split("\n\n", 1)[1]
    assert furniture(report).split() == tail.split()


@pytest.mark.parametrize(
    "block",
    [
        "Read more\n\nPoland rules out troops\n\nGermany undecided",
        "READ MORE ON UKRAINE\nPM: I'LL SEND TROOPS – Starmer ready (16 Feb)\nPoland calls up reservists",
        "More from Politics\nDutton to pledge $3b for jets – 1 March\nWhat the steel decision means",
        "MORE NEWS\n• Kiwis vow to send FIVE frigates? The truth\n• How close did they get?\n• WIN a cruise",
        "Most read: Georgia to buy radars (22.07) • Iran offers help (19.07) • Weather for the weekend",
        "Related: Estonia agrees on brigade | Poland to send tanks (12 June)",
        "ALSO READ\n>> Tinubu assigns portfolios (August 16, 2023)\n>> Naira loses again",
        "Elsewhere on the site\n• Explainer: What is strategic ambiguity?\n• In pictures: dinner in Tokyo",
        'On the same subject\n- Macron: "26 countries ready", 4 September 2025\n- Where to eat in Paris',
        "Top stories of the web today\n- Macron has 26, 4 September 2025\n- Merz sends none, 2 March 2025",
        "You may also like\nPoland promises no soldiers\nWarsaw said it would provide logistics alone.\n\n"
        "Italy will send ships\nRome said that it was ready to clear mines.",
        "About the author\nJane Doe writes on defence. She lives in Paris and owes it much.",
        "About the author: a former planner at the ministry of defence.",
        "Jane Doe is a senior fellow at the Institute for Peace.",
        "The author teaches international relations in Nairobi.",
        "Share   Tweet   Copy link",
        "Download PDF | Cite this brief | Share",
        "Share on X · Share on Facebook · Copy link\nComments (14) are closed.",
        "143 comments",
        "Sign up for our First Edition newsletter",
        "Get the Briefing in your inbox every Friday. Sign up. You can unsubscribe at any time.",
        "Subscribe to our Telegram channel",
        "I subscribe for 1 euro",
        "Follow us on WhatsApp | Disclaimer: Comments expressed here do not reflect our opinions.",
        "Like us on Facebook. Got a tip? Text the newsroom.",
        "© 2025 Example News. All rights reserved. All times AEDT.",
        "This website uses cookies to improve your experience. Read our privacy policy.",
        "Photo: President Macron at the Elysee palace on Thursday.",
        "(Photo by Anna Berg/Example via Getty Images)",
        "Reporting by Anna Berg in Paris; editing by Tom Orr",
        "Tags: Ukraine, NATO, France",
        "For media enquiries contact the press office on 020 7946 0000.",
        "This article is for information only and is not investment advice.",
    ],
)
def test_tail_furniture_is_marked_and_the_body_above_is_kept(block: str) -> None:
    report = from_text(REPORT + "\n\n" + block + "\n")
    assert furniture(report).split() == block.split()
    assert "Britain will send jets, the prime minister told reporters in Paris." in body(report)


@pytest.mark.parametrize(
    "block",
    [
        "READ MORE: What is the coalition of the willing?",
        "Read more\n\nPoland rules out troops\n\nGermany undecided",
        "Related\nPoland rules out troops",
        "Advertisement",
        "Story continues below",
        "Photo: A soldier in Kyiv. AFP via Getty Images",
        "Sign up for our newsletter",
        "Share",
    ],
)
def test_furniture_in_the_middle_does_not_swallow_what_follows(block: str) -> None:
    after = "Norway offered two frigates, its defence minister said on Friday. He gave no date."
    report = from_text(f"{REPORT}\n{block}\n\n{after}\n\nSpain will decide in May, it said.")
    assert furniture(report).split() == block.split()
    assert after in body(report)


def test_the_head_of_a_page_is_furniture() -> None:
    head = "Skip to content\nHome\nNews\nWorld\nPolitics\nSport\nSign in\n\n"
    stamps = "\nBy Anna Berg and Tom Orr\nPublished 4 September 2025, 10:42\n5 min read\nShare\n\n"
    title, text = REPORT.split("\n\n", 1)
    report = from_text(head + title + "\n" + stamps + text)
    assert report.title == title
    assert body(report).split() == text.split()
    assert str(report.published) == "2025-09-04"


@pytest.mark.parametrize("menu", ["Home | World | Politics | Sport", "HOME / NEWS / PRESS RELEASES"])
def test_a_menu_on_one_line_is_furniture(menu: str) -> None:
    assert furniture(from_text(f"{menu}\n\n{REPORT}")) == menu


@pytest.mark.parametrize(
    "text",
    [
        # press releases: their heads say whose word it is
        "Ministry of Defence of Ukraine\n4 June 2025\n\nPartners will send jets, the ministry said today.",
        "Doha – February 02, 2026\n\nThe State of Qatar hosted a meeting of the parties today.",
        "Council of the EU\nPress release\n\nThe Council has today adopted a measure worth €20 million.",
        # lists
        "Who brings what\n\n• France – 3,000 troops\n• Spain – none\n• Italy – undecided (as of 4 May 2025)",
        "A timeline\n\n12 Mar 2025 – Britain will send troops\n14 Apr 2025 – France offers jets",
        "– Netherlands: €400 million for security at sea.\n– Belgium: €1 billion every year until 2029.",
        # a live blog
        "17.52\nBaku: no peacekeepers\nAzerbaijan will not send peacekeepers, it says.\n\n"
        "16.20\nCorrection\nAn earlier entry had Egypt leading the force.",
        # questions and answers
        "What would Kyiv give up?\n\nIts army.\n\nHas anyone promised soldiers?\n\nNot in this paper.",
        # a transcript
        "ANCHOR: And soldiers? Will there be boots on the ground?\n\nVOGEL: A flat no, the ministry says.",
        # words of furniture as words of a report
        "Related to this, France will send 300 troops, he said.\n\nMore on the ground was promised by Paris.",
        "About the German brigade in Lithuania, Pistorius said it would be ready by 2027.",
        "France will sign up to the force, and share data.\n\nRecommended: send troops. So he said.",
        "Share of the burden\n\nFrance will carry the most, it said on Monday.",
        "Recommendation. Capitals should agree rules of engagement early.",
        "Quick facts\n\n• Since 2015, 47,000 have been trained.\n• Some 1.3 million live in Canada.",
        "France will send jets, it said.\n\nAn earlier version of this article said it would send ships.",
        "Analysis\n\nFrance will send jets, it said.\n\nVideo of the meeting was shown by the ministry.",
        "By Monday the troops will be in Kyiv, the minister said.",
        "Background\n\nThe coalition has 35 members.\n\nComments\n\nHe said France would send no troops.",
    ],
)
def test_what_belongs_to_a_report_stays_body(text: str) -> None:
    report = from_text(text)
    assert furniture(report) == ""


def test_entries_of_a_live_blog_below_a_sidebar_stay_body() -> None:
    report = from_text(
        "Ukraine live\n\nMost read\n• Storm hits Spain\n• Train crash\n\n"
        "17.10\nMerz: no troops\nGermany will not send troops, Merz said.\n\n"
        "17.31\nStarmer speaks\nBritain will send jets, he said.\n"
    )
    assert furniture(report) == "Most read\n• Storm hits Spain\n• Train crash"
    assert "17.10\nMerz: no troops\nGermany will not send troops, Merz said." in body(report)


def test_a_question_above_prose_ends_a_block() -> None:
    report = from_text(
        "France will send jets, it said.\n\nRead more\n\nGas prices rise\n\n"
        "Will Spain send troops?\n\nIt will not send any, its prime minister said on Friday. That was all.\n"
    )
    assert furniture(report) == "Read more\n\nGas prices rise"


def test_a_list_of_the_report_below_a_link_stays_body() -> None:
    report = from_text(
        "France will send jets, it said.\n\nRead more\nGas up\n\n• Spain – ships\n• Italy – no troops\n"
    )
    assert furniture(report) == "Read more\nGas up"


def test_lines_set_with_hard_ends_are_read_as_paragraphs() -> None:
    text = (
        "France will send troops to Ukraine after a ceasefire is signed, President\n"
        "Emmanuel Macron said on Thursday after a meeting of the coalition of the\n"
        "willing in Paris. He said that 26 countries had agreed to take part in the\n"
        "force, and that\nBritish jets would fly over the country.\n\n"
        "Related stories\nGermany weighs brigade as coalition meets\nPoland promises logistics\n"
    )
    assert furniture(from_text(text)) == text[text.index("Related stories") :].rstrip()


def test_every_piece_of_furniture_names_its_rule() -> None:
    report = from_text(REPORT + "\nShare\n\nRead more\nGas prices rise\n\n© 2025 Example")
    rules = [p.rule for p in report.passages if p.kind is PassageKind.FURNITURE]
    assert rules == ["furniture.share", "furniture.related", "furniture.copyright"]
