"""Well-known names with one type each: countries with their people and capitals, cities, bodies, and things.

The model confuses the types of names that need no guessing ("Mali" is a country, "COVID-19" is no person). What stands
here is typed by this list, and its variants become one entity. It is general knowledge and stays short: names in the
news that the list does not have are the model's business.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from workbench.annotation.languages import french_places
from workbench.annotation.spelling import name_key
from workbench.annotation.well_known_people import BY_SURNAME, PEOPLE
from workbench.annotation.word_lists import words

# country; other names; its people and adjectives; capital
_COUNTRIES: Final = """
Afghanistan;;Afghan, Afghans;Kabul
Albania;;Albanian, Albanians;Tirana
Algeria;;Algerian, Algerians;Algiers
Andorra;;Andorran, Andorrans;Andorra la Vella
Angola;;Angolan, Angolans;Luanda
Argentina;;Argentine, Argentines, Argentinian, Argentinians, Argentinean;Buenos Aires
Armenia;;Armenian, Armenians;Yerevan
Australia;;Australian, Australians;Canberra
Austria;;Austrian, Austrians;Vienna
Azerbaijan;;Azerbaijani, Azerbaijanis, Azeri, Azeris;Baku
Bahamas;;Bahamian, Bahamians;Nassau
Bahrain;;Bahraini, Bahrainis;Manama
Bangladesh;;Bangladeshi, Bangladeshis;Dhaka
Barbados;;Barbadian, Barbadians;Bridgetown
Belarus;Belorussia;Belarusian, Belarusians, Belarussian, Belarussians;Minsk
Belgium;;Belgian, Belgians;Brussels
Belize;;Belizean, Belizeans;Belmopan
Benin;;Beninese;Porto-Novo
Bhutan;;Bhutanese;Thimphu
Bolivia;;Bolivian, Bolivians;La Paz
Bosnia and Herzegovina;Bosnia, Bosnia-Herzegovina;Bosnian, Bosnians;Sarajevo
Botswana;;Botswanan;Gaborone
Brazil;;Brazilian, Brazilians;Brasilia
Brunei;;Bruneian;Bandar Seri Begawan
Bulgaria;;Bulgarian, Bulgarians;Sofia
Burkina Faso;;Burkinabe;Ouagadougou
Burundi;;Burundian, Burundians;Bujumbura
Cambodia;;Cambodian, Cambodians;Phnom Penh
Cameroon;;Cameroonian, Cameroonians;Yaounde
Canada;;Canadian, Canadians;Ottawa
Cape Verde;Cabo Verde;Cape Verdean;Praia
Central African Republic;;;Bangui
Chile;;Chilean, Chileans;
China;People's Republic of China, PRC, mainland China;Chinese;Beijing
Colombia;;Colombian, Colombians;Bogota
Comoros;;Comorian;Moroni
Costa Rica;;Costa Rican, Costa Ricans;San Jose
Croatia;;Croatian, Croatians, Croat, Croats;Zagreb
Cuba;;Cuban, Cubans;Havana
Cyprus;;Cypriot, Cypriots;Nicosia
Czech Republic;Czechia;Czech, Czechs;Prague
Democratic Republic of the Congo;DR Congo, DRC, Democratic Republic of Congo;Congolese;Kinshasa
Denmark;;Danish, Danes, Dane;Copenhagen
Djibouti;;Djiboutian;
Dominican Republic;;Dominican, Dominicans;Santo Domingo
East Timor;Timor-Leste;Timorese;Dili
Ecuador;;Ecuadorian, Ecuadorians, Ecuadorean;Quito
Egypt;;Egyptian, Egyptians;Cairo
El Salvador;;Salvadoran, Salvadorans;San Salvador
Equatorial Guinea;;;Malabo
Eritrea;;Eritrean, Eritreans;Asmara
Estonia;;Estonian, Estonians;Tallinn
Eswatini;Swaziland;Swazi;Mbabane
Ethiopia;;Ethiopian, Ethiopians;Addis Ababa
Fiji;;Fijian, Fijians;Suva
Finland;;Finnish, Finn, Finns;Helsinki
France;;French, Frenchman, Frenchwoman;Paris
Gabon;;Gabonese;Libreville
Gambia;;Gambian, Gambians;Banjul
Georgia;;Georgian, Georgians;Tbilisi
Germany;;German, Germans;Berlin
Ghana;;Ghanaian, Ghanaians;Accra
Greece;;Greek, Greeks;Athens
Grenada;;Grenadian;
Guatemala;;Guatemalan, Guatemalans;Guatemala City
Guinea;;Guinean, Guineans;Conakry
Guinea-Bissau;;;Bissau
Guyana;;Guyanese;Georgetown
Haiti;;Haitian, Haitians;Port-au-Prince
Honduras;;Honduran, Hondurans;Tegucigalpa
Hungary;;Hungarian, Hungarians;Budapest
Iceland;;Icelandic, Icelander, Icelanders;Reykjavik
India;;Indian, Indians;New Delhi
Indonesia;;Indonesian, Indonesians;Jakarta
Iran;Islamic Republic of Iran;Iranian, Iranians;Tehran
Iraq;;Iraqi, Iraqis;Baghdad
Ireland;Republic of Ireland;Irish, Irishman;Dublin
Israel;;Israeli, Israelis;Jerusalem
Italy;;Italian, Italians;Rome
Ivory Coast;Cote d'Ivoire;Ivorian, Ivorians;Abidjan
Jamaica;;Jamaican, Jamaicans;Kingston
Japan;;Japanese;Tokyo
Jordan;;Jordanian, Jordanians;Amman
Kazakhstan;;Kazakh, Kazakhs, Kazakhstani;Astana
Kenya;;Kenyan, Kenyans;Nairobi
Kosovo;;Kosovar, Kosovars, Kosovan;Pristina
Kuwait;;Kuwaiti, Kuwaitis;Kuwait City
Kyrgyzstan;;Kyrgyz;Bishkek
Laos;;Laotian, Laotians, Lao;Vientiane
Latvia;;Latvian, Latvians;Riga
Lebanon;;Lebanese;Beirut
Lesotho;;;Maseru
Liberia;;Liberian, Liberians;Monrovia
Libya;;Libyan, Libyans;Tripoli
Liechtenstein;;;Vaduz
Lithuania;;Lithuanian, Lithuanians;Vilnius
Luxembourg;;Luxembourgish;
Madagascar;;Malagasy;Antananarivo
Malawi;;Malawian, Malawians;Lilongwe
Malaysia;;Malaysian, Malaysians;Kuala Lumpur
Maldives;;Maldivian, Maldivians;
Mali;;Malian, Malians;Bamako
Malta;;Maltese;Valletta
Mauritania;;Mauritanian, Mauritanians;Nouakchott
Mauritius;;Mauritian, Mauritians;Port Louis
Mexico;;Mexican, Mexicans;Mexico City
Moldova;;Moldovan, Moldovans;Chisinau
Monaco;;Monegasque;
Mongolia;;Mongolian, Mongolians;Ulaanbaatar
Montenegro;;Montenegrin, Montenegrins;Podgorica
Morocco;;Moroccan, Moroccans;Rabat
Mozambique;;Mozambican, Mozambicans;Maputo
Myanmar;Burma;Burmese;Naypyidaw
Namibia;;Namibian, Namibians;Windhoek
Nepal;;Nepali, Nepalese, Nepalis;Kathmandu
Netherlands;Holland;Dutch, Dutchman;Amsterdam
New Zealand;;New Zealander, New Zealanders;Wellington
Nicaragua;;Nicaraguan, Nicaraguans;Managua
Niger;;Nigerien;Niamey
Nigeria;;Nigerian, Nigerians;Abuja
North Korea;Democratic People's Republic of Korea, DPRK;North Korean, North Koreans;Pyongyang
North Macedonia;Macedonia;Macedonian, Macedonians;Skopje
Norway;;Norwegian, Norwegians;Oslo
Oman;;Omani, Omanis;Muscat
Pakistan;;Pakistani, Pakistanis;Islamabad
Palestine;Palestinian Territories;Palestinian, Palestinians;Ramallah
Panama;;Panamanian, Panamanians;Panama City
Papua New Guinea;;;Port Moresby
Paraguay;;Paraguayan, Paraguayans;Asuncion
Peru;;Peruvian, Peruvians;Lima
Philippines;;Filipino, Filipinos, Philippine;Manila
Poland;;Polish, Poles;Warsaw
Portugal;;Portuguese;Lisbon
Qatar;;Qatari, Qataris;Doha
Republic of the Congo;Congo-Brazzaville;;Brazzaville
Romania;;Romanian, Romanians;Bucharest
Russia;Russian Federation;Russian, Russians;Moscow
Rwanda;;Rwandan, Rwandans;Kigali
Samoa;;Samoan, Samoans;Apia
Saudi Arabia;Kingdom of Saudi Arabia;Saudi, Saudis, Saudi Arabian;Riyadh
Senegal;;Senegalese;Dakar
Serbia;;Serbian, Serbians, Serb, Serbs;Belgrade
Sierra Leone;;Sierra Leonean;Freetown
Singapore;;Singaporean, Singaporeans;
Slovakia;;Slovak, Slovaks, Slovakian;Bratislava
Slovenia;;Slovenian, Slovenians, Slovene;Ljubljana
Somalia;;Somali, Somalis, Somalian;Mogadishu
South Africa;;South African, South Africans;Pretoria
South Korea;Republic of Korea, ROK;South Korean, South Koreans;Seoul
South Sudan;;South Sudanese;Juba
Soviet Union;USSR, U.S.S.R.;Soviet, Soviets;
Spain;;Spanish, Spaniard, Spaniards;Madrid
Sri Lanka;;Sri Lankan, Sri Lankans;Colombo
Sudan;;Sudanese;Khartoum
Suriname;;Surinamese;Paramaribo
Sweden;;Swedish, Swede, Swedes;Stockholm
Switzerland;;Swiss;Bern
Syria;;Syrian, Syrians;Damascus
Taiwan;Republic of China;Taiwanese;Taipei
Tajikistan;;Tajik, Tajiks;Dushanbe
Tanzania;;Tanzanian, Tanzanians;Dodoma
Thailand;;Thai, Thais;Bangkok
Togo;;Togolese;Lome
Tonga;;Tongan, Tongans;
Trinidad and Tobago;Trinidad;Trinidadian;Port of Spain
Tunisia;;Tunisian, Tunisians;Tunis
Turkey;Türkiye, Turkiye;Turkish, Turk, Turks;Ankara
Turkmenistan;;Turkmen;Ashgabat
Uganda;;Ugandan, Ugandans;Kampala
Ukraine;;Ukrainian, Ukrainians;Kyiv
United Arab Emirates;UAE, U.A.E., Emirates;Emirati, Emiratis;Abu Dhabi
United Kingdom;UK, U.K., Britain, Great Britain;British, Briton, Britons;London
United States;US, U.S., USA, U.S.A., United States of America, America;American, Americans;Washington
Uruguay;;Uruguayan, Uruguayans;Montevideo
Uzbekistan;;Uzbek, Uzbeks;Tashkent
Vatican;Vatican City, Holy See;;
Venezuela;;Venezuelan, Venezuelans;Caracas
Vietnam;Viet Nam;Vietnamese;Hanoi
Yemen;;Yemeni, Yemenis;Sanaa
Zambia;;Zambian, Zambians;Lusaka
Zimbabwe;;Zimbabwean, Zimbabweans;Harare
"""

# type: name, other names; ...
_OTHERS: Final = {
    "GPE": """
