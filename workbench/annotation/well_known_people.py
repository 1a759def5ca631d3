"""People in world politics and business whom many articles name by surname alone, with other spellings.

General knowledge, kept short: who is not here is found by the full names of the corpus.
"""

from __future__ import annotations

from typing import Final

PEOPLE: Final = """
Donald Trump, Donald J. Trump; Barack Obama, Barack H. Obama; Joe Biden, Joseph Biden, Joseph R. Biden
Kamala Harris; Hillary Clinton, Hillary Rodham Clinton; Bernie Sanders; Mike Pence; Nancy Pelosi; Mitch McConnell
Chuck Schumer; Elizabeth Warren; Ted Cruz; Marco Rubio; Mitt Romney; John McCain; John Kerry; Antony Blinken
Vladimir Putin; Dmitry Medvedev, Dmitri Medvedev; Sergei Lavrov, Sergey Lavrov; Dmitry Peskov, Dmitri Peskov
Sergei Shoigu, Sergey Shoigu; Alexei Navalny, Aleksei Navalny, Alexey Navalny; Yevgeny Prigozhin
Ramzan Kadyrov; Mikhail Gorbachev; Boris Yeltsin; Joseph Stalin, Josef Stalin; Vladimir Lenin
Volodymyr Zelensky, Volodymyr Zelenskyy, Volodymyr Zelenskiy, Volodymyr Zelenskyi, Vladimir Zelensky
Petro Poroshenko; Viktor Yanukovych; Dmytro Kuleba
Alexander Lukashenko, Aleksandr Lukashenko, Alyaksandr Lukashenka, Alexander Lukashenka; Ilham Aliyev
Nikol Pashinyan; Kassym-Jomart Tokayev, Qasym-Jomart Toqaev; Nursultan Nazarbayev; Mikheil Saakashvili
Xi Jinping; Li Keqiang; Li Qiang; Hu Jintao; Wang Yi; Deng Xiaoping; Mao Zedong, Mao Tse-tung
Kim Jong Un, Kim Jong-un; Kim Jong Il, Kim Jong-il; Kim Il Sung, Kim Il-sung; Moon Jae In, Moon Jae-in
Yoon Suk Yeol, Yoon Suk-yeol; Shinzo Abe; Fumio Kishida; Yoshihide Suga; Tsai Ing-wen; Narendra Modi
Imran Khan; Nawaz Sharif; Aung San Suu Kyi; Rodrigo Duterte; Joko Widodo; Scott Morrison; Anthony Albanese
Jacinda Ardern; Recep Tayyip Erdogan, Tayyip Erdogan, Recep Erdogan; Bashar al-Assad, Bashar Assad
Benjamin Netanyahu, Binyamin Netanyahu, Bibi Netanyahu; Mahmoud Abbas; Yasser Arafat, Yasir Arafat
Ismail Haniyeh; Yahya Sinwar; Hassan Nasrallah; Hassan Rouhani, Hassan Rohani; Ebrahim Raisi
Ali Khamenei; Mahmoud Ahmadinejad; Mohammad Javad Zarif, Javad Zarif; Qassem Soleimani, Qasem Soleimani
Mohammed bin Salman, Mohammad bin Salman; Jamal Khashoggi; Abdel Fattah el-Sisi, Abdel Fattah al-Sisi
Muammar Gaddafi, Moammar Gadhafi, Muammar Qaddafi; Saddam Hussein; Osama bin Laden; Hosni Mubarak
Nouri al-Maliki; Hamid Karzai; Ashraf Ghani
Emmanuel Macron; Marine Le Pen; Francois Hollande; Nicolas Sarkozy; Angela Merkel; Olaf Scholz; Annalena Baerbock
Friedrich Merz; Boris Johnson; Theresa May; David Cameron; Tony Blair; Rishi Sunak; Liz Truss; Keir Starmer
Nigel Farage; Jeremy Corbyn; Gordon Brown; Nicola Sturgeon; Leo Varadkar; Giorgia Meloni; Matteo Salvini
Silvio Berlusconi; Matteo Renzi; Mario Draghi; Pedro Sanchez; Mariano Rajoy; Carles Puigdemont; Alexis Tsipras
Viktor Orban; Andrzej Duda; Donald Tusk; Mateusz Morawiecki; Jaroslaw Kaczynski; Mark Rutte; Geert Wilders
Sebastian Kurz; Robert Fico; Aleksandar Vucic; Ursula von der Leyen; Jean-Claude Juncker; Michel Barnier
Josep Borrell; Federica Mogherini; Charles Michel; Christine Lagarde; Jens Stoltenberg; Antonio Guterres
Ban Ki-moon; Kofi Annan; Justin Trudeau; Mark Carney; Jair Bolsonaro; Luiz Inacio Lula da Silva; Dilma Rousseff
Nicolas Maduro; Hugo Chavez; Juan Guaido; Fidel Castro; Evo Morales; Enrique Pena Nieto; Gustavo Petro; Javier Milei
Andres Manuel Lopez Obrador; Claudia Sheinbaum; Nayib Bukele; Nelson Mandela; Jacob Zuma; Cyril Ramaphosa
Robert Mugabe; Paul Kagame; Abiy Ahmed; Pope Francis; Pope Benedict XVI; Dalai Lama
Elon Musk; Jeff Bezos; Mark Zuckerberg; Bill Gates; Rupert Murdoch; Warren Buffett; George Soros; Steve Jobs
Julian Assange; Edward Snowden; Greta Thunberg; Robert Mueller; James Comey; Rudy Giuliani, Rudolph Giuliani
Mike Pompeo; Rex Tillerson; James Mattis; John Bolton; Jared Kushner; Ivanka Trump; Melania Trump; Steve Bannon
Jeff Sessions; William Barr, Bill Barr; Henry Kissinger; Colin Powell; Condoleezza Rice; Dick Cheney; Donald Rumsfeld
Ronald Reagan; Richard Nixon; Jimmy Carter; John F. Kennedy, John Kennedy; Adolf Hitler; Winston Churchill
Margaret Thatcher
"""
"""Name, other spellings of it; ..."""

