"""Words that dates are written with: months, weekdays, zones and filler, in many languages. Data and look-ups only."""

from __future__ import annotations

import unicodedata
from functools import cache

_MONTHS = """
january february march april may june july august september october november december
januar februar märz april mai juni juli august september oktober november dezember
jänner feber maerz april mai juni juli august september oktober november dezember
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
enero febrero marzo abril mayo junio julio agosto setiembre octubre noviembre diciembre
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
gener febrer març abril maig juny juliol agost setembre octubre novembre desembre
januari februari maart april mei juni juli augustus september oktober november december
januari februari mars april maj juni juli augusti september oktober november december
januar februar marts april maj juni juli august september oktober november december
januar februar mars april mai juni juli august september oktober november desember
- - mrt - - - - agt - - - -
- - mrz - - - - - - - - -
tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta - - - - - -
- - - - - - heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta
tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu
janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember
stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień
ledna února března dubna května června července srpna září října listopadu prosince
leden únor březen duben květen červen červenec srpen září říjen - prosinec
januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra
január február március április május június július augusztus szeptember október november december
ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
студзеня лютага сакавіка красавіка - чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня
януари февруари март април май юни юли август септември октомври ноември декември
јануар фебруар март април мај јун јул август септембар октобар новембар децембар
ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου
jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember
janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris
sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio
januari februari maret april mei juni juli agustus september oktober november desember
يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
يناير فبراير مارس ابريل مايو يونيه يوليه اغسطس سبتمبر اكتوبر نوفمبر ديسمبر
ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר
בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר
जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर
जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितम्बर अक्तूबर नवम्बर दिसम्बर
জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর
ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر
جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر
januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba
"""

_WEEKDAYS = """
monday tuesday wednesday thursday friday saturday sunday
montag dienstag mittwoch donnerstag freitag samstag sonntag
- - - - - sonnabend -
lundi mardi mercredi jeudi vendredi samedi dimanche
lunes martes miércoles jueves viernes sábado domingo
lunedì martedì mercoledì giovedì venerdì sabato domenica
segunda terça quarta quinta sexta sábado domingo
dilluns dimarts dimecres dijous divendres dissabte diumenge
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
måndag tisdag onsdag torsdag fredag lördag söndag
mandag tirsdag onsdag torsdag fredag lørdag søndag
maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai
maanantaina tiistaina keskiviikkona torstaina perjantaina lauantaina sunnuntaina
poniedziałek wtorek środa czwartek piątek sobota niedziela
pondělí úterý středa čtvrtek pátek sobota neděle
hétfő kedd szerda csütörtök péntek szombat vasárnap
luni marți miercuri joi vineri sâmbătă duminică
pazartesi salı çarşamba perşembe cuma cumartesi pazar
понедельник вторник среда четверг пятница суббота воскресенье
понеділок вівторок середа четвер п'ятниця субота неділя
δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή
senin selasa rabu kamis jumat sabtu minggu
सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार
الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد
mo di mi do fr sa so
пн вт ср чт пт сб вс
月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日
星期一 星期二 星期三 星期四 星期五 星期六 星期日
월요일 화요일 수요일 목요일 금요일 토요일 일요일
"""

_FILLER = """
at on of the local time hs h hrs hours hour heures um uhr den dem der am vom le du à a de del el la
las los di il alle ore dia do das às o feira kl klo klokken kello óra om od dnia dne rok r ngày năm г
thứ hai ba tư sáu bảy chủ nhật года год року в о ο στις يوم שעה בשעה
"""
FILLER = frozenset(_FILLER.split())
"""Words in a date that say nothing."""

