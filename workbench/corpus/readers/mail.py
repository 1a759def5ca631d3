"""E-mail: single messages (EML) and mailboxes (MBOX). Each message is an article, its attachments are files of their own.

The plain version of a message counts before the HTML version. Headers are decoded leniently, because newsletters and
old archives break the rules in every way; what was damaged is noted. Nothing that a message refers to is loaded.
"""

from __future__ import annotations

import binascii
import email.errors
import email.header
import email.message
import email.parser
import email.policy
import email.utils
import posixpath
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from workbench.corpus.readers.contract import Item, Part, RawRecord, Remark
from workbench.corpus.readers.embedded_page import embedded_text
from workbench.corpus.readers.marked_text import MarkedText, joined_texts
from workbench.corpus.readers.page_source import declared_charset
from workbench.corpus.readers.simple_markup import markup_text
from workbench.domain.article import Refusal
from workbench.text_decoding import Decoded, decode

DEEPEST_PART: Final = 30
"""Parts inside one another in a message."""
MOST_PARTS: Final = 1_000
"""Parts of one message."""
MOST_BOUNDARIES: Final = 100
"""Lines that announce parts of a message: with many inside one another, every line is compared with all of them."""
MOST_MESSAGES: Final = 200_000
_STUB: Final = 400
"""Characters; a plain version that is shorter may only say that the message has to be read elsewhere."""

_NAMES: Final = (
    "from to cc bcc subject date message-id mime-version received return-path content-type content-transfer-encoding"
    " delivered-to reply-to sender x-mailer references in-reply-to list-id list-unsubscribe dkim-signature arc-seal"
    " authentication-results x-received x-originating-ip user-agent thread-topic importance x-priority"
)
_KNOWN: Final = frozenset(_NAMES.split())
_TELLING: Final = frozenset({"message-id", "mime-version", "received", "return-path", "delivered-to", "dkim-signature"})
_HEADER: Final = re.compile(rb"(?P<name>[!-9;-~]{1,80})[ \t]*:")
_ENVELOPE: Final = re.compile(rb"^From (?=[^\r\n]*\r?\n[!-9;-~]{1,80}[ \t]*:)", re.MULTILINE)
_TIME: Final = re.compile(rb"From [^\r\n]*\d")
_ESCAPED_FROM: Final = re.compile(rb"^>(>*From )", re.MULTILINE)
_SPACES: Final = re.compile(r"\s+")
_SIGNATURE: Final = re.compile(r"(?:\A|\n)-- ?\n")
_FORWARD: Final = re.compile(
    r"(?:^|\n)(?P<rule>[ >]*(?:-{2,}|_{2,}|\*{2,})?[ \t]*(?:begin forwarded message|forwarded message|original message"
    r"|weitergeleitete nachricht|ursprüngliche nachricht|message transféré|message d'origine|mensaje reenviado"
    r"|messaggio inoltrato|mensagem encaminhada|пересылаемое сообщение)[ \t]*:?[ \t]*(?:-{2,}|_{2,}|\*{2,})?)[ \t]*\n"
    r"(?P<headers>(?:[ \t>]*\n)*(?:[ \t>]*\*?[^\W\d_][\w -]{0,20}\*?[ \t]*:\*?[^\n]*\n(?:[ \t]+\S[^\n]*\n)?){2,12})",
    re.IGNORECASE,
)
_FORWARD_FIELDS: Final = {
    "from": "author", "von": "author", "de": "author", "da": "author", "от": "author",
    "subject": "title", "betreff": "title", "objet": "title", "asunto": "title", "oggetto": "title", "assunto": "title",
    "тема": "title",
    "date": "date", "sent": "date", "datum": "date", "gesendet": "date", "envoyé": "date", "fecha": "date", "data": "date",
    "enviado": "date", "дата": "date",
}  # fmt: skip
_FORWARDED_TITLE: Final = re.compile(r"\s*(?:(?:fwd?|wg|tr|rv|i|enc)\s*:\s*)+", re.IGNORECASE)
_NOT_KEPT: Final = (
    "image/",
    "audio/",
    "video/",
    "font/",
    "application/pgp",
    "application/pkcs7",
    "application/x-pkcs7",
)
_NO_TEXT: Final = frozenset(
    {"text/css", "text/javascript", "application/javascript", "application/x-javascript", "application/ms-tnef"}
)
_STATEFUL: Final = frozenset({"utf-7", "iso-2022-jp", "iso-2022-kr", "iso-2022-cn", "hz-gb-2312", "iso-2022-jp-2"})
_OTHER_CHARSETS: Final = {
    "x-gbk": "gbk",
    "x-sjis": "shift_jis",
    "ks_c_5601-1987": "cp949",
    "unicode-1-1-utf-7": "utf-7",
}


