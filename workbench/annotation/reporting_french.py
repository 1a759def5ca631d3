"""French words by which rules see who says what. The lists are this project's own, compiled from grammar and usage."""

from __future__ import annotations

from typing import Final

from workbench.annotation.languages.french_verbs import verb_forms
from workbench.annotation.reporting import Governed, ReportingWords, Words
from workbench.annotation.word_lists import words

_NEUTRAL: Final = "neutral"
_ASSERTIVE: Final = "assertive"
_DISTANCING: Final = "distancing"
_EVALUATIVE: Final = "evaluative"

_QUOTING: Final = {
    _NEUTRAL: """
    dire redire déclarer ajouter répondre répliquer expliquer indiquer préciser raconter écrire demander poursuivre
    conclure rappeler noter observer commenter évoquer mentionner continuer reprendre citer rapporter relater relayer
    publier tweeter twitter décrire détailler résumer répéter réitérer signaler interroger exposer témoigner parler
    penser croire estimer juger considérer savoir souhaiter espérer vouloir prévoir proposer recommander confier
    communiquer informer lire lancer glisser exprimer remarquer constater imaginer décider nuancer compléter enchaîner
    analyser prédire anticiper qualifier comparer renchérir énumérer introduire clarifier réagir questionner figurer
    envisager calculer retenir retracer définir désigner nommer appeler baptiser surnommer
    """,
    _ASSERTIVE: """
    annoncer affirmer assurer confirmer insister souligner soutenir maintenir marteler avertir prévenir promettre jurer
    garantir proclamer reconnaître admettre révéler dévoiler démontrer prouver exiger réclamer ordonner décréter
    certifier réaffirmer asséner plaider argumenter conseiller alerter trancher statuer exhorter attester concéder
    avouer professer préconiser intimer sommer revendiquer pointer enjoindre appuyer convenir
    """,
    _DISTANCING: """
    prétendre alléguer suggérer insinuer supposer spéculer démentir nier contester réfuter rejeter récuser craindre
    redouter douter soupçonner sembler paraître supputer conjecturer objecter protester opposer feindre
    """,
    _EVALUATIVE: """
    dénoncer critiquer accuser condamner fustiger regretter déplorer féliciter saluer louer ironiser plaisanter moquer
    railler tacler attaquer vilipender blâmer reprocher indigner emporter agacer insurger exclamer écrier crier hurler
    murmurer chuchoter soupirer sourire rire vanter plaindre grogner tempêter tonner pester fulminer alarmer inquiéter
    étonner réjouir remercier applaudir persifler lâcher rétorquer riposter supplier implorer excuser désoler
    enthousiasmer sermonner menacer marmonner grommeler bougonner gronder vociférer fanfaronner renâcler pourfendre
    """,
}

_OTHER: Final = {
    _NEUTRAL: """
    apprendre comprendre entendre voir sentir percevoir interpréter attendre vérifier étudier prier inviter trouver présenter
    """,
    _ASSERTIVE: "défendre encourager interdire autoriser imposer approuver convaincre persuader établir montrer",
    _DISTANCING: "refuser ignorer minimiser éluder esquiver repousser écarter",
    _EVALUATIVE: "apprécier admirer mépriser haïr détester honorer célébrer stigmatiser diaboliser glorifier",
}

_WEAK: Final = words(
    """
    savoir vouloir croire penser lire parler décider citer attaquer rire sourire reprendre poursuivre continuer lancer
    publier proposer prévoir appeler nommer désigner baptiser surnommer retenir définir introduire figurer opposer
    sembler paraître prouver démontrer appuyer trancher statuer imposer emporter lâcher glisser remercier saluer
    condamner accuser féliciter pointer exprimer imaginer envisager calculer comparer interroger questionner
    confier réclamer revendiquer rejeter supposer soupçonner douter menacer applaudir craindre espérer souhaiter
    """
)


def _classes() -> dict[str, str]:
    out: dict[str, str] = {}
    for lists in (_QUOTING, _OTHER):
        for name, lemmas in lists.items():
            for lemma in lemmas.split():
                out.setdefault(lemma, name)
    return out


_CLASSES: Final = _classes()


def _forms() -> dict[str, str]:
    out: dict[str, str] = {}
    for lemma in _CLASSES:
        for form in verb_forms(lemma):
            out.setdefault(form, lemma)
    return out


def _pairs(text: str) -> dict[str, Words]:
    """From lines such as ``de: parler douter`` to the words before the colon by each word after it."""
    out: dict[str, set[str]] = {}
    for line in text.strip().splitlines():
        keys, _, values = line.partition(":")
        for value in values.split():
            out.setdefault(value, set()).update(keys.split())
    return {value: frozenset(keys) for value, keys in out.items()}