_ZONE_HOURS = """
UT 0|UTC 0|GMT 0|Z 0|WET 0|WEST 1|BST 1|IST 5.5|CET 1|CEST 2|MEZ 1|MESZ 2|MET 1|MEST 2|EET 2|EEST 3|MSK 3
MSD 4|TRT 3|SAST 2|WAT 1|CAT 2|EAT 3|GST 4|AZT 4|GET 4|AMT -4|IRST 3.5|IRDT 4.5|AFT 4.5|PKT 5|UZT 5|YEKT 5
NPT 5.75|BDT 6|ALMT 6|OMST 6|MMT 6.5|ICT 7|WIB 7|KRAT 7|NOVT 7|HKT 8|SGT 8|MYT 8|PHT 8|AWST 8|WITA 8|IRKT 8
CST -6|CDT -5|JST 9|KST 9|WIT 9|YAKT 9|ACST 9.5|ACDT 10.5|AEST 10|AEDT 11|CHST 10|VLAT 10|SAKT 11|MAGT 11
NZST 12|NZDT 13|PETT 12|FJT 12|CHAST 12.75|TOT 13|LINT 14|NST -3.5|NDT -2.5|AST -4|ADT -3|EST -5|EDT -4|MST -7
MDT -6|PST -8|PDT -7|AKST -9|AKDT -8|HST -10|HDT -9|HAST -10|SST -11|BRT -3|BRST -2|ART -3|UYT -3|CLT -4
CLST -3|BOT -4|VET -4|COT -5|PET -5|ECT -5|PYT -4|GFT -3|CVT -1|AZOT -1|AZOST 0|NFT 11|HNE -5|HAE -4
"""

_ZONE_PLACES = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
    "AT": "America/Halifax",
    "NT": "America/St_Johns",
    "AKT": "America/Anchorage",
    "EASTERN": "America/New_York",
    "CENTRAL": "America/Chicago",
    "PACIFIC": "America/Los_Angeles",
    "МСК": "Europe/Moscow",
    "KYIV": "Europe/Kyiv",
}


def fold(word: str) -> str:
    """The form in which words are compared: no case, no accents, no closing stop."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char)).rstrip(".")


def _with_prefixes(table: str, first: str, shortest: int) -> dict[str, int]:
    """Names to their place in the row; shortened ones too where no two places share them, or English owns them."""
    found: dict[str, set[int]] = {}
    owned: dict[str, int] = {}
    for row in table.strip().splitlines():
        for place, name in enumerate(row.split()):
            folded = fold(name)
            owned.setdefault(folded, place)
            for length in range(shortest, len(folded)):
                prefix = folded[:length]
                found.setdefault(prefix, set()).add(place)
                if row.startswith(first):
                    owned.setdefault(prefix, place)
    short = {prefix: next(iter(places)) for prefix, places in found.items() if len(places) == 1}
    return {name: place for name, place in {**short, **owned}.items() if len(name) > 1}


@cache
def _months() -> dict[str, int]:
    return _with_prefixes(_MONTHS, "january", 3)


@cache
def _weekdays() -> dict[str, int]:
    return _with_prefixes(_WEEKDAYS, "monday", 3)


@cache
def _zones() -> dict[str, int]:
    pairs = (pair.rsplit(" ", 1) for pair in _ZONE_HOURS.replace("\n", "|").split("|") if pair)
    return {name: round(float(hours) * 3600) for name, hours in pairs}


def month_number(word: str) -> int | None:
    """1 to 12 for the name of a month or an abbreviation of three letters and more."""
    place = _months().get(fold(word))
    return None if place is None else place + 1


def english_month(number: int) -> str | None:
    """The English name of the month 1 to 12."""
    names = _MONTHS.split(maxsplit=12)[:12]
    return names[number - 1] if 1 <= number <= 12 else None


def weekday_number(word: str) -> int | None:
    """0 (Monday) to 6 for the name of a weekday or an abbreviation."""
    return _weekdays().get(fold(word))


def zone_offset(name: str) -> int | None:
    """Seconds east of Greenwich for the abbreviation of a zone. IST is India's, BST Britain's, CST North America's."""
    if len(name) == 1:
        # RFC 2822: the military letters were used with either sign, so they say no more than UTC.
        return 0 if name.isascii() and name.isalpha() and name not in "Jj" else None
    return _zones().get(name.upper())


def zone_place(name: str) -> str | None:
    """The IANA name for a zone whose offset depends on the season (`ET`, `PT`)."""
    return _ZONE_PLACES.get(name.upper())
