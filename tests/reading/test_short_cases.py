"""Short reports and their twins: what they come to by the rules alone, one structure of language each."""

import pytest

from pledgebook.model import Report
from pledgebook.reading.gate import gate
from pledgebook.reading.sentences import split


def rows(reader, text):
    return {f"{p.guarantor} {p.contribution} {p.status}" for p in reader.read(Report("r", text)).pledges}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # "rather … than", whichever way round
        ("Ireland would rather send jets than soldiers to Mali.",
         {"IRL air_forces offered", "IRL ground_troops refused"}),
        ("Ireland would rather send soldiers than jets to Mali.",
         {"IRL air_forces refused", "IRL ground_troops offered"}),
        # who takes part in a task, in a meeting, in words
        ("Denmark will take part in the training of pilots for Moldova.", {"DNK training pledged"}),
        ("Denmark will take part in the mission to Moldova.", {"DNK force_unspecified pledged"}),
        ("Denmark will send soldiers to Moldova. Belgium joined in the protest.",
         {"DNK ground_troops pledged"}),
        ("Denmark will send soldiers to Moldova. Belgium took part in the call.",
         {"DNK ground_troops pledged"}),
        ("Denmark will send soldiers to Moldova. Belgium joined in condemning the raid.",
         {"DNK ground_troops pledged"}),
        # a contribution to a force is one of an unspecified kind
        ("Belgium has announced a contribution to the force for Moldova.",
         {"BEL force_unspecified pledged"}),
        # an opinion is no decision, nor is a denial of what is told
        ("Chad will send soldiers to Mali. Gabon is thinking it over.",
         {"TCD ground_troops pledged", "GAB ground_troops undecided"}),
        ("Chad will send soldiers to Mali. Gabon thinks that the rains are late.",
         {"TCD ground_troops pledged"}),
        ("Chad will send soldiers to Mali. Gabon denied it.", {"TCD ground_troops pledged"}),
        ("Chad will send soldiers to Mali. Gabon abstained.", {"TCD ground_troops pledged"}),
        ("Chad will send soldiers to Mali. Gabon is looking at its shoes.", {"TCD ground_troops pledged"}),
        ("Chad will send soldiers to Mali. Gabon's president went home.", {"TCD ground_troops pledged"}),
        # soldiers counted by their country, and a share of a people
        ("Chad will send soldiers to Mali. Two hundred Finns will stay there until May.",
         {"TCD ground_troops pledged", "FIN ground_troops pledged"}),
        ("Chad will send soldiers to Mali. Seven Finns in ten want to stay out.",
         {"TCD ground_troops pledged"}),
        # a number alone counts parties only where some are named
        ("Chad will send soldiers to Mali. Eighty more, and two helicopters, will go in May.",
         {"TCD ground_troops pledged"}),
        # where something happens, or under whom
        ("Portugal's marines were welcomed at the airport in Bangui.", set()),
        ("Portugal will lend an airport to the mission in Mali.", {"PRT logistics pledged"}),
        ("Mali is at war. Portugal will provide a chart of the waters off Mali.", set()),
        # an armed group gives nobody security
        ("Al-Shabaab has sent fighters and tanks to Somalia.", set()),
        # "instead of" refuses what it leads to, not what stands beside it
        ("Instead of soldiers, Slovakia will send Mali howitzers.",
         {"SVK ground_troops refused", "SVK weapons pledged"}),
        # a verb with a modal of its own is no part of what was refused before it
        ("Chile does not intend to take part with ships but will train recruits in Mali.",
         {"CHL naval_forces refused", "CHL training pledged"}),
        ("Chile refused to send ships and would train recruits in Mali.",
         {"CHL naval_forces refused", "CHL training offered"}),
        # "not … but"
        ("Greece will send Mali not a frigate but a helicopter.",
         {"GRC naval_forces refused", "GRC air_forces pledged"}),
        ("Not Greece but Turkey will send jets to Ukraine.",
             {"TUR air_forces pledged", "GRC air_forces refused"}),
        ("Neither Greece nor Turkey will send jets to Ukraine.",
         {"GRC air_forces refused", "TUR air_forces refused"}),
        # a clause that "nor" opens
        ("Hungary will not pay for it, nor will it send soldiers to Mali.", {"HUN ground_troops refused"}),
        # a state told in the passive
        ("The cabinet in Oslo is split over sending marines to Bosnia.", {"NOR ground_troops undecided"}),
        ("Norway is bound to send marines to Bosnia.", {"NOR ground_troops pledged"}),
        # possibility and ability
        ("Rwanda may send soldiers to Somalia.", {"RWA ground_troops undecided"}),
        ("Rwanda could send soldiers to Somalia.", {"RWA ground_troops offered"}),
        # who is won over, who is only asked
        ("Canada persuaded Chile to send soldiers to Haiti.", {"CHL ground_troops pledged"}),
        ("Canada tried to persuade Chile to send soldiers to Haiti.", set()),
        # what goes home
        ("Spain will send jets to Mali. It ordered its 300 soldiers home.",
         {"ESP air_forces pledged", "ESP ground_troops withdrawn"}),
        ("Spain's contingent in Mali will be gone by June.", {"ESP ground_troops withdrawn"}),
        ("Spain had announced a field hospital for Mali and has axed the project.",
         {"ESP logistics withdrawn"}),
        ("Brazil let its offer of 1,200 soldiers for Haiti lapse.", {"BRA ground_troops withdrawn"}),
        # what was there and is taken back
        ("Argentina, which had 30 soldiers in Haiti, recalled them in May.", {"ARG ground_troops withdrawn"}),
        ("Argentina had 30 soldiers in Haiti and brought them home.", {"ARG ground_troops withdrawn"}),
        ("Argentina had 30 soldiers in Haiti and did not recall them.", {"ARG ground_troops delivered"}),
        ("Argentina had 30 soldiers in Haiti and praised them.", {"ARG ground_troops delivered"}),
        ("Canada, which has 950 trainers in Kabul, will have none in May.", {"CAN training withdrawn"}),
        ("Canada has 950 trainers in Kabul and will have none of the debate.", {"CAN training delivered"}),
        # what is needed elsewhere
        ("Peru's soldiers are spoken for, and the mission in Haiti will be without them.",
         {"PER ground_troops refused"}),
        # what holds a party from an act, and what it has there from a day on
        ("Japan's law keeps it from sending weapons to Ukraine.", {"JPN weapons refused"}),
        ("Kenya will keep its soldiers in Haiti from the start of May.", {"KEN ground_troops pledged"}),
        ("Japan's law prevents the sending of weapons to Ukraine.", set()),
        ("Hungary prevents the delivery of weapons to Ukraine.", set()),
        # a mission is left, soldiers are left in place
        ("Sweden will leave the mission in Mali on May 1.", {"SWE force_unspecified withdrawn"}),
        ("Sweden will withdraw from the mission in Mali.", {"SWE force_unspecified withdrawn"}),
        ("Sweden will leave 300 soldiers in Mali.", {"SWE ground_troops pledged"}),
        ("Sweden will leave a force of 300 soldiers in Mali.", {"SWE ground_troops pledged"}),
        ("France will leave a residual force in Syria.", {"FRA force_unspecified pledged"}),
        ("The United States withdrew its support from the mission in Mali.",
         {"USA security_guarantee withdrawn"}),
        ("Denmark has no plan to pull its battalion out of Latvia.", {"DNK ground_troops delivered"}),
        ("Denmark has a plan to pull its battalion out of Latvia.", {"DNK ground_troops withdrawn"}),
        # a legislature's consent beside the act makes it law
        ("Norway's Storting voted to let 400 sailors take part in the Red Sea mission.",
         {"NOR force_unspecified formalised"}),
        ("The Riksdag having voted for it, Sweden will station a battalion in Latvia.",
         {"SWE ground_troops formalised"}),
        ("The Riksdag not having voted yet, Sweden will station a battalion in Latvia.",
         {"SWE ground_troops pledged"}),
        ("Dutch marines are going to Mali, as MPs decided in June.", {"NLD ground_troops formalised"}),
        ("Dutch marines are going to Mali once MPs have decided.", {"NLD ground_troops pledged"}),
        ("Dutch marines will go to Mali as soon as a truce has been signed and parliament has voted.",
         {"NLD ground_troops pledged"}),
        ("Dutch marines will go to Mali after parliament has voted.", {"NLD ground_troops pledged"}),
        # the present with a point of time ahead
        ("Poland takes charge of the zone in Iraq in September.", {"POL command pledged"}),
        ("Poland takes charge of the zone in Iraq every September.", {"POL command delivered"}),
        ("French jets patrol over Lithuania from January.", {"FRA air_forces pledged"}),
        ("French jets patrol over Lithuania.", {"FRA air_forces delivered"}),
        # not to talk about it leaves it open, not to consider it does not
        ("Denmark would not discuss soldiers for Mali.", {"DNK ground_troops undecided"}),
        ("Denmark would not consider soldiers for Mali.", {"DNK ground_troops refused"}),
        ("Slovakia will give Ukraine not one shell less than it promised.", {"SVK weapons pledged"}),
        ("Slovakia will give Ukraine not one shell.", {"SVK weapons refused"}),
        # as far as one goes
        ("Japan went so far as to promise minesweepers for the Red Sea.", {"JPN naval_forces pledged"}),
        ("Japan's prime minister went as far as promising minesweepers for the Red Sea.",
         {"JPN naval_forces pledged"}),
        ("Japan went as far as the Red Sea with its minesweepers.", {"JPN naval_forces delivered"}),
        # two objects: who gets it stands before it
        ("Poland has promised Ukraine tanks.", {"POL weapons pledged"}),
        ("Poland has promised Ukrainian tanks.", set()),
        ("Poland refused Ukraine tanks.", {"POL weapons refused"}),
        ("Denmark has pledged Estonia four jets.", {"DNK air_forces pledged"}),
        ("Slovakia will send Kyiv soldiers.", {"SVK ground_troops pledged"}),
        # craft that change hands are arms
        ("Japan will hand over two patrol boats to Vietnam.", {"JPN weapons pledged"}),
        ("Japan will send two patrol boats to Vietnam.", {"JPN naval_forces pledged"}),
        ("Germany will give Niger helicopters.", {"DEU weapons pledged"}),
        ("Germany will provide helicopters to the force in Niger.", {"DEU air_forces pledged"}),
        # where those come from who go home
        ("Finland announced the withdrawal of its contingent from Kosovo.", {"FIN ground_troops withdrawn"}),
        ("Finland announced the deployment of its contingent to Kosovo.", {"FIN ground_troops pledged"}),
        ("Madrid ordered the return of its 1,300 soldiers from Iraq.", {"ESP ground_troops withdrawn"}),
        ("Dutch jets have returned from Iraq.", {"NLD air_forces withdrawn"}),
        ("Dutch jets have returned to Iraq.", {"NLD air_forces delivered"}),
        ("Ethiopia has vowed never to send its soldiers back to Somalia.", {"ETH ground_troops refused"}),
        ("Polish soldiers have left Afghanistan for good.", {"POL ground_troops withdrawn"}),
        ("Ghana's soldiers were coming out of Mali.", {"GHA ground_troops withdrawn"}),
        # what was promised and will not come
        ("The soldiers promised by Benin to Haiti will never arrive.", {"BEN ground_troops withdrawn"}),
        ("The soldiers promised by Benin to Haiti will arrive soon.", {"BEN ground_troops pledged"}),
        ("Ecuador bowed out of the mission in Haiti to which it had pledged 100 policemen.",
         {"ECU ground_troops withdrawn"}),
        # what is not prolonged, and what is left to another
        ("Denmark will not extend its mission of 300 soldiers in Iraq.", {"DNK ground_troops withdrawn"}),
        ("Denmark will extend its mission of 300 soldiers in Iraq.", {"DNK ground_troops pledged"}),
        ("The United States handed command of the mission in Libya to NATO.", {"USA command withdrawn"}),
        # clauses without their verb
        ("Greece will send jets to Mali; Spain and Italy won't.",
         {"GRC air_forces pledged", "ESP air_forces refused", "ITA air_forces refused"}),
        ("Greece will not send jets to Mali, but Spain will.",
         {"GRC air_forces refused", "ESP air_forces pledged"}),
        ("Greece will send jets to Mali, and so will Spain.",
         {"GRC air_forces pledged", "ESP air_forces pledged"}),
        ("Greece will not send jets to Mali, nor will Spain.",
         {"GRC air_forces refused", "ESP air_forces refused"}),
        # other shapes of no
        ("Japan will give money rather than send soldiers to Iraq.",
         {"JPN funding pledged", "JPN ground_troops refused"}),
        ("It is not weapons that Hungary will send to Ukraine.", {"HUN weapons refused"}),
        # what "be" names behind a clause that leaves its object open
        ("What Chile will send to Haiti is jets, not soldiers.",
         {"CHL air_forces pledged", "CHL ground_troops refused"}),
        ("What Chile has promised to send to Haiti is not soldiers but jets.",
         {"CHL air_forces pledged", "CHL ground_troops refused"}),
        ("What Chile will not send to Haiti is soldiers.", {"CHL ground_troops refused"}),
        ("The minister said that what Chile would send to Haiti was jets.", {"CHL air_forces pledged"}),
        ("Chile has not said what it will send to Haiti.", set()),
        # who will not bind himself leaves it open
        ("Chile's president did not want to commit himself to sending soldiers to Mali.",
         {"CHL ground_troops undecided"}),
        ("Chile's president did not want to commit soldiers to Mali.", {"CHL ground_troops refused"}),
        # promises kept, and to be kept
        ("Chile has fulfilled its promise of jets for Mali.", {"CHL air_forces delivered"}),
        ("Chile made good on its pledge to send jets to Mali.", {"CHL air_forces delivered"}),
        ("Chile will honour its promise of jets for Mali.", {"CHL air_forces pledged"}),
        # what one insists on doing oneself
        ("Chile insists on keeping its soldiers in Mali.", {"CHL ground_troops delivered"}),
        ("Chile insists on sending its soldiers to Mali.", {"CHL ground_troops pledged"}),
        # ships by name
        ("Mali is at war. Chile's frigate Lynch has left Mali.", {"CHL naval_forces withdrawn"}),
        # what carries and what is carried
        ("Chile will airlift armoured vehicles to Mali.", {"CHL logistics pledged"}),
        # what one supports another with
        ("Mali is at war. Chile will support the mission there with soldiers.",
         {"CHL ground_troops pledged"}),
        ("Mali is at war. Chile welcomes the mission with 300 soldiers.", set()),
        # who helps another defend itself
        ("Fiji is under attack. Chile will help Fiji defend itself.", {"CHL defence_commitment pledged"}),
        ("Fiji is under attack. Fiji will defend itself.", set()),
        # how little of a promise remains
        ("Nothing is left of Chile's promise of jets for Haiti.", {"CHL air_forces withdrawn"}),
        ("By June little remained of Chile's pledge to send jets to Haiti.", {"CHL air_forces withdrawn"}),
        ("Chile's pledge to send jets to Haiti remains.", {"CHL air_forces pledged"}),
        ("It is weapons that Hungary will send to Ukraine.", {"HUN weapons pledged"}),
        ("Spain has none of its Patriot systems to spare for Ukraine.", {"ESP weapons refused"}),
        ("Germany is in no position to send tanks to Ukraine.", {"DEU weapons refused"}),
        ("Germany is in a position to send tanks to Ukraine.", {"DEU weapons offered"}),
        ("Poland will not commit soldiers to Mali.", {"POL ground_troops refused"}),
        ("Poland will send engineers to Mali, but soldiers are excluded.",
         {"POL logistics pledged", "POL ground_troops refused"}),
        # an empty noun behind "be"
        ("French infantry is something that we will not send to Mali.", {"FRA ground_troops refused"}),
        # relative clauses of the contribution
        ("Tanks that Greece will give to Ukraine rust on Lesbos.", {"GRC weapons pledged"}),
        # parties beside a party, and an object that verbs share
        ("Germany, along with Canada, agreed to send soldiers to Mali.",
         {"DEU ground_troops pledged", "CAN ground_troops pledged"}),
        ("Norway will fund and train a Ukrainian brigade.", {"NOR funding pledged", "NOR training pledged"}),
        # what eyes see
        ("Finland is sharing what its drones see in Ukraine.", {"FIN intelligence delivered"}),
        # arms that are no gift
        ("Looted Bulgarian shells have been reaching Mali.", set()),
        ("Bulgarian shells have been sent to Mali.", {"BGR weapons delivered"}),
        # a clause of its own behind a semicolon
        ("Ghana will send soldiers to Haiti; Togo is undecided.", {"GHA ground_troops pledged"}),
        # expectations
        ("The betting is that New Zealand will send soldiers to Fiji.", set()),
        ("It is assumed that Britain will send soldiers to Estonia.", set()),
        # an attack that one would answer
        ("Canada will respond with all its might if Estonia is attacked.",
         {"CAN defence_commitment pledged"}),
        ("Canada would respond in the event of an attack on Estonia.", {"CAN defence_commitment offered"}),
        ("Canada will respond with missiles if it is attacked.", set()),
        ("Canada will respond to Estonia in the event of a delay.", set()),
        # news that comes after other news tells that too
        ("The decision came hours after Greece said it would send a frigate to the Red Sea.",
         {"GRC naval_forces pledged"}),
        ("His visit came a week after Norway pledged 200 soldiers to the Somalia mission.",
         {"NOR ground_troops pledged"}),
        ("Tensions rose after Brazil refused to send soldiers to Haiti.", {"BRA ground_troops refused"}),
    ],
)  # fmt: skip
def test_short_cases(reader, text, wanted):
    assert rows(reader, text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Canberra will pay for the police of Vanuatu.",
        "Tokyo promised Manila two satellites' pictures.",
        "Doha gave Beirut $25m for its army.",
    ],
)
def test_help_between_states_passes_the_gate(text):
    assert gate().wanted(split(Report("r", text))) == {0}


@pytest.mark.parametrize(
    "text",
    [
        "Fuel and grain are dearer in Lima.",
        "The hospital in Leeds has 400 beds.",
        "Tokyo closed 2 per cent up.",
    ],
)
def test_other_news_does_not(text):
    assert gate().wanted(split(Report("r", text))) == set()