BY_SURNAME: Final = """
Trump, Donald Trump; Obama, Barack Obama; Biden, Joe Biden; Pelosi, Nancy Pelosi; McConnell, Mitch McConnell
Blinken, Antony Blinken; Putin, Vladimir Putin; Medvedev, Dmitry Medvedev; Lavrov, Sergei Lavrov
Peskov, Dmitry Peskov; Shoigu, Sergei Shoigu; Navalny, Alexei Navalny; Prigozhin, Yevgeny Prigozhin
Kadyrov, Ramzan Kadyrov; Gorbachev, Mikhail Gorbachev; Yeltsin, Boris Yeltsin; Stalin, Joseph Stalin
Lenin, Vladimir Lenin; Zelensky, Volodymyr Zelensky; Zelenskyy, Volodymyr Zelensky; Zelenskiy, Volodymyr Zelensky
Zelenskyi, Volodymyr Zelensky; Poroshenko, Petro Poroshenko; Yanukovych, Viktor Yanukovych
Lukashenko, Alexander Lukashenko; Lukashenka, Alexander Lukashenko; Pashinyan, Nikol Pashinyan
Tokayev, Kassym-Jomart Tokayev; Nazarbayev, Nursultan Nazarbayev; Saakashvili, Mikheil Saakashvili
Xi, Xi Jinping; Jinping, Xi Jinping; Duterte, Rodrigo Duterte; Ardern, Jacinda Ardern; Kishida, Fumio Kishida
Erdogan, Recep Tayyip Erdogan; Assad, Bashar al-Assad; al-Assad, Bashar al-Assad; Netanyahu, Benjamin Netanyahu
Arafat, Yasser Arafat; Haniyeh, Ismail Haniyeh; Sinwar, Yahya Sinwar; Nasrallah, Hassan Nasrallah
Rouhani, Hassan Rouhani; Raisi, Ebrahim Raisi; Khamenei, Ali Khamenei; Ahmadinejad, Mahmoud Ahmadinejad
Zarif, Mohammad Javad Zarif; Soleimani, Qassem Soleimani; MBS, Mohammed bin Salman; Khashoggi, Jamal Khashoggi
Sisi, Abdel Fattah el-Sisi; el-Sisi, Abdel Fattah el-Sisi; Gaddafi, Muammar Gaddafi; Gadhafi, Muammar Gaddafi
Qaddafi, Muammar Gaddafi; Saddam, Saddam Hussein; bin Laden, Osama bin Laden; Mubarak, Hosni Mubarak
Karzai, Hamid Karzai; Macron, Emmanuel Macron; Hollande, Francois Hollande; Sarkozy, Nicolas Sarkozy
Merkel, Angela Merkel; Scholz, Olaf Scholz; Baerbock, Annalena Baerbock; Sunak, Rishi Sunak; Starmer, Keir Starmer
Farage, Nigel Farage; Corbyn, Jeremy Corbyn; Sturgeon, Nicola Sturgeon; Meloni, Giorgia Meloni
Salvini, Matteo Salvini; Berlusconi, Silvio Berlusconi; Draghi, Mario Draghi; Rajoy, Mariano Rajoy
Puigdemont, Carles Puigdemont; Tsipras, Alexis Tsipras; Orban, Viktor Orban; Tusk, Donald Tusk
Morawiecki, Mateusz Morawiecki; Rutte, Mark Rutte; Wilders, Geert Wilders; Vucic, Aleksandar Vucic
von der Leyen, Ursula von der Leyen; Juncker, Jean-Claude Juncker; Barnier, Michel Barnier; Borrell, Josep Borrell
Mogherini, Federica Mogherini; Lagarde, Christine Lagarde; Stoltenberg, Jens Stoltenberg
Guterres, Antonio Guterres; Trudeau, Justin Trudeau; Bolsonaro, Jair Bolsonaro; Lula, Luiz Inacio Lula da Silva
Maduro, Nicolas Maduro; Guaido, Juan Guaido; Bukele, Nayib Bukele; Milei, Javier Milei
Ramaphosa, Cyril Ramaphosa; Mugabe, Robert Mugabe; Musk, Elon Musk; Bezos, Jeff Bezos
Zuckerberg, Mark Zuckerberg; Assange, Julian Assange; Snowden, Edward Snowden; Thunberg, Greta Thunberg
Giuliani, Rudy Giuliani; Tillerson, Rex Tillerson; Kissinger, Henry Kissinger; Hitler, Adolf Hitler
Thatcher, Margaret Thatcher
"""
"""A surname that means one person wherever no other is named, and that person."""

