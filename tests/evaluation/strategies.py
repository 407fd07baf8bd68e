"""Hypothesis: reports whose rows are drawn from few codes, so that gold and coded ones often agree."""

from typing import Any

from hypothesis import strategies as st

TEXT = "France will send troops. Chad will not. Macron said so."

maybe_quote = st.sampled_from(["France will send troops.", "Chad will not.", "not in the text", "", None])
speakers = st.sampled_from([None, "Emmanuel Macron", "President Macron.", "French officials", "”", "MACRON"])
pledges = st.fixed_dictionaries(
    {
        "guarantor": st.sampled_from(["FRA", "TCD", "OTHER:OSCE", "OTHER:Wagner", "GROUP"]),
        "count": st.none(),
        "beneficiary": st.sampled_from(["UKR", "PSE"]),
        "contribution": st.sampled_from(["ground_troops", "weapons"]),
        "status": st.sampled_from(
            ["delivered", "formalised", "pledged", "offered", "undecided", "refused", "withdrawn"]
        ),
        "conditions": st.lists(st.sampled_from(["ceasefire", "us_backstop", "other"]), max_size=2),
        "quantity": st.sampled_from([None, {"value": 500, "unit": "troops"}, {"value": 0, "unit": "EUR"}]),
        "speaker": speakers,
        "evidence": maybe_quote,
    }
)
tallies = st.fixed_dictionaries(
    {
        "count": st.sampled_from([9, 26, 35]),
        "of": st.sampled_from([None, 35]),
        "set": st.sampled_from(["members", "undecided"]),
        "speaker": speakers,
        "evidence": maybe_quote,
    }
)
positions = st.fixed_dictionaries(
    {
        "actor": st.sampled_from(["RUS", "UKR"]),
        "stance": st.sampled_from(["opposes", "demands"]),
        "object": st.sampled_from(["ground_troops", "weapons"]),
        "speaker": speakers,
        "evidence": maybe_quote,
    }
)
rows = st.fixed_dictionaries(
    {
        "pledges": st.lists(pledges, max_size=5),
        "tallies": st.lists(tallies, max_size=3),
        "positions": st.lists(positions, max_size=3),
    }
)
keys = st.sampled_from(["s-001", "s-002", "s-003", "s-004"])


def _named(by_key: dict[str, dict[str, Any]], **more: Any) -> dict[str, dict[str, Any]]:
    return {key: {"id": key, **more, **report} for key, report in by_key.items()}


gold_sets = st.dictionaries(keys, rows, max_size=4).map(lambda by_key: _named(by_key, text=TEXT))
coded_sets = st.dictionaries(keys, rows, max_size=4).map(_named)
