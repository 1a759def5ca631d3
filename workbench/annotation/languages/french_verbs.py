"""Forms of French verbs as news uses them: third persons, participles and the infinitive."""

from __future__ import annotations

import re
from typing import Final

_IRREGULAR: Final = {
    # singular and plural of the present, stem of the imperfect, singular and plural of the past, stem of the future,
    # participle; written for the verb that others are put together from
    "dire": "dit disent dis dit dirent dir dit",
    "écrire": "écrit écrivent écriv écrivit écrivirent écrir écrit",
    "crire": "crit crivent criv crivit crivirent crir crit",
    "lire": "lit lisent lis lut lurent lir lu",
    "mettre": "met mettent mett mit mirent mettr mis",
    "tenir": "tient tiennent ten tint tinrent tiendr tenu",
    "venir": "vient viennent ven vint vinrent viendr venu",
    "connaître": "connaît connaissent connaiss connut connurent connaîtr connu",
    "paraître": "paraît paraissent paraiss parut parurent paraîtr paru",
    "croire": "croit croient croy crut crurent croir cru",
    "savoir": "sait savent sav sut surent saur su",
    "vouloir": "veut veulent voul voulut voulurent voudr voulu",
    "prévoir": "prévoit prévoient prévoy prévit prévirent prévoir prévu",
    "voir": "voit voient voy vit virent verr vu",
    "craindre": "craint craignent craign craignit craignirent craindr craint",
    "plaindre": "plaint plaignent plaign plaignit plaignirent plaindr plaint",
    "conclure": "conclut concluent conclu conclut conclurent conclur conclu",
    "mentir": "ment mentent ment mentit mentirent mentir menti",
    "sentir": "sent sentent sent sentit sentirent sentir senti",
    "suivre": "suit suivent suiv suivit suivirent suivr suivi",
    "prendre": "prend prennent pren prit prirent prendr pris",
    "rire": "rit rient ri rit rirent rir ri",
    "faire": "fait font fais fit firent fer fait",
    "recevoir": "reçoit reçoivent recev reçut reçurent recevr reçu",
    "percevoir": "perçoit perçoivent percev perçut perçurent percevr perçu",
    "convaincre": "convainc convainquent convainqu convainquit convainquirent convaincr convaincu",
    "battre": "bat battent batt battit battirent battr battu",
}
_PREFIXED: Final = tuple(sorted(_IRREGULAR, key=len, reverse=True))
_STRONG_E: Final = re.compile(r"[eé](?=(?:[bcdfgjklmnprstvz]|[gq]u|ch|gn|[bcdfgt][rl])er$)")
_DOUBLED: Final = ("appeler", "jeter")


def verb_forms(infinitive: str) -> tuple[str, ...]:
    """The infinitive, then the other forms of a verb, each once."""
    for base in _PREFIXED:
        if infinitive.endswith(base):
            prefix = infinitive[: -len(base)]
            forms = _from_parts(*(f"{prefix}{part}" for part in _IRREGULAR[base].split()))
            break
    else:
        forms = _regular(infinitive)
    return tuple(dict.fromkeys((infinitive, *forms)))


def _from_parts(
    singular: str, plural: str, imperfect: str, past: str, past_plural: str, future: str, participle: str
) -> list[str]:
    ending = "" if participle.endswith("s") else "s"
    return [
        singular, plural, f"{imperfect}ait", f"{imperfect}aient", f"{imperfect}ant", past, past_plural,
        f"{future}a", f"{future}ont", f"{future}ait", f"{future}aient",
        participle, f"{participle}e", f"{participle}{ending}", f"{participle}es",
    ]  # fmt: skip


def _regular(infinitive: str) -> list[str]:
    stem = infinitive[:-2]
    if infinitive.endswith("er"):
        strong = _strong(infinitive)
        soft = stem + "e" if stem.endswith("g") else stem[:-1] + "ç" if stem.endswith("c") else stem
        forms = _from_parts(f"{strong}e", f"{strong}ent", soft, f"{soft}a", f"{stem}èrent", infinitive, f"{stem}é")
        # the future keeps the accent or changes it; both spellings are right
        return [*forms, *(f"{strong}er{ending}" for ending in ("a", "ont", "ait", "aient"))]
    if infinitive.endswith("ir"):
        long = f"{stem}iss"
        return _from_parts(f"{stem}it", f"{long}ent", long, f"{stem}it", f"{stem}irent", infinitive, f"{stem}i")
    # like "répondre"
    return _from_parts(stem, f"{stem}ent", stem, f"{stem}it", f"{stem}irent", infinitive[:-1], f"{stem}u")


def _strong(infinitive: str) -> str:
    """The stem of an -er verb where the stress falls on it: "espèr", "rappell", "appui"."""
    stem = infinitive[:-2]
    if infinitive.endswith(_DOUBLED):
        return stem + stem[-1]
    if infinitive.endswith(("oyer", "uyer")):
        return stem[:-1] + "i"
    return _STRONG_E.sub("è", infinitive)[:-2]