_LEADERS: Final = """
russia: putin, medvedev, yeltsin; united states: trump, obama, biden; china: xi, jinping; north korea: kim
south korea: moon, yoon; japan: abe, kishida, suga; india: modi; turkey: erdogan; syria: assad
israel: netanyahu; iran: rouhani, raisi, ahmadinejad; egypt: sisi, mubarak; france: macron, hollande, sarkozy
germany: merkel, scholz, merz; united kingdom: johnson, may, cameron, sunak, starmer, truss; italy: meloni
hungary: orban; poland: duda, tusk, morawiecki; ukraine: zelensky, zelenskyy, zelenskiy, poroshenko, yanukovych
belarus: lukashenko; canada: trudeau; brazil: bolsonaro, lula; venezuela: maduro, chavez; cuba: castro
philippines: duterte; libya: gaddafi, gadhafi, qaddafi; iraq: saddam; kazakhstan: tokayev, nazarbayev
azerbaijan: aliyev; armenia: pashinyan; zimbabwe: mugabe; south africa: zuma, ramaphosa
"""
LEADERS: Final = {
    surname.strip(): country.strip()
    for entry in _LEADERS.replace("\n", ";").split(";")
    if ":" in entry
    for country, surnames in [entry.split(":")]
    for surname in surnames.split(",")
}
"""Surnames of leaders of states, and whose leaders they are or were."""