England; Scotland; Wales; Northern Ireland; Hong Kong; Gaza; West Bank; Crimea; Catalonia; Bavaria; Quebec
Ontario; British Columbia; Alberta; New South Wales; Queensland; Punjab; Kashmir; Xinjiang; Tibet; Greenland
Puerto Rico; Chechnya; Alabama; Alaska; Arizona; Arkansas; California; Colorado; Connecticut; Delaware; Florida
Hawaii; Idaho; Illinois; Indiana; Iowa; Kansas; Kentucky; Louisiana; Maine; Maryland; Massachusetts; Michigan
Minnesota; Mississippi; Missouri; Montana; Nebraska; Nevada; New Hampshire; New Jersey; New Mexico
North Carolina; North Dakota; Ohio; Oklahoma; Oregon; Pennsylvania; Rhode Island; South Carolina; South Dakota
Tennessee; Texas; Utah; Vermont; Virginia; West Virginia; Wisconsin; Wyoming; New York; New York City, NYC
Los Angeles; Chicago; Houston; Philadelphia; San Francisco; Boston; Seattle; Atlanta; Miami; Dallas; Detroit
Denver; Las Vegas; San Diego; New Orleans; Baltimore; Minneapolis; Pittsburgh; Cleveland; Orlando
Washington, D.C., Washington DC, Washington D.C.; Silicon Valley; Toronto; Montreal; Vancouver; Calgary
Manchester; Birmingham; Liverpool; Glasgow; Edinburgh; Belfast; Cardiff; Leeds; Oxford; Cambridge; Munich
Frankfurt; Hamburg; Cologne; Dresden; Stuttgart; Milan; Naples; Turin; Venice; Barcelona; Seville; Valencia
Geneva; Zurich; Basel; Davos; Lyon; Marseille; Nice; Strasbourg; Lille; The Hague; Rotterdam; Antwerp; Krakow
Gdansk; Salzburg; Saint Petersburg, St. Petersburg; Vladivostok; Kharkiv, Kharkov; Odesa, Odessa; Lviv, Lvov
Kherson; Mariupol; Bakhmut; Donetsk; Luhansk, Lugansk; Zaporizhzhia, Zaporizhzhya, Zaporozhye; Dnipro; Istanbul
Izmir; Aleppo; Mosul; Erbil; Basra; Dubai; Tel Aviv; Haifa; Rafah; Jeddah; Mecca; Medina; Alexandria; Casablanca
Lagos; Johannesburg; Cape Town; Durban; Mumbai, Bombay; Delhi; Kolkata, Calcutta; Chennai, Madras
Bengaluru, Bangalore; Hyderabad; Karachi; Lahore; Peshawar; Kandahar; Almaty; Shanghai; Shenzhen; Guangzhou
Wuhan; Chengdu; Tianjin; Hokkaido; Sapporo; Osaka; Kyoto; Hiroshima; Nagasaki; Fukushima; Busan; Sydney
Melbourne; Brisbane; Perth; Adelaide; Auckland; Christchurch; Sao Paulo; Rio de Janeiro; Medellin; Guadalajara
Tijuana
""",
    "LOC": """
