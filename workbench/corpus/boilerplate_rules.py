"""The rules by which single lines are boilerplate: data, one entry a rule.

A rule looks at one whole line (white space at its ends removed) and names where in the article it counts. Rules that
need to know other lines are in :mod:`workbench.corpus.boilerplate`. To add a rule, add an entry here and a line to the
table in its test.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

NAVIGATION: Final = "navigation"
RELATED: Final = "related"
COMMENT_FORM: Final = "comment_form"
AUTHOR_BOX: Final = "author_box"
APPEAL: Final = "appeal"
CREDIT: Final = "credit"
SHARE: Final = "share"
REPEATED_HEADLINE: Final = "repeated_headline"
DATE_LINE: Final = "date_line"
BYLINE: Final = "byline"
MEDIA_CAPTION: Final = "media_caption"
LIVE_POST: Final = "live_post"
"""A dated entry of a page that was written live: not part of the article above it."""

KINDS: Final = (
    NAVIGATION,
    RELATED,
    COMMENT_FORM,
    AUTHOR_BOX,
    APPEAL,
    CREDIT,
    SHARE,
    REPEATED_HEADLINE,
    DATE_LINE,
    BYLINE,
    MEDIA_CAPTION,
    LIVE_POST,
)
"""What a stretch of boilerplate can be."""


class Where(Enum):
    """In which part of an article a rule counts."""

    ANYWHERE = "anywhere"
    HEAD = "among the first lines"
    TAIL = "among the last lines"


@dataclass(frozen=True, slots=True)
class LineRule:
    """One rule: its id as written to the table, the kind it finds, the pattern, and its limits."""

    rule: str
    kind: str
    pattern: re.Pattern[str]
    longest: int
    """Code points; a longer line is left alone whatever it says."""
    where: Where = Where.ANYWHERE

    anchored: bool = False
    """Whether the pattern can match at the beginning alone; a search would try every other place too."""

    def found_in(self, line: str) -> bool:
        """Whether the pattern is in a line."""
        return (self.pattern.match(line) if self.anchored else self.pattern.search(line)) is not None


def _rule(
    rule: str, kind: str, pattern: str, *, longest: int, where: Where = Where.ANYWHERE, case: bool = False
) -> LineRule:
    compiled = re.compile(pattern, re.VERBOSE if case else re.VERBOSE | re.IGNORECASE)
    return LineRule(rule, kind, compiled, longest, where, anchored=pattern.startswith("^"))


_NETWORKS: Final = (
    r"(?:facebook|twitter|x|linkedin|whatsapp|telegram|reddit|pinterest|e-?mail|tumblr|viber|messenger|instagram"
    r"|bluesky"
    r"|threads|flipboard)"
)
_TAGS: Final = (
    r"(?:INSIGHT|ANALYSIS|VIDEO|VIDEOS|PICTURES|PICTURE|PICS|PHOTOS|PHOTO|GALLERY|REVEALED|REPORT|COMMENT|OPINION"
    r"|INTERVIEW"
    r"|EXCLUSIVE|WATCH|LISTEN|LIVE|POLL|MAP|MAPPED|SPOTLIGHT|FORECAST|LATEST|BLOG|PODCAST|QUIZ|UPDATE|UPDATES"
    r"|EXPLAINER"
    r"|EXPLAINED|INFOGRAPHIC|REACTION|READ|GRAPHIC|GUIDE|REVIEW|WARNING|SHOCK|PROFILE|STORY)"
)

LINE_RULES: Final[tuple[LineRule, ...]] = (
    # related
    _rule(
        "read-more",
        RELATED,
        r"^[>»►▶•*\[\s-]*(?:read\s+(?:more|also|next|on)|also\s+read|see\s+also|more\s+on\s+this(?:\s+story"
        r"|\s+topic)?|related"
        r"|related\s+(?:articles?|stor(?:y|ies)|news|posts?|content|coverage|reading|topics?|links?|videos?)"
        r"|recommended(?:\s+for\s+you|\s+reading)?|more|read|flashback"
        r"|you\s+(?:may|might)\s+(?:also\s+)?(?:like|be\s+interested\s+in)|don['’]t\s+miss|must[ -]read|more\s+from"
        r"|watch(?:\s+(?:now|live|more|also))?|listen(?:\s+(?:now|to\s+more))?|in\s+pictures|further\s+reading)\s*:",
        longest=220,
    ),
    _rule(
        "related-heading",
        RELATED,
        r"^[>»►▶•*\[\s-]*(?:read\s+(?:more|also|next)|also\s+read|see\s+also|more\s+on\s+this(?:\s+story|\s+topic)?"
        r"|related\s+(?:articles?|stor(?:y|ies)|news|posts?|content|coverage|topics?|links?)"
        r"|recommended\s+(?:for\s+you|reading|articles|stories)"
        r"|you\s+(?:may|might)\s+(?:also\s+)?(?:like|be\s+interested\s+in)|most\s+(?:read|popular|viewed|shared)"
        r"|trending(?:\s+now)?"
        r"|more\s+(?:stories|news|articles)(?:\s+like\s+this)?|top\s+stories|editor['’]?s['’]?\s+picks?"
        r"|around\s+the\s+web|promoted\s+(?:stories|content)"
        r"|sponsored\s+(?:content|stories|links?)|just\s+in|latest\s+news)\s*[\].:…]*$",
        longest=60,
    ),
    _rule(
        "read-more-french",
        RELATED,
        r"^[>»►▶•*\[\s-]*(?:(?:à\s+)?(?:lire|voir|écouter)\s+(?:aussi|également|la\s+suite|plus)|(?:à\s+)lire"
        r"|(?:à\s+)?(?:re)?lire\s+(?:notre|nos)\s+\w+|notre\s+dossier|sur\s+le\s+même\s+(?:sujet|thème)"
        r"|articles?\s+(?:liés?|similaires?|associés?|recommandés?|connexes?))\s*:",
        longest=220,
    ),
    _rule(
        "related-heading-french",
        RELATED,
        r"^[>»►▶•*\[\s-]*(?:(?:à\s+)?(?:lire|voir)\s+(?:aussi|également)|sur\s+le\s+même\s+(?:sujet|thème)"
        r"|articles?\s+(?:liés?|similaires?|associés?|recommandés?|connexes?)|les\s+plus\s+(?:lus|populaires|consultés)"
        r"|vous\s+aimerez\s+aussi|(?:à\s+ne\s+pas\s+|ne\s+)manquez?(?:r|\s+pas)?|dans\s+la\s+même\s+rubrique)\s*[\].:…]*$",
        longest=60,
    ),
    _rule(
        "read-more-german",
        RELATED,
        r"^[>»►▶•*\[\s-]*(?:(?:lesen|sehen|hören)\s+sie\s+(?:auch|hier|dazu|mehr)(?:\s+(?:dazu|zum\s+thema))?|siehe\s+auch"
        r"|mehr\s+(?:zum\s+thema|dazu)|auch\s+interessant|(?:hier\s+)?weiterlesen|zum\s+thema|lesetipp)\s*:",
        longest=220,
    ),
    _rule(
        "related-heading-german",
        RELATED,
        r"^[>»►▶•*\[\s-]*(?:lesen\s+sie\s+auch|siehe\s+auch|mehr\s+(?:zum\s+thema|dazu)|auch\s+interessant"
        r"|das\s+könnte\s+(?:sie|dich)\s+(?:auch\s+)?interessieren|(?:weitere|ähnliche|verwandte)\s+(?:artikel|beiträge|themen"
        r"|meldungen|nachrichten)|meistgelesen(?:e\s+artikel)?|die\s+meistgelesenen(?:\s+artikel)?)\s*[\].:…]*$",
        longest=60,
    ),
    _rule("tagged-link", RELATED, rf"\S\s+\[\s*{_TAGS}(?:\s*(?:/|,|&|AND)\s*{_TAGS})?\s*\]$", longest=220, case=True),
    # navigation
    _rule(
        "story-navigation",
        NAVIGATION,
        r"^[<>«»←→\s]*(?:(?:previous|next|prev|older|newer)\s+(?:story|article|post|posts|page)"
        r"|latest\s+from\s+\S.{0,40}"
        r"|back\s+to\s+(?:top|home|the\s+top|news)|skip\s+to\s+(?:main\s+)?(?:content|navigation)|(?:show|load"
        r"|view|see)\s+(?:more|all)(?:\s+(?:stories|articles|news|comments|posts))?"
        r"|continue\s+reading(?:\s+the\s+main\s+story|\s+below)?"
        r"|story\s+continues(?:\s+below)?(?:\s+advertisement)?|article\s+continues\s+(?:below"
        r"|after)(?:\s+(?:this\s+)?advertisement)?"
        r"|(?:page\s+)?\d+\s+of\s+\d+|main\s+menu|toggle\s+navigation|close\s+menu)[<>«»←→\s.:…]*$",
        longest=80,
    ),
    _rule(
        "advertisement-label",
        NAVIGATION,
        r"^[\[(—–\-\s]*(?:advertisements?|sponsored|ad|story\s+continues\s+below\s+advertisement"
        r"|advertisement\s*[-–—]\s*(?:scroll\s+to\s+continue|continue\s+reading\s+below))[\])—–\-\s:]*$",
        longest=80,
    ),
    _rule(
        "breadcrumb",
        NAVIGATION,
        r"^home\s*(?:[>»›/|→]\s*[^>»›/|→]{1,60}){1,6}$",
        longest=160,
        where=Where.HEAD,
    ),
    _rule(
        "cookie-notice",
        NAVIGATION,
        r"^(?:(?:we|this\s+(?:web)?site|our\s+(?:web)?site)\s+(?:and\s+our\s+partners\s+)?uses?\s+cookies\b"
        r"|by\s+(?:continuing\s+to|using|clicking)\b.{0,120}\bcookies\b"
        r"|(?:accept|manage|reject)\s+(?:all\s+)?cookies$|cookie\s+(?:policy|settings|preferences|notice)$)",
        longest=600,
    ),
    _rule(
        "advertisement-label-other-languages",
        NAVIGATION,
        r"^[\[(—–\-\s]*(?:publicité|(?:la\s+suite\s+)?après\s+(?:cette|la)\s+publicité|annonce|anzeige|werbung"
        r"|advertorial|nach\s+der\s+anzeige\s+weiterlesen|retour\s+en\s+haut|aller\s+au\s+contenu"
        r"|zum\s+(?:seitenanfang|inhalt(?:\s+springen)?)|nach\s+oben)[\])—–\-\s:]*$",
        longest=80,
    ),
    # share
    _rule(
        "share-bar",
        SHARE,
        rf"^(?:(?:click\s+to\s+)?(?:share|post|pin)\s+(?:this\s+)?(?:(?:on|via|to|by|with)\s+{_NETWORKS}.{{0,40}}"
        rf"|(?:article|story|post|page|this))"
        rf"|share\s+this(?:\s+(?:article|story|post|page|video))?\s*:?|share\s*:|tweet(?:\s+this)?"
        rf"|{_NETWORKS}(?:\s*[|/·,]?\s+{_NETWORKS}){{1,8}}"
        r"|copy\s+(?:the\s+)?link|(?:\d[\d.,]*k?\s+)shares?|print\s+this\s+(?:article|page)"
        r"|e-?mail\s+this\s+(?:article|page|story)|save\s+for\s+later)\s*$",
        longest=90,
    ),
    _rule(
        "share-bar-other-languages",
        SHARE,
        rf"^(?:partager(?:\s+(?:sur|via|par)\s+{_NETWORKS}|\s+(?:l['’]|cet\s+)article)?|copier\s+le\s+lien|imprimer(?:\s+l['’]article)?"
        rf"|(?:artikel\s+|beitrag\s+|diesen\s+(?:artikel|beitrag)\s+)?(?:auf\s+{_NETWORKS}\s+)?teilen|link\s+kopieren"
        r"|(?:artikel\s+)?drucken)\s*:?$",
        longest=90,
    ),
    # appeals
    _rule(
        "newsletter-line",
        APPEAL,
        r"^[•*\s]*(?:(?:please\s+)?(?:sign|signing)\s+up\s+(?:here\s+)?(?:for|to|now|today)\b|subscribe\s+(?:to"
        r"|now|here|today|for|on)\b|get\s+(?:the|our|all\s+the|more)\b.{0,120}\b(?:newsletter|inbox|briefing)\b)"
        r"(?=.*\b(?:newsletters?|inbox|alerts?|our|briefings?|podcasts?|channel"
        r"|(?:daily|weekly|free|by|via|an?)\s+e-?mails?|e-?mail\s+(?:updates?|list|digest))\b)",
        longest=260,
    ),
    _rule(
        "support-line",
        APPEAL,
        r"^(?:become\s+a\s+(?:patron|member|supporter|subscriber|donor)|donate(?:\s+(?:now|today|here|to\s+us))?"
        r"|support\s+(?:us|our\s+(?:work|journalism|reporting|newsroom)|independent\s+(?:journalism"
        r"|media)))\b[^.?]{0,60}[.!]*$",
        longest=90,
    ),
    _rule(
        "follow-line",
        APPEAL,
        rf"^(?:follow|like|join|find|connect\s+with)\s+(?:us|our\s+\w+)\b.*\b{_NETWORKS}\b",
        longest=220,
    ),
    _rule(
        "newsletter-line-other-languages",
        APPEAL,
        r"^[•*\s]*(?:(?:inscrivez|abonnez)-vous\b.*\b(?:newsletters?|lettres?|infolettres?|notre|nos)\b"
        r"|recevez\b.*\b(?:newsletters?|infolettres?|boîte\s+(?:mail|de\s+réception))\b"
        r"|(?:abonnieren|bestellen)\s+sie\b.*\b(?:newsletter|unseren?|kostenlos\w*)\b"
        r"|(?:jetzt\s+)?(?:unseren?\s+)?newsletter\s+(?:abonnieren|bestellen)\b|melden\s+sie\s+sich\b.*\bnewsletter\b)",
        longest=260,
    ),
    _rule(
        "support-line-other-languages",
        APPEAL,
        r"^(?:soutenez(?:-nous|\s+(?:notre|nos|la\s+rédaction|le\s+journalisme))|faites\s+un\s+don|faire\s+un\s+don"
        r"|je\s+(?:fais\s+un\s+don|m['’]abonne)|(?:jetzt\s+)?spenden|unterstützen\s+sie\s+(?:uns|unseren?|unabhängigen?))"
        r"\b[^.?]{0,60}[.!]*$",
        longest=90,
    ),
    _rule(
        "app-line",
        APPEAL,
        r"^(?:download|get)\s+(?:the|our)\b.{0,60}\bapps?\b.{0,80}$",
        longest=160,
        where=Where.TAIL,
    ),
    # credits
    _rule(
        "source-line",
        CREDIT,
        r"^[(\[]?\s*(?:(?:sources?|credits?|agenc(?:y|ies))\s*:"
        r"|with\s+(?:additional\s+)?(?:information|inputs?|files|material|reporting)\s+(?:from|by)\s)\s*\S.{0,110}$",
        longest=130,
        where=Where.TAIL,
    ),
    _rule(
        "agency-line",
        CREDIT,
        r"^(?:[(\[]\s*(?:AP|AFP|Reuters|dpa|DPA|TASS|Xinhua|UPI|PA|ANI|PTI|IANS|EFE"
        r"|ANSA)(?:\s*[/,]\s*\w+)*\s*[)\]]|[-–—]\s*(?:AP|AFP|Reuters|dpa|UPI|TASS|Xinhua))\.?$",
        longest=40,
        where=Where.TAIL,
        case=True,
    ),
    _rule(
        "contributed-line",
        CREDIT,
        r"\b(?:contributed|contributing)\s+(?:to|reporting\s+to|from\s+\w+\s+to)\s+(?:to\s+)?this\s+(?:report"
        r"|story|article)\b",
        longest=420,
        where=Where.TAIL,
    ),
    _rule(
        "reporting-line",
        CREDIT,
        r"^[(\[]?\s*(?:(?:additional|further)\s+)?(?:reporting|writing|editing|compiled|translated"
        r"|edited)\s+by\s+[A-Z]",
        longest=420,
        where=Where.TAIL,
    ),
    _rule(
        "copyright-line",
        CREDIT,
        r"^\W*(?:©|\(c\)\s*\d{4}|copyright\s+(?:©\s*)?(?:\d{4}|by\b)|all\s+rights\s+reserved"
        r"|this\s+material\s+may\s+not\s+be\s+published)",
        longest=420,
    ),
    _rule(
        "source-line-other-languages",
        CREDIT,
        r"^[(\[]?\s*(?:quellen?\s*:\s*\S.{0,110}|avec\s+(?:l['’])?(?:AFP|Reuters|AP|agences?)\b.{0,30}"
        r"|mit\s+(?:material|informationen)\s+(?:von|der)\s+(?:dpa|AFP|AP|Reuters|KNA|epd|SDA|APA|agentur(?:en)?)\b.{0,30})$",
        longest=130,
        where=Where.TAIL,
    ),
    _rule(
        "copyright-line-other-languages",
        CREDIT,
        r"^\W*(?:tous\s+droits\s+réservés|alle\s+rechte\s+vorbehalten)",
        longest=420,
    ),
    _rule(
        "first-published-line",
        CREDIT,
        r"^\W*(?:(?:this|the)\s+(?:article|story|piece|post|column|essay)\s+(?:was\s+)?(?:first"
        r"|originally)\s+(?:appeared|published|ran)|(?:first|originally)\s+published\s+(?:in|on|at|by))\b",
        longest=260,
    ),
    # the author
    _rule(
        "author-contact",
        AUTHOR_BOX,
        r"^\W*(?:(?:you\s+can\s+)?(?:follow|contact|e-?mail|reach|tweet)\s+(?:him|her|them|me|the\s+(?:author"
        r"|writer|reporter)|[A-Z][\w.’'-]+(?:\s+[A-Z][\w.’'-]+){0,3})\b"
        r"(?=.*(?:@|twitter|facebook|instagram|\.com|\.org|\.net|\.co\.uk|by\s+e-?mail)))",
        longest=260,
        where=Where.TAIL,
    ),
    _rule(
        "opinion-disclaimer",
        AUTHOR_BOX,
        r"\b(?:opinions|views)\s+expressed\s+(?:by|in|here|are)\b.*\b(?:own|not\s+necessarily|those\s+of|do\s+not)\b",
        longest=420,
        where=Where.TAIL,
    ),
    # pictures and players
    _rule(
        "picture-credit",
        MEDIA_CAPTION,
        r"^\W*(?:(?:file\s+)?(?:photo|image|picture|photograph|video|graphic|illustration)s?(?:\s+(?:credits?|by"
        r"|courtesy(?:\s+of)?|via))?\s*[:/©]|(?:photo|image|picture|video)\s+(?:credit|by|courtesy))\s*\S",
        longest=200,
    ),
    _rule(
        "picture-credit-end",
        MEDIA_CAPTION,
        r"\((?:(?:file\s+)?(?:photo|image|picture|credit|photograph)s?\b[^()]{0,80}|AP\s+Photo[^()]{0,80}"
        r"|[^()]{0,60}(?:/\s*(?:AP|AFP|Reuters|EPA|Getty(?:\s+Images)?)|Getty\s+Images|via\s+AP))\)\s*\.?$",
        longest=420,
    ),
    _rule(
        "picture-credit-other-languages",
        MEDIA_CAPTION,
        r"^\W*(?:(?:crédits?\s+)?photos?|crédits?(?:\s+photo)?|foto|bild|bildquelle|grafik|illustration)\s*[:©]\s*\S",
        longest=200,
    ),
    _rule("video-player", MEDIA_CAPTION, r"\breplay\s+more\s+videos\b|\bmust\s+watch\b.{0,120}\d\d:\d\d$", longest=400),
)

COMMENT_FORM_OPENING: Final = re.compile(
    r"^\W*(?:leave\s+(?:a|your)\s+(?:reply|comment)|(?:post|add|write|submit)\s+(?:a|your)\s+comment"
    r"|your\s+e-?mail\s+address\s+will\s+not\s+be\s+published.*"
    r"|join\s+the\s+(?:conversation|discussion|debate)|(?:no|\d+)\s+comments?(?:\s+yet)?|comments?\s*\(\d+\)"
    r"|comments?\s+(?:are\s+closed|section)|show\s+comments"
    r"|(?:you\s+must\s+be\s+)?logged\s+in\s+to\s+post\s+a\s+comment.*"
    r"|(?:laissez?r?|écrire|rédiger|ajouter|poster)\s+(?:un|votre)\s+commentaire|(?:\d+|aucun|voir\s+les)\s+commentaires?"
    r"|votre\s+adresse\s+(?:e-?mail|de\s+messagerie)\s+ne\s+sera\s+pas\s+publiée.*"
    r"|(?:schreiben\s+sie\s+|hinterlassen\s+sie\s+|schreibe?\s+)?(?:einen\s+)?kommentar(?:\s+(?:schreiben|verfassen"
    r"|abgeben|hinterlassen))|(?:schreibe?(?:n\s+sie)?|hinterlassen\s+sie)\s+einen\s+kommentar"
    r"|(?:\d+|keine)\s+kommentare?|(?:ihre|deine)\s+e-?mail-?adresse\s+wird\s+nicht\s+veröffentlicht.*)\W*$",
    re.IGNORECASE,
)
"""A line with which the form for readers' comments begins."""

