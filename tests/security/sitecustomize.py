"""Put this folder on PYTHONPATH and any way to a network ends in an error, in this process and in every one it starts.

Two guards, of which neither can be taken off again:

- Python's own audit events: connecting, sending, listening, looking up a name, fetching an address.
- On Linux the kernel: making a socket that is not local ends the process, whichever library in whatever language does
  it. No rights are needed for that.

Sockets between processes of one machine (AF_UNIX) stay allowed: processes talk to each other and to the screen by them.
"""

from __future__ import annotations

import ctypes
import os
import platform
import socket
import struct
import sys

_REFUSED = {
    "socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname",
    "socket.gethostbyaddr", "socket.getnameinfo", "urllib.Request", "http.client.connect", "ftplib.connect",
    "smtplib.connect", "imaplib.open", "poplib.connect", "nntplib.connect", "telnetlib.Telnet.open", "webbrowser.open",
}  # fmt: skip
_LOCAL = getattr(socket, "AF_UNIX", None)


class NetworkRefused(BaseException):
    """Not an ``Exception``: no handler for an ordinary failure may swallow it."""


def _on_event(event: str, arguments: tuple[object, ...]) -> None:
    if event not in _REFUSED:
        return
    first = arguments[0] if arguments else None
    if isinstance(first, socket.socket) and first.family == _LOCAL:
        return
    said = f"network refused: {event} {arguments[1:] if isinstance(first, socket.socket) else arguments}"
    log = os.environ.get("COUNTERPOINT_NETWORK_LOG")
    if log:
        with open(log, "a", encoding="utf-8") as file:  # noqa: PTH123 - nothing more than needed is imported here
            file.write(f"{said}\n")
    raise NetworkRefused(said)


def _forbid_sockets_in_the_kernel() -> bool:
    """Linux: from now on, making a socket of another family than AF_UNIX ends the process (SIGSYS)."""
    machine = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}.get(platform.machine())
    if not sys.platform.startswith("linux") or machine is None:
        return False
    architecture, socket_call = machine
    allow, kill = 0x7FFF0000, 0x80000000
    program = b"".join(
        struct.pack("HBBI", *instruction)
        for instruction in (
            (0x20, 0, 0, 4),  # which instruction set
            (0x15, 0, 5, architecture),
            (0x20, 0, 0, 0),  # which system call
            (0x15, 0, 3, socket_call),
            (0x20, 0, 0, 16),  # which family of sockets
            (0x15, 1, 0, 1),  # AF_UNIX
            (0x06, 0, 0, kill),
            (0x06, 0, 0, allow),
        )
    )
    code = ctypes.create_string_buffer(program, len(program))
    filter_of = struct.pack("HL", len(program) // 8, ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    no_new_rights, set_filter, filter_mode = 38, 22, 2
    if libc.prctl(no_new_rights, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.prctl(set_filter, filter_mode, ctypes.c_char_p(filter_of), 0, 0) == 0)


sys.addaudithook(_on_event)
IN_KERNEL = os.environ.get("COUNTERPOINT_NETWORK_GUARD") != "python" and _forbid_sockets_in_the_kernel()
