"""Countries and cities as they stand in brackets after an outlet's name, to tell one paper from another of that title."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_PLACES: Final = """
Afghanistan: Kabul
Albania: Tirana
Algeria: Algiers
Argentina: Buenos Aires
Armenia: Yerevan
Australia: Sydney, Melbourne, Brisbane, Perth, Adelaide, Canberra, Hobart, Darwin, Queensland, New South Wales, Victoria
Austria: Vienna, Wien, Österreich
Azerbaijan: Baku
Bahrain: Manama
Bangladesh: Dhaka
Belarus: Minsk
Belgium: Brussels, Bruxelles
Bolivia: La Paz
Bosnia: Bosnia and Herzegovina, Sarajevo
Botswana: Gaborone
Brazil: Brasil, São Paulo, Rio de Janeiro
Bulgaria: Sofia
Cambodia: Phnom Penh
Cameroon: Yaoundé
Canada: Toronto, Ottawa, Montreal, Vancouver, Calgary, Winnipeg, Halifax
Chile: Santiago
China: Beijing, Shanghai
Colombia: Bogotá
Costa Rica: San José
Croatia: Zagreb
Cuba: Havana
Cyprus: Nicosia
Czech Republic: Czechia, Prague
Denmark: Copenhagen
Dominican Republic: Santo Domingo
Ecuador: Quito
Egypt: Cairo
El Salvador: San Salvador
Estonia: Tallinn
Ethiopia: Addis Ababa
Fiji: Suva
Finland: Helsinki
France: Paris
Gambia: Banjul
Georgia: Tbilisi
Germany: Deutschland, Berlin, Hamburg, Munich, München, Frankfurt
Ghana: Accra
Greece: Athens
Guatemala: Guatemala City
Guyana: Georgetown
Hong Kong
Hungary: Budapest
Iceland: Reykjavik
India: New Delhi, Delhi, Mumbai, Kolkata, Calcutta, Chennai, Bangalore, Bengaluru, Hyderabad, Chandigarh
Indonesia: Jakarta
Iran: Tehran
Iraq: Baghdad
Ireland: Republic of Ireland, Dublin, Cork
Israel: Jerusalem, Tel Aviv
Italy: Italia, Rome, Roma, Milan, Milano
Jamaica: Kingston
Japan: Tokyo, Osaka
Jordan: Amman
Kazakhstan: Astana, Almaty
Kenya: Nairobi
Kosovo: Pristina
Kuwait: Kuwait City
Latvia: Riga
Lebanon: Beirut
Lesotho: Maseru
Liberia: Monrovia
Lithuania: Vilnius
Luxembourg
Malawi: Blantyre, Lilongwe
Malaysia: Kuala Lumpur
Malta: Valletta
Mexico: México, Mexico City
Moldova: Chisinau
Morocco: Rabat, Casablanca
Myanmar: Burma, Yangon
Namibia: Windhoek
Nepal: Kathmandu
Netherlands: The Netherlands, Amsterdam, The Hague
New Zealand: Auckland, Wellington, Christchurch
Nigeria: Lagos, Abuja
North Macedonia: Skopje
Norway: Norge, Oslo
Oman: Muscat
Pakistan: Islamabad, Lahore, Karachi
Panama: Panama City
Papua New Guinea: Port Moresby
Paraguay: Asunción
Peru: Perú, Lima
Philippines: Manila
Poland: Warsaw
Portugal: Lisbon
Qatar: Doha
Romania: Bucharest
Russia: Moscow
Rwanda: Kigali
Saudi Arabia: Riyadh, Jeddah
Senegal: Dakar
Serbia: Belgrade
Sierra Leone: Freetown
Singapore
Slovakia: Bratislava
Slovenia: Ljubljana
South Africa: Johannesburg, Cape Town, Durban, Pretoria
South Korea: Korea, Seoul
Spain: España, Madrid, Barcelona
Sri Lanka: Colombo
Sudan: Khartoum
Sweden: Stockholm
Switzerland: Zurich, Zürich, Geneva, Bern
Syria: Damascus
Taiwan: Taipei
Tanzania: Dar es Salaam
Thailand: Bangkok
Trinidad and Tobago: Port of Spain, Trinidad
Tunisia: Tunis
Turkey: Türkiye, Istanbul, Ankara
Uganda: Kampala
Ukraine: Kyiv, Kiev
United Arab Emirates: UAE, U.A.E., Dubai, Abu Dhabi
United Kingdom: UK, U.K., GB, Great Britain, Britain, England, London, Manchester, Scotland, Glasgow, Edinburgh, Wales
United States: US, U.S., USA, U.S.A., America
Uruguay: Montevideo
Uzbekistan: Tashkent
Venezuela: Caracas
Vietnam: Hanoi
Yemen: Sanaa
Zambia: Lusaka
Zimbabwe: Harare, Bulawayo
New York: NY, N.Y., New York City
Washington: Washington DC, Washington D.C., DC, D.C.
Los Angeles
Chicago
Boston
Philadelphia
Baltimore
"""

COUNTRY_BY_PLACE: Final[Mapping[str, str]] = {
    place.strip(): country.strip()
    for line in _PLACES.strip().splitlines()
    for country, _, places in [line.partition(":")]
    for place in (country, *places.split(","))
    if place.strip()
}
"""The country of a place by its name. Cities of the United States stand for themselves: papers there share titles."""

COUNTRY_BY_ENDING: Final[Mapping[str, str]] = {
    "au": "Australia",
    "bd": "Bangladesh",
    "br": "Brazil",
    "ca": "Canada",
    "de": "Germany",
    "es": "Spain",
    "fr": "France",
    "gh": "Ghana",
    "hk": "Hong Kong",
    "ie": "Ireland",
    "in": "India",
    "it": "Italy",
    "jp": "Japan",
    "ke": "Kenya",
    "lb": "Lebanon",
    "lk": "Sri Lanka",
    "mt": "Malta",
    "mx": "Mexico",
    "my": "Malaysia",
    "ng": "Nigeria",
    "nz": "New Zealand",
    "ph": "Philippines",
    "pk": "Pakistan",
    "ru": "Russia",
    "sg": "Singapore",
    "ua": "Ukraine",
    "ug": "Uganda",
    "uk": "United Kingdom",
    "uy": "Uruguay",
    "za": "South Africa",
    "zm": "Zambia",
    "zw": "Zimbabwe",
}
"""The country that the last part of a host stands for."""