COMMENT_FORM_LINE: Final = re.compile(
    r"^\W*(?:your\s+e-?mail\s+address\s+will\s+not\s+be\s+published.*|required\s+fields\s+are\s+marked.*"
    r"|save\s+my\s+name.*|cancel\s+reply|post\s+comment"
    r"|submit(?:\s+comment)?|(?:name|e-?mail|website|comment)\s*\*?|notify\s+me\s+of.*|log\s+in\s+to\s+(?:reply"
    r"|leave).*|sort\s+by.*|view\s+\d+\s+comments?"
    r"|(?:votre\s+adresse|(?:ihre|deine)\s+e-?mail).*(?:publiée|veröffentlicht).*|nom\s*\*|kommentar\s*\*"
    r"|(?:laisser\s+un\s+commentaire|publier|kommentar\s+abschicken|erforderliche\s+felder.*|les\s+champs\s+obligatoires.*))\W*$",
    re.IGNORECASE,
)
"""A line of such a form."""

APPEAL_CUES: Final[tuple[re.Pattern[str], ...]] = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bbecome\s+an?\s+(?:\w+\s+)?(?:patron|member|supporter|subscriber|donor)\b",
        r"\bsupport\s+(?:us|our|independent|progressive|quality|this\s+site)\b|\bways\s+to\s+support\b",
        r"\bsupport\s+of\s+(?:our\s+|my\s+)?(?:readers|members|donors|people\s+like\s+you)\b"
        r"|\breaders\s+like\s+you\b",
        r"\breader[- ](?:supported|funded)\b|\bad-free\b|\bpaywalls?\b",
        r"\b(?:make|consider)\s+(?:making\s+)?an?\s+(?:\w+[\s-]){0,2}(?:donation|contribution|gift)\b|\bdonat(?:e"
        r"|ing)\s+(?:now|today|here|to\s+(?:us|our))\b|\bchip\s+in\b",
        r"\btax-deductible\b",
        r"\bjoin\s+(?:our|us|the)\b.{0,20}(?:\bcommunity\b|\bmembers\b|\bsubscribers\b|\btoday\b|\bnow\b)",
        r"\bhelp\s+us\s+(?:produce|continue|keep|make|do|tell|report|stay)\b|\byour\s+(?:support|help|contribution"
        r"|donation)\b",
        r"\bkeep\s+our\s+(?:reporting|journalism|news)\b|\bour\s+(?:journalism|reporting|newsroom)\b",
        r"\bcup\s+of\s+coffee\b|\bas\s+little\s+as\b",
        r"\b(?:sign|signing|signed)\s+up\b",
        r"\bnewsletters?\b",
        r"\b(?:your|in\s+the)\s+inbox\b",
        r"\bsubscri(?:be|bing|ption)\b|\bunsubscribe\b",
        r"\bprivacy\s+(?:policy|notice)\b|\bterms\s+of\s+(?:service|use)\b|\byou\s+agree\s+to\b",
        r"\be-?mail\s+(?:address|alerts?|newsletters?)\b|\binvalid\s+email\b|\bnot\s+a\s+robot\b|\brecaptcha\b",
        r"\b(?:breaking\s+news|news)\s+alerts?\b|\bfree\s+(?:weekly|daily|newsletter|app)\b",
    )
)
"""Each is one reason to take a line for an appeal; two are needed, and an address to the reader."""