Europe; Asia; Africa; North America; South America; Latin America; Central America; Middle East; Central Asia
Eurasia; Southeast Asia; East Asia; South Asia; Eastern Europe; Western Europe; Central Europe; Antarctica
Arctic; Caucasus; Balkans; Baltics; South China Sea; Black Sea; Baltic Sea; Red Sea; Mediterranean
Mediterranean Sea; Caspian Sea; Persian Gulf; Strait of Hormuz; Taiwan Strait; Atlantic; Pacific; Atlantic Ocean
Pacific Ocean; Indian Ocean; North Sea; English Channel; Suez Canal; Donbas, Donbass; Sahel; Horn of Africa
Siberia; Scandinavia; Caribbean; Himalayas; Sahara; West; Global South; Korean Peninsula; Indo-Pacific
Euro-Atlantic; Asia-Pacific
""",
    "FAC": """
White House; Kremlin; Capitol, U.S. Capitol, US Capitol; Capitol Hill; Downing Street, 10 Downing Street
No 10 Downing Street; Trump Tower; Mar-a-Lago; Wall Street; Oval Office; Rose Garden; Elysee Palace, Elysee; Blue House
Bundeskanzleramt; Quai d'Orsay; Foggy Bottom; Whitehall; Zhongnanhai; Chigi Palace, Palazzo Chigi; Rashtrapati Bhavan
Camp David
""",
    "ORG": """
