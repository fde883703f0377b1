"""Bytes to text: every encoding that news comes in, with right, wrong and no labels."""

from __future__ import annotations

import codecs

import pytest

from termnews.text.html import decode

TEXTS = {
    "ru": "Правительство объявило о новых мерах поддержки малого бизнеса, сообщили в пресс-службе.",
    "uk": "Уряд оголосив про нові заходи підтримки малого бізнесу, повідомили в прес-службі навесні.",
    "de": "Die Regierung hat neue Maßnahmen für kleine Betriebe angekündigt, hieß es am Mittwoch in Köln.",
    "fr": "Le gouvernement a annoncé de nouvelles mesures, a déclaré le ministre à Orléans après l'été.",
    "pl": "Rząd ogłosił nowe środki wsparcia dla małych przedsiębiorstw, a łączny koszt będzie wyższy.",
    "cs": "Vláda oznámila nová opatření na podporu malých podniků, řekl mluvčí příští týden v Praze.",
    "hu": "A kormány új intézkedéseket jelentett be a kisvállalkozások támogatására, közölte a szóvivő.",
    "el": "Η κυβέρνηση ανακοίνωσε νέα μέτρα στήριξης των μικρών επιχειρήσεων την άνοιξη.",
    "tr": "Hükümet küçük işletmeler için yeni destek önlemleri açıkladı, dedi sözcü; ışık ağaç şimdi.",
    "he": "הממשלה הודיעה על צעדים חדשים לתמיכה בעסקים קטנים, אמר הדובר.",
    "ar": "أعلنت الحكومة عن إجراءات جديدة لدعم الشركات الصغيرة في الربيع.",
    "th": "รัฐบาลประกาศมาตรการใหม่เพื่อสนับสนุนธุรกิจขนาดเล็กในฤดูใบไม้ผลิ",
    "ja": "政府は中小企業を支援する新しい措置を発表した。ひらがなとカタカナ。",
    "zh": "政府宣布了支持小企业的新措施。预计该法律将于春季生效，发言人说。",
    "tw": "政府宣布了支持小企業的新措施。預計該法律將於春季生效，發言人說。",
    "ko": "정부는 중소기업을 지원하는 새로운 조치를 발표했다고 대변인이 말했다.",
}
ENCODED = {
    "ru": "cp1251 koi8-r iso8859-5 cp866 utf-8 utf-16-le",
    "uk": "cp1251 koi8-u",
    "de": "cp1252 iso8859-1 utf-16-be utf-32-le",
    "fr": "cp1252 iso8859-15",
    "pl": "cp1250 iso8859-2",
    "cs": "cp1250 iso8859-2",
    "hu": "cp1250",
    "el": "cp1253 iso8859-7",
    "tr": "cp1254",
    "he": "cp1255",
    "ar": "cp1256",
    "th": "cp874",
    "ja": "shift_jis euc_jp iso2022_jp utf-8",
    "zh": "gb18030 gbk gb2312",
    "tw": "big5",
    "ko": "euc_kr",
}
ENCODINGS = [(language, encoding) for language, names in ENCODED.items() for encoding in names.split()]
BROWSER_LABELS = {
    "cp866": "ibm866",
    "cp874": "windows-874",
    "iso2022_jp": "iso-2022-jp",
    "euc_jp": "EUC-JP",
    "euc_kr": "ks_c_5601-1987",
}


@pytest.mark.parametrize(("language", "encoding"), ENCODINGS)
def test_encodings_are_recognised_declared_or_not(language: str, encoding: str) -> None:
    text = TEXTS[language]
    data = text.encode(encoding)
    assert decode(data) == text
    assert decode(data, "utf-8") == text
    assert decode(data, BROWSER_LABELS.get(encoding, encoding)) == text


@pytest.mark.parametrize(("language", "encoding"), [pair for pair in ENCODINGS if not pair[1].startswith("utf-")])
def test_labels_within_are_obeyed(language: str, encoding: str) -> None:
    label = BROWSER_LABELS.get(encoding, encoding).replace("iso8859", "iso-8859")
    for head in (f'<?xml version="1.0" encoding="{label}"?>', f"<html><META charset={label}>"):
        text = head + TEXTS[language]
        assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_mark_goes_before_every_label(mark: bytes, codec: str) -> None:
    assert decode(mark + "Grüße 漢字".encode(codec), "iso-8859-1") == "Grüße 漢字"


@pytest.mark.parametrize(
    "label", ["unicode_escape", "raw_unicode_escape", "punycode", "undefined", "utf-7", "idna", "zlib", "hex", "rot13"]
)
def test_labels_that_browsers_do_not_know_are_not_obeyed(label: str) -> None:
    data = rb"\x1b]0;x +AGE- &amp; abc"
    assert decode(data, label) == data.decode("ascii")
    xml = f'<?xml version="1.0" encoding="{label}"?>\\x1b'.encode()
    assert decode(xml) == xml.decode("ascii")


@pytest.mark.parametrize(
    "label", ["", "none", "x" * 500, "\x1b", "../../x", "héé", "whatwg-utf-8", "replacement", "hz-gb-2312"]
)
def test_nonsense_labels_do_no_harm(label: str) -> None:
    assert decode("Grüße".encode(), label) == "Grüße"


def test_latin_1_is_read_as_browsers_read_it() -> None:
    assert decode(b"\x93caf\xe9\x94 \x80", "ISO-8859-1") == "“café” €"


def test_simplified_chinese_is_read_with_all_its_characters() -> None:
    assert decode("囧镕 news".encode("gbk"), "GB2312") == "囧镕 news"


def test_a_stray_byte_does_not_spoil_a_page() -> None:
    assert decode("Maßnahmen für Köln, ".encode() + b"don\x92t", "utf-8") == "Maßnahmen für Köln, don’t"
    assert decode("Maßnahmen für Köln".encode()[:-2] + "ö".encode()[:1], "utf-8").startswith("Maßnahmen für K")


def test_latin_labels_on_utf_8_are_not_believed() -> None:
    assert decode("Grüße – 漢字".encode(), "iso-8859-1") == "Grüße – 漢字"


def test_short_lines_are_not_taken_for_utf_16() -> None:
    """Line ends at every other place look like the high bytes of a script; without a zero byte they are none."""
    text = "<p>" + "a \n " * 500
    assert decode(text.encode()) == text


def test_utf_16_is_seen_by_its_label_where_no_byte_shows_it() -> None:
    assert decode(TEXTS["zh"].encode("utf-16-le"), "utf-16") == TEXTS["zh"]


def test_nothing_is_nothing() -> None:
    assert decode(b"") == ""
    assert decode(b"\xef\xbb\xbf") == ""
    assert decode(b"\xff\xfe") == ""


@pytest.mark.parametrize("sign", ["£50", "½ cup", "20°", "– and —", "“so” it’s…", "© 2031", "§ 4"])
def test_signs_alone_are_those_of_windows_1252(sign: str) -> None:
    """An English text may hold nothing else beside ASCII; other sets have letters in these places."""
    text = f"The library has found a letter, it said on Monday: {sign} in the box, and nothing more was in there.\n" * 3
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_chinese_in_sixteen_bits_without_a_mark(codec: str) -> None:
    text = "本报记者 李强\n邮车每周二出发，翻过四座雪山。\n他一路走坏了三双鞋。\n"
    assert decode(text.encode(codec)) == text
