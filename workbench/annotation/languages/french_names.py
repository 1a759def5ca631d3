"""Names in French articles as the rules want them: without articles and titles, and with one scheme of types.

French models know persons, organisations, places and others. What kind of place or other thing a name is, the words of
the name say; what they do not say is left out.
"""

from __future__ import annotations

import re
from typing import Final

from workbench.annotation.languages.french_places import PEOPLES
from workbench.annotation.parsed import Parsed
from workbench.annotation.word_lists import phrases, words

Name = tuple[int, int, str]

_TYPES: Final = {"PER": "PERSON", "PERSON": "PERSON", "ORG": "ORG", "LOC": "GPE", "GPE": "GPE", "MISC": ""}

_SMALL_ARTICLE: Final = re.compile(
    r"(?:(?:l|d|qu|s|c|n|j|m|t|jusqu|lorsqu)['’]|(?:le|la|les|un|une|des|du|de|au|aux|en|à|ce|cet|cette|ces|son|sa|ses|"
    r"leur|leurs|notre|nos|votre|vos|dans|par|pour|sur|et|ex)[\s-]+)(?=\S)"
)
_LARGE_ARTICLE: Final = re.compile(
    r"(?:[LD]['’]|(?:Le|La|Les|Un|Une|Des|Du|De|Au|Aux|En|À|Ce|Cet|Cette|Ces|Son|Sa|Ses)\s+)(?=\S)"
)
_TITLE: Final = re.compile(r"(?:M\.|MM\.|Mme|Mmes|Mlle|Mgr|Me|Dr|Pr|Maître|Monsieur|Madame)\s+(?=[A-ZÀ-Ý])")
_ROLES: Final = words(
    """
    président présidente premier première ministre vice-président vice-présidente sénateur sénatrice député députée
    maire roi reine prince princesse pape général colonel capitaine juge procureur procureure docteur professeur
    directeur directrice secrétaire chancelier chancelière ambassadeur ambassadrice porte-parole commissaire gouverneur
    gouverneure préfet préfète chef cheffe avocat avocate candidat candidate leader dirigeant dirigeante ex-président
    ex-ministre ancien ancienne homologue milliardaire journaliste écrivain historien historienne économiste chercheur
    chercheuse patron patronne général-major maréchal amiral évêque cardinal imam rabbin sultan émir cheikh
    """
)
_PARTICLES: Final = words("de d' du des la le les van von der den ter ten bin ibn ben al el y e da di dos del della")
_ARTICLE_IS_NAME: Final = phrases(
    """
    Le Monde; Le Figaro; Le Parisien; Le Point; Le Soir; Le Temps; Le Canard enchaîné; La Croix; La Tribune; La Dépêche;
    La Voix du Nord; La Provence; La Libre Belgique; Les Échos; Les Républicains; Les Verts; La Poste;
    La France insoumise; La République en marche; Le Havre; Le Mans; Le Caire; La Rochelle; La Réunion; La Haye;
    La Havane; La Mecque; La Paz; La Courneuve; Les Sables-d'Olonne; Le Creusot; Le Touquet; L'Équipe; L'Humanité;
    L'Express; L'Obs; L'Oréal; L'Opinion
    """
)
_REGIONS: Final = words(
    """
    mer océan fleuve lac mont monts montagne montagnes île îles vallée golfe détroit désert péninsule cap côte
    europe afrique asie amérique océanie antarctique arctique proche-orient moyen-orient méditerranée atlantique pacifique
    caucase balkans alpes pyrénées sahel maghreb sahara occident orient rhin rhône seine loire danube nil baltique
    caraïbes antilles donbass
    """
)
_BUILDINGS: Final = words(
    """
    rue place avenue boulevard pont aéroport gare palais stade tour hôpital base cathédrale basilique musée théâtre
    prison centrale port quai autoroute tunnel château
    """
)
_EVENTS: Final = words(
    "jeux coupe sommet guerre bataille festival tour exposition forum révolution conférence championnat mondial élection"
)
_LAWS: Final = words("loi traité accord accords constitution code convention charte pacte protocole décret règlement")
_BODIES: Final = words(
    """
    parti ligue union fédération ministère conseil commission assemblée sénat parlement cour tribunal banque groupe
    société association agence université institut comité armée police organisation syndicat mouvement front
    rassemblement gouvernement
    """
)
_PLACE_KIND: Final = re.compile(
    r"(?:région|ville|commune|province|département|État|district|village|capitale|pays|quartier|république)s? "
    r"(?:de la |de l['’]|des |du |de |d['’])?(?=[A-ZÀ-Ý])"
)
_NO_NAMES: Final = words(
    """
    lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre octobre
    novembre décembre noël pâques internet état
    """
)
FIELD: Final = "FIELD"
"""The type of what an office is in charge of, which is no name and must not be taken for one."""
_OF: Final = r"(?:de la |de l['’]|des |du |de |d['’]|à la |à l['’])"
_OFFICE: Final = re.compile(
    rf"\b(?P<who>(?i:ministère|ministres?|secrétaires? d['’]État|secrétaires?))(?: délégué(?:e|s)?)? {_OF}"
    rf"(?P<field>[A-ZÀ-Ý][\w-]+(?: (?:étrangères|sociales|publique|publics|intérieure|européennes))?"
    rf"(?:(?:,| et) {_OF}[A-ZÀ-Ý][\w-]+(?: (?:étrangères|sociales|publique|publics))?)*)"
)
_BREAK: Final = re.compile(r"[\n\t«»“”\"(]|\s[–—-]\s|,\s|;\s")