class Mail:
    """Reads ``.eml``, ``.mbox`` and messages without an ending."""

    name = "e-mail"
    binary = True
    rank = 60

    def recognises(self, data: bytes, path: str) -> bool:
        """By the header lines that it begins with."""
        return _is_mailbox(data) or _is_message(data, path)

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """One record for each message, and one part for each attachment."""
        if not _is_mailbox(data):
            yield from _message(data, path, "", "")
            return
        starts = [match.start() for match in _starts(data)]
        total = len(starts)
        for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(data)], strict=True), start=1):
            if number > MOST_MESSAGES:
                yield Remark(f"Only the first {MOST_MESSAGES:,} of {total:,} messages were read. Split the mailbox.")
                return
            first_line_end = data.find(b"\n", start, end) + 1
            raw = _ESCAPED_FROM.sub(rb"\1", data[first_line_end:end])
            folder = f"message {number}/" if total > 1 else ""
            yield from _message(raw, path, f"message {number} of {total}" if total > 1 else "", folder)


def _is_mailbox(data: bytes) -> bool:
    return data.startswith(b"From ") and _ENVELOPE.match(data) is not None


def _starts(data: bytes) -> Iterator[re.Match[bytes]]:
    """Where messages of a mailbox begin: at the start, and after empty lines before a time or a header of messages."""
    for match in _ENVELOPE.finditer(data):
        start = match.start()
        next_line = data.find(b"\n", start) + 1
        header = _HEADER.match(data, next_line)
        known = header is not None and header["name"].decode("ascii").lower() in _KNOWN
        if start and not known and _TIME.match(data, start, next_line) is None:
            continue
        if start == 0 or data[max(0, start - 2) : start] == b"\n\n" or data[max(0, start - 3) : start] == b"\n\r\n":
            yield match


def _is_message(data: bytes, path: str) -> bool:
    """Whether the first lines are headers of a message: several that are known, or one that only messages have."""
    head = data[:16_384].removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    names: set[str] = set()
    odd = 0
    for line in head.splitlines()[:120]:
        if not line.strip():
            break
        if line[:1] in b" \t":
            continue
        match = _HEADER.match(line)
        if match is None:
            odd += 1
            if odd > 1 or not names:
                return False
            continue
        names.add(match["name"].decode("ascii").lower())
    known = names & _KNOWN
    if path.lower().endswith((".eml", ".emlx")):
        return len(known) >= 2
    return (
        len(known) >= 4
        or (len(known) >= 3 and {"from", "subject", "date"} <= known)
        or (len(known) >= 2 and bool(known & _TELLING))
        or (len(known) >= 3 and "from" in known and "content-type" in known)
    )


@dataclass(slots=True)
class _Content:
    """What a message holds, while its parts are looked through."""

    plain: list[email.message.Message] = field(default_factory=list)
    markup: list[email.message.Message] = field(default_factory=list)
    attached: list[email.message.Message] = field(default_factory=list)
    media: int = 0
    cut: bool = False


