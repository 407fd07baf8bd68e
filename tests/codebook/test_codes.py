"""The codes and what they mean."""

import dataclasses

import pytest

from pledgebook.codebook.codes import codebook
from pledgebook.model.errors import CodebookError

KINDS = {"contributions": 15, "statuses": 7, "conditions": 11, "stances": 4, "tally_sets": 8}


@pytest.mark.parametrize(("kind", "count"), KINDS.items())
def test_each_kind_is_whole_and_explained(kind: str, count: int) -> None:
    codes = getattr(codebook(), kind)
    assert len(codes) == count
    for key, code in codes.items():
        assert key == code.code
        assert code.definition.endswith(".")
        assert code.wording


def test_labels_are_unique_within_a_kind() -> None:
    for kind in KINDS:
        labels = [code.label for code in getattr(codebook(), kind).values()]
        assert len(set(labels)) == len(labels)


def test_the_ladder_falls_from_delivered_to_withdrawn() -> None:
    ranks = [status.rank for status in codebook().statuses.values()]
    assert ranks == sorted(ranks, reverse=True)
    assert len(set(ranks)) == len(ranks)
    assert ranks[-1] == 1


def test_statuses_fold_into_three_stances() -> None:
    folds: dict[str, set[str]] = {}
    for status in codebook().statuses.values():
        folds.setdefault(status.fold, set()).add(status.code)
    assert folds == {
        "committed": {"delivered", "formalised", "pledged"},
        "open": {"offered", "undecided"},
        "no": {"refused", "withdrawn"},
    }


def test_require_gives_the_code() -> None:
    assert codebook().require("contributions", "air_forces").label == "Air forces"


def test_require_names_the_alternatives() -> None:
    with pytest.raises(
        CodebookError, match=r"unknown status 'promised'; one of delivered, formalised, pledged"
    ):
        codebook().require("statuses", "promised")
    with pytest.raises(CodebookError, match=r"unknown tally set 'voters'; one of members"):
        codebook().require("tally_sets", "voters")
    with pytest.raises(CodebookError, match=r"unknown kind of code 'version'; one of contributions"):
        codebook().require("version", "1")


def test_the_codebook_cannot_be_changed() -> None:
    book = codebook()
    assert book is codebook()
    with pytest.raises(dataclasses.FrozenInstanceError):
        book.version = "2"  # type: ignore[misc]
    with pytest.raises(TypeError):
        book.statuses["promised"] = book.statuses["pledged"]  # type: ignore[index]