NATO, North Atlantic Treaty Organization, North Atlantic Treaty Organisation; United Nations, UN, U.N.
European Union, EU, E.U.; Shanghai Cooperation Organization, SCO; Commonwealth of Independent States, CIS
Eurasian Economic Union, EAEU, EEU; Collective Security Treaty Organization, CSTO; BRICS
ASEAN, Association of Southeast Asian Nations; OPEC; OPEC+; African Union; Arab League
World Trade Organization, WTO; World Health Organization, WHO; International Monetary Fund, IMF; World Bank
Organization for Security and Co-operation in Europe, OSCE; Council of Europe; G7, Group of Seven
G20, Group of 20; UNESCO; International Atomic Energy Agency, IAEA; International Criminal Court, ICC
UN Security Council, U.N. Security Council, Security Council; European Commission; European Parliament
European Council; European Central Bank, ECB; Bank of England; Federal Reserve, Fed; Congress
Senate, U.S. Senate, US Senate; House of Representatives, U.S. House, House; House of Commons; House of Lords
Bundestag; Knesset; State Duma; Pentagon; State Department, US State Department, U.S. State Department
Justice Department, DOJ, Department of Justice; Supreme Court, U.S. Supreme Court, US Supreme Court
Federal Bureau of Investigation, FBI; Central Intelligence Agency, CIA; National Security Agency, NSA
Food and Drug Administration, FDA; Centers for Disease Control and Prevention, CDC; NASA; Democratic Party
Republican Party, GOP; Democratic National Committee, DNC; Republican National Committee, RNC; Hamas
Hezbollah, Hizbollah; Taliban; Islamic State, ISIS, ISIL, Daesh; Al-Qaeda, al Qaeda, Al Qaida; Houthis; Wagner Group, Wagner
Democratic Unionist Party, DUP; Scottish National Party, SNP; Sinn Fein; UK Independence Party, UKIP
Christian Democratic Union, CDU; Christian Social Union, CSU; Social Democratic Party, SPD
Alternative for Germany, AfD; Free Democratic Party, FDP; National Rally; National Front; Five Star Movement; Lega
Law and Justice; Fidesz; Likud; Syriza; Podemos; Bharatiya Janata Party, BJP; African National Congress, ANC
Chinese Communist Party, Communist Party of China, CCP; Workers' Party of Korea; Liberal Democratic Party
United Russia; Palestinian Authority; Palestine Liberation Organization, PLO; Fatah; Muslim Brotherhood
Boko Haram; Al-Shabaab, al Shabaab; Kurdistan Workers' Party, PKK; Revolutionary Guards, Revolutionary Guard
Islamic Revolutionary Guard Corps, IRGC; People's Liberation Army, PLA; Israel Defense Forces, IDF
Israeli Defense Forces; Mossad; Shin Bet; GRU; Federal Security Service, FSB; KGB; MI5; MI6; State Duma, Duma
Verkhovna Rada; Sejm; Bundesrat; Bundesbank; Lok Sabha; Rajya Sabha; Grand National Assembly
National People's Congress
Treasury Department, U.S. Treasury, US Treasury, Department of the Treasury; Commerce Department
Department of Commerce; Department of Homeland Security, DHS, Homeland Security Department, Homeland Security
Environmental Protection Agency, EPA; National Security Council, NSC; Internal Revenue Service, IRS
Immigration and Customs Enforcement, ICE, U.S. Immigration and Customs Enforcement
Customs and Border Protection, CBP, U.S. Customs and Border Protection, US Customs and Border Protection
Border Patrol, U.S. Border Patrol, US Border Patrol; National Guard; Defense Department, Department of Defense
Energy Department, Department of Energy; Labor Department, Department of Labor
Education Department, Department of Education; Federal Communications Commission, FCC; Federal Trade Commission, FTC
Drug Enforcement Administration, DEA; Securities and Exchange Commission, SEC; American Civil Liberties Union, ACLU
National Rifle Association, NRA; Planned Parenthood; Heritage Foundation; Brookings Institution
Center for Strategic and International Studies, CSIS; Council on Foreign Relations; Chatham House
International Atomic Energy Agency, IAEA; UNICEF; UNHCR; International Court of Justice, ICJ; Interpol; Europol
Frontex; Asian Development Bank; Asian Infrastructure Investment Bank, AIIB; Gulf Cooperation Council, GCC
Organization of Islamic Cooperation, OIC; Mercosur; Pacific Islands Forum; Organization of American States, OAS
Korean Central News Agency, KCNA; Yonhap, Yonhap News Agency; Kyodo, Kyodo News; NHK; Deutsche Welle, DW; NPR
Los Angeles Times; Guardian; Daily Telegraph; Daily Mail; Economist; Time magazine; Newsweek; New Yorker
Vox; BuzzFeed, BuzzFeed News; Daily Beast; Daily Caller; National Review; The Hill; Sputnik; Russia Today
Radio Free Europe, RFE/RL, Radio Free Europe/Radio Liberty; Voice of America, VOA; Bellingcat
Walmart; Ford; General Motors, GM; Toyota Motor; Intel; Nvidia; IBM; Oracle; Alphabet; OpenAI; TotalEnergies; Eni
Equinor; Lukoil; Sberbank; Rosatom; Transneft; Novatek; PetroChina; Sinopec; Tencent; ByteDance; Foxconn; TSMC
Renault; Peugeot; BMW; Daimler; Mercedes-Benz; Audi; Porsche; Philips; Nokia; Ericsson; Nestle; Novartis; Roche
Lockheed Martin; Raytheon; Northrop Grumman; Johnson & Johnson; McDonald's; Starbucks; Coca-Cola; Ryanair; easyJet
British Airways; Reuters; Associated Press, AP; Agence France-Presse, AFP; Bloomberg
Xinhua, Xinhua News Agency; TASS; RIA Novosti; Interfax; BBC; CNN; Fox News; NBC; NBC News; CBS; CBS News
ABC News; MSNBC; Politico; New York Times, NYT; Washington Post; Wall Street Journal, WSJ; USA Today; Guardian
Financial Times, FT; Breitbart; HuffPost, Huffington Post; Al Jazeera; Der Spiegel; Le Monde; PolitiFact; Axios
Google; Apple, Apple Computer; Microsoft; Amazon; Facebook; Meta; Tesla; SpaceX; Pfizer; BioNTech; Moderna; AstraZeneca
Boeing; Airbus; Volkswagen, VW; Gazprom; Rosneft; Aramco, Saudi Aramco; Huawei; Alibaba; Samsung; Toyota; Nissan; Honda
Sony; Siemens; Lufthansa; Goldman Sachs; JPMorgan; Morgan Stanley; Deutsche Bank; HSBC; Barclays; Citigroup; UBS
Credit Suisse; Shell; BP; ExxonMobil; Chevron; Airbnb; Uber; Netflix; Disney; Amnesty International
Human Rights Watch; Greenpeace; Red Cross; Institute for the Study of War, ISW; SWIFT; FIFA; UEFA; NFL; NBA
""",
    "EVENT": """
