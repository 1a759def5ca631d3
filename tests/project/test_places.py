"""Where a project lies, on every system: quiet about ordinary folders, one sentence about synced ones and network drives."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from workbench.project.places import Mount, Surroundings, concern, linux_mounts, macos_mounts, network_drive, synced_by

LINUX_HOME = PurePosixPath("/people/ana")
MAC_HOME = PurePosixPath("/people/ana")
WINDOWS_HOME = PureWindowsPath(r"C:\Users\Ana")

MOUNTINFO = r"""
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:5 / /proc rw - proc proc rw
40 22 0:40 / /mnt/news\040room rw,relatime shared:9 master:2 - nfs4 files:/news rw
41 40 8:2 / /mnt/news\040room/local rw - xfs /dev/sdb1 rw
42 22 0:41 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
43 22 0:42 / /people/ana/far rw - fuse.sshfs ana@far:/ rw
44 22 0:43 / /srv/share rw - cifs //files/share rw
45 22 0:44 / /srv/hidden rw - cifs //files/share rw
46 22 0:45 / /srv/hidden rw - tmpfs tmpfs rw
nonsense
"""


def linux(**more: object) -> Surroundings:
    return Surroundings(system="linux", home=LINUX_HOME, mounts=linux_mounts(MOUNTINFO), **more)  # type: ignore[arg-type]


def macos(**more: object) -> Surroundings:
    return Surroundings(system="macos", home=MAC_HOME, **more)  # type: ignore[arg-type]


def windows(**more: object) -> Surroundings:
    return Surroundings(system="windows", home=WINDOWS_HOME, **more)  # type: ignore[arg-type]


def folders(found: Mapping[str, list[str]], flavour: type[PurePath] = PurePosixPath) -> object:
    known = {flavour(name): names for name, names in found.items()}
    return lambda folder: known.get(folder, [])


@pytest.mark.parametrize(
    ("path", "file_system"),
    [
        ("/mnt/news room/a.counterpoint", "nfs4"),
        ("/mnt/news room/local/a.counterpoint", ""),
        ("/run/user/1000/gvfs/smb-share:server=x/a.counterpoint", "fuse.gvfsd-fuse"),
        ("/people/ana/far/a.counterpoint", "fuse.sshfs"),
        ("/people/ana/farther/a.counterpoint", ""),
        ("/srv/share/deep/er/a.counterpoint", "cifs"),
        ("/srv/hidden/a.counterpoint", ""),  # what was mounted last hides what was there
        ("/people/ana/a.counterpoint", ""),
    ],
)
def test_a_network_drive_on_linux_is_known_by_its_file_system(path: str, file_system: str) -> None:
    assert network_drive(PurePosixPath(path), linux()) == (f"a network drive ({file_system})" if file_system else "")


def test_a_network_drive_on_macos_is_known_by_what_mount_says() -> None:
    mounts = macos_mounts(
        "/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)\n"
        "//ana@files/share on /Volumes/share on two (smbfs, nodev, nosuid, mounted by ana)\n"
        "map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)\nnonsense\n"
    )
    assert mounts[1] == Mount(PurePosixPath("/Volumes/share on two"), "smbfs")
    assert network_drive(PurePosixPath("/Volumes/share on two/a.counterpoint"), macos(mounts=mounts))
    assert not network_drive(PurePosixPath("/people/ana/a.counterpoint"), macos(mounts=mounts))


@pytest.mark.parametrize(
    ("path", "remote"),
    [
        (r"\\files\share\a.counterpoint", True),
        (r"\\?\UNC\files\share\a.counterpoint", True),
        (r"\\wsl.localhost\Debian\home\a.counterpoint", True),
        (r"\\?\C:\Users\Ana\a.counterpoint", False),
        (r"Z:\a.counterpoint", True),
        (r"C:\Users\Ana\a.counterpoint", False),
    ],
)
def test_a_network_drive_on_windows_is_a_share_or_a_letter_for_one(path: str, remote: bool) -> None:
    drives = {"Z:\\": 4, "C:\\": 3}
    assert bool(network_drive(PureWindowsPath(path), windows(drive_type=drives.__getitem__))) is remote


@pytest.mark.parametrize(
    ("path", "service"),
    [
        (r"C:\Users\Ana\OneDrive\a.counterpoint", "OneDrive"),
        (r"C:\Users\Ana\OneDrive - Daily Planet\Stories\a.counterpoint", "OneDrive"),
        (r"C:\users\ana\onedrive - daily planet\a.counterpoint", "OneDrive"),
        (r"D:\Dropbox (Planet)\a.counterpoint", "Dropbox"),
        (r"C:\Users\Ana\iCloudDrive\a.counterpoint", "iCloud Drive"),
        (r"G:\My Drive\a.counterpoint", "Google Drive"),
        (r"G:\Shared drives\News\a.counterpoint", "Google Drive"),
        (r"C:\Users\Ana\My Drive (ana@example.org)\a.counterpoint", "Google Drive"),
        (r"C:\Users\Ana\Box\a.counterpoint", "Box"),
        (r"C:\Users\Ana\Documents\OneDrive notes\a.counterpoint", ""),
        (r"C:\Users\Ana\Documents\My Drive\a.counterpoint", ""),
        (r"C:\Users\Ana\Documents\Box\a.counterpoint", ""),
        (r"C:\Users\Ana\Documents\OneDrive.counterpoint", ""),
    ],
)
def test_synced_folders_of_windows_are_known_by_name(path: str, service: str) -> None:
    assert synced_by(PureWindowsPath(path), windows()) == service


@pytest.mark.parametrize("name", ["OneDrive", "OneDriveCommercial", "OneDriveConsumer"])
def test_a_moved_onedrive_is_known_by_the_environment(name: str) -> None:
    here = windows(environment={name: r"E:\Cloud"})
    assert synced_by(PureWindowsPath(r"e:\cloud\x\a.counterpoint"), here) == "OneDrive"
    assert synced_by(PureWindowsPath(r"E:\Clouds\a.counterpoint"), here) == ""


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/people/ana/Library/Mobile Documents/com~apple~CloudDocs/a.counterpoint", "iCloud Drive"),
        ("/people/ana/Library/CloudStorage/GoogleDrive-ana@example.org/My Drive/a.counterpoint", "Google Drive"),
        ("/people/ana/Library/CloudStorage/OneDrive-Planet/a.counterpoint", "OneDrive"),
        ("/people/ana/Library/CloudStorage/Dropbox/a.counterpoint", "Dropbox"),
        ("/people/ana/Library/CloudStorage/Box-Box/a.counterpoint", "Box"),
        ("/people/ana/Library/CloudStorage/ProtonDrive-ana/a.counterpoint", "ProtonDrive"),
        ("/people/ana/Documents/a.counterpoint", ""),
    ],
)
def test_synced_folders_of_macos_are_known_by_name(path: str, service: str) -> None:
    assert synced_by(PurePosixPath(path), macos()) == service


def test_documents_of_macos_count_as_synced_only_when_they_were_moved_to_icloud() -> None:
    cloud = "/people/ana/Library/Mobile Documents/com~apple~CloudDocs"
    here = macos(names=folders({cloud: ["Documents"]}))
    assert synced_by(PurePosixPath("/people/ana/Documents/x/a.counterpoint"), here) == "iCloud Drive"
    assert synced_by(PurePosixPath("/people/ana/Desktop/a.counterpoint"), here) == ""


@pytest.mark.parametrize(
    ("marker", "service"),
    [
        (".dropbox.cache", "Dropbox"),
        (".stfolder", "Syncthing"),
        (".sync_0a1b2c3d.db", "Nextcloud"),
        ("._sync_0a1b2c3d.db", "Nextcloud"),
        (".owncloudsync.log", "ownCloud"),
        (".hidden", ""),
    ],
)
def test_a_synced_folder_of_any_name_is_known_by_its_marker(marker: str, service: str) -> None:
    here = linux(names=folders({"/people/ana/work": ["a.txt", marker]}))
    assert synced_by(PurePosixPath("/people/ana/work/stories/2026/a.counterpoint"), here) == service
    assert synced_by(PurePosixPath("/people/ana/other/a.counterpoint"), here) == ""


def test_dropbox_is_asked_where_its_folder_is() -> None:
    info = {PurePosixPath("/people/ana/.dropbox/info.json"): json.dumps({"personal": {"path": "/data/db"}, "x": 3})}
    here = linux(text=lambda file: info.get(file, ""), names=folders({"/people/ana": [".dropbox"]}))
    assert synced_by(PurePosixPath("/data/db/a.counterpoint"), here) == "Dropbox"
    assert synced_by(PurePosixPath("/people/ana/a.counterpoint"), here) == ""  # its settings lie there, that is all


@pytest.mark.parametrize("broken", ["{", "[]", "[" * 100_000, '{"a": {"path": 7}}'])
def test_an_unreadable_note_of_dropbox_is_no_reason_to_stop(broken: str) -> None:
    assert synced_by(PurePosixPath("/data/a.counterpoint"), linux(text=lambda file: broken)) == ""


def test_the_concern_is_one_or_two_short_sentences_and_the_network_comes_first() -> None:
    assert "syncs" in concern(PurePosixPath("/people/ana/Nextcloud/a.counterpoint"), linux())
    assert "Nextcloud" in concern(PurePosixPath("/people/ana/Nextcloud/a.counterpoint"), linux())
    assert "nfs4" in concern(PurePosixPath("/mnt/news room/Dropbox/a.counterpoint"), linux())
    assert concern(PurePosixPath("/people/ana/a.counterpoint"), linux()) == ""


def test_this_machine_can_be_asked(tmp_path: Path) -> None:
    (tmp_path / "synced").mkdir()
    (tmp_path / "synced" / ".stfolder").mkdir()
    answer = concern(tmp_path / "synced" / "a.counterpoint")
    assert "Syncthing" in answer or "network drive" in answer
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    assert isinstance(concern(loop / "a.counterpoint"), str)
