"""Titles before people's names, and the parts of a person's name."""

from __future__ import annotations

from typing import Final

from workbench.annotation.languages import french_words
from workbench.annotation.spelling import name_key
from workbench.annotation.word_lists import words

TITLES: Final = french_words.TITLES | words(
    """
    mr mrs ms miss mx dr prof professor sir dame lord lady baroness baron rev reverend father sister pope cardinal
    archbishop bishop rabbi imam ayatollah king queen prince princess duke duchess emperor sultan sheikh shaikh emir
    president premier chancellor minister prime foreign defense defence interior finance secretary sen senator rep
    representative congressman congresswoman congressperson gov governor mayor councilman councilwoman councillor mp
    judge justice attorney general gen lt lieutenant col colonel maj major capt captain cmdr commander adm admiral
    sgt sergeant cpl corporal pvt private officer detective sheriff chief chairman chairwoman chair speaker
    spokesman spokeswoman spokesperson ambassador envoy director ceo cfo coach manager vice deputy former ex acting
    then late candidate nominee leader dictator tsar czar marshal brig brigadier comrade economist analyst
    strategist lawyer author actor actress singer
    """
)
"""Words that stand before a person's name and are no part of it."""

# "Minister" before a name means a person; "Prime" or "General" alone may begin the name of a body
STRONG_TITLES: Final = french_words.STRONG_TITLES | words(
    """
    mr mrs ms miss dr prof professor sir dame lord lady rev pope president premier chancellor minister sen senator
    rep gov governor mayor congressman congresswoman judge justice general gen lt col colonel maj capt adm admiral
    sgt king queen prince princess ayatollah spokesman spokeswoman spokesperson secretary ambassador
    """
)

FIRST_NAMES: Final = words(
    """
    aaron adam adrian agnieszka ahmad ahmed aisha alan albert alejandro aleksandr alex alexander alexandra alexei
    alfred ali alice alicia alison allen amanda amir amy ana anastasia anders andre andrea andreas andrei andres
    andrew andrzej angela anita ann anna anne annie anthony antonio antony arnold arthur arturo asif barbara barry
    beatriz ben benjamin bernard bernie bert beth betty bill bob boris brandon brenda brett brian bruce bruno bryan
    camila carl carla carlos carmen carol caroline catherine cathy cecilia chad charles charlie cheryl chris
    christian christina christine christopher cindy claire clara claudia colin connie craig cristina cynthia dan
    daniel daniela darren dave david dean deborah denis dennis derek diana diane diego dieter dimitri dmitri dmitry
    dominic dominique don donald donna doris dorothy doug douglas duncan ed edgar eduardo edward eleanor elena
    elisabeth elizabeth ellen emily emma emmanuel enrique eric erica erik erin ernest esther eugene eva evan evelyn
    fatima felipe felix fernando fiona fran frances francesca francesco francis francisco francois frank fred
    frederick gabriel gabriela gareth gary gavin gene geoffrey george gerald gerard gerhard giovanni giuseppe gloria
    gordon graham greg gregory guillermo guy hannah hans harold harriet harry hassan heather hector heidi helen
    helena helmut henri henry herbert hillary howard hugh hugo hussein ian ibrahim ida igor ines ingrid irene irina
    isaac isabel isabella ivan jack jacob jacques jake james jamie jan jane janet jared jason javier jay jean jeff
    jeffrey jennifer jenny jeremy jerome jerry jesse jessica jill jim jimmy joan joanna joao joe joel johan johann
    johanna john johnny jonathan jorge jose josef joseph joshua joyce juan judith julia julian julie julio jurgen
    justin kamala karen karin karl kate katherine kathleen kathryn kathy katie keith kelly ken kenneth kevin kirsten
    klaus kristen kristina kyle larry lars laura lauren laurence lawrence leah lena leo leon leonard leonardo leonid
    leslie lewis liam lily linda lisa liz lorenzo louis louise lucas lucia lucy luigi luis luisa luke lynn magdalena
    malcolm manuel marc marcel marco marcos marcus margaret maria marie marina mario marion mark marta martha martin
    martina mary mathias matteo matthew matthias maurice max megan melanie melissa michael michel michele michelle
    miguel mikael mike mikhail miriam mitch mohamed mohammad mohammed monica monika muhammad mustafa nadia nancy
    naomi natalia natalie nathan neil nicholas nick nicola nicolas nicole nigel nikita nikolai nina noah nora norman
    olaf oleg oleksandr olga oliver olivia olivier omar oscar otto owen pablo pamela pat patricia patrick paul paula
    paulo pavel pedro peggy penny pete peter petra phil philip philippe phyllis pierre piotr rachel rafael ralph
    ramon randy raul ray raymond rebecca recep reinhard rene ricardo richard rick rita rob robert roberto robin
    rodrigo roger roland ronald rosa rosemary ross roy ruben rudolf rui rupert russell ruth ryan sabine sally
    salvador sam samantha samuel sandra sara sarah scott sean sebastian serge sergei sergey sergio seth shannon
    sharon sheila shinzo shirley simon simone sofia sonia sophia sophie stanley stefan stella stephanie stephen
    steve steven stuart sue susan susanne suzanne sven svetlana sylvia tamara tania tatiana ted teresa terry thea
    theodore theresa thierry thomas tim timothy tina tobias todd tom tomas tomasz tommy tony tracy trevor ulrich
    ursula valentina valerie vanessa vera veronica vicente victor viktor vincent vladimir volodymyr walter wanda
    warren wayne wendy werner wilhelm william wolfgang yasmin yolanda yuri yusuf yvonne zoe
    """
)
"""Frequent first names of several languages that mean little else: two words that begin with one name a person."""