def _message(raw: bytes, path: str, where: str, folder: str) -> Iterator[Item]:
    if raw.count(b"boundary=") > MOST_BOUNDARIES:
        yield Refusal(
            path,
            where,
            f"The message has more than {MOST_BOUNDARIES:,} parts inside one another; it was not read."
            " Open it in a mail program and save its text.",
        )
        return
    try:
        message = email.parser.BytesParser(policy=email.policy.compat32).parsebytes(raw.removeprefix(b"\xef\xbb\xbf"))
        content = _content(message)
    except RecursionError:
        reason = (
            "Messages lie inside one another too deeply; it was not read. Open the innermost and save it by itself."
        )
        yield Refusal(path, where, reason)
        return
    except (ValueError, LookupError, TypeError, AttributeError, email.errors.MessageError):
        yield Refusal(
            path,
            where,
            "The message is damaged and can't be taken apart. Open it in a mail program and save it again as .eml.",
        )
        return
    fields, sources, notes = _fields(message)
    text, encoding, certain = "", "", True
    marked: list[tuple[int, int, str, str]] = []
    review = ""
    bodies = content.plain
    if bodies:
        text, encoding, certain = _plain_text(bodies, notes)
    if content.markup and len(text.strip()) < _STUB:
        shown = _markup_text(content.markup, notes)
        # many newsletters say in their plain version only that there is another one
        if len(shown.marked.text) > 5 * len(text.strip()):
            text, encoding, certain = shown.marked.text, shown.encoding, shown.certain
            marked, review = list(shown.marked.boilerplate), shown.review
            notes.append("The text comes from the HTML version of the message.")
    if not marked:
        text = text.strip("\n")
    if text.strip():
        own = _marked(text, fields, sources, notes)
        boilerplate = sorted(own + [span for span in marked if not any(_overlap(span, other) for other in own)])
        if content.media:
            notes.append(
                f"{content.media:,} {'picture or recording was' if content.media == 1 else 'pictures or recordings were'}"
                " left out."
            )
        yield RawRecord(
            text=text,
            record=where,
            fields=fields,
            sources=sources,
            encoding=encoding,
            encoding_certain=certain,
            notes=tuple(notes),
            review="The message has more parts than are read; some were left out." if content.cut else review,
            boilerplate=tuple(boilerplate),
        )
    attached = list(_parts(content.attached, folder, fields, sources))
    yield from attached
    if not text.strip() and not attached:
        has = f" It holds {content.media:,} pictures or recordings." if content.media else ""
        yield Refusal(
            path, where, f"The message holds no text.{has} If it shows one as a picture, save the text itself."
        )


def _content(message: email.message.Message) -> _Content:
    """The parts of a message, without calling itself: nesting is the sender's."""
    found = _Content()
    waiting: list[tuple[email.message.Message, int]] = [(message, 0)]
    seen = 0
    while waiting:
        part, depth = waiting.pop()
        seen += 1
        if seen > MOST_PARTS or depth > DEEPEST_PART:
            found.cut = True
            continue
        kind = part.get_content_type()
        payload: Any = part.get_payload()
        attached = _disposition(part) == "attachment"
        if isinstance(payload, list):
            if kind == "message/rfc822" or (kind.startswith("message/") and kind != "message/delivery-status"):
                found.attached.append(part)
            else:
                waiting += [(inner, depth + 1) for inner in reversed(payload)]
        elif kind.startswith("message/") and kind != "message/partial":
            found.attached.append(part)
        elif kind == "text/plain" and not attached and not (_file_name(part) and found.plain):
            found.plain.append(part)
        elif kind == "text/html" and not attached and not (_file_name(part) and found.markup):
            found.markup.append(part)
        elif kind.startswith(_NOT_KEPT):
            found.media += 1
        elif kind in _NO_TEXT:
            continue
        elif not attached and not _file_name(part) and ("Content-Location" in part or "Content-ID" in part):
            found.media += 1  # what the HTML version is made of
        elif attached or _file_name(part) or kind not in {"text/enriched", "text/markdown", "text/x-markdown", "text"}:
            found.attached.append(part)
        else:
            found.plain.append(part)
    return found


def _disposition(part: email.message.Message) -> str:
    return str(part.get("Content-Disposition", "")).partition(";")[0].strip().lower()


def _file_name(part: email.message.Message) -> str:
    try:
        return _decoded_header(part.get_filename("") or "")
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""


def _bytes(part: email.message.Message, notes: list[str]) -> bytes:
    """The content of a part; where its transfer encoding is damaged, what can be read of it."""
    try:
        raw = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AttributeError, binascii.Error):
        raw = None
    if not isinstance(raw, bytes):
        payload = part.get_payload()
        raw = payload.encode("utf-8", "surrogateescape") if isinstance(payload, str) else b""
    broken = any(isinstance(defect, _BROKEN) for defect in part.defects)
    if broken:
        note = "The transfer encoding (base64 or quoted-printable) of the message is damaged: some text may be wrong."
        if note not in notes:
            notes.append(note)
    return raw


