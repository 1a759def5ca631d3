"""Names of languages as the interfaces of news databases write them, with their codes (ISO 639-1)."""

from __future__ import annotations

import unicodedata
from typing import Final

_NAMES: Final = {
    "ar": "Arabic Arabisch Arabe Árabe Arabo العربية",
    "bg": "Bulgarian Bulgarisch Bulgare Búlgaro Bulgaro български",
    "ca": "Catalan Katalanisch Catalán Catalano Català",
    "cs": "Czech Tschechisch Tchèque Checo Ceco Čeština",
    "da": "Danish Dänisch Danois Danés Danese Dansk Dinamarquês",
    "de": "German Deutsch Allemand Alemán Tedesco Alemão Duits ドイツ語 德语 德語",
    "el": "Greek Griechisch Grec Griego Greco Grego Ελληνικά",
    "en": "English Englisch Anglais Inglés Inglese Inglês Engels English-language Английский 英語 英语 영어",
    "es": "Spanish Spanisch Espagnol Español Spagnolo Espanhol Spaans Испанский スペイン語 西班牙语 西班牙語",
    "et": "Estonian Estnisch Estonien Estonio Estone",
    "fi": "Finnish Finnisch Finnois Finlandés Finlandese Suomi",
    "fr": "French Französisch Français Francés Francese Francês Frans Французский フランス語 法语 法語",
    "he": "Hebrew Hebräisch Hébreu Hebreo Ebraico",
    "hi": "Hindi",
    "hr": "Croatian Kroatisch Croate Croata",
    "hu": "Hungarian Ungarisch Hongrois Húngaro Ungherese Magyar",
    "id": "Indonesian Indonesisch Indonésien Indonesio Indonesiano",
    "it": "Italian Italienisch Italien Italiano Italiaans Итальянский イタリア語 意大利语 義大利語",
    "ja": "Japanese Japanisch Japonais Japonés Giapponese 日本語 日语 日語",
    "ko": "Korean Koreanisch Coréen Coreano 한국어 韓国語 韩语",
    "ms": "Malay Malaiisch Malais Malayo Malese",
    "nl": "Dutch Niederländisch Néerlandais Neerlandés Olandese Holandés Nederlands Holandês",
    "no": "Norwegian Norwegisch Norvégien Noruego Norvegese Norsk",
    "pl": "Polish Polnisch Polonais Polaco Polacco Polski",
    "pt": "Portuguese Portugiesisch Portugais Portugués Portoghese Português",
    "ro": "Romanian Rumänisch Roumain Rumano Rumeno Română",
    "ru": "Russian Russisch Russe Ruso Russo Русский ロシア語 俄语 俄語",
    "sk": "Slovak Slowakisch Slovaque Eslovaco Slovacco",
    "sl": "Slovenian Slowenisch Slovène Esloveno Sloveno",
    "sr": "Serbian Serbisch Serbe Serbio Serbo",
    "sv": "Swedish Schwedisch Suédois Sueco Svedese Svenska",
    "th": "Thai Thailändisch Thaï Tailandés",
    "tr": "Turkish Türkisch Turc Turco Türkçe",
    "uk": "Ukrainian Ukrainisch Ukrainien Ucraniano Ucraino Українська",
    "vi": "Vietnamese Vietnamesisch Vietnamien Vietnamita",
    "zh": "Chinese Chinesisch Chinois Chino Cinese Chinês 中文 中国語",
}


def _key(name: str) -> str:
    plain = unicodedata.normalize("NFD", name.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


_CODES: Final = {_key(name): code for code, names in _NAMES.items() for name in names.split()}
# the script is named behind the language: Chinesisch (traditionell)
_CHINESE: Final = frozenset(key for key, code in _CODES.items() if code == "zh")


def language_code(name: str) -> str:
    """The code of a language by its name in one of the interface languages (``Englisch`` is ``en``), or ``""``."""
    key = _key(" ".join(name.split()))
    if key in _CODES:
        return _CODES[key]
    first = key.replace("(", " ").replace("-", " ").split(maxsplit=1)[:1]
    return "zh" if first and first[0] in _CHINESE and len(key) <= 40 else ""
