"""Links: only http and https, the whole address shown first, and nothing opened without a person's word."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from workbench.ui.links import LinkError, ask_to_open, read_link


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("javascript:alert(1)", "http://"),
        ("file:///etc/passwd", "http://"),
        ("data:text/html,<b>x", "never has"),
        ("data:text/html,x", "http://"),
        ("ftp://example.org/x", "http://"),
        ("smb://example.org/x", "http://"),
        ("vscode://file/x", "http://"),
        ("//example.org/x", "http://"),
        ("example.org", "http://"),
        ("", "http://"),
        ("https://", "no site"),
        ("https:///path", "no site"),
        ("https://a..b/", "no site"),
        ("https://example.org:99999/", "no site"),
        ("https://evil.example%00.good.example/", "no site"),
        ("http://good.example\\@evil.example/", "never has"),
        ("https://example.org/a b", "never has"),
        ("https://example.org/\u202egpj.exe", "never has"),
        ("https://exam\u200bple.org/", "never has"),
        ("https://example.org/\nHost:x", "never has"),
        ("https://example.org/" + "x" * 2000, "characters"),
    ],
)
def test_what_is_no_address_of_the_web_is_refused_in_words(text: str, reason: str) -> None:
    with pytest.raises(LinkError, match=reason):
        read_link(text)


@pytest.mark.parametrize(
    ("text", "address", "host"),
    [
        ("https://example.org/a?b=1&c=2#d", "https://example.org/a?b=1&c=2#d", "example.org"),
        ("  HTTP://EXAMPLE.ORG/A ", "http://example.org/A", "example.org"),
        ("https://example.org/ä", "https://example.org/%C3%A4", "example.org"),
    ],
)
def test_an_ordinary_address_is_shown_as_it_is_opened(text: str, address: str, host: str) -> None:
    link = read_link(text)
    assert (link.address, link.host, link.warnings) == (address, host, ())


@pytest.mark.parametrize("text", ["https://bücher.example/", "https://xn--bcher-kva.example/"])
def test_letters_that_look_alike_are_pointed_out(text: str) -> None:
    link = read_link(text)
    assert link.address == "https://xn--bcher-kva.example/"
    assert link.host == "bücher.example"
    assert "bücher.example stands for xn--bcher-kva.example" in link.warnings[0]


def test_a_name_before_the_at_sign_is_not_taken_for_the_site() -> None:
    link = read_link("https://www.bank.example:login@evil.example/")
    assert link.host == "evil.example"
    assert "The site is evil.example" in link.warnings[0]


@pytest.mark.parametrize(
    "host",
    ["localhost", "127.0.0.1", "2130706433", "0x7f.1", "[::1]", "192.168.0.1", "10.1.2.3", "router", "nas.local"],
)
def test_devices_nearby_are_pointed_out(host: str) -> None:
    assert any("own network" in warning for warning in read_link(f"http://{host}/reboot").warnings)


class Opener:
    """A browser that only remembers."""

    def __init__(self, *, works: bool = True) -> None:
        self.opened: list[str] = []
        self.works = works

    def __call__(self, url: QUrl) -> bool:
        self.opened.append(bytes(url.toEncoded().data()).decode())
        return self.works


def button(box: QMessageBox, words: str) -> QPushButton:
    return next(b for b in box.findChildren(QPushButton) if b.text().replace("&", "") == words)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


def test_nothing_is_opened_before_a_person_says_so(parent: QWidget, qtbot: QtBot) -> None:
    opener = Opener()
    box = ask_to_open(parent, "https://example.org/a?b=<1>".replace("<1>", "1"), open_address=opener)
    assert opener.opened == []
    assert box.textFormat() is Qt.TextFormat.PlainText
    assert box.text().startswith("https://example.org/a?b=1\n")
    assert box.defaultButton() is not None
    assert box.defaultButton().text().replace("&", "") == "Cancel"
    button(box, "Open in browser").click()
    assert opener.opened == ["https://example.org/a?b=1"]


@pytest.mark.parametrize("words", ["Cancel", "Copy address"])
def test_cancelling_and_copying_open_nothing(parent: QWidget, words: str) -> None:
    opener = Opener()
    box = ask_to_open(parent, "https://example.org/ä", open_address=opener)
    QGuiApplication.clipboard().clear()
    button(box, words).click()
    assert opener.opened == []
    assert QGuiApplication.clipboard().text() == ("https://example.org/%C3%A4" if words == "Copy address" else "")


def test_a_refused_address_is_explained_and_offers_no_opening(parent: QWidget) -> None:
    opener = Opener()
    box = ask_to_open(parent, "javascript:alert('<b>x</b>')", open_address=opener)
    assert "Only addresses that begin with http://" in box.text() or "never has" in box.text()
    assert [b.text().replace("&", "") for b in box.buttons()] == ["Close"]
    box.close()
    assert opener.opened == []


def test_without_a_browser_the_address_is_told(parent: QWidget) -> None:
    box = ask_to_open(parent, "https://example.org/x", open_address=Opener(works=False))
    button(box, "Open in browser").click()
    told = [b for b in parent.findChildren(QMessageBox) if b.isVisible() and "No browser" in b.text()]
    assert len(told) == 1
    assert "https://example.org/x" in told[0].text()
    told[0].close()
