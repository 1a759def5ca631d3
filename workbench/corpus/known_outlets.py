"""Outlets and news agencies by their names and internet hosts, for suggestions with evidence. No judgement of any."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

OUTLET_BY_HOST: Final[Mapping[str, str]] = {
    host: name
    for name, hosts in (
        ("ABC News", "abcnews.go.com"),
        ("Al Jazeera", "aljazeera.com aljazeera.net"),
        ("Associated Press", "apnews.com ap.org"),
        ("Axios", "axios.com"),
        ("BBC", "bbc.co.uk bbc.com"),
        ("Bloomberg", "bloomberg.com"),
        ("Breitbart", "breitbart.com"),
        ("Caspian News", "caspiannews.com"),
        ("CBC", "cbc.ca"),
        ("CBS News", "cbsnews.com"),
        ("CGTN", "cgtn.com"),
        ("China Daily", "chinadaily.com.cn"),
        ("CNBC", "cnbc.com"),
        ("CNN", "cnn.com edition.cnn.com"),
        ("Corriere della Sera", "corriere.it"),
        ("Daily Express", "express.co.uk"),
        ("Daily Mail", "dailymail.co.uk mailonline.co.uk"),
        ("Der Spiegel", "spiegel.de"),
        ("Deutsche Welle", "dw.com"),
        ("Die Zeit", "zeit.de"),
        ("El País", "elpais.com"),
        ("Euromaidan Press", "euromaidanpress.com"),
        ("Euronews", "euronews.com"),
        ("Financial Times", "ft.com"),
        ("Forbes", "forbes.com"),
        ("Foreign Policy", "foreignpolicy.com"),
        ("Fox News", "foxnews.com"),
        ("France 24", "france24.com"),
        ("Frankfurter Allgemeine Zeitung", "faz.net"),
        ("Global Times", "globaltimes.cn"),
        ("Haaretz", "haaretz.com"),
        ("HuffPost", "huffpost.com huffingtonpost.com"),
        ("Interfax", "interfax.com interfax.ru"),
        ("Irish Independent", "independent.ie"),
        ("Kyiv Independent", "kyivindependent.com"),
        ("La Repubblica", "repubblica.it"),
        ("Le Figaro", "lefigaro.fr"),
        ("Le Monde", "lemonde.fr"),
        ("Los Angeles Times", "latimes.com"),
        ("Meduza", "meduza.io"),
        ("NBC News", "nbcnews.com"),
        ("New York Post", "nypost.com"),
        ("New York Times", "nytimes.com"),
        ("Newsweek", "newsweek.com"),
        ("NPR", "npr.org"),
        ("Nikkei Asia", "asia.nikkei.com"),
        ("Politico", "politico.com politico.eu"),
        ("Radio Free Europe/Radio Liberty", "rferl.org"),
        ("Reuters", "reuters.com"),
        ("RIA Novosti", "ria.ru"),
        ("RT", "rt.com"),
        ("Sky News", "news.sky.com"),
        ("South China Morning Post", "scmp.com"),
        ("Sputnik", "sputniknews.com sputnikglobe.com"),
        ("Süddeutsche Zeitung", "sueddeutsche.de"),
        ("TASS", "tass.com tass.ru"),
        ("The Atlantic", "theatlantic.com"),
        ("The Diplomat", "thediplomat.com"),
        ("The Economist", "economist.com"),
        ("The Express Tribune", "tribune.com.pk"),
        ("The Guardian", "theguardian.com guardian.co.uk"),
        ("The Hill", "thehill.com"),
        ("The Hindu", "thehindu.com"),
        ("The Independent", "independent.co.uk"),
        ("The Mirror", "mirror.co.uk"),
        ("The Moscow Times", "themoscowtimes.com"),
        ("The Sun", "thesun.co.uk"),
        ("The Telegraph", "telegraph.co.uk"),
        ("The Times", "thetimes.co.uk thetimes.com"),
        ("The Times of India", "timesofindia.indiatimes.com"),
        ("Time", "time.com"),
        ("Ukrainska Pravda", "pravda.com.ua"),
        ("Ukrinform", "ukrinform.net ukrinform.ua"),
        ("USA Today", "usatoday.com"),
        ("Vice", "vice.com"),
        ("Voice of America", "voanews.com"),
        ("Vox", "vox.com"),
        ("Wall Street Journal", "wsj.com"),
        ("Washington Examiner", "washingtonexaminer.com"),
        ("Washington Post", "washingtonpost.com"),
        ("Washington Times", "washingtontimes.com"),
        ("Xinhua", "xinhuanet.com news.cn"),
    )
    for host in hosts.split()
}
"""Usual outlet name by host, without ``www.``."""

OUTLET_NAMES: Final[frozenset[str]] = frozenset(OUTLET_BY_HOST.values())

AGENCY_BY_NAME: Final[Mapping[str, str]] = {
    name: short
    for short, names in (
        ("AP", ("AP", "The AP", "Associated Press", "The Associated Press")),
        ("Reuters", ("Reuters", "Thomson Reuters")),
        ("AFP", ("AFP", "Agence France-Presse", "Agence France Presse")),
        ("dpa", ("dpa", "DPA", "Deutsche Presse-Agentur")),
        ("PA", ("PA", "PA Media", "Press Association", "The Press Association")),
        ("UPI", ("UPI", "United Press International")),
        ("TASS", ("TASS", "ITAR-TASS")),
        ("Interfax", ("Interfax", "Interfax-Ukraine")),
        ("RIA Novosti", ("RIA Novosti",)),
        ("Xinhua", ("Xinhua", "Xinhua News Agency")),
        ("EFE", ("EFE",)),
        ("ANSA", ("ANSA",)),
        ("Kyodo", ("Kyodo", "Kyodo News")),
        ("Yonhap", ("Yonhap", "Yonhap News Agency")),
        ("Anadolu", ("AA", "Anadolu", "Anadolu Agency")),
        ("PTI", ("PTI", "Press Trust of India")),
        ("ANI", ("ANI",)),
        ("IANS", ("IANS",)),
        ("CNS", ("CNS", "China News Service")),
        ("Ukrinform", ("Ukrinform",)),
        ("Belga", ("Belga",)),
        ("APA", ("APA", "Austria Presse Agentur")),
        ("Bloomberg News", ("Bloomberg News",)),
    )
    for name in names
}
"""Usual short name of a news agency by the names used in credit lines."""

HOMES: Final[Mapping[str, frozenset[str]]] = {
    outlet: frozenset(place.strip() for place in places.split(","))
    for outlets, places in (
        ("The Guardian", "United Kingdom, United States, Australia"),
        ("BBC, Daily Express, Daily Mail, Sky News, The Economist, The Independent", "United Kingdom"),
        ("The Mirror, The Sun, The Telegraph, The Times", "United Kingdom"),
        ("Financial Times", "United Kingdom, United States"),
        ("ABC News, Associated Press, Axios, Breitbart, CBS News, CNBC, Fox News, NPR, The Hill", "United States"),
        ("Bloomberg, CNN, Forbes, Foreign Policy, HuffPost, NBC News, New York Post", "United States, New York"),
        ("New York Times, Newsweek, The Atlantic, Time, Wall Street Journal", "United States, New York"),
        ("Politico, USA Today, Washington Examiner, Washington Post, Washington Times", "United States, Washington"),
        ("Los Angeles Times", "United States, Los Angeles"),
        ("CBC", "Canada"),
        ("Al Jazeera", "Qatar"),
        ("CGTN, China Daily, Global Times, Xinhua", "China"),
        ("South China Morning Post", "Hong Kong, China"),
        ("Corriere della Sera, La Repubblica", "Italy"),
        ("Der Spiegel, Deutsche Welle, Die Zeit, Frankfurter Allgemeine Zeitung, Süddeutsche Zeitung", "Germany"),
        ("El País", "Spain"),
        ("France 24, Le Figaro, Le Monde", "France"),
        ("Haaretz", "Israel"),
        ("Irish Independent", "Ireland"),
        ("Nikkei Asia", "Japan"),
        ("Interfax, RIA Novosti, RT, Sputnik, TASS, The Moscow Times", "Russia"),
        ("Euromaidan Press, Kyiv Independent, Ukrainska Pravda, Ukrinform", "Ukraine"),
        ("The Express Tribune", "Pakistan"),
        ("The Hindu, The Times of India", "India"),
        ("Reuters", "United Kingdom, United States"),
    )
    for outlet in outlets.split(", ")
}
"""Places that are no sign of another paper when they stand in brackets after an outlet's name."""