Cold War; World War II, Second World War, World War Two, WWII; World War I, First World War; Olympics
World Cup; Brexit
""",
    "PERSON": PEOPLE,
    "PRODUCT": """
COVID-19, Covid, COVID, coronavirus disease; Twitter; YouTube; Instagram; WhatsApp; TikTok; Telegram
Obamacare, Affordable Care Act; Bitcoin; iPhone; Android; Windows; Nord Stream; Nord Stream 2; Sputnik V; Ebola
""",
    "NORP": """
Conservative; Conservatives; Labour; Tory; Tories; Liberal Democrats
Lib Dems; Christian; Christians; Muslim; Muslims; Jew; Jews; Jewish; Islamic; Islamist
Islamists; Catholic; Catholics; Protestant; Protestants; Orthodox; Sunni; Sunnis; Shia; Shiite; Shiites
Buddhist; Hindu; Hindus; Sikh; Kurd; Kurds; Kurdish; Arab; Arabs; Uyghur; Uyghurs; Uighur; Rohingya; European
Europeans; Asian; Asians; African; Africans; African-American; African-Americans; African American
African Americans; Eurasian; Latino; Latinos; Hispanic; Hispanics; Western; Scottish; Welsh; English; Scot
Scots; Communist; Marxist; Nazi; Nazis; Zionist; Native American; Native Americans; Latin American; Texan
Texans; Californian; Crimean; Chechen; Chechens; Hong Kongers; Northern Irish; Euroskeptic
""",
}

_GOVERNMENTS: Final = {
    "United States": """
