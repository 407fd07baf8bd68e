"""Who stands behind what another sentence, or an outlet, tells."""

import pytest

from pledgebook.model import Report


def speakers(reader, text, guarantor):
    return {p.speaker for p in reader.read(Report("r", text)).pledges if p.guarantor == guarantor}


@pytest.mark.parametrize(
    ("after", "speaker"),
    [
        ("That is what Edi Rama told parliament on Tuesday.", "Edi Rama"),
        ("So says Tirana.", "Tirana"),
        ("Edi Rama announced this on Thursday.", "Edi Rama"),
        ("Edi Rama denied this on Thursday.", None),
        ("Edi Rama said on Thursday that winter was near.", None),
        ("This is what Kyiv had asked for, Edi Rama said.", None),
        ("That is what the treaty requires.", None),
    ],
)
def test_a_sentence_is_handed_to_somebody_by_the_next(reader, after, speaker):
    text = f"Albania will send a company to Ukraine. {after}"
    assert speakers(reader, text, "ALB") == {speaker}


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        ("Der Spiegel reported, citing government sources", "government sources"),
        ("Boris Pistorius said, citing a request from Kyiv", "Boris Pistorius"),
    ],
)
def test_whom_an_outlet_cites_is_the_deeper_source(reader, source, speaker):
    text = f"Germany will send two Patriot batteries to Ukraine, {source}."
    assert speakers(reader, text, "DEU") == {speaker}
