from collections.abc import Callable

import pytest

from pledgebook.model import Report
from pledgebook.reading.conditions import ConditionSpan, conditions
from pledgebook.reading.parse import Parser, load_model
from pledgebook.reading.records import Parsed
from pledgebook.reading.sentences import split
from pledgebook.reading.tokens import printed

Read = Callable[[str], list[ConditionSpan]]


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser(load_model())


@pytest.fixture(scope="module")
def parsed(parser: Parser) -> Callable[[str], Parsed]:
    def one(text: str) -> Parsed:
        sentences = split(Report("r", text))
        return parser.parse(sentences, {s.index for s in sentences})[0]

    return one


@pytest.fixture(scope="module")
def read(parsed: Callable[[str], Parsed]) -> Read:
    return lambda text: conditions(parsed(text))


def codes(spans: list[ConditionSpan]) -> set[str]:
    return {code for span in spans for code in span.codes}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway will send a frigate once hostilities cease.", {"ceasefire"}),
        ("The troops would deploy the day the guns fall silent.", {"ceasefire"}),
        ("Nothing will be deployed before a ceasefire.", {"ceasefire"}),
        ("The force will not enter Sudan until a truce holds.", {"ceasefire"}),
        ("It would go in after a ceasefire or a peace deal.", {"ceasefire", "peace_agreement"}),
        ("The EU will fund the mission under a peace settlement.", {"peace_agreement"}),
        ("Spain will contribute soldiers subject to parliamentary approval.", {"parliament_approval"}),
        ("Spain wants to take part; parliament must vote first.", {"parliament_approval"}),
        ("Ireland's deployment must be approved by the Dáil.", {"parliament_approval"}),
        ("Japan will help pending cabinet approval.", {"parliament_approval"}),
        ("Everything hangs on the Bundestag.", {"parliament_approval"}),
        ("Italy would take part only under a UN mandate.", {"international_mandate"}),
        ("Neither contingent will leave before the Security Council has acted.", {"international_mandate"}),
        ("Greece will send ships with US backing.", {"us_backstop"}),
        ("Germany will not send soldiers without American participation.", {"us_backstop"}),
        ("All this presupposes American logistics.", {"us_backstop"}),
        ("At the invitation of the Lebanese government, France will deploy engineers.", {"host_consent"}),
        ("They will not send troops unless Kyiv invites them.", {"host_consent"}),
        ("Provided that Moscow does not object, Kazakhstan will send observers.", {"adversary_consent"}),
        ("Australia is ready to help if other partners join.", {"partner_participation"}),
        ("Should Russia invade again, a military response would follow.", {"renewed_attack"}),
        ("Were Russia to attack again, the allies would respond.", {"renewed_attack"}),
        ("Britain will come to Estonia's defence in the event of an attack.", {"renewed_attack"}),
        ("Each is to treat an attack on the other as one on itself.", {"renewed_attack"}),
        ("Mongolia could spare troops once the mission's tasks are clear.", {"terms_defined"}),
        ("Turkey will train pilots on condition that the candidates are vetted first.", {"other"}),
    ],
)
def test_a_condition_is_read_from_its_construction(read: Read, text: str, expected: set[str]) -> None:
    assert codes(read(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "After last month's ceasefire took hold, Egypt sent monitors.",
        "Macron met Zelensky after the peace deal was signed.",
        "Canada will keep sending weapons until the war ends.",
        "Even if the war ends, Hungary will send nobody.",
        "Even should the United States leave, Belgium will patrol.",
        "The minister asked if Poland would join the force.",
        "France provided tanks to Ukraine.",
        "Our support does not depend on the headlines.",
        "Parliament approved the deployment on Monday.",
        "Though Moscow objects, Kazakhstan will send observers.",
        "Why should it send troops?",
        "Ukraine wants a ceasefire.",
    ],
)
def test_the_past_and_the_granted_are_no_conditions(read: Read, text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Any deployment would only occur after a ceasefire.", "force"),
        ("All of it depends on a ceasefire.", "force"),
        ("The force would be deployed once the war is over.", "force"),
        ("It would cross the border only after a ceasefire.", "force"),
        ("Twenty countries will join a post-war force.", "force"),
        ("The guarantees hinge on American support.", "force"),
        ("French troops could be stationed there once the war is over.", "clause"),
        ("A deployment would be a matter for the Bundestag.", "clause"),
        ("If Latvia is attacked, the force will respond.", "clause"),
    ],
)
def test_the_scope_follows_what_it_is_said_of(read: Read, text: str, scope: str) -> None:
    (span,) = read(text)
    assert span.scope == scope


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru will send nurses, provided its costs are covered.", {"other"}),
        ("Chile would fly them in so long as somebody pays for the fuel.", {"partner_participation"}),
        ("Nobody sails before the port has been cleared.", {"other"}),
        ("Malta can join only when the chain of command is settled.", {"terms_defined"}),
        ("Tunisia would go once it knows who may open fire.", {"terms_defined"}),
        ("The Dutch will come if the rest of Europe shoulders its share.", {"partner_participation"}),
        ("Nepal waits for a resolution of the Security Council.", {"international_mandate"}),
        ("The offer hinges on two things: a road and a well.", {"other"}),
        ("Wells must be dug first.", {"other"}),
        ("A mandate of the Security Council must be in place before it starts.", {"international_mandate"}),
        ("The consent of the Seimas is still outstanding.", {"parliament_approval"}),
        ("The cabinet takes it up on Tuesday.", {"parliament_approval"}),
        ("The plan must still get past the deputies.", {"parliament_approval"}),
        ("Its conditions: an invitation and a Security Council mandate.",
         {"host_consent", "international_mandate"}),
        ("It would have to be asked for by the islanders.", {"host_consent"}),
        ("The men arrive when both sides have accepted them.", {"host_consent", "adversary_consent"}),
        ("Ghana will supply a force to police the truce.", {"ceasefire"}),
        ("They will march once the shelling stops.", {"ceasefire"}),
        ("Not before a truce.", {"ceasefire"}),
    ],
)  # fmt: skip
def test_more_ways_to_say_a_condition(read: Read, text: str, expected: set[str]) -> None:
    assert codes(read(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Peru provided nurses and covered the costs.",
        "Chile will pay for the fuel as long as the war goes on.",
        "The ship left before the port was cleared.",
        "Tunisia knows who may open fire.",
        "The president wants to see the barracks.",
        "Wells were dug first.",
        "The cabinet took it up on Tuesday.",
        "The consent of the Seimas was given in March.",
        "The White House will decide tomorrow.",
        "If the minister is to be believed, Ghana will send troops.",
        "Ghana leads the force that ended the truce.",
        "Had it been for the generals, they would have stayed.",
    ],
)
def test_what_only_looks_like_a_condition(read: Read, text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("None of the navies will enter the strait before a truce.", "force"),
        ("Two of the navies will not enter the strait before a truce.", "clause"),
        ("It holds only as long as the truce does.", "force"),
    ],
)
def test_a_whole_of_parties_is_the_force(read: Read, text: str, scope: str) -> None:
    assert [span.scope for span in read(text)] == [scope]


