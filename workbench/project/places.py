"""Whether a project lies where a file can change behind the program's back: a synced folder or a network drive.

Nothing is forbidden there; a person is told once, in one sentence. Everything is decided from :class:`Surroundings`, so
that the paths of every system can be tested on any of them.
"""

from __future__ import annotations

import ctypes
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import Final, Literal

System = Literal["linux", "windows", "macos"]

NETWORK_FILE_SYSTEMS: Final = frozenset(
    {
        "9p",
        "acfs",
        "afpfs",
        "afs",
        "beegfs",
        "ceph",
        "cifs",
        "coda",
        "curlftpfs",
        "davfs",
        "glusterfs",
        "gpfs",
        "lustre",
    }
    | {"ncpfs", "nfs", "nfs4", "orangefs", "smb2", "smb3", "smbfs", "webdav", "webdavfs", "fuse.ceph", "fuse.curlftpfs"}
    | {"fuse.davfs", "fuse.davfs2", "fuse.glusterfs", "fuse.gvfsd-fuse", "fuse.httpfs", "fuse.kio-fuse", "fuse.rclone"}
    | {"fuse.s3fs", "fuse.smbnetfs", "fuse.sshfs", "osxfuse.sshfs", "macfuse.sshfs"}
)
"""Types of file systems, as the system names them, that reach another computer."""

_REMOTE_DRIVE: Final = 4
"""What Windows answers for a drive letter that stands for a share."""

_MARKERS: Final = (
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".sync_*.db", "Nextcloud"),
    ("._sync_*.db", "Nextcloud"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".stfolder", "Syncthing"),
    (".tmp.drivedownload", "Google Drive"),
    (".tmp.driveupload", "Google Drive"),
)
"""What the sync programs leave in the folder that they sync."""


@dataclass(frozen=True, slots=True)
class Mount:
    """A place in the tree of folders where another file system begins."""

    point: PurePath
    file_system: str


def _no_names(folder: PurePath) -> Iterable[str]:
    return ()


def _no_text(file: PurePath) -> str:
    return ""


def _no_drive(root: str) -> int:
    return 0


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What has to be known of the machine."""

    system: System
    home: PurePath
    environment: Mapping[str, str] = field(default_factory=dict)
    mounts: tuple[Mount, ...] = ()
    names: Callable[[PurePath], Iterable[str]] = _no_names
    """The names of the files in a folder; none where it can't be read."""
    text: Callable[[PurePath], str] = _no_text
    """The content of a small file, or ``""``."""
    drive_type: Callable[[str], int] = _no_drive
    """Windows' own number for the kind of a drive such as ``Z:\\``."""


def concern(path: Path | PurePath, surroundings: Surroundings | None = None) -> str:
    """One quiet sentence when a project lies on a network drive or in a synced folder, else ``""``."""
    if surroundings is None:
        surroundings = _this_machine()
        with suppress(OSError, RuntimeError):  # a circle of links
            path = Path(path).resolve()
    drive = network_drive(path, surroundings)
    if drive:
        return (
            f"This project lies on {drive}. Open it on one computer at a time, "
            "for network drives don't always stop two from writing at once."
        )
    service = synced_by(path, surroundings)
    if service:
        return (
            f"This project lies in a folder that {service} syncs. "
            "Close it and let the syncing finish before you open it on another computer."
        )
    return ""


def network_drive(path: PurePath, surroundings: Surroundings) -> str:
    """What kind of network drive a file is on, in words, or ``""``."""
    if surroundings.system == "windows":
        windows = PureWindowsPath(path)
        drive = windows.drive
        if drive.startswith(("\\\\?\\", "\\\\.\\")):  # a long path; "UNC" in it is a share
            return "a network drive" if drive[4:].upper().startswith("UNC\\") else ""
        if drive.startswith("\\\\"):
            return "a network drive"
        return "a network drive" if drive and surroundings.drive_type(f"{drive}\\") == _REMOTE_DRIVE else ""
    mounts = [mount for mount in surroundings.mounts if path.is_relative_to(mount.point)]
    if not mounts:
        return ""
    deepest = max(enumerate(mounts), key=lambda item: (len(item[1].point.parts), item[0]))[
        1
    ]  # the last one hides others
    return f"a network drive ({deepest.file_system})" if deepest.file_system in NETWORK_FILE_SYSTEMS else ""


def synced_by(path: PurePath, surroundings: Surroundings) -> str:
    """The program that syncs the folder of a file, or ``""``."""
    flavour = PureWindowsPath if surroundings.system == "windows" else PurePosixPath
    path = flavour(path)
    home = flavour(surroundings.home)
    for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        moved = surroundings.environment.get(name, "")
        if moved and path.is_relative_to(flavour(moved)):
            return "OneDrive"
    if any(path.is_relative_to(flavour(folder)) for folder in _dropbox_folders(home, surroundings)):
        return "Dropbox"
    for at, part in enumerate(path.parts[:-1]):
        service = _by_name(part, path.parts[:at], home)
        if service:
            return service
    if surroundings.system == "macos":
        documents = home / "Library" / "Mobile Documents" / "com~apple~CloudDocs"
        in_cloud = set(surroundings.names(documents))
        for name in ("Desktop", "Documents"):
            if name in in_cloud and path.is_relative_to(home / name):
                return "iCloud Drive"
    for folder in path.parents:
        names = [name.casefold() for name in surroundings.names(folder)]
        for pattern, service in _MARKERS:
            # the Dropbox program keeps its own settings in ~/.dropbox, whether the home folder is synced or not
            if folder == home and service == "Dropbox":
                continue
            if any(fnmatchcase(name, pattern) for name in names):
                return service
    return ""


