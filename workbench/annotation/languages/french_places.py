"""French names of countries, their people and some cities, beside the English ones that the gazetteer knows."""

from __future__ import annotations

from typing import Final

# the country in English; in French; its people there
_COUNTRIES: Final = """
Afghanistan;;Afghan, Afghans, Afghane, Afghanes
Albania;Albanie;Albanais, Albanaise, Albanaises
Algeria;Algérie;Algérien, Algériens, Algérienne, Algériennes
Argentina;Argentine;Argentins
Armenia;Arménie;Arménien, Arméniens, Arménienne, Arméniennes
Australia;Australie;Australien, Australiens, Australienne, Australiennes
Austria;Autriche;Autrichien, Autrichiens, Autrichienne, Autrichiennes
Azerbaijan;Azerbaïdjan;Azerbaïdjanais, Azerbaïdjanaise
Belarus;Biélorussie, Bélarus;Biélorusse, Biélorusses
Belgium;Belgique;Belge, Belges
Benin;Bénin;Béninois, Béninoise
Bolivia;Bolivie;Bolivien, Boliviens, Bolivienne
Brazil;Brésil;Brésilien, Brésiliens, Brésilienne, Brésiliennes
Bulgaria;Bulgarie;Bulgare, Bulgares
Cambodia;Cambodge;Cambodgien, Cambodgiens
Cameroon;Cameroun;Camerounais, Camerounaise
Canada;;Canadien, Canadiens, Canadienne, Canadiennes
Central African Republic;Centrafrique, République centrafricaine;Centrafricain, Centrafricains
Chad;Tchad;Tchadien, Tchadiens
Chile;Chili;Chilien, Chiliens, Chilienne, Chiliennes
China;Chine;Chinois, Chinoise, Chinoises
Colombia;Colombie;Colombien, Colombiens, Colombienne, Colombiennes
Croatia;Croatie;Croate, Croates
Cyprus;Chypre;Chypriote, Chypriotes
Czech Republic;République tchèque, Tchéquie;Tchèque, Tchèques
Denmark;Danemark;Danois, Danoise, Danoises
Democratic Republic of the Congo;République démocratique du Congo;Congolais, Congolaise
Egypt;Égypte;Égyptien, Égyptiens, Égyptienne, Égyptiennes
Estonia;Estonie;Estonien, Estoniens
Ethiopia;Éthiopie;Éthiopien, Éthiopiens, Éthiopienne
Finland;Finlande;Finlandais, Finlandaise
France;;Français, Française, Françaises
Georgia;Géorgie;Géorgien, Géorgiens, Géorgienne
Germany;Allemagne;Allemand, Allemands, Allemande, Allemandes
Greece;Grèce;Grec, Grecs, Grecque, Grecques
Haiti;Haïti;Haïtien, Haïtiens, Haïtienne
Hungary;Hongrie;Hongrois, Hongroise
Iceland;Islande;Islandais, Islandaise
India;Inde;Indiens, Indiennes
Indonesia;Indonésie;Indonésien, Indonésiens
Iraq;Irak;Irakien, Irakiens, Irakienne, Irakiennes
Iran;;Iranien, Iraniens, Iranienne, Iraniennes
Ireland;Irlande;Irlandais, Irlandaise
Israel;Israël;Israélien, Israéliens, Israélienne, Israéliennes
Italy;Italie;Italien, Italiens, Italienne, Italiennes
Ivory Coast;Côte d'Ivoire;Ivoirien, Ivoiriens, Ivoirienne
Japan;Japon;Japonais, Japonaise, Japonaises
Jordan;Jordanie;Jordanien, Jordaniens
Kazakhstan;;Kazakh, Kazakhs
Kuwait;Koweït;Koweïtien, Koweïtiens
Kyrgyzstan;Kirghizistan, Kirghizstan;Kirghize, Kirghizes
Latvia;Lettonie;Letton, Lettons
Lebanon;Liban;Libanais, Libanaise, Libanaises
Libya;Libye;Libyen, Libyens
Lithuania;Lituanie;Lituanien, Lituaniens
Mali;;Malien, Maliens, Malienne
Mexico;Mexique;Mexicain, Mexicains, Mexicaine, Mexicaines
Moldova;Moldavie;Moldave, Moldaves
Mongolia;Mongolie;Mongol, Mongols
Morocco;Maroc;Marocain, Marocains, Marocaine, Marocaines
Netherlands;Pays-Bas;Néerlandais, Néerlandaise
New Zealand;Nouvelle-Zélande;Néo-Zélandais
Nigeria;;Nigérian, Nigérians
North Korea;Corée du Nord;Nord-Coréen, Nord-Coréens
Norway;Norvège;Norvégien, Norvégiens, Norvégienne
Pakistan;;Pakistanais, Pakistanaise
Peru;Pérou;Péruvien, Péruviens
Poland;Pologne;Polonais, Polonaise, Polonaises
Portugal;;Portugais, Portugaise
Romania;Roumanie;Roumain, Roumains, Roumaine
Russia;Russie, Fédération de Russie;Russe, Russes
Saudi Arabia;Arabie saoudite;Saoudien, Saoudiens
Senegal;Sénégal;Sénégalais, Sénégalaise
Serbia;Serbie;Serbe, Serbes
Slovakia;Slovaquie;Slovaque, Slovaques
Slovenia;Slovénie;Slovène, Slovènes
Somalia;Somalie;Somalien, Somaliens
South Africa;Afrique du Sud;Sud-Africain, Sud-Africains
South Korea;Corée du Sud;Sud-Coréen, Sud-Coréens
Spain;Espagne;Espagnol, Espagnols, Espagnole, Espagnoles
Sudan;Soudan;Soudanais, Soudanaise
Sweden;Suède;Suédois, Suédoise
Switzerland;Suisse;Suisses
Syria;Syrie;Syrien, Syriens, Syrienne, Syriennes
Taiwan;Taïwan;Taïwanais, Taïwanaise
Tajikistan;Tadjikistan;Tadjik, Tadjiks
Thailand;Thaïlande;Thaïlandais, Thaïlandaise
Tunisia;Tunisie;Tunisien, Tunisiens, Tunisienne
Turkey;Turquie;Turc, Turcs, Turque, Turques
Turkmenistan;Turkménistan;Turkmène, Turkmènes
Ukraine;;Ukrainien, Ukrainiens, Ukrainienne, Ukrainiennes
United Arab Emirates;Émirats arabes unis, Émirats;Émirati, Émiratis
United Kingdom;Royaume-Uni, Grande-Bretagne;Britannique, Britanniques
United States;États-Unis, États-Unis d'Amérique;Américain, Américains, Américaine, Américaines
Uzbekistan;Ouzbékistan;Ouzbek, Ouzbeks
Yemen;Yémen;Yéménite, Yéménites
"""