OUTLET_BY_OTHER_NAME: Final[Mapping[str, str]] = {
    other: name
    for name, others in (
        ("Al Jazeera", "Aljazeera; Al Jazeera English; AJE"),
        ("Associated Press", "AP; AP News; AP Newswire; Associated Press Newswires"),
        (
            "BBC",
            "BBC News; BBC Online; BBC News Online; BBC World News; BBC World Service; British Broadcasting Corporation",
        ),
        ("Bloomberg", "Bloomberg News; Bloomberg.com News"),
        ("CBC", "CBC News; Canadian Broadcasting Corporation"),
        ("CBS News", "CBS"),
        ("CNN", "Cable News Network; CNN News"),
        ("Daily Mail", "Mail Online; MailOnline"),
        ("Deutsche Welle", "DW; DW News"),
        ("Fox News", "Fox News Channel; Fox News Network"),
        ("Financial Times", "FT"),
        ("Frankfurter Allgemeine Zeitung", "FAZ; F.A.Z.; Frankfurter Allgemeine"),
        ("HuffPost", "Huffington Post; The Huffington Post"),
        ("Los Angeles Times", "LA Times; L.A. Times"),
        ("NBC News", "NBC"),
        ("New York Post", "NY Post"),
        ("New York Times", "NYT; N.Y. Times; NYTimes; The NYT"),
        ("NPR", "National Public Radio"),
        ("Radio Free Europe/Radio Liberty", "RFE/RL; RFERL; Radio Free Europe"),
        ("Reuters", "Reuters News; Thomson Reuters"),
        ("RT", "Russia Today"),
        ("South China Morning Post", "SCMP"),
        ("Süddeutsche Zeitung", "SZ; Süddeutsche"),
        ("Voice of America", "VOA; VOA News"),
        ("Wall Street Journal", "WSJ"),
        ("Washington Post", "WaPo; WashPost"),
        ("Xinhua", "Xinhua News Agency; Xinhua News; Xinhuanet"),
    )
    for other in others.split("; ")
}
"""Usual outlet name by a name or abbreviation that stands for no other outlet."""

OUTLET_BY_SHARED_NAME: Final[Mapping[str, str]] = {
    "Daily Mirror": "The Mirror",
    "Daily Telegraph": "The Telegraph",
    "Express": "Daily Express",
    "Independent": "The Independent",
    "International New York Times": "New York Times",
    "Mail": "Daily Mail",
    "Mirror": "The Mirror",
    "Sun": "The Sun",
    "Telegraph": "The Telegraph",
    "Times": "The Times",
}
"""An outlet that a name often stands for; but other outlets have that name too, so it takes a look at the articles."""

OUTLET_BY_TITLE_AND_PLACE: Final[Mapping[tuple[str, str], str]] = {
    ("Independent", "Ireland"): "Irish Independent",
    ("Daily Telegraph", "United Kingdom"): "The Telegraph",
    ("Daily Mirror", "United Kingdom"): "The Mirror",
}
"""An outlet by a title that several papers have and the place that tells them apart."""