def _by_name(part: str, before: tuple[str, ...], home: PurePath) -> str:
    """The program whose folder has this name, at this place."""
    name = part.casefold()
    parent = [folder.casefold() for folder in before]
    at_home = parent == [folder.casefold() for folder in home.parts]
    if name == "onedrive" or name.startswith(("onedrive - ", "onedrive-")):
        return "OneDrive"
    if name == "dropbox" or re.fullmatch(r"dropbox \(.+\)", name) or name.startswith("dropbox-"):
        return "Dropbox"
    if name in ("iclouddrive", "icloud drive") or (name == "mobile documents" and parent[-1:] == ["library"]):
        return "iCloud Drive"
    if name == "google drive" or name.startswith(("googledrive", "google drive ")):
        return "Google Drive"
    at_root = len(before) == 1
    if (at_home or at_root) and (name in ("my drive", "shared drives") or name.startswith("my drive (")):
        return "Google Drive"
    if name == "nextcloud" or (at_home and name.startswith("nextcloud")):
        return "Nextcloud"
    if name == "owncloud":
        return "ownCloud"
    if name == "box sync" or (name == "box" and at_home):
        return "Box"
    if parent[-2:] == ["library", "cloudstorage"]:
        return part.split("-", 1)[0]
    return ""


def _dropbox_folders(home: PurePath, surroundings: Surroundings) -> list[str]:
    """The folders that Dropbox itself says it syncs."""
    places = [home / ".dropbox"]
    places += [
        type(home)(data) / "Dropbox"
        for name in ("APPDATA", "LOCALAPPDATA")
        if (data := surroundings.environment.get(name, ""))
    ]
    found: list[str] = []
    for place in places:
        try:
            accounts = json.loads(surroundings.text(place / "info.json") or "{}")
        except (ValueError, RecursionError):
            continue
        for account in accounts.values() if isinstance(accounts, dict) else ():
            synced = account.get("path") if isinstance(account, dict) else None
            if isinstance(synced, str) and synced:
                found.append(synced)
    return found


def linux_mounts(mountinfo: str) -> tuple[Mount, ...]:
    """The mounts in the text of ``/proc/self/mountinfo``."""
    found = []
    for line in mountinfo.splitlines():
        before, separator, after = line.partition(" - ")
        left, right = before.split(" "), after.split(" ")
        if separator and len(left) > 4 and right[0]:
            point = re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), left[4])
            found.append(Mount(PurePosixPath(point), right[0]))
    return tuple(found)


def macos_mounts(output: str) -> tuple[Mount, ...]:
    """The mounts in what the ``mount`` command of macOS says."""
    found = []
    for line in output.splitlines():
        match = re.fullmatch(r".*? on (/.*) \(([^,()]+)[^()]*\)", line)
        if match:
            found.append(Mount(PurePosixPath(match[1]), match[2]))
    return tuple(found)


def _this_machine() -> Surroundings:
    system: System = "windows" if sys.platform == "win32" else "macos" if sys.platform == "darwin" else "linux"
    try:
        home: PurePath = Path.home()
    except RuntimeError:  # no home folder: a service, or a container without a user
        home = PurePath(os.sep)
    return Surroundings(
        system=system,
        home=home,
        environment=os.environ,
        mounts=_mounts(system),
        names=_names,
        text=_text,
        drive_type=_drive_type,
    )


def _mounts(system: System) -> tuple[Mount, ...]:
    if system == "linux":
        return linux_mounts(_text(PurePosixPath("/proc/self/mountinfo")))
    if system == "macos":
        with suppress(OSError, subprocess.SubprocessError):
            done = subprocess.run(
                ["/sbin/mount"], capture_output=True, encoding="utf-8", errors="replace", timeout=2, check=False
            )
            return macos_mounts(done.stdout)
    return ()


def _names(folder: PurePath) -> Iterable[str]:
    try:
        with os.scandir(folder) as entries:
            # a folder with very many files is no reason to wait; markers begin with a dot
            return [entry.name for _, entry in zip(range(20_000), entries, strict=False) if entry.name]
    except OSError:
        return ()


def _text(file: PurePath) -> str:
    try:
        with Path(file).open(encoding="utf-8", errors="replace") as stream:
            return stream.read(1 << 20)
    except OSError:
        return ""


def _drive_type(root: str) -> int:
    libraries = getattr(ctypes, "windll", None)  # only Windows has it
    return int(libraries.kernel32.GetDriveTypeW(root)) if libraries is not None else 0
