"""A small framework, and what becomes of claims under it: for the tests of scenarios."""

from datetime import date

from pledgebook.model import Component, Framework, Membership, Requirement
from pledgebook.reckoning import scenarios
from pledgebook.reckoning.scenarios import Facts


def framework_of(*components, conditions=None):
    """A framework for Ukraine against Russia with these components."""
    return Framework(
        id="f",
        title="F",
        beneficiary="UKR",
        adversary="RUS",
        since=date(2025, 9, 1),
        members=Membership(),
        conditions=conditions,
        components=components,
        sources=(),
    )


def framework(conditions=None, part=None, need=None, contribution="ground_troops"):
    needs = () if need is None else (Requirement(contribution, "troops", need, None, ()),)
    return framework_of(
        Component("force", "Force", ("ground_troops", "air_forces"), needs, part),
        Component("help", "Help", ("funding",)),
        conditions=conditions,
    )


def under(claims, frame, assumed=(), denied=()):
    return scenarios.prospects(claims, frame, Facts.of(assumed, denied))
