import pytest

from pledgebook.model import Report
from pledgebook.reading.beneficiary import beneficiary_words, places_in, setting_of, standing_of
from pledgebook.reading.reviewer import reviewer


def setting(steps, text, title=None):
    report = Report("r", text, title=title)
    parsed = steps.parse(text)
    mentions = steps.finder.find(parsed, report)
    standing = standing_of(report, parsed, mentions, steps.vocabulary)
    return setting_of(standing, mentions, reviewer().setting)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Norway will send troops to Ukraine.", "UKR"),
        ("Kenya leads the police mission in Haiti.", "HTI"),
        ("Norway will help to protect Moldova's airspace.", "MDA"),
        ("A force for Gaza was discussed.", "PSE"),
        ("Greece and Italy will escort merchant ships in the Red Sea.", "OTHER:shipping"),
    ],
)
def test_whose_security_a_report_is_about(steps, text, code):
    assert setting(steps, text).beneficiary == code


def test_a_report_that_names_nobody_has_none(steps):
    found = setting(steps, "It rained all day.")
    assert (found.beneficiary, found.adversaries, found.coalition) == (None, frozenset(), None)


def test_an_empty_report_has_none(steps):
    assert setting(steps, "").beneficiary is None


def test_the_adversary_is_not_the_one_protected(steps):
    found = setting(steps, "Norway will send troops to Ukraine to deter Russia after the invasion by Russia.")
    assert found.beneficiary == "UKR"
    assert "RUS" in found.adversaries


def test_a_title_can_name_the_place(steps):
    assert setting(steps, "Norway will send troops.", title="A force for Darfur").beneficiary == "SDN"


def test_a_coalition_is_known_where_it_is_named(steps):
    assert setting(steps, "The coalition of the willing met for Ukraine.").coalition == "COALITION"
    assert setting(steps, "The ministers met for Ukraine.").coalition is None


def test_places_are_found_with_their_offsets():
    text = "from Goma to the West Bank"
    assert [(text[a:b], code) for a, b, code in places_in(text)] == [("Goma", "COD"), ("West Bank", "PSE")]
    assert places_in("Gomasio and westbank") == []


def test_a_place_far_from_any_mission_tells_of_its_state():
    assert [code for *_, code in places_in("four jets over Rovaniemi and 200 men in Maiduguri")] == [
        "FIN",
        "NGA",
    ]
    assert not beneficiary_words().rear.keys() & beneficiary_words().places.keys()


def test_every_place_stands_for_one_code_only():
    words = beneficiary_words()
    listed = (*words.places.values(), *words.rear.values())
    names = [name for names in listed for name in names]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("text", "beneficiary"),
    [
        ("Norway will send troops to Ukraine. Norway will train Moldova's soldiers.", "MDA"),
        ("Norway will send troops to Ukraine. Norway will train soldiers.", "UKR"),
        ("Norway will send troops to Ukraine. Norway would come to the defence of Poland.", "POL"),
    ],
)
def test_the_clause_names_its_own_before_the_report_s(reader, text, beneficiary):
    *_, last = reader.read(Report("r", text)).pledges
    assert last.beneficiary == beneficiary