White House; Oval Office; Capitol; Capitol Hill; Pentagon; State Department; Justice Department; Congress; Senate
House of Representatives; Supreme Court; Federal Bureau of Investigation; Central Intelligence Agency
National Security Agency; Food and Drug Administration; Centers for Disease Control and Prevention; Federal Reserve
Treasury Department; Commerce Department; Department of Homeland Security; Environmental Protection Agency
National Security Council; Foggy Bottom; Immigration and Customs Enforcement; National Guard
Customs and Border Protection; Internal Revenue Service; Defense Department; Energy Department; Labor Department
Education Department; Federal Communications Commission; Federal Trade Commission; Drug Enforcement Administration
Securities and Exchange Commission
""",
    "Russia": "Kremlin; State Duma; Duma; Federal Security Service; GRU",
    "United Kingdom": "Downing Street; Whitehall; House of Commons; House of Lords; MI5; MI6; Bank of England",
    "France": "Elysee Palace; Quai d'Orsay",
    "Germany": "Bundestag; Bundeskanzleramt; Bundesrat; Bundesbank",
    "Israel": "Knesset; Mossad; Israel Defense Forces; Shin Bet",
    "South Korea": "Blue House",
    "China": "Zhongnanhai; National People's Congress; People's Liberation Army; Chinese Communist Party",
    "Italy": "Chigi Palace",
    "India": "Lok Sabha; Rajya Sabha; Rashtrapati Bhavan",
    "Ukraine": "Verkhovna Rada",
    "Iran": "Revolutionary Guards",
    "Turkey": "Grand National Assembly",
    "Poland": "Sejm",
}
"""Houses, parliaments and agencies that stand for the government of a country or are a part of it."""

_PARTISANS: Final = {
    "Democratic Party": "Democrat, Democrats, Democratic",
    "Republican Party": "Republican, Republicans",
}
"""Members of parties, who count for their party as a people counts for its country."""

_AMBIGUOUS: Final = words(
    """
    georgia jordan chad nice perth washington meta shell apple amazon windows android west orthodox english labour
    conservative democratic wagner lima kingston georgetown victoria alexandria lincoln houston dallas orlando
    disney guardian polish turkey guinea cambridge oxford florence venice western independent medina congress senate
    finn dane pole scot ford intel roche oracle alphabet eni lega ice guardian economist vox hill sputnik philips homeland
    house may johnson xi lula sisi time abe gru lenin stalin pla treasury raisi cdu csu spd fdp sec
    """
)


class Known(NamedTuple):
    """What the list says of a name."""

    name: str
    """The form that is shown."""
    type: str
    key: str
    """The same for all names of one thing."""
    certain: bool
    """Whether the name means nothing else often enough for the model's type to be overruled."""
    capital_of: str = ""
    """The key of the country whose capital this is."""
    people: bool = False
    """Whether this is the people or the adjective of a country or party, whose name and key it has."""
    of_country: bool = False
    """Whether it is a country's."""
    government_of: str = ""
    """The key of the country whose government this is a part of or stands for."""