_BROKEN: Final = (
    email.errors.InvalidBase64CharactersDefect,
    email.errors.InvalidBase64PaddingDefect,
    email.errors.InvalidBase64LengthDefect,
)


def _charset(part: email.message.Message) -> str:
    try:
        name = (part.get_content_charset("") or "").strip().lower()
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""
    return _OTHER_CHARSETS.get(name, name)


def _decoded_part(raw: bytes, charset: str) -> Decoded:
    if charset in _STATEFUL:  # these are ASCII outside, and would pass for it
        try:
            return Decoded(raw.decode(charset), f"{charset} (declared)", True)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(raw, declared=charset)


def _plain_text(parts: list[email.message.Message], notes: list[str]) -> tuple[str, str, bool]:
    texts: list[str] = []
    encodings: dict[str, None] = {}
    certain = True
    for part in parts:
        decoded = _decoded_part(_bytes(part, notes), _charset(part))
        text = decoded.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        if str(part.get_param("format", "")).lower() == "flowed":
            text = unflowed(text, delete_space=str(part.get_param("delsp", "")).lower() == "yes")
        if text.strip():
            texts.append(text.strip("\n"))
            encodings[decoded.encoding_in_words] = None
            certain = certain and decoded.certain
    return "\n\n".join(texts), ", ".join(encodings), certain


@dataclass(frozen=True, slots=True)
class _Shown:
    """The HTML version of a message as text."""

    marked: MarkedText
    encoding: str
    certain: bool
    review: str


def _markup_text(parts: list[email.message.Message], notes: list[str]) -> _Shown:
    """The text of the HTML version: of the article where it is a whole web page that somebody sent on."""
    texts: list[MarkedText] = []
    encodings: dict[str, None] = {}
    certain = True
    review = ""
    for part in parts:
        raw = _bytes(part, notes)
        decoded = _decoded_part(raw, _charset(part) or declared_charset(raw))
        found = embedded_text(decoded.text, lambda markup: markup_text(markup).text)
        if found.text.strip():
            texts.append(MarkedText(found.text, found.boilerplate))
            encodings[decoded.encoding_in_words] = None
            certain = certain and decoded.certain
            review = review or found.review
            notes += [note for note in found.notes if note not in notes]
    return _Shown(joined_texts(texts), ", ".join(encodings), certain, review)


def unflowed(text: str, *, delete_space: bool = False) -> str:
    """Text of ``format=flowed`` (RFC 3676) with its paragraphs on one line each again."""
    paragraphs: list[list[str]] = []
    open_depth = -1  # how deeply the line that goes on is quoted
    for raw in text.split("\n"):
        body = raw.lstrip(">")
        depth = len(raw) - len(body)
        body = body.removeprefix(" ")
        flows = body.endswith(" ") and body != "-- "
        content = body[:-1] if flows and delete_space else body
        if open_depth == depth and body != "-- ":
            paragraphs[-1].append(content)
        else:
            paragraphs.append([f"{'>' * depth} {content}" if depth else content])
        open_depth = depth if flows else -1
    lines = ("".join(pieces) for pieces in paragraphs)
    return "\n".join(line if line == "-- " else line.rstrip(" ") for line in lines)