_GOVERNED: Final = Governed(
    clauses=words(
        """
        dire redire déclarer ajouter répondre répliquer expliquer indiquer préciser raconter écrire demander conclure
        rappeler noter observer mentionner rapporter relater détailler répéter réitérer signaler témoigner penser croire
        estimer juger considérer savoir souhaiter espérer vouloir prévoir proposer recommander confier informer exprimer
        remarquer constater imaginer décider nuancer prédire anticiper annoncer affirmer assurer confirmer insister
        souligner soutenir maintenir marteler avertir prévenir promettre jurer garantir proclamer reconnaître admettre
        révéler dévoiler démontrer prouver exiger réclamer ordonner décréter certifier réaffirmer plaider argumenter
        conseiller alerter attester concéder avouer préconiser convenir prétendre alléguer suggérer insinuer supposer
        spéculer démentir nier contester réfuter craindre redouter douter soupçonner objecter dénoncer regretter déplorer
        féliciter reprocher indigner alarmer inquiéter étonner réjouir plaindre rétorquer apprendre comprendre entendre
        montrer calculer envisager
        """
    ),
    infinitives=words(
        """
        dire déclarer affirmer assurer prétendre promettre jurer espérer souhaiter vouloir penser croire estimer refuser
        menacer décider proposer exiger demander craindre redouter nier démentir reconnaître admettre avouer regretter
        envisager prévoir confirmer
        """
    ),
    urged=words(
        "demander ordonner conseiller recommander interdire proposer exhorter appeler prier sommer supplier implorer "
        "enjoindre inviter encourager convaincre persuader autoriser menacer accuser reprocher"
    ),
    objects=words(
        """
        annoncer critiquer dénoncer condamner saluer rejeter démentir nier contester confirmer regretter déplorer fustiger
        évoquer promettre réclamer exiger réfuter récuser revendiquer préconiser proposer recommander craindre redouter
        souligner approuver défendre louer vanter prédire prévoir rappeler reconnaître admettre
        """
    ),
    named=words("qualifier juger estimer considérer trouver appeler baptiser surnommer"),
    prepositions=_pairs(
        """
        de: parler douter convenir témoigner menacer
        d': parler douter convenir témoigner menacer
        sur: insister alerter
        à: appeler exhorter
        pour: plaider
        contre: protester
        """
    ),
    object_prepositions=_pairs(
        """
        de: accuser soupçonner qualifier informer avertir prévenir menacer
        d': accuser soupçonner qualifier informer avertir prévenir menacer
        comme: décrire considérer présenter
        à: comparer
        """
    ),
)

FRENCH: Final = ReportingWords(
    language="fr",
    classes=_CLASSES,
    forms=_forms(),
    quoting=frozenset(lemma for lemmas in _QUOTING.values() for lemma in lemmas.split()),
    weak=_WEAK,
    signs=words(
        "indiquer suggérer révéler confirmer souligner rappeler démontrer montrer prouver signaler établir laisser"
    ),
    governed=_GOVERNED,
    nouns=words(
        """
        déclaration affirmation annonce promesse accusation allégation crainte espoir avertissement menace idée hypothèse
        conviction certitude assurance engagement appel avis opinion demande conclusion constat
        """
    ),
    noun_prepositions={},
    adjectives=words(
        "convaincu convaincue persuadé persuadée certain certaine sûr sûre confiant confiante favorable prêt prête"
    ),
    adjective_prepositions={},
    adverbs=words("prétendument soi-disant censément"),
    light=words("faire donner avoir émettre exprimer lancer adresser porter formuler"),
    quoters=words("cité citée cités citées cite citent citant citait"),
    saying=words("disant déclarant affirmant expliquant"),
    according={"selon": "", "d'": "après", "suivant": ""},
    phrases=frozenset(("selon", "d'après", "suivant")),
    copulas=words(
        """
        être est sont était étaient sera seront serait seraient fut furent été étant devient deviennent reste restent
        semble semblent paraît demeure
        """
    ),
    complementizers=words("que qu'"),
    relatives=words("qui que qu' dont lequel laquelle lesquels lesquelles"),
    interrogatives=words("que qui quoi ce c' cela ça quel quelle lequel ceci"),
    first_and_second=words("je j' nous tu vous me m' te t' moi toi on"),
    masculine=words("il lui lui-même"),
    feminine=words("elle elle-même"),
    neuter=frozenset(),
    sources=words(
        """
        accord acte affiche analyse annonce arrêt arrêté article attestation audit avis bilan billet biographie brochure
        bulletin chapitre charte chronique circulaire code commentaire communiqué compte-rendu constitution contrat
        convention courrier décision déclaration décret dépêche dictionnaire directive document documentaire dossier
        éditorial enquête essai étude évaluation expertise film journal jugement lettre livre loi magazine manifeste
        manuel mémoire message motion note ordonnance page pétition plan presse procès-verbal programme projet
        proclamation proposition publication questionnaire rapport recensement recommandation récit règlement reportage
        résolution revue roman scénario sentence slogan sondage statistique tableau témoignage texte thèse titre traité
        tribune tweet verdict vidéo
        """
    ),
    no_cues=words(
        """
        être avoir faire pouvoir devoir aller venir falloir laisser permettre empêcher éviter arriver rester devenir
        mettre prendre donner tenir porter rendre
        """
    ),
    noun_openers=words("que qu' selon de d'"),
    owner_prepositions=words("de d' du des par"),
    causing=words("forcer obliger contraindre pousser amener"),
    reported_passives=words("dire supposer censer considérer accuser soupçonner"),
    tail_prepositions=words("de du des d'"),
    joint_prepositions=words("comme"),
    views=words("avis yeux opinion point"),
    records=words("transcription transcriptions retranscription enregistrement enregistrements verbatim"),
    speeches=words(
        "allocution conférence déclaration déclarations discours entretien interview intervention propos témoignage"
    ),
    as_words=words("comme"),
    telling=words("informer avertir prévenir assurer alerter convaincre persuader"),
    media=words("afp reuters ap tass xinhua bloomberg bbc cnn lci bfmtv franceinfo rtl libération mediapart lemonde"),
    media_words=words(
        "journal quotidien hebdomadaire magazine agence chaîne radio presse télévision monde figaro parisien point temps "
        "soir croix express tribune dépêche télégramme info infos tv"
    ),
)
"""The French words."""