@lru_cache(maxsize=1)
def _table() -> dict[str, Known]:
    out: dict[str, Known] = {}

    ruled = {name_key(name): name_key(country) for country, lines in _GOVERNMENTS.items() for name in _entries(lines)}

    def add(names: list[str], kind: str, capital_of: str = "") -> None:
        shown = names[0]
        key = name_key(shown)
        for name in names:
            form = name_key(name)
            if form:
                certain = form not in _AMBIGUOUS
                out.setdefault(form, Known(shown, kind, key, certain, capital_of, government_of=ruled.get(key, "")))

    for line in _COUNTRIES.strip().splitlines():
        country, others, people, capital = (part.strip() for part in line.split(";"))
        add([country, *_listed(others)], "GPE")
        for name in _listed(people):
            form = name_key(name)
            out.setdefault(
                form, Known(country, "NORP", name_key(country), form not in _AMBIGUOUS, people=True, of_country=True)
            )
        if capital:
            add([capital, *_OTHER_SPELLINGS.get(capital, ())], "GPE", name_key(country))
    for party, members in _PARTISANS.items():
        for name in _listed(members):
            form = name_key(name)
            out.setdefault(form, Known(party, "NORP", name_key(party), form not in _AMBIGUOUS, people=True))
    for kind, lines in _OTHERS.items():
        for entry in _entries(lines):
            names = _listed(entry)
            add([*names, *_OTHER_SPELLINGS.get(names[0], ())], kind)
    for entry in _entries(BY_SURNAME):
        surname, name = _listed(entry)
        form = name_key(surname)
        out.setdefault(form, out[name_key(name)]._replace(certain=form not in _AMBIGUOUS))
    for place, french in french_places.PLACES.items():
        there = out.get(name_key(place))
        if there is not None:
            for form in map(name_key, french):
                out.setdefault(form, there._replace(certain=form not in french_places.AMBIGUOUS))
    for country, french in french_places.PEOPLES_OF.items():
        for form in map(name_key, french):
            certain = form not in french_places.AMBIGUOUS
            out.setdefault(form, Known(country, "NORP", name_key(country), certain, people=True, of_country=True))
    for party, members in _PARTISANS.items():
        for name in _listed(members):
            form = name_key(name)
            out.setdefault(form, Known(party, "NORP", name_key(party), form not in _AMBIGUOUS, people=True))
    for kind, lines in _OTHERS.items():
        for entry in _entries(lines):
            names = _listed(entry)
            add([*names, *_OTHER_SPELLINGS.get(names[0], ())], kind)
    for entry in _entries(BY_SURNAME):
        surname, name = _listed(entry)
        form = name_key(surname)
        out.setdefault(form, out[name_key(name)]._replace(certain=form not in _AMBIGUOUS))
    return out


