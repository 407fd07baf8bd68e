import os
import subprocess
import sys

import pytest

from pledgebook.cli.replace import replacing
from pledgebook.model import PledgebookError


def test_the_file_is_there_when_all_is_written(tmp_path):
    target = tmp_path / "out"
    target.write_text("old")
    with replacing(str(target)) as write:
        write("né")
        write("w\n")
        assert target.read_text() == "old"
    assert target.read_bytes() == "néw\n".encode()
    assert os.listdir(tmp_path) == ["out"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, ValueError])
def test_an_interrupted_write_leaves_the_old_file_and_no_other(tmp_path, error):
    target = tmp_path / "out"
    target.write_text("old")
    with pytest.raises(error), replacing(str(target)) as write:
        write("half")
        raise error
    assert target.read_text() == "old"
    assert os.listdir(tmp_path) == ["out"]


def test_a_link_stays_a_link(tmp_path):
    target, link = tmp_path / "out", tmp_path / "link"
    target.write_text("old")
    link.symlink_to(target)
    with replacing(str(link)) as write:
        write("new")
    assert link.is_symlink()
    assert target.read_text() == "new"


def test_a_device_is_written_and_not_replaced():
    with replacing(os.devnull) as write:
        write("gone")
    assert not os.path.isfile(os.devnull)


@pytest.mark.parametrize(("name", "message"), [("", "a folder"), ("no/where", "cannot be written")])
def test_what_cannot_be_written_is_said_before_anything_is_read(tmp_path, name, message):
    with pytest.raises(PledgebookError, match=message), replacing(str(tmp_path / name)):
        pytest.fail("nothing may be done for an output that cannot be written")


def test_a_full_device_is_one_line():
    with pytest.raises(PledgebookError, match="No space left"), replacing("/dev/full") as write:
        write("x")


FULL = """
import resource, sys
from pledgebook.cli.replace import replacing
from pledgebook.model import PledgebookError
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    with replacing(sys.argv[1]) as write:
        for _ in range(100):
            write("x" * 99)
except PledgebookError as error:
    print(error)
"""


def test_a_file_that_outgrows_the_disk_is_not_left_half_written(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", FULL, tmp_path / "out"], capture_output=True, text=True, check=True
    )
    assert "cannot be written" in done.stdout
    assert os.listdir(tmp_path) == []
