"""Files that ask to be completed from the network when they are read: pictures, style sheets, frames, entities, feeds."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Final

_HOST: Final = "http://pictures.example"
_SENTENCES: Final = "".join(
    f"<p>The ferry to the island left pier {n} on Friday, and the harbour master waved to all on board.</p>"
    for n in range(8)
)
_PAGE: Final = f"""<!doctype html><html><head><title>The ferry leaves the harbour</title><base href="{_HOST}/">
<link rel="stylesheet" href="{_HOST}/style.css"><link rel="canonical" href="{_HOST}/a"><script src="{_HOST}/a.js"></script>
<meta http-equiv="refresh" content="0; url={_HOST}/other"></head><body><img src="{_HOST}/beacon.png"><iframe src="{_HOST}/frame">
</iframe><object data="{_HOST}/o.swf"></object>
<article><h1>The ferry leaves the harbour</h1>{_SENTENCES}</article></body></html>"""
_FEED: Final = f"""<?xml version="1.0"?><?xml-stylesheet href="{_HOST}/feed.xsl" type="text/xsl"?>
<rss version="2.0" xmlns:xi="http://www.w3.org/2001/XInclude"><channel><title>Island News</title><item>
<title>The ferry leaves the harbour</title><link>{_HOST}/a</link><enclosure url="{_HOST}/a.mp3" type="audio/mpeg" length="1"/>
<xi:include href="{_HOST}/more.xml"/><description>The ferry left.</description></item></channel></rss>"""
_ENTITY: Final = (
    f'<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "{_HOST}/nitf.dtd" [<!ENTITY more SYSTEM "{_HOST}/more.txt">]>'
    "<nitf><body><body.content><p>&more; The ferry left.</p></body.content></body></nitf>"
)
_MAIL: Final = (
    f"From: desk@news.example\nSubject: The ferry\nDate: Fri, 3 May 2024 08:00:00 +0200\nMIME-Version: 1.0\n"
    f'Content-Type: message/external-body; access-type=URL; URL="{_HOST}/body"\n\n'
    f"Content-Type: text/html\n\n{_PAGE}"
)
_RELATIONSHIPS: Final = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"'
    f' Target="{_HOST}/template.dotm" TargetMode="External"/></Relationships>'
)
_DOCUMENT: Final = (
    '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:r><w:t>The ferry to the island left the pier.</w:t></w:r></w:p></w:body></w:document>"
)
_TYPES: Final = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def write_remote_references(folder: Path) -> Path:
    """Write such files into a new folder. Returns it."""
    folder.mkdir(parents=True)
    for name, content in (
        ("page.html", _PAGE), ("feed.rss", _FEED), ("agency.xml", _ENTITY), ("mail.eml", _MAIL),
        ("address.txt", f"{_HOST}/a\n{_HOST}/b\n"),
    ):  # fmt: skip
        (folder / name).write_text(content, encoding="utf-8")
    with zipfile.ZipFile(folder / "report.docx", "w") as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("word/document.xml", _DOCUMENT)
        archive.writestr("word/_rels/settings.xml.rels", _RELATIONSHIPS)
    return folder
