"""Codes and names of languages, however a source writes them."""

from __future__ import annotations

import re
from typing import Final

UNKNOWN: Final = ""

_LANGUAGES: Final = """
af afr Afrikaans
am amh Amharic አማርኛ
ar ara Arabic العربية arabe
az aze Azerbaijani
be bel Belarusian
bg bul Bulgarian български
bn ben Bengali বাংলা bangla
bs bos Bosnian
ca cat Catalan català
cs ces,cze Czech čeština
cy cym,wel Welsh
da dan Danish dansk
de deu,ger German deutsch allemand alemán tedesco duits
el ell,gre Greek ελληνικά
en eng English anglais inglés englisch inglese engels
es spa Spanish español espagnol castellano castilian spanisch
et est Estonian eesti
eu eus,baq Basque euskara
fa fas,per,pes Persian farsi فارسی
fi fin Finnish suomi
fr fra,fre French français francais francés französisch francese frans
ga gle Irish
gl glg Galician galego
gu guj Gujarati
ha hau Hausa
he heb Hebrew עברית iw
hi hin Hindi हिन्दी
hr hrv Croatian hrvatski
hu hun Hungarian magyar
hy hye,arm Armenian
id ind Indonesian in
is isl,ice Icelandic
it ita Italian italiano italien italienisch
ja jpn Japanese 日本語
ka kat,geo Georgian
kk kaz Kazakh
km khm Khmer
kn kan Kannada
ko kor Korean 한국어
ku kur Kurdish
ky kir Kyrgyz kirghiz
la lat Latin
lb ltz Luxembourgish
lo lao Lao
lt lit Lithuanian
lv lav Latvian
mk mkd,mac Macedonian
ml mal Malayalam
mn mon Mongolian
mr mar Marathi
ms msa,may Malay
mt mlt Maltese
my mya,bur Burmese
ne nep Nepali
nl nld,dut Dutch nederlands néerlandais flemish
no nor,nob,nno Norwegian nb nn bokmål nynorsk norsk
or ori,ory Odia
pa pan Punjabi
pl pol Polish polski
ps pus Pashto
pt por Portuguese português portugais
ro ron,rum Romanian română mo
ru rus Russian русский russe ruso russisch
sd snd Sindhi
si sin Sinhala
sk slk,slo Slovak
sl slv Slovenian slovene
so som Somali
sq sqi,alb Albanian
sr srp Serbian српски srpski
sv swe Swedish svenska
sw swa Swahili kiswahili
ta tam Tamil
te tel Telugu
tg tgk Tajik
th tha Thai ไทย
tk tuk Turkmen
tl tgl,fil Tagalog filipino
tr tur Turkish türkçe
uk ukr Ukrainian українська
ur urd Urdu اردو
uz uzb Uzbek
vi vie Vietnamese
yo yor Yoruba
zh zho,chi,cmn Chinese 中文 mandarin chinois
zu zul Zulu
"""
"""ISO 639-1, ISO 639-2 and -3, the English name, and other codes and names of languages that news is written in."""

_RESERVED: Final = frozenset(("und", "mul", "mis", "zxx", "xx", "unknown", "none", "null", "nan", "other", "multiple"))
"""What says that the language is not known."""

_CODE: Final = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]+)*")
_SEPARATOR: Final = re.compile(r"[-_;,/ (]")


def _read() -> tuple[dict[str, str], dict[str, str]]:
    codes: dict[str, str] = {}
    names: dict[str, str] = {}
    for line in _LANGUAGES.strip().splitlines():
        code, longer, name, *others = line.split()
        names[code] = name
        for spelling in (code, *longer.split(","), name, *others):
            codes.setdefault(spelling.casefold(), code)
    return codes, names


_CODES, _NAMES = _read()


def language_code(written: str) -> str:
    """The ISO 639-1 code of a language as a source or a person wrote it; empty when it names none.

    Understood are codes with or without a region ("en", "en-GB", "fr_FR", "eng") and names ("English", "français"). Any
    other code of two or three letters is kept.
    """
    plain = written.strip().casefold()
    for candidate in (plain, _SEPARATOR.split(plain, maxsplit=1)[0]):
        if candidate in _RESERVED:
            return UNKNOWN
        if candidate in _CODES:
            return _CODES[candidate]
    coded = _CODE.fullmatch(plain)
    return coded.group(1) if coded else UNKNOWN


def language_name(code: str) -> str:
    """The English name of a language by its code; the code itself when it is not in the list."""
    return _NAMES.get(code, f"“{code}”" if code else "an unknown language")