def french_names(parsed: Parsed) -> list[Name]:
    """The names that the model proposes, cut to what is a name and typed; peoples that it missed are added."""
    out: list[Name] = []
    for start, end, label in parsed.names:
        name = _name(parsed, start, end, label)
        if name is not None and not (out and name[0] < out[-1][1]):
            out.append(name)
    taken = {position for start, end, _ in out for position in range(start, end)}
    out.extend(
        (parsed.starts[token], parsed.ends[token], "NORP")
        for token in range(len(parsed))
        if parsed.word(token) in PEOPLES and parsed.starts[token] not in taken and _is_people(parsed, token)
    )
    return sorted(_with_offices(parsed.text, out))


def _with_offices(text: str, names: list[Name]) -> list[Name]:
    """The names, and what ministers are in charge of: a ministry is a body, a minister's field is no name at all."""
    for match in _OFFICE.finditer(text):
        body = match.group("who").lower().startswith("ministère")
        span = match.span() if body else match.span("field")
        names = [name for name in names if name[1] <= span[0] or span[1] <= name[0]]
        names.append((*span, "ORG" if body else FIELD))
    return names


def _name(parsed: Parsed, start: int, end: int, label: str) -> Name | None:
    text = parsed.text
    broken = _BREAK.search(text, start, end)
    if broken:
        end = broken.start() if broken.start() > start + 1 else end
    start = _without_article(parsed, start, end, label)
    kind = _TYPES.get(label, label)
    start = _behind_kind(text, start, end) if kind == "GPE" else start
    title = _TITLE.match(text, start, end)
    if title:
        start, kind = title.end(), "PERSON"
    first = text[start:end].split(maxsplit=1)[0].lower() if text[start:end].split() else ""
    if kind == "PERSON" or first in _ROLES:
        cut = _person(text, start, end)
        if cut is None:
            return None
        start, end = cut
        kind = kind if first not in _ROLES or kind == "PERSON" else "PERSON"
        if first in _ROLES and label != "PER" and " " not in text[start:end]:
            return None  # "ministre de l'Intérieur"
    elif not any(c.isupper() or c.isdigit() for c in text[start:end]):
        return None
    if start >= end or text[start:end].lower() in _NO_NAMES:
        return None
    kind = _typed(text[start:end], kind)
    return (start, end, kind) if kind else None


def _behind_kind(text: str, start: int, end: int) -> int:
    """Where a place begins behind the word that says what kind of place it is: "Bretagne" in "région Bretagne"."""
    kind = _PLACE_KIND.match(text, start, end)
    return kind.end() if kind else start


def _without_article(parsed: Parsed, start: int, end: int, label: str) -> int:
    """Where a name begins behind its articles; a capital article inside a sentence is a part of it."""
    text = parsed.text
    while lead := _SMALL_ARTICLE.match(text, start, end):
        start = lead.end()
    large = _LARGE_ARTICLE.match(text, start, end)
    if not large or text[start:end] in _ARTICLE_IS_NAME:
        return start
    token = parsed.at(start)
    begins = token < 0 or parsed.sentence_starts[parsed.sentence_of(token)] == token
    begins = begins or text[:start].rstrip()[-1:] in tuple('«“":.–—')
    if not begins or (label == "PER" and text[start:end].split()[0] in ("Le", "La", "De", "Du", "Des", "Les")):
        return start
    return large.end()


def _person(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The capitalised words of a person's name with the particles between them; ``None`` when there are none."""
    spans = [(m.start() + start, m.end() + start) for m in re.finditer(r"\S+", text[start:end])]
    kept: list[tuple[int, int]] = []
    for span in spans:
        word = text[span[0] : span[1]]
        plain = word.lower().replace("’", "'")
        if word[:1].isupper() or (plain[:2] in ("d'", "l'") and word[2:3].isupper()):
            if not kept and (plain in _ROLES or plain.rstrip(".") in ("m", "mme", "mlle")):
                continue
            kept.append(span)
        elif kept and plain in _PARTICLES:
            kept.append(span)
        elif kept:
            break
    while (
        kept and text[kept[-1][0] : kept[-1][1]].lower().replace("’", "'") in _PARTICLES and text[kept[-1][0]].islower()
    ):
        kept.pop()
    return (kept[0][0], kept[-1][1]) if kept else None


def _typed(name: str, kind: str) -> str:
    """The type, told more exactly by the name's own words; empty for what no type is known for."""
    first = re.split(r"[\s'’]", name, maxsplit=1)[0].lower()
    if name in PEOPLES:
        return "NORP"
    if kind == "GPE":
        if first in _REGIONS or name.lower() in _REGIONS:
            return "LOC"
        return "FAC" if first in _BUILDINGS and " " in name else "GPE"
    if kind:
        return kind
    if " " not in name:
        return ""
    if first in _LAWS:
        return "LAW"
    if first in _EVENTS:
        return "EVENT"
    return "ORG" if first in _BODIES else ""


def _is_people(parsed: Parsed, token: int) -> bool:
    """Whether a word with a capital is a people: "les Russes", "des Français", "un Allemand"."""
    if token == 0 or parsed.tags[token] == "JJ":
        return False
    before = parsed.lower(token - 1)
    return before in (
        "le",
        "la",
        "les",
        "l'",
        "un",
        "une",
        "des",
        "aux",
        "du",
        "de",
        "d'",
        "au",
        "ces",
        "deux",
        "que",
        "qu'",
    )
