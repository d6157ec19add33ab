"""Writing a file so that whoever looks finds the old one whole or the new one whole, never a part."""

from __future__ import annotations

import os
from pathlib import Path

from corridor.errors import OutputError


def write_text(path: str | Path, text: str) -> None:
    """Write text as UTF-8, replacing the file in one step; folders are made as needed.

    The text goes to a temporary file beside the target, is flushed to disk, and takes the target's name.
    Raises `OutputError`; what stood at the path is then untouched and no temporary file is left.
    """
    import tempfile  # noqa: PLC0415 - an answer to the terminal writes no file

    target = Path(path)
    temporary = ""
    try:
        if target.is_dir():
            raise OutputError(str(path), "it is a folder")
        target.parent.mkdir(parents=True, exist_ok=True)
        target = target.resolve()  # a link stays a link, and its target is replaced
        if target.exists() and not target.is_file():
            _pour(target, text)  # a pipe or a device is written to and stays what it is
            return
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".tmp", dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        Path(temporary).replace(target)
        temporary = ""
    except (OSError, ValueError) as error:
        if isinstance(error, OutputError):
            raise
        problem = getattr(error, "strerror", None) or str(error)
        raise OutputError(str(path), problem) from error
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)


def _pour(target: Path, text: str) -> None:
    with target.open("wb") as file:
        file.write(text.encode("utf-8"))


def _umask() -> int:
    """Give the permissions that new files are not to have; they can only be asked for by setting them."""
    known = os.umask(0o077)
    os.umask(known)
    return known
