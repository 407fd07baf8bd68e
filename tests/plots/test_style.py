"""Every status is told by a letter and by a colour that those who see fewer colours tell apart."""

from itertools import combinations

import pytest

from pledgebook.codebook.codes import codebook, status_letter
from pledgebook.model import PledgebookError
from pledgebook.plots import Style
from pledgebook.plots.style import PALETTES, THEMES, contrast

STATUSES = list(codebook().statuses)
LADDER = [code for code in STATUSES if codebook().statuses[code].fold != "no"]

# How a colour looks without one of the three receptors, in linear RGB (Machado, Oliveira and Fernandes 2009).
SEEN = {
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "no blue": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def lab(rgb):
    r, g, b = (min(max(part, 0), 1) for part in rgb)
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089
    f = [one ** (1 / 3) if one > 0.008856 else 7.787 * one + 16 / 116 for one in (x, y, z)]
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


def seen(colour, how):
    return lab([sum(k * part for k, part in zip(line, linear(colour), strict=True)) for line in SEEN[how]])


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("how", SEEN)
def test_no_two_statuses_look_alike(theme, how):
    colours = {code: seen(PALETTES[theme][code], how) for code in STATUSES}
    near = {
        pair: sum((a - b) ** 2 for a, b in zip(*(colours[code] for code in pair), strict=True)) ** 0.5
        for pair in combinations(STATUSES, 2)
    }
    assert min(near.values()) > 9, min(near, key=near.get)


@pytest.mark.parametrize("theme", PALETTES)
def test_the_ladder_is_in_order_of_lightness_and_each_step_is_seen_on_the_paper(theme):
    lightness = [seen(PALETTES[theme][code], "all colours")[0] for code in LADDER]
    assert lightness in (sorted(lightness), sorted(lightness, reverse=True))
    paper = THEMES[theme].paper
    # the firmest stands out most
    assert contrast(PALETTES[theme][LADDER[0]], paper) == max(
        contrast(PALETTES[theme][code], paper) for code in LADDER
    )


@pytest.mark.parametrize("theme", PALETTES)
def test_letters_and_words_are_legible(theme):
    style = Style(theme)
    assert min(contrast(style.text_on(code), style.fill(code)) for code in STATUSES) >= 4.5
    assert contrast(style.colours.ink, style.colours.paper) >= 7
    assert contrast(style.colours.faint, style.colours.paper) >= 4.5


def test_every_status_has_its_colour_and_a_letter_of_its_own():
    assert all(set(palette) == set(STATUSES) for palette in PALETTES.values())
    assert len({status_letter(code) for code in STATUSES}) == len(STATUSES)


@pytest.mark.parametrize("wrong", [{"theme": "blue"}, {"width": 5}, {"width": 10**6}, {"width": "wide"}])
def test_a_look_that_does_not_exist_is_an_error(wrong):
    with pytest.raises(PledgebookError, match="unknown theme|no width"):
        Style(**wrong)