FAMILY_FIRST: Final = words(
    """
    xi li wang zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin luo deng mao jiang hua kim park
    lee moon yoon choi jung kang cho ban nguyen tran le pham hun
    """
)
"""Family names that stand first in Chinese, Korean and Vietnamese names."""

_NICKNAMES: Final = """
abe abraham; al albert; alec alexander; alex alexander; andy andrew; barney bernard; becky rebecca; ben benjamin;
bernie bernard; beth elizabeth; betty elizabeth; bill william; billy william; bob robert; bobby robert; cathy catherine;
charlie charles; chris christopher; chuck charles; cindy cynthia; dan daniel; danny daniel; dave david; debbie deborah;
dick richard; don donald; doug douglas; ed edward; eddie edward; fred frederick; gerry gerald; greg gregory; hank henry;
jack john; jeff jeffrey; jerry gerald; jim james; jimmy james; joe joseph; johnny john; jon jonathan; josh joshua;
kate katherine; kathy katherine; ken kenneth; kim kimberly; larry lawrence; liz elizabeth; lou louis; maggie margaret;
matt matthew; max maximilian; mike michael; mick michael; mitch mitchell; nate nathaniel; nick nicholas; pat patrick;
peggy margaret; pete peter; phil philip; randy randall; ray raymond; rick richard; rob robert; robbie robert; ron ronald;
rudy rudolph; russ russell; sam samuel; sandy alexander; steve steven; stephen steven; sue susan; ted theodore;
terry terence; tim timothy; toby tobias; tom thomas; tommy thomas; tony anthony; vicky victoria; walt walter; will william;
zack zachary
"""
NICKNAMES: Final = dict(pair.split() for pair in _NICKNAMES.split(";"))
"""Short first names and what each is short for."""

SUFFIXES: Final = words("jr sr ii iii iv phd md")

PARTICLES: Final = words(
    "van von der den de del della di da dos du la le el al bin ibn as ad an ar ash ben st ter ten abu"
)


def name_parts(name: str) -> tuple[str, ...]:
    """The parts of a person's name as keys, without titles before and suffixes after: ``("vladimir", "putin")``."""
    parts = name_key(name).split()
    while len(parts) > 1 and parts[0] in TITLES:
        parts = parts[1:]
    while len(parts) > 1 and parts[-1] in SUFFIXES:
        parts = parts[:-1]
    return tuple(parts)


def generation(name: str) -> str:
    """The suffix that tells a child from a parent of the same name: ``jr`` or ``sr``; empty for neither."""
    last = name_key(name).rsplit(" ", 1)[-1]
    return last if last in ("jr", "sr") else ""


def first_and_last(parts: tuple[str, ...]) -> tuple[str, str]:
    """First name and surname of a name with two parts or more; particles go with the surname (``van gogh``)."""
    last = len(parts) - 1
    while last > 1 and parts[last - 1] in PARTICLES:
        last -= 1
    return parts[0], " ".join(parts[last:])