@pytest.mark.parametrize(
    ("text", "beneficiary"),
    [
        # who gives is protected only where a preposition says so
        ("A Dutch battalion for Iraq will relieve the British one. Britain keeps troops in Iraq.", "IRQ"),
        (
            "Spain will put eight jets into Siauliai. Italy has sent jets to Estonia. Italy stays there.",
            "LTU",
        ),
        ("Denmark commands the battlegroup in Latvia.", "LVA"),
        # a host of a command is not protected
        ("Norway will send 20 soldiers to the headquarters in Bahrain. Ukraine needs soldiers.", "UKR"),
        # the capital or a mission of the country that is helped stands for it
        ("Senegal will send 300 soldiers to Bangui. Senegal sent its first men last week.", "CAF"),
        ("Poland and Latvia met in Warsaw. Poland will give Kyiv ten howitzers.", "UKR"),
        ("Chad will send 200 gendarmes to Kinshasa. The Chadians leave soon.", "COD"),
        # but where one speaks is not who is given something
        ("In Baghdad, the Finnish minister promised 30 lorries for Jordan's army.", "JOR"),
        ("In Kabul, 90 Dutch soldiers will guard the airport.", "AFG"),
        # where a unit stands tells whose it guards, the nearest name before a farther one
        ("Denmark keeps its company at Tapa. Ministers spoke of Ukraine and of Ukraine's army.", "EST"),
        ("Belgium will send a company to Slovakia and 40 instructors to Estonia.", "SVK"),
        # the water is not the town that it is called after
        ("Peru will send two frigates to the Gulf of Aden. Yemen is near.", "OTHER:shipping"),
        # who is joined, who asks and who helps along is not protected
        ("Haiti needs help. Togo will join Benin in a force of 900 soldiers.", "HTI"),
        ("Two ambulances were given to Moldova by Malta together with Portugal.", "MDA"),
        ("Ukraine needs soldiers. Spain turned down a Brazilian request and will send nine soldiers.", "UKR"),
        # who commits itself is not the one protected
        ("The commitment of Togo of 90 soldiers for Bangui stands.", "CAF"),
    ],
)
def test_the_first_pledge_has_its_own_beneficiary(reader, text, beneficiary):
    assert reader.read(Report("r", text)).pledges[0].beneficiary == beneficiary


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Britain will provide Ukraine with 350 missiles. Ministers met in Poland.", "UKR"),
        (
            "Norway sends ten officers to the headquarters in Bahrain to protect ships in the Red Sea.",
            "OTHER:shipping",
        ),
    ],
)
def test_who_is_given_something_is_the_one_protected(steps, text, code):
    assert setting(steps, text).beneficiary == code


def test_the_topic_of_a_statement_does_not_issue_it(reader):
    text = "Statement by Norway and Sweden on Ukraine\n\nWe will send soldiers to Ukraine and train its army."
    assert {p.guarantor for p in reader.read(Report("r", text)).pledges} == {"NOR", "SWE"}


def test_the_clause_that_named_the_beneficiary_is_among_the_reasons(reader):
    [pledge] = reader.read(Report("r", "Norway will send troops to Ukraine.")).pledges
    assert [r.words for r in pledge.reasons if r.field == "beneficiary"] == ["Ukraine"]


def test_nobody_guarantees_the_security_of_oneself(reader):
    reading = reader.read(
        Report("r", "Ukraine will send troops to Ukraine. Norway will train Ukraine's soldiers.")
    )
    assert {p.guarantor for p in reading.pledges} == {"NOR"}


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("ESCORTS FOR THE RED SEA", "OTHER:shipping"),
        ("Unprofor waits for trucks", "BIH"),
        ("UNTAG waits for trucks", "NAM"),
        ("Untag waits for trucks", "NAM"),
    ],
)
def test_a_place_is_known_in_capitals_and_an_acronym_as_a_word(printed, code):
    assert [found for *_, found in places_in(printed)] == [code]


def test_a_short_name_in_capitals_may_be_something_else():
    assert places_in("The BOR met, and the WAU programme ended.") == []


def test_who_helps_as_a_rule_is_not_the_one_protected(steps):
    text = "Sweden and Denmark spoke to Liberia on Monday. Denmark and Sweden will send 200 officers each."
    assert setting(steps, text).beneficiary == "LBR"


def test_the_name_of_a_mission_tells_more_than_the_names_of_those_who_man_it(steps):
    text = "Finland will send 900 soldiers to Untag. Australia and Finland have promised Untag engineers."
    assert setting(steps, text).beneficiary == "NAM"


def test_a_donor_can_be_protected_where_the_text_says_so(steps):
    text = "Germany will send a brigade to Lithuania to protect Lithuania's border. Belgium may join it."
    assert setting(steps, text).beneficiary == "LTU"


def test_of_two_who_defend_each_other_each_protects_the_other(reader):
    text = "Poland and Latvia will come to each other's defence. Ukraine needs troops."
    pledges = reader.read(Report("r", text)).pledges
    assert {(p.guarantor, p.beneficiary) for p in pledges} == {("POL", "LVA"), ("LVA", "POL")}


def test_with_a_third_beside_them_two_are_not_told_apart(reader):
    text = "Denmark and Sweden would come to each other's defence and to Finland's. Ukraine needs troops."
    pledges = reader.read(Report("r", text)).pledges
    assert pledges
    assert {p.beneficiary for p in pledges}.isdisjoint({"DNK", "SWE"})