_CITIES: Final = """
Algiers;Alger
Athens;Athènes
Beijing;Pékin
Brussels;Bruxelles
Cairo;Le Caire
Copenhagen;Copenhague
Damascus;Damas
Geneva;Genève
The Hague;La Haye
Jerusalem;Jérusalem
London;Londres
Lisbon;Lisbonne
Moscow;Moscou
Rome;
Tehran;Téhéran
Vienna;Vienne
Warsaw;Varsovie
"""


def _listed(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split(",") if name.strip())


_LINES: Final = [line.split(";") for line in _COUNTRIES.strip().splitlines()]

PLACES: Final = {line[0]: _listed(line[1]) for line in (*_LINES, *(c.split(";") for c in _CITIES.strip().splitlines()))}
"""By the English name of a country or city its French names; those that are the same are left out."""

PEOPLES_OF: Final = {country: _listed(people) for country, _, people in _LINES}
"""By the English name of a country what its people are called in French."""

PEOPLES: Final = frozenset(name for people in PEOPLES_OF.values() for name in people)
"""French names of peoples, with their capital letter."""

AMBIGUOUS: Final = frozenset(
    (
        "alger",
        "damas",
        "chili",
        "turc",
        "grec",
        "grecs",
        "letton",
        "mongol",
        "allemand",
        "inde",
        "vienne",
        "suisse",
        "kazakh",
    )
)
"""Keys of those that are also surnames, or words of another language."""