ADDRESSES_READER: Final = re.compile(r"\b(?:you|your|yours)\b", re.IGNORECASE)
SPEAKS_AS_OUTLET: Final = re.compile(
    r"\b(?:we|us|our|ours)\b"
    r"|\b(?:sign(?:ing)?\s+up|subscribe)\b(?=.*\b(?:newsletters?|inbox|e-?mails?|alerts?|briefings?)\b)"
    r"|\b(?:newsletters?|inbox|e-?mails?|alerts?|briefings?)\b.*\b(?:sign(?:ing)?\s+up|subscribe)\b",
    re.IGNORECASE | re.DOTALL,
)
"""What the outlet itself says: an article may tell its readers where to sign up, too, but not for a newsletter."""

SPEAKS_OF_ITSELF: Final = re.compile(
    r"\b(?:you|your|we|our|us|newsletter|inbox|subscri\w+|sign\s+up|columnists?|column|editorials?"
    r"|rush\s+transcript|copyright|authors?"
    r"|editors?|wire\s+service|opinions?\s+expressed|this\s+(?:article|story|report|page|site))\b",
    re.IGNORECASE,
)
"""What a line about the outlet itself, its reader or its author says, and background in the news does not."""

AUTHOR_ROLES: Final = re.compile(
    r"\b(?:journalist|reporter|writer|correspondent|editor|columnist|contributor|author|blogger|freelancer?"
    r"|bureau\s+chief|co-?host|host|anchor|fellow|professor"
    r"|commentator|producer|publisher|political\s+analyst|op-?ed|podcast)\b",
    re.IGNORECASE,
)
FIRST_PERSON_BIO: Final = re.compile(
    r"^(?:hi[,!]?\s+)?(?:I\s+am|I[’']m"
    r"|my\s+name\s+is)\s+(?P<name>[A-Z][\w.’'-]+(?:\s+[A-Z][\w.’'-]+){0,3})\b(?=.*\b(?:passionate|specializ\w+"
    r"|specialis\w+|writ(?:e|er|ing)"
    r"|journalist|reporter|editor|blogger|author|content|cover)\b)"
)
THIRD_PERSON_BIO: Final = re.compile(
    r"^[•*⦁▪_\s-]*(?:(?:Dr|Mr|Ms|Mrs|Prof|Sen|Rep|Gov)\.\s+)?(?P<name>[A-Z][\w.’'-]*(?:\s+(?:[A-Z][\w.’'-]*|de|van"
    r"|von|der|la|bin|al)){1,4})"
    r"(?:,\s[^,]{1,80},)?\s+(?P<verb>is|was|has\s+been|covers|writes|reports|serves|teaches|hosts|edits|works)\b"
)
ABOUT_AUTHOR: Final = re.compile(r"^\W*(?:about|meet)\s+the\s+(?:authors?|writers?|reporters?)\W*$", re.IGNORECASE)
_NAME_PART: Final = r"[A-Z][\w.’'-]*"
BYLINE_PATTERN: Final = re.compile(
    rf"^(?:By|BY|Written by|Posted by)\s+{_NAME_PART}(?:(?:\s+|,\s*|\s*[|/&]\s*|\s+and\s+){_NAME_PART}){{0,8}}"
    r"(?:\s*\([^)]{1,30}\))?(?:\s*[,|·-]\s*[\w\s.@]{1,40})?$"
)
