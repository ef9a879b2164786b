"""Unpack from a tensorflow-cpu wheel only what tfjs-node needs: two libraries and the C headers.

Usage: extract_wheel.py WHEEL TARGET. Writes TARGET/lib/*.so.2 and TARGET/include/**. The whole wheel
would be 820 MB on disk.
"""

import os
import shutil
import sys
import zipfile

LIBRARIES = {
    "tensorflow/libtensorflow_cc.so.2",
    "tensorflow/libtensorflow_framework.so.2",
}
HEADERS = tuple(
    "tensorflow/include/" + tree + "/"
    for tree in ("tensorflow/c", "tensorflow/core/platform", "tsl", "xla/tsl")
)


def target_of(member):
    """Return where a member of the wheel goes, or None when it is not needed."""
    if member in LIBRARIES:
        return os.path.join("lib", os.path.basename(member))
    if member.startswith(HEADERS) and not member.endswith("/"):
        return member[len("tensorflow/") :]
    return None


def main(wheel, target):
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.namelist():
            relative = target_of(member)
            if relative is None:
                continue
            path = os.path.join(target, relative)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with archive.open(member) as source, open(path, "wb") as sink:
                shutil.copyfileobj(source, sink, 1024 * 1024)


main(sys.argv[1], sys.argv[2])
