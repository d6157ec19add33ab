"""Whoever looks finds the old file whole or the new one whole, and nothing is left lying about."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corridor import OutputError
from corridor.data.write import write_text

OLD, NEW = "old\n" * 1000, "new ü\n" * 2000
IS_ROOT = os.geteuid() == 0


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_text_is_written_as_utf_8_with_the_line_endings_it_has(tmp_path: Path):
    write_text(tmp_path / "a.txt", "Ə\r\nи\n")
    assert (tmp_path / "a.txt").read_bytes() == "Ə\r\nи\n".encode()
    assert names(tmp_path) == ["a.txt"]


def test_parents_are_made_as_needed(tmp_path: Path):
    write_text(tmp_path / "a" / "b" / "c.txt", NEW)
    assert (tmp_path / "a" / "b" / "c.txt").read_text("utf-8") == NEW


def test_a_new_file_can_be_read_by_all_and_an_old_one_keeps_its_rights(tmp_path: Path):
    write_text(tmp_path / "a.txt", NEW)
    assert (tmp_path / "a.txt").stat().st_mode & 0o777 == 0o644
    (tmp_path / "a.txt").chmod(0o600)
    write_text(tmp_path / "a.txt", OLD)
    assert (tmp_path / "a.txt").stat().st_mode & 0o777 == 0o600


def test_a_symbolic_link_stays_one_and_its_target_is_replaced(tmp_path: Path):
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "real.txt").write_text(OLD)
    (tmp_path / "link.txt").symlink_to(tmp_path / "far" / "real.txt")
    write_text(tmp_path / "link.txt", NEW)
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "far" / "real.txt").read_text("utf-8") == NEW


def test_a_folder_is_not_replaced(tmp_path: Path):
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(OutputError, match="folder"):
        write_text(tmp_path / "a.txt", NEW)
    assert (tmp_path / "a.txt").is_dir()
    assert names(tmp_path) == ["a.txt"]


@pytest.mark.parametrize("name", ["x" * 300 + ".html", "a\0b", "file.txt/below.txt", "\ud800"])
def test_a_name_that_cannot_be_is_an_output_error(tmp_path: Path, name: str):
    (tmp_path / "file.txt").write_text(OLD)
    with pytest.raises(OutputError) as caught:
        write_text(tmp_path / name, NEW)
    assert caught.value.problem
    assert names(tmp_path) == ["file.txt"]


def test_a_name_as_long_as_the_file_system_admits_is_written(tmp_path: Path):
    name = "x" * 250 + ".html"
    write_text(tmp_path / name, NEW)
    assert names(tmp_path) == [name]


def test_a_long_name_in_another_script_is_written(tmp_path: Path):
    name = "霍" * 80 + ".html"
    write_text(tmp_path / name, NEW)
    assert names(tmp_path) == [name]


def test_text_that_is_no_unicode_leaves_the_old_file(tmp_path: Path):
    (tmp_path / "a.txt").write_text(OLD)
    with pytest.raises(OutputError):
        write_text(tmp_path / "a.txt", "half a pair: \ud800")
    assert (tmp_path / "a.txt").read_text() == OLD
    assert names(tmp_path) == ["a.txt"]


@pytest.mark.skipif(IS_ROOT, reason="root may write everywhere")
def test_a_read_only_folder_is_an_output_error(tmp_path: Path):
    (tmp_path / "a.txt").write_text(OLD)
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError):
        write_text(tmp_path / "a.txt", NEW)
    tmp_path.chmod(0o700)
    assert names(tmp_path) == ["a.txt"]


def test_a_file_system_that_takes_nothing_is_an_output_error():
    with pytest.raises(OutputError):
        write_text("/proc/corridor.txt", NEW)


def broken(number: int):
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EDQUOT])
@pytest.mark.parametrize("where", ["fsync", "replace", "chmod"])
def test_a_failure_at_any_step_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, number: int
):
    (tmp_path / "a.txt").write_text(OLD)
    with monkeypatch.context() as patched:
        patched.setattr(os, where, broken(number))
        with pytest.raises(OutputError) as caught:
            write_text(tmp_path / "a.txt", NEW)
    assert caught.value.problem == os.strerror(number)
    assert (tmp_path / "a.txt").read_text() == OLD
    assert names(tmp_path) == ["a.txt"]


def test_an_interruption_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "a.txt").write_text(OLD)

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", interrupt)
        with pytest.raises(KeyboardInterrupt):
            write_text(tmp_path / "a.txt", NEW)
    assert (tmp_path / "a.txt").read_text() == OLD
    assert names(tmp_path) == ["a.txt"]


@pytest.fixture
def full_disk(tmp_path: Path):
    """Give a folder on a file system of 64 KiB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], check=False, capture_output=True)
    if made.returncode:
        pytest.skip("may not mount a file system")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_full_disk_leaves_the_old_file_and_nothing_else(full_disk: Path):
    write_text(full_disk / "a.txt", OLD)
    with pytest.raises(OutputError) as caught:
        write_text(full_disk / "a.txt", "x" * 200_000)
    assert caught.value.problem == os.strerror(errno.ENOSPC)
    assert (full_disk / "a.txt").read_text() == OLD
    assert names(full_disk) == ["a.txt"]


LOOP = """
import sys
from corridor.data.write import write_text
texts = ["a" * 300_000, "b" * 500_000]
print("ready", flush=True)
number = 0
while True:
    write_text(sys.argv[1], texts[number % 2])
    number += 1
"""


def killed_while_writing(target: Path, seconds: float) -> None:
    writer = subprocess.Popen([sys.executable, "-c", LOOP, str(target)], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    assert writer.stdout.readline() == b"ready\n"
    time.sleep(seconds)
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    writer.stdout.close()


def assert_whole(target: Path) -> None:
    data = target.read_bytes()
    assert data in {b"a" * 300_000, b"b" * 500_000, b"old"}
    litter = [name for name in names(target.parent) if name != target.name]
    assert all(name.startswith(".") and name.endswith(".tmp") for name in litter)
    assert len(litter) <= 1
    for name in litter:
        (target.parent / name).unlink()


def kill_often(tmp_path: Path, times: int) -> None:
    (tmp_path / "a.html").write_bytes(b"old")
    rng = random.Random(3)
    for _ in range(times):
        killed_while_writing(tmp_path / "a.html", rng.uniform(0, 0.05))
        assert_whole(tmp_path / "a.html")


def test_a_writer_that_is_killed_leaves_a_whole_file(tmp_path: Path):
    kill_often(tmp_path, 12)


@pytest.mark.slow
def test_a_writer_that_is_killed_two_hundred_times_leaves_a_whole_file(tmp_path: Path):
    kill_often(tmp_path, 200)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_with_a_name_is_written_to_and_stays_one(tmp_path: Path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_text(pipe, "through")
    assert os.read(reader, 100) == b"through"
    os.close(reader)
    assert pipe.is_fifo()


def test_a_new_file_has_the_permissions_that_its_user_gives(tmp_path: Path):
    before = os.umask(0o077)
    try:
        write_text(tmp_path / "private.json", "{}")
    finally:
        os.umask(before)
    assert (tmp_path / "private.json").stat().st_mode & 0o777 == 0o600