def _entries(lines: str) -> list[str]:
    return [entry.strip() for entry in lines.replace("\n", ";").split(";") if entry.strip()]


@lru_cache(maxsize=1)
def joined_names() -> tuple[str, ...]:
    """Well-known names of bodies with "and" in them, as they are written."""
    entries = [name for entry in _entries(_OTHERS["ORG"]) for name in _listed(entry)]
    return tuple(name for name in entries if " and " in name)


@lru_cache(maxsize=10_000)
def is_company(key: str) -> bool:
    """Whether a name, as a key, is a well-known company's."""
    found = _table().get(key)
    return found is not None and found.key in _companies()


@lru_cache(maxsize=1)
def _country_keys() -> frozenset[str]:
    return frozenset(name_key(line.split(";")[0]) for line in _COUNTRIES.strip().splitlines())


def is_country(key: str) -> bool:
    """Whether a key is that of a country's main name."""
    return key in _country_keys()


@lru_cache(maxsize=1)
def _companies() -> frozenset[str]:
    return frozenset(name_key(name) for name in _COMPANIES.replace("\n", ";").split(";") if name.strip())


_COMPANIES: Final = """
Google; Apple; Microsoft; Amazon; Facebook; Meta; Tesla; SpaceX; Pfizer; BioNTech; Moderna; AstraZeneca; Boeing
Airbus; Volkswagen; Gazprom; Rosneft; Aramco; Huawei; Alibaba; Samsung; Toyota; Nissan; Honda; Sony; Siemens
Lufthansa; Goldman Sachs; JPMorgan; Morgan Stanley; Deutsche Bank; HSBC; Barclays; Citigroup; UBS; Credit Suisse
Shell; BP; ExxonMobil; Chevron; Airbnb; Uber; Netflix; Disney; Walmart; Ford; General Motors; Intel; Nvidia; IBM
Oracle; Alphabet; OpenAI; TotalEnergies; Eni; Equinor; Lukoil; Sberbank; Tencent; ByteDance; Foxconn; TSMC; Renault
Peugeot; BMW; Daimler; Audi; Porsche; Philips; Nokia; Ericsson; Nestle; Novartis; Roche; Lockheed Martin; Raytheon
Johnson & Johnson; McDonald's; Starbucks; Coca-Cola; Ryanair; easyJet; British Airways
"""

_OTHER_SPELLINGS: Final = {
    "Kyiv": ("Kiev",),
    "Astana": ("Nur-Sultan",),
    "Ulaanbaatar": ("Ulan Bator",),
    "Sanaa": ("Sana'a",),
    "Tehran": ("Teheran",),
    "Beijing": ("Peking",),
    "Alabama": ("Ala.",),
    "Arizona": ("Ariz.",),
    "California": ("Calif.",),
    "Colorado": ("Colo.",),
    "Connecticut": ("Conn.",),
    "Florida": ("Fla.",),
    "Kentucky": ("Ky.",),
    "Maryland": ("Md.",),
    "Michigan": ("Mich.",),
    "Minnesota": ("Minn.",),
    "Montana": ("Mont.",),
    "Nebraska": ("Neb.",),
    "Nevada": ("Nev.",),
    "New Hampshire": ("N.H.",),
    "New Jersey": ("N.J.",),
    "New Mexico": ("N.M.",),
    "New York": ("N.Y.",),
    "North Carolina": ("N.C.",),
    "North Dakota": ("N.D.",),
    "Oklahoma": ("Okla.",),
    "Rhode Island": ("R.I.",),
    "South Carolina": ("S.C.",),
    "South Dakota": ("S.D.",),
    "Tennessee": ("Tenn.",),
    "Texas": ("Tex.",),
    "Vermont": ("Vt.",),
    "Wisconsin": ("Wis.",),
    "Wyoming": ("Wyo.",),
}


def _listed(names: str) -> list[str]:
    return [name.strip() for name in names.split(",") if name.strip()]


def known(name: str) -> Known | None:
    """What the list says of a name in any of its spellings, or ``None``."""
    found = _table().get(name_key(name))
    if found is None:
        return None
    # "us", "who" and "swift" are words; only the capitals make them names
    letters = [c for c in name if c.isalpha()]
    return found if not letters or letters[0].isupper() or any(c.isupper() for c in letters) else None
