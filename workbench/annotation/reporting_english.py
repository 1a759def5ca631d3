"""English words by which rules see who says what. The lists are this project's own, compiled from grammar and usage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from workbench.annotation.reporting import Governed, ReportingWords, Words
from workbench.annotation.word_lists import phrases, words

NEUTRAL: Final = "neutral"
ASSERTIVE: Final = "assertive"
DISTANCING: Final = "distancing"
EVALUATIVE: Final = "evaluative"


def _pairs(text: str) -> dict[str, Words]:
    """From lines such as ``about over: speak talk`` to the words before the colon by each word after it."""
    out: dict[str, set[str]] = {}
    for line in text.strip().splitlines():
        keys, _, values = line.partition(":")
        for value in values.split():
            out.setdefault(value, set()).update(keys.split())
    return {value: frozenset(keys) for value, keys in out.items()}


# ---------------------------------------------------------------- verbs beside words in quotation marks
_QUOTING: Final = {
    NEUTRAL: """
    say tell add ask answer reply respond state speak talk write read tweet post comment remark mention note
    continue conclude begin start describe call explain report quote cite recall recount relate testify text email
    message publish blog discuss inform brief sum summarize summarise repeat reiterate observe think believe feel
    know hope expect want wish plan predict forecast consider propose recommend request inquire wonder agree
    estimate suspect offer go put sign refer label dub term name introduce narrate elaborate clarify echo joke
    see hear learn understand assume remember intend decide find retweet caption specify notify enquire reason
    """,
    ASSERTIVE: """
    announce declare insist stress emphasize emphasise underscore underline highlight assert affirm maintain argue
    contend confirm vow pledge promise swear guarantee assure reveal disclose show demonstrate prove acknowledge admit
    concede recognize recognise certify warn caution urge demand order command advise rule determine pronounce
    proclaim reaffirm convince point outline advocate instruct remind realize realise discover reassure attest posit
    press exhort prod counsel entreat persist enthuse
    """,
    DISTANCING: """
    claim allege purport suggest speculate imply insinuate profess pretend deny dispute reject dismiss rumor rumour
    hint indicate appear seem opine reckon fear doubt question refute rebut counter object protest theorize theorise
    """,
    EVALUATIVE: """
    boast brag rant rail rage scoff sneer mock taunt ridicule jeer deride lament bemoan complain whine grumble gripe
    moan fume thunder blast slam bash hammer attack assail lash accuse blame condemn denounce decry criticize
    criticise chide scold rebuke berate lambast praise hail laud applaud commend gush cheer celebrate welcome thank
    congratulate quip crack tease deadpan laugh chuckle giggle smile grin sigh sob cry weep shout yell scream shriek
    roar exclaim snap bark snarl growl hiss mutter mumble murmur whisper gasp crow gloat plead beg implore confess
    apologize apologise muse ponder marvel interject chime blurt retort fire shoot trumpet tout bluster rave chant
    sing preach lecture snipe confide vent seethe bristle intone drawl hector harangue bellow holler wail croon chirp
    huff josh groan sniff snort splutter sputter stammer stutter yelp chorus rejoin rhapsodize effuse
    """,
}

# ---------------------------------------------------------------- other verbs that attribute a content
_OTHER: Final = {
    NEUTRAL: """
    chronicle paraphrase parrot pose preview recite retell acquiesce address aim allude analyze analyse anticipate
    appeal apply approve aspire assess authorize authorise await background bet bid calculate campaign canvass cast
    categorize categorise characterize characterise choose cling comply compute concern concur conceive confer consent
    construe consult contemplate convey debate deem deduce define deliberate depict desire detail diagnose disagree
    divulge document draft dream elect enumerate envisage envision equate evoke examine explore express extrapolate
    figure file focus foresee foretell formulate gather gauge guess identify illustrate imagine indict infer interpret
    invite invoke issue join judge justify lay liken list lobby look measure mandate negotiate notice opt paint
    perceive picture portray postulate prefer prescribe presume presuppose profile project prophesy pray push quantify
    rank rate record reference reflect register release rethink review revisit scrutinize scrutinise seek signal
    sketch spell stipulate strategize submit suppose surmise survey telegraph trace track trust unveil venture view
    visualize voice volunteer vote wager weigh worry resolve conceptualize mean hypothesize hypothesise intimate like
    love sense ascribe attribute credit peg cable solicit sue petition nominate recuse undertake ok okay entertain
    mull eye expound parse touch fancy regard treat greenlight convene hold accept decline refuse dictate direct nod
    compare contrast link tie associate poll query quiz interview grade score tally ascertain bill bring classify
    comprehend confront discern dwell frame lean move needle nudge pitch play present probe raise react recap
    recollect rediscover relay root set single study tackle verify zero float conjecture fight allow permit persuade
    lie
    """,
    ASSERTIVE: """
    veto back ban bar champion commit decree defend delineate enjoin establish forbid impress invalidate overrule
    overturn pressure prohibit promote reassert reconfirm require sanction second sentence support threaten uphold
    vouch warrant encourage endorse exclude favor favour adjudicate acquit convict underwrite embrace rally own
    admonish challenge charge dare beseech
    """,
    DISTANCING: """
    balk belittle contradict contest debunk disavow discount disown disregard distrust downplay evade exaggerate
    forswear gainsay hedge hesitate misremember misstate mistrust oppose overstate repudiate resist reverse shrug
    sidestep skirt spurn understate waver minimize minimise deflect dodge disapprove ignore forget overlook disbelieve
    misrepresent mischaracterize mischaracterise misunderstand regret retract withdraw recant walk quibble brush
    """,
    EVALUATIVE: """
    critique flout abhor admire adore appreciate bewail brand castigate caricature cherish chastise compliment covet
    defame demean demonize demonise denigrate deplore despise detest disdain disparage disrespect dislike dread enjoy
    envy excoriate exalt excuse extol flatter forgive frown glorify grouse grudge hate honor honour idolize impugn
    insult jab jest knock loathe malign maul mind miss mourn nag obsess pan patronize pillory pity prize rap rebuff
    rejoice relish reprimand reproach resent respect revere rib rip roast salute savage savor scapegoat scorn shame
    skewer slander slap smear snub spoof stereotype stigmatize sulk swipe torch trash troll vilify value zing grill
    hound heckle boo hit pounce seize trounce upbraid fault fret agonize agonise fawn harp hyperventilate kvetch
    sympathize sympathise empathize side care eulogize eulogise toast fantasize fantasise long yearn capitalize clash
    despair inveigh peddle reminisce rue
    """,
}

_WEAK: Final = words(
    """
    see hear learn understand assume remember intend decide find go put start begin feel know want hope wish expect
    plan show prove demonstrate appear seem read sign call name term label dub offer introduce order sing start
    think believe fear doubt consider determine discover realize realise suspect agree see speak talk discuss reject
    attack hammer fire shoot lash bash welcome thank celebrate refer rule wonder smile cheer point quote cite blame
    accuse relate request reason vent bristle caption
    """
)

_IRREGULAR: Final = {
    "say": "says said saying",
    "tell": "tells told telling",
    "write": "writes wrote written writing",
    "read": "reads read reading",
    "speak": "speaks spoke spoken speaking",
    "begin": "begins began begun beginning",
    "think": "thinks thought thinking",
    "rethink": "rethinks rethought rethinking",
    "feel": "feels felt feeling",
    "know": "knows knew known knowing",
    "go": "goes went gone going",
    "put": "puts put putting",
    "swear": "swears swore sworn swearing",
    "forswear": "forswears forswore forsworn forswearing",
    "show": "shows showed shown showing",
    "sing": "sings sang sung singing",
    "shoot": "shoots shot shooting",
    "weep": "weeps wept weeping",
    "see": "sees saw seen seeing",
    "foresee": "foresees foresaw foreseen foreseeing",
    "oversee": "oversees oversaw overseen overseeing",
    "hear": "hears heard hearing",
    "learn": "learns learned learnt learning",
    "dream": "dreams dreamed dreamt dreaming",
    "understand": "understands understood understanding",
    "misunderstand": "misunderstands misunderstood misunderstanding",
    "find": "finds found finding",
    "hold": "holds held holding",
    "uphold": "upholds upheld upholding",
    "withdraw": "withdraws withdrew withdrawn withdrawing",
    "choose": "chooses chose chosen choosing",
    "seek": "seeks sought seeking",
    "bet": "bets bet betting",
    "bid": "bids bid bidding",
    "cast": "casts cast casting",
    "hit": "hits hit hitting",
    "lay": "lays laid laying",
    "lie": "lies lied lying",
    "mean": "means meant meaning",
    "forget": "forgets forgot forgotten forgetting",
    "forgive": "forgives forgave forgiven forgiving",
    "forbid": "forbids forbade forbidden forbidding",
    "spell": "spells spelled spelt spelling",
    "foretell": "foretells foretold foretelling",
    "draw": "draws drew drawn drawing",
    "take": "takes took taken taking",
    "make": "makes made making",
    "give": "gives gave given giving",
    "have": "has had having",
    "get": "gets got gotten getting",
    "leave": "leaves left leaving",
    "keep": "keeps kept keeping",
    "do": "does did done doing",
    "come": "comes came coming",
    "send": "sends sent sending",
    "bring": "brings brought bringing",
    "strike": "strikes struck striking",
    "throw": "throws threw thrown throwing",
    "overstate": "overstates overstated overstating",
    "email": "emails emailed e-mailed emailing",
    "reply": "replies replied replying",
    "sign": "signs signed signing",
    "sue": "sues sued suing",
}

_DOUBLING: Final = words(
    """
    admit refer plan quip beg slam sum grin brag snap rebut dub rebut commit submit regret concur infer confer prefer
    permit opt pan rip rap rib jab peg bar ban nod nag shrug slap trap tag chat
    """
)
_DOUBLING_OR_NOT: Final = words("label signal travel counsel channel cancel model quarrel total")


def _regular(lemma: str) -> list[str]:
    if lemma in _DOUBLING:
        return [f"{lemma}s", f"{lemma}{lemma[-1]}ed", f"{lemma}{lemma[-1]}ing"]
    if lemma in _DOUBLING_OR_NOT:
        return [f"{lemma}s", f"{lemma}ed", f"{lemma}ing", f"{lemma}{lemma[-1]}ed", f"{lemma}{lemma[-1]}ing"]
    if lemma.endswith("ee"):
        return [f"{lemma}s", f"{lemma}d", f"{lemma}ing"]
    if lemma.endswith("ie"):
        return [f"{lemma}s", f"{lemma}d", f"{lemma[:-2]}ying"]
    if lemma.endswith("e"):
        return [f"{lemma}s", f"{lemma}d", f"{lemma[:-1]}ing"]
    if lemma.endswith("y") and lemma[-2:-1] not in tuple("aeiou"):
        return [f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing"]
    third = f"{lemma}es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{lemma}s"
    return [third, f"{lemma}ed", f"{lemma}ing"]


def verb_forms(lemma: str) -> tuple[str, ...]:
    """Every form of an English verb, the dictionary form first."""
    return (lemma, *_IRREGULAR.get(lemma, " ".join(_regular(lemma))).split())


def _noun_forms(nouns: Iterable[str]) -> dict[str, str]:
    out: dict[str, str] = {}
    for noun in nouns:
        plural = _regular(noun)[0] if noun[-2:] not in ("is", "ss") else f"{noun[:-2]}es" if noun.endswith("is") else ""
        for form in (noun, plural):
            if form:
                out.setdefault(form, noun)
    return out


def _classes() -> dict[str, str]:
    out: dict[str, str] = {}
    for lists in (_QUOTING, _OTHER):
        for name, lemmas in lists.items():
            for lemma in lemmas.split():
                out.setdefault(lemma, name)
    return out


def _forms(lemmas: Iterable[str]) -> dict[str, str]:
    out: dict[str, str] = {}
    for lemma in lemmas:
        for form in verb_forms(lemma):
            out.setdefault(form, lemma)
    return out


# ---------------------------------------------------------------- what verbs govern
_GOVERNED: Final = Governed(
    clauses=words(
        """
    accept acknowledge add admit advise affirm agree allege allow announce answer anticipate apologize apologise
    argue
        ascertain ask assert assess assume assure attest believe bet blog boast brag calculate care caution certify
        claim clarify command comment complain comprehend concede conclude concur confess confide confirm conjecture
        consider contemplate contend convey convince counter counsel cry debate decide declare decree deduce deem
        demand demonstrate deny detail determine dictate direct disagree disclose discover discuss dispute divulge
        document doubt dream elaborate email emphasize emphasise enquire envisage envision establish estimate exclaim
    expect explain express fantasize fantasise fear feel figure find forecast foresee foretell forget fret fume
    gather
        gauge gripe
        grumble guarantee guess hear highlight hint hold hope hypothesize hypothesise illustrate imagine imply indicate
        infer inform inquire insinuate insist instruct intend intimate interpret joke judge jest know lament learn
        maintain marvel mention message mind mourn murmur muse mutter notice note notify object observe opine order
        outline perceive plead pledge point ponder posit postulate pray preach predict presume presuppose pretend
        proclaim profess project promise pronounce prophesy propose protest prove purport question quip rage rant rave
        read realize realise reason reassert reassure recall reckon recognize recognise recollect recommend recount
        reflect regret reiterate rejoice relate remark remember remind repeat reply report request require resent
        resolve respond retort retweet reveal rule rumor rumour say scoff scream sense shout show signal sneer specify
        speculate state stipulate stress submit suggest surmise suppose suspect swear tell telegraph testify text
        theorize theorise think threaten trust tweet underline underscore understand urge venture verify vote vouch vow
        wager warn warrant whine whisper wish wonder worry write yell contest concern convey discern recap detail
        resolve rediscover relay advocate mandate
        """
    ),
    infinitives=words(
        """
        want hope plan promise pledge vow threaten agree refuse decline intend expect aim offer propose decide choose
        opt claim profess purport demand ask beg plead request swear resolve consent volunteer wish desire prefer
        like love hate fear dread aspire mean hesitate elect vote yearn long campaign push seek commit
        guarantee undertake bid petition sue lobby press move
        """
    ),
    urged=words(
        """
        urge ask tell order command instruct direct encourage advise warn remind implore beg beseech entreat exhort
        press pressure push challenge invite persuade convince request require forbid authorize authorise dare counsel
        caution enjoin lobby nudge admonish petition solicit prod want expect like permit allow
        """
    ),
    gerunds=words(
        """
        consider suggest recommend propose deny admit oppose support favor favour advocate discuss mention imagine
        contemplate regret mind fear envision envisage anticipate acknowledge recall remember resist reject recommend
        describe dislike enjoy hate love like resent dread ban prohibit forbid propose
        """
    ),
    objects=words(
        """
        abhor accept acknowledge address admire admit advocate affirm allege analyze analyse announce anticipate
    applaud appreciate approve ask assail assert assess attack authorize authorise back ban bash belittle bemoan
    blame
        blast castigate celebrate challenge champion characterize characterise chastise cheer chide cite claim clarify
        commend compare concede condemn confirm congratulate consider contemplate contest contradict convey counter
        criticize criticise credit debate debunk decry defend demand demean demonstrate denigrate denounce deny
        depict deplore deride describe desire despise detail detest disavow disclose discount discuss disdain dislike
        dismiss disown disparage dispute disregard distrust divulge document doubt downplay dread echo embrace
    emphasize emphasise encourage endorse enjoy envisage envision equate examine excoriate excuse expect explain
    explore
    express         extol fault favor favour fear forecast foresee forget hail hate highlight honor honour
    ignore illustrate
        imagine impugn indicate insult interpret invoke justify knock lambast lament laud like liken list loathe love
        malign mention mock mourn note observe offer oppose outline overrule overturn pan pillory ponder portray
        praise predict prefer promise project promote propose protest question quote raise reaffirm rebuff rebuke rebut
    recall recognize recognise recommend recount reference refute regret reiterate reject relate remember remind
    repeat
        report reprimand repudiate request resent resist respect retweet reveal review rip ridicule roast rue salute
    savage scold scorn scrutinize scrutinise second seek shame show signal skewer slam smear snub specify spurn
    state
        stress study suggest support suspect tackle taunt tease threaten thank tout trash trumpet underline underscore
        understand uphold urge unveil value vilify voice want warn weigh welcome probe estimate plan pitch float peddle
        chronicle critique narrate paraphrase parrot pose preview recite retell summarize summarise veto vow bewail
    berate deflect exalt flout fault glorify idolize misrepresent mischaracterize mischaracterise relish scoff
    salute
        """
    ),
    named=words(
        """
        call label term dub deem name brand consider declare pronounce proclaim find judge rate rule hold
        """
    ),
    prepositions=_pairs(
        """
        about: speak talk think know hear learn write complain worry fret brag boast joke ask inquire wonder argue
        about: testify warn lie rant tweet care dream rave lecture gush fantasize obsess laugh moan whine grumble
        about: preach muse speculate agonize vent agree disagree read sing gripe grouse reminisce debate crow gloat
        about: inquire enquire comment hyperventilate
        of: speak talk think dream warn complain approve disapprove conceive boast despair write hear tell read
    for: call ask appeal plead beg apologize apologise hope wish advocate pray long yearn argue push press vote
    for: campaign lobby
        for: petition fear vouch root opt yearn
        against: argue speak vote campaign lobby rail protest warn inveigh rule fight caution rant advise rage
        with: agree disagree concur side sympathize sympathise empathize quibble
    to: object respond reply react refer allude point admit confess commit consent agree testify cling swear
    to: appeal pledge
        on: agree comment remark insist decide elaborate expound focus dwell reflect speculate weigh opine lecture
    on: speak report disagree harp touch zero seize pounce hit tweet campaign muse capitalize vote rule remark
    on: advise
        over: fret agonize agonise disagree argue clash apologize apologise gloat obsess gush worry fume seethe despair
        at: laugh scoff sneer balk bristle rage hint marvel lash hit jab fume sneer snipe seethe
        in: believe trust
        upon: agree comment insist decide elaborate expound focus dwell reflect seize call
        on: call
        toward towards: lean
        forward: look
        """
    ),
    object_prepositions=_pairs(
        """
        of: accuse suspect warn remind inform convince assure persuade notify advise
        about: ask tell warn remind inform question press grill quiz challenge brief write lecture advise needle
    for: blame fault thank praise criticize criticise attack blast slam condemn rip hit lambast denounce mock
    for: ridicule
        for: rebuke scold chide commend applaud credit congratulate excoriate chastise castigate reprimand skewer bash
        for: ask press hammer assail knock admire respect hail laud salute forgive
        as: describe portray characterize characterise depict cast regard view see cite dismiss denounce condemn deride
        as: define treat identify hail paint label brand criticize criticise mock ridicule praise recognize quote
        as: interpret perceive tout denigrate disparage reject classify categorize categorise
        as: explain pitch bill present frame peg diagnose lambast attack blast slam decry
        with: charge credit
        over: blast slam criticize criticise attack hammer grill hit question challenge confront assail rip bash rebuke
        on: press question challenge hit grill attack quiz hammer lecture brief advise
        to: compare liken equate attribute ascribe
        against: warn advise caution
        """
    ),
    particles=_pairs(
        """
        out: point rule lay spell call single speak
        down: play
        up: bring
        off: brush shrug
        aside: brush
        forth: set
        back: push hit
        """
    ),
)

_NOUNS: Final = words(
    """
    accusation acknowledgement acknowledgment admission admonition advice affirmation agreement allegation announcement
    answer anxiety apprehension argument assertion assessment assumption assurance belief bet boast calculation
    caution charge claim comment complaint concern conclusion confession confidence confirmation conjecture
    consensus contention conviction criticism cry decision declaration decree demand denial determination disclosure
    doubt dream eagerness estimate expectation explanation fear feeling finding forecast goal guarantee guess hint
    hope hunch hypothesis idea impression indication insinuation insistence instruction intent intention
    interpretation judgment judgement knowledge lament mantra maxim message notion oath objection observation
    opinion optimism
    order perception pessimism pitch plan plea pledge position prediction premise presumption proclamation promise
    projection proposal proposition protest realization realisation reason recommendation refrain refusal reluctance
    reminder remark report request resolve revelation rule ruling rumor rumour saying skepticism scepticism
    speculation stance statement stipulation suggestion supposition suspicion testimony theory thesis thought
    threat ultimatum understanding verdict view vow warning willingness wish word worry call invitation appeal
    offer bid desire
    vision motion
    """
)
_NOUN_PREPOSITIONS: Final = _pairs(
    """
    of: accusation allegation assessment charge claim condemnation criticism defense defence denial depiction
    of: description disapproval approval endorsement interpretation portrayal prediction rejection warning promise
    of: fear hope characterization characterisation denunciation opinion view estimate acknowledgment admission
    of: perception vision mention critique denunciation endorsement explanation theory
    of: critic supporter opponent advocate proponent defender champion backer admirer foe fan skeptic
    for: call demand plea appeal support praise proposal request plan preference respect disdain contempt admiration
    for: enthusiasm hope desire excuse apology argument case endorsement explanation
    about: concern complaint question warning doubt claim allegation opinion comment remark worry anxiety statement
    about: skepticism scepticism fear feeling speech talk rhetoric lie tweet post testimony joke report article story
    about: message argument idea theory prediction
    over: concern worry anxiety anger outrage fear
    against: charge allegation accusation threat vote argument case rhetoric warning
    toward towards: attitude stance
    on: view stance position comment attack opinion stand speech report remark statement thought testimony
    to: opposition objection commitment reaction response reference devotion
    with: agreement disagreement frustration obsession
    in: belief confidence faith interest trust
    """
)

_ADJECTIVES: Final = words(
    """
    confident sure certain aware convinced worried concerned afraid fearful hopeful optimistic pessimistic skeptical
    sceptical doubtful unsure uncertain adamant glad pleased proud delighted sorry sad angry upset furious surprised
    shocked disappointed frustrated grateful thankful willing unwilling eager keen reluctant determined inclined
    anxious desperate happy insistent mindful cognizant unaware unconvinced alarmed appalled outraged dismayed ready
    prepared thrilled stunned amazed astonished committed hesitant loath loth clear dubious wary scared
    terrified satisfied
    positive resolved opposed
    """
)
_ADJECTIVE_PREPOSITIONS: Final = _pairs(
    """
    of: critical supportive wary proud dismissive tired fond aware skeptical sceptical suspicious afraid fearful
    of: contemptuous disdainful scornful certain sure envious convinced respectful disrespectful appreciative
    of: mindful unaware weary
    about: worried concerned confident optimistic pessimistic skeptical sceptical angry upset furious excited serious
    about: enthusiastic anxious happy unhappy sure unsure nervous curious hopeful passionate clear adamant candid frank
    about: bullish bearish cautious dubious vocal outspoken open
    with: frustrated fed happy unhappy satisfied dissatisfied obsessed impressed unimpressed uncomfortable comfortable
    with: angry disappointed displeased
    to: opposed committed sympathetic dedicated averse hostile
    in: interested disappointed uninterested confident
    at: angry furious outraged alarmed dismayed
    by: alarmed dismayed appalled outraged surprised shocked frustrated disappointed impressed troubled bothered
    by: offended encouraged puzzled
    on: bullish bearish keen
    """
)

# ---------------------------------------------------------------- how nouns and adjectives colour what they announce
_COLOURS: Final = {
    ASSERTIVE: """
    acknowledgement acknowledgment admission admonition affirmation announcement argument assertion assurance commitment
    conclusion confession confirmation conviction declaration decree demand determination disclosure finding guarantee
    insistence judgment judgement instruction knowledge oath order pledge proclamation promise realization realisation
    reminder resolve revelation rule ruling testimony threat ultimatum understanding verdict vow warning adamant certain
    clear committed convinced determined insistent positive resolved sure defense defence support approval endorsement
    """,
    DISTANCING: """
    allegation assumption claim conjecture contention denial doubt fear hint hunch hypothesis impression insinuation
    perception presumption reluctance rumor rumour scepticism skepticism speculation suggestion supposition suspicion
    theory thesis dubious doubtful hesitant loath loth reluctant sceptical skeptical suspicious uncertain unconvinced
    unsure unwilling wary refusal
    """,
    EVALUATIVE: """
    accusation boast charge complaint condemnation criticism cry denunciation disapproval disdain lament praise protest
    worry anger admiration afraid alarmed amazed angry anxious appalled appreciative astonished bullish bearish
    contemptuous contempt critical delighted desperate disappointed disdainful dismayed dismissive displeased
    disrespectful enthusiastic enthusiasm envious excited fearful frustrated frustration furious glad grateful happy
    hostile impressed nervous offended outrage outraged passionate pleased proud respectful sad satisfied scared
    scornful
    shocked sorry stunned surprised terrified thankful thrilled tired troubled unhappy unimpressed upset weary worried
    """,
}
_ADVERBS: Final = {
    NEUTRAL: "reportedly",
    DISTANCING: "allegedly supposedly purportedly ostensibly",
}


def _all_classes(verbs: Mapping[str, str]) -> dict[str, str]:
    """Every cue with its class; a noun that is a verb, too, has the verb's, and what is not coloured is neutral."""
    out = dict(verbs)
    for lists in (_COLOURS, _ADVERBS):
        for name, lemmas in lists.items():
            for lemma in lemmas.split():
                out.setdefault(lemma, name)
    for lemmas_ in (_NOUNS, _NOUN_PREPOSITIONS, _ADJECTIVES, _ADJECTIVE_PREPOSITIONS):
        for lemma in lemmas_:
            out.setdefault(lemma, NEUTRAL)
    return out