def _marked(
    text: str, fields: dict[str, str], sources: dict[str, str], notes: list[str]
) -> list[tuple[int, int, str, str]]:
    """Where the signature and the headers of a forwarded message stand; those headers count as the message's own."""
    found: list[tuple[int, int, str, str]] = []
    signature = None
    for match in _SIGNATURE.finditer(text):
        signature = match
    if signature is not None and text.count("\n", signature.end()) <= 15:
        start = signature.start() + (1 if text[signature.start()] == "\n" else 0)
        found.append((start, len(text), "author_box", "signature after a line of two hyphens"))
    forward = _FORWARD.search(text[: max(5000, len(text) // 3)])
    if forward is not None:
        start, end = forward.start("rule"), forward.end("headers")
        while end > start and text[end - 1].isspace():
            end -= 1
        found.append((start, end, "navigation", "headers of a forwarded message"))
        if _take_forwarded(forward["headers"], fields, sources):
            notes.append("The message was forwarded: title, author and date are those of the message inside.")
    found.sort()
    return [span for span in found if span[0] < span[1]]


def _overlap(one: tuple[int, int, str, str], other: tuple[int, int, str, str]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _take_forwarded(headers: str, fields: dict[str, str], sources: dict[str, str]) -> bool:
    taken = False
    for line in headers.split("\n"):
        name, colon, value = line.lstrip(" \t>").partition(":")
        target = _FORWARD_FIELDS.get(name.strip("* \t").lower())
        value = value.strip("* \t")
        if not colon or target is None or not value:
            continue
        if target == "author":
            value = _sender(value)
        if target == "date":
            value = iso_date(value) or value
        if value and sources.get(target) != "header of the forwarded message":
            fields[target], sources[target] = value, "header of the forwarded message"
            taken = True
    return taken


def _fields(message: email.message.Message) -> tuple[dict[str, str], dict[str, str], list[str]]:
    fields: dict[str, str] = {}
    sources: dict[str, str] = {}
    notes: list[str] = []
    title = _header(message, "Subject")
    if title:
        fields["title"], sources["title"] = _FORWARDED_TITLE.sub("", title, count=1) or title, "header Subject"
    sender = _sender(_header(message, "From") or _header(message, "Sender"))
    if sender and not sender.lower().startswith("saved by "):  # what browsers write in pages they save
        fields["author"], sources["author"] = sender, "header From"
        # a newsletter; on a list for discussion, which says where to post, each sender speaks for themselves
        sent_to_all = any(_header(message, name) for name in ("List-Unsubscribe", "List-Id", "Feedback-ID"))
        if sent_to_all and not any(_header(message, name) for name in ("List-Post", "Mailing-List", "In-Reply-To")):
            fields["outlet"], sources["outlet"] = sender, "header From (sent to a list)"
    date = _header(message, "Date")
    if date:
        fields["date"], sources["date"] = iso_date(date) or date, "header Date"
    else:
        received = _header(message, "Received").rpartition(";")[2].strip()
        if date := iso_date(received):
            fields["date"], sources["date"] = date, "header Received"
    for name, header in (("language", "Content-Language"), ("url", "Archived-At"), ("url", "Content-Location")):
        value = _header(message, header).strip("<> ")
        if value and name not in fields and (name != "url" or value.startswith(("http://", "https://"))):
            fields[name], sources[name] = (
                value.partition(",")[0].strip() if name == "language" else value,
                f"header {header}",
            )
    return fields, sources, notes


def _header(message: email.message.Message, name: str) -> str:
    """A header on one line, decoded; ``""`` when there is none."""
    try:
        value = message.get(name)
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""
    if value is None:
        return ""
    return _decoded_header(_raw_header(value))


def _raw_header(value: object) -> str:
    if isinstance(value, email.header.Header):  # bytes beyond ASCII that stand there as they are
        pieces = (piece for piece, _ in email.header.decode_header(value))
        raw = b"".join(p if isinstance(p, bytes) else p.encode("ascii", "surrogateescape") for p in pieces)
        return decode(raw).text
    text = str(value)
    if any("\udc80" <= c <= "\udcff" for c in text):
        return decode(text.encode("ascii", "surrogateescape")).text
    return text


def _decoded_header(raw: str) -> str:
    """Encoded words (``=?utf-8?B?...?=``) as characters; those that are broken stay as they are."""
    text = raw
    if "=?" in raw:
        try:
            pieces = email.header.decode_header(raw[:20_000])
        except (email.errors.HeaderParseError, ValueError, binascii.Error):
            pieces = []
        parts: list[str] = []
        held = b""
        held_charset = ""
        for piece, charset in pieces:  # words of one charset may divide a character between them
            if isinstance(piece, bytes) and charset and charset == held_charset:
                held += piece
                continue
            parts.append(_decoded_part(held, held_charset).text if held else "")
            held, held_charset = b"", ""
            if isinstance(piece, str):
                parts.append(piece)
            elif charset:
                held, held_charset = piece, _OTHER_CHARSETS.get(charset.lower(), charset.lower())
            else:
                parts.append(decode(piece).text)
        parts.append(_decoded_part(held, held_charset).text if held else "")
        text = "".join(parts) or raw
    return _SPACES.sub(" ", "".join(c for c in text if unicodedata.category(c) != "Cc" or c in "\t\n\r")).strip()


def _sender(raw: str) -> str:
    """The name of a sender, or the address when there is no name."""
    if not raw:
        return ""
    try:
        name, address = email.utils.parseaddr(raw.partition("[mailto:")[0])
    except (ValueError, IndexError, TypeError):
        name, address = "", ""
    name = name.strip(" '\"") or (address if "@" in address else "")
    return name or re.sub(r"\s*<[^>]*>\s*", "", raw).strip(" '\"") or raw.strip(" <>'\"")


def iso_date(raw: str) -> str:
    """A date as messages write it (RFC 5322) in ISO 8601 with its zone, or ``""`` when it is another or impossible."""
    try:
        parsed = email.utils.parsedate_tz(raw)
    except (ValueError, IndexError, TypeError, OverflowError):
        return ""
    if parsed is None or not re.search(r"\d\d?:\d\d", raw):
        return ""
    year, month, day, hour, minute, second = parsed[:6]
    if not (1900 <= year <= 2199 and 1 <= month <= 12 and 1 <= day <= 31 and 0 <= hour <= 23 and 0 <= minute <= 59):
        return ""
    iso = f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}"
    if 0 <= second <= 59:
        iso += f":{second:02}"
    zone = parsed[9]
    # "-0000" means that the zone is not known; other names of zones stand for several
    if zone is None or re.search(r"-0000\b", raw) or not re.search(r"[+-]\d{4}\b|\b(?:GMT|UTC?|[ECMP][SD]T|Z)\b", raw):
        return iso
    minutes = abs(zone) // 60
    if minutes > 14 * 60:
        return iso
    return f"{iso}{'-' if zone < 0 else '+'}{minutes // 60:02}:{minutes % 60:02}"


def _parts(
    attached: list[email.message.Message], folder: str, fields: Mapping[str, str], sources: Mapping[str, str]
) -> Iterator[Part]:
    """The attachments as files. What the message says about itself is said of them where it can only be meant so."""
    said = {name: fields[name] for name in ("date",) if name in fields}
    from_mail = {name: f"{sources[name]} of the message that it was attached to" for name in said}
    used: set[str] = set()
    for number, part in enumerate(attached, start=1):
        kind = part.get_content_type()
        if kind.startswith("message/") and isinstance(part.get_payload(), list):
            data = _inner_message(part)
            default = f"message {number}.eml"
        else:
            data = _bytes(part, [])
            default = f"attachment {number}"
        if not data:
            continue
        name = safe_name(_file_name(part)) or default
        while name in used:
            stem, dot, suffix = name.rpartition(".")
            name = f"{stem} ({number}){dot}{suffix}" if dot else f"{name} ({number})"
        used.add(name)
        is_mail = kind.startswith("message/")
        yield Part(f"{folder}{name}", data, {} if is_mail else said, {} if is_mail else from_mail)


def _inner_message(part: email.message.Message) -> bytes:
    """A message inside a message as it was sent. Some programs encode it, which the rules forbid."""
    inner = part.get_payload(0)
    if not isinstance(inner, email.message.Message):
        return b""
    try:
        if not inner.keys() and str(part.get("Content-Transfer-Encoding", "")).strip().lower() == "base64":
            payload = inner.get_payload()
            return binascii.a2b_base64(payload.encode("ascii", "ignore") if isinstance(payload, str) else b"")
        return inner.as_bytes()
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, binascii.Error):
        return b""


def safe_name(name: str) -> str:
    """The last part of a file name that a sender chose, without anything that leads elsewhere; ``""`` when none is left."""
    plain = posixpath.basename(name.replace("\\", "/")).strip(". \t")
    plain = "".join(c for c in plain if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Zl", "Zp"})
    return plain[-150:] if plain not in {"", ".", ".."} else ""
