"""The one way to open a link: only http and https, in the browser, after a person has seen the whole address.

Counterpoint itself opens no connection. What is asked about is letter for letter what the browser gets.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from workbench.domain.errors import CounterpointError
from workbench.ui.dialogs.messages import show_problem
from workbench.ui.plain_text import message_box, visible

NOT_OPENED: Final = "Link not opened"
_SCHEMES: Final = ("http", "https")
_LONGEST: Final = 2000
"""Characters of an address; what is longer can't be looked through by a person."""
_NEVER: Final = frozenset('\\<>"{}|^`')
"""Characters that no address has, and that programs take for different things."""


class LinkError(CounterpointError):
    """An address that is not opened; the message says why."""


@dataclass(frozen=True, slots=True)
class Link:
    """An address that may be opened."""

    address: str
    """As the browser gets it: letters beyond ASCII are encoded, the host as punycode."""
    host: str
    """The site in its own letters."""
    warnings: tuple[str, ...] = ()


def read_link(text: str) -> Link:
    """The address in a text from a corpus.

    Raises:
        LinkError: it is no address of the web, or one that could be read in two ways.
    """
    text = text.strip()
    shown = visible(text)[:200]
    if len(text) > _LONGEST:
        raise LinkError(f"The address has {len(text):,} characters; up to {_LONGEST:,} are opened. It begins: {shown}")
    if not text.isprintable() or " " in text or _NEVER & set(text):
        raise LinkError(
            f"This is no address that can be opened, as it has characters that an address never has: {shown}"
        )
    url = QUrl(text, QUrl.ParsingMode.StrictMode)
    if url.scheme() not in _SCHEMES:
        raise LinkError(f"Only addresses that begin with http:// or https:// are opened. This one does not: {shown}")
    ascii_host = url.host(QUrl.ComponentFormattingOption.FullyEncoded)
    if not url.isValid() or not ascii_host:
        raise LinkError(f"This address has no site that could be opened: {shown}")
    address = url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
    host = _in_letters(ascii_host)
    warnings = []
    if url.userInfo():
        warnings.append(f"What stands before the @ is a user's name, not the site. The site is {ascii_host}.")
    if ascii_host != host:
        warnings.append(
            f"The name of the site has letters beyond a to z, which can look like others: {host} stands for {ascii_host}."
        )
    if _is_near(ascii_host):
        warnings.append("This leads to a device in your own network or to this computer, not to a public site.")
    return Link(address, host, tuple(warnings))


def ask_to_open(
    parent: QWidget | None, text: str, *, open_address: Callable[[QUrl], bool] | None = None
) -> QMessageBox:
    """Show the whole address and open it when the person says so; say why when it can't be opened.

    Args:
        parent: The window that the question belongs to.
        text: The address as it stands in the corpus.
        open_address: What opens it; the system's browser by default. Gives whether that worked.

    Returns:
        The box that asks or explains.
    """
    opener = open_address or QDesktopServices.openUrl
    try:
        link = read_link(text)
    except LinkError as error:
        return show_problem(parent, str(error), title=NOT_OPENED)
    lines = [link.address, "", f"Site: {link.host}", *link.warnings]
    lines.append("Your browser goes there, and the site can see that. Counterpoint itself opens no connection.")
    icon = QMessageBox.Icon.Warning if link.warnings else QMessageBox.Icon.Question
    box = message_box(parent, icon, "Open this address in the browser?", "\n".join(lines))
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setAccessibleName("Open this address in the browser?")
    yes = box.addButton("Open in browser", QMessageBox.ButtonRole.AcceptRole)
    copy = box.addButton("Copy address", QMessageBox.ButtonRole.ActionRole)
    no = box.addButton(QMessageBox.StandardButton.Cancel)
    for button in (yes, copy, no):
        button.setAccessibleName(visible(button.text().replace("&", "")))
    box.setDefaultButton(no)
    box.setEscapeButton(no)

    def answered(_: int) -> None:
        if box.clickedButton() is copy:
            QGuiApplication.clipboard().setText(link.address)
        elif box.clickedButton() is yes and not opener(QUrl(link.address, QUrl.ParsingMode.StrictMode)):
            show_problem(
                parent, f"No browser could be started. Copy the address and open it yourself: {link.address}",
                title=NOT_OPENED,
            )  # fmt: skip

    box.finished.connect(answered)
    box.open()
    return box


def _in_letters(ascii_host: str) -> str:
    """A host with its own letters in place of punycode; Qt would do so for some countries' names only."""
    labels = []
    for label in ascii_host.split("."):
        try:
            labels.append(label[4:].encode("ascii").decode("punycode") if label.startswith("xn--") else label)
        except UnicodeError:
            labels.append(label)
    return ".".join(labels)


def _is_near(host: str) -> bool:
    """Whether a host is this computer or in the person's own network."""
    try:
        return not ipaddress.ip_address(host.strip("[]")).is_global
    except ValueError:
        name = host.rstrip(".").lower()
        return "." not in name or name.endswith((".localhost", ".local", ".lan", ".internal", ".home.arpa"))