_VERBS: Final = _classes()

ENGLISH: Final = ReportingWords(
    language="en",
    classes=_all_classes(_VERBS),
    forms=_forms(_VERBS),
    quoting=frozenset(lemma for lemmas in _QUOTING.values() for lemma in lemmas.split()),
    weak=_WEAK,
    signs=words(
        """
    suggest indicate imply reveal confirm underscore underline highlight remind demonstrate show hint prove
    illustrate
        mean signal establish reflect document determine require dictate
        """
    ),
    governed=_GOVERNED,
    nouns=_NOUNS,
    noun_prepositions=_NOUN_PREPOSITIONS,
    adjectives=_ADJECTIVES,
    adjective_prepositions=_ADJECTIVE_PREPOSITIONS,
    adverbs=words(" ".join(_ADVERBS.values())),
    light=words(
        """
        make issue give express have raise voice offer hold reach repeat deliver send level lodge file publish release
        add share harbor harbour draw take come put announce reject dismiss deny repeat dispute face
        """
    ),
    quoters=words("quoted quotes quoting cited cites citing"),
    saying=words("saying telling stating arguing warning claiming"),
    according={"according": "to"},
    phrases=frozenset(("according to", "in the view of")),
    copulas=words(
        "be is are was were been being am 's 're 'm become becomes became remain remains remained feel felt feels"
    ),
    complementizers=words("that"),
    relatives=words("who which that"),
    interrogatives=words(
        "what which who that whatever whoever this these nothing something anything everything yourself ourselves"
    ),
    first_and_second=words("i we you me us my our your"),
    masculine=words("he him his himself"),
    feminine=words("she her hers herself"),
    neuter=words("it its itself"),
    sources=words(
        """
    account act ad advertisement affidavit agreement album amendment analysis announcement article assessment
    audit ballot
    bill biography blog book briefing brief broadcast bulletin bylaw cable cartoon caption census chapter
    charter clause
        code column comment commercial communique complaint constitution contract conversation copy correspondence
        court critique data database decision declaration decree diary directive dispatch document documentary
        dossier draft editorial email e-mail epistle essay estimate evidence exhibit feature figure file filing
        film finding
        footage forecast foundation graphic guidance guideline handbook headline hypothesis index indictment interview
    investigation journal judgment law lawsuit leaflet legend legislation letter logo lyric magazine mail
    manifesto manual
        manuscript map measure media memo memoir memorandum message minute model motion motto movie narrative news
        newsletter newspaper note notice novel number average result chart ledger statistic video image opinion
        order outlet page pamphlet paper paragraph passage
    petition photo photograph picture piece placard plan platform play pledge plot poem policy poll polling post
    poster
        press proclamation program programme projection proposal proposition prospectus provision publication quote
        ranking reading record recording referendum register regulation release remark report reporting research
        resolution response result review rule ruling sample sampling schedule scorecard script section segment
        sentence show sign simulation site slide slogan song speech spot standard statement statistic statute story
        study submission subpoena subtitle suit summary survey synopsis table tabloid tally tape testimony text
        theory thesis trailer transcript transcription translation treaty trend tweet verdict version video warning
        warrant web webpage website wording word work
        """
    ),
    no_cues=words(
        """
        be do have ensure make mean let help keep get see need see happen matter cause allow enable force lead leave
        prevent bring take give seem appear turn tend wait depend arrange provide result follow stand stay start
        begin stop come go become remain look sound watch find work use serve set try manage fail strive
        struggle attempt act play run move count hurt face keep bear stem sit lie win lose owe pay spend cost
        """
    ),
    noun_forms=_noun_forms(_NOUNS | frozenset(_NOUN_PREPOSITIONS)),
    noun_openers=words("that whether"),
    owner_prepositions=words("by from among"),
    causing=words(
        "force lead cause prompt drive help enable get compel push inspire spur move allow oblige induce provoke"
    ),
    reported_passives=words("say report believe think allege rumor rumour understand claim suspect"),
    tail_prepositions=words("of for as with about over to against from by between than like without including among"),
    joint_prepositions=words("as for to over"),
    works=words(
        """
        album anthem ballad biography blog book cartoon comedy column comic commercial composition documentary drama
        episode essay exhibition exhibit feature film game guide hymn magazine manifesto memoir movie musical newsletter
        novel opera painting pamphlet paper play podcast poem program programme report rhyme saga segment sequel series
        show single sitcom sketch song soundtrack story study thriller track trilogy video volume website work
        """
    ),
    publishing=words("publish self-publish release author co-author direct record film star"),
    titling=words("titled entitled called named dubbed nicknamed labeled labelled termed known captioned headlined"),
    showing=words("show"),
    holders=words("critic supporter opponent advocate proponent defender champion backer admirer foe fan skeptic"),
    agents=words("by"),
    times=words(
        """
        monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december yesterday today tomorrow tonight morning afternoon evening night week
    weekend
        month year day time minute hour occasion anniversary eve television tv radio air
        """
    ),
    views=words(
        "view views opinion eyes words mind judgment judgement estimation telling assessment account reckoning"
    ),
    records=words("transcript transcripts transcription transcriptions recording recordings readout readouts"),
    speeches=words(
        "address comments comment conference interview interviews lecture words remarks sermon speech speeches statement "
        "statements talk testimony"
    ),
    as_words=words("as"),
    telling=words(
        """
        tell inform remind assure warn notify advise convince persuade reassure ask brief email text message write
        """
    ),
    media=phrases(
        """
        reuters; ap; afp; upi; bbc; cnn; nbc; abc; cbs; msnbc; npr; pbs; itv; interfax; tass; itar-tass; xinhua; kyodo;
        yonhap; dpa; ansa; efe; anadolu; bloomberg; politico; axios; al jazeera; al arabiya; der spiegel; spiegel; bild;
        le monde; le figaro; el pais; la repubblica; izvestia; kommersant; ria novosti; ria; sputnik; rt; meduza; sky;
        buzzfeed; huffpost; huffington post; breitbart; vox; slate; salon; wired; vice; the hill; hill; guardian;
        economist; usa today; newsweek; time; forbes; new yorker; atlantic; intercept; propublica; dw; deutsche welle;
        euronews; france 24; rfi; nhk; cgtn; cctv; irna; fars; haaretz; ha'aretz; asahi; belta; ukrinform; unian; pti
        """
    ),
    media_words=words(
        """
        news times post journal tribune herald gazette guardian press tv television radio magazine agency newspaper
        paper network channel station broadcaster daily weekly chronicle examiner inquirer observer telegraph mail
        express mirror sun star globe standard today review newswire wire outlet website blog podcast newsroom
        """
    ),
)