def test_the_anchor_is_the_restricted_predicate(read: Read, parsed: Callable[[str], Parsed]) -> None:
    text = "Norway will send a frigate once hostilities cease."
    (span,) = read(text)
    doc = parsed(text).doc
    assert doc[span.anchor].text == "send"
    assert printed(doc[span.first : span.last + 1]) == "once hostilities cease"
    assert span.rule == "opener: once"


def test_an_unparsed_sentence_has_none(parser: Parser) -> None:
    sentences = split(Report("r", "Norway will send a frigate once hostilities cease."))
    assert conditions(parser.parse(sentences, set())[0]) == []


@pytest.mark.parametrize(
    "text", ["If", "If.", "Once", "If if if if", "unless ; unless", "subject to", "Should?"]
)
def test_a_broken_sentence_is_read_without_error(read: Read, text: str) -> None:
    assert isinstance(read(text), list)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ghana could lend lorries, he says, if the Security Council agrees.",
            {"international_mandate"},
        ),
        ("An official asks if the Security Council agrees to lend lorries.", set()),
        ("Turkey is ready to train the army, should Damascus ask.", {"host_consent"}),
        ("The army should ask Damascus for training.", set()),
        ("Were there an explicit UN mandate, India could think about it.", {"international_mandate"}),
        ("There were no UN mandates that India could think about.", set()),
        ("While the truce lasts, Spain will second gendarmes.", {"ceasefire"}),
        ("The soldiers are to enforce the peace once it is signed.", {"peace_agreement"}),
        ("The soldiers are to get the money once it is there.", set()),
        ("Lithuania has the permission of its parliament to send instructors.", set()),
        ("The Seimas has to approve the instructors.", {"parliament_approval"}),
    ],
)
def test_conditions_by_word_order_and_by_what_it_takes_up(read: Read, text: str, expected: set[str]) -> None:
    assert codes(read(text)) - {"other"} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru could, if invited, send sappers and medics to the border.", {"host_consent"}),
        ("Peru will stay on if called upon.", {"host_consent"}),
        ("Fiji was open to the loan, should it be requested, and would tell parliament.", {"host_consent"}),
        ("Rome is bound to help within 24 hours of an attack.", {"renewed_attack"}),
        ("Chile will send a battalion should the neighbour march into the valley.", {"renewed_attack"}),
        ("Malta pledged tents, subject to transport.", {"other"}),
        ("Malta offers instructors in exchange for fishing rights.", {"other"}),
        ("Benin will send a company upon receipt of lorries.", {"other"}),
        ("Benin will send a company provided the militia hands over its rockets.", {"other"}),
        ("Kenya will not carry the burden of the force alone; it goes if it is not left to pay alone.",
         {"partner_participation"}),
        ("Nairobi is asking parliament for the money.", {"parliament_approval"}),
        ("Nairobi asked parliament for the money in May.", set()),
        ("The cabinet is due to vote on the battalion.", {"parliament_approval"}),
        ("Tunis has promised a company, on which the Assembly of deputies is going to vote.",
         {"parliament_approval"}),
        ("The matter of the frigate has been referred to parliament.", {"parliament_approval"}),
        ("Whether a frigate goes is a question for parliament.", {"parliament_approval"}),
        ("Regardless of a vote in parliament, Tunis will send the company.", set()),
        ("Tunis will rebuild the port, without waiting for a settlement to be signed.", set()),
        ("Ghana wants new lorries first.", {"other"}),
        ("Ghana waits for a mandate.", {"international_mandate"}),
        ("Ghana warned that its part in the force depended on better roads.", {"other"}),
        ("His offer stands, the condition being that the rebels leave the town.", {"other"}),
        ("Ghana must look at the request.", set()),
    ],
)  # fmt: skip
def test_structures_of_what_a_pledge_waits_for(read: Read, text: str, expected: set[str]) -> None:
    assert codes(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Nobody moves before there is a truce.", "force"),
        ("Nobody moves before the road has been cleared.", "clause"),
        ("The Danes do not move before the road has been cleared.", "clause"),
        (
            "The Danes promised ships, jets above it, all of it the day after a truce is signed.",
            "force",
        ),
        ("There must be a ceasefire first.", "force"),
        ("No truce, no ship leaves the harbour.", "force"),
        ("The force exists only with American support.", "force"),
        ("Our soldiers go only with American support.", "clause"),
    ],
)
def test_what_is_said_of_the_whole_is_said_of_the_force(read: Read, text: str, scope: str) -> None:
    assert [span.scope for span in read(text)] == [scope]
