"""Labels of dates and tags in many languages: each line one or more alternatives of a regular expression."""

from __future__ import annotations

from termnews.text.plain.alternatives import alternatives

PUBLISHED = alternatives(
    r"""
(?:first |originally |date )?published(?: date)?(?: on| at)?
posted(?: on| at)?
publication date|publish date|release date
released(?: on)?
(?:news|press|media) release
pressemitteilung(?: vom)?
communiqué(?: de presse)?(?: du)?
date posted|posted date|date|dated
issued(?: on)?
created(?: on)?
uploaded(?: on)?
veröffentlicht(?: am)?
erschienen(?: am)?
erstellt(?: am)?
datum|vom
publiée?(?: le)?
paru le
mis en ligne(?: le)?
date de publication
publicado(?: el| em)?
fecha(?: de publicación)?
publicada(?: el)?
data(?: de publicação| di pubblicazione)?
pubblicato(?: il)?
gepubliceerd(?: op)?
geplaatst op
publicerad(?: den)?
publisert|udgivet|offentliggjort|julkaistu
opublikowan[oy](?: dnia)?
data publikacji|publikováno
yayınlanma(?: tarihi)?
опубликовано
дата(?: публикации)?
опубліковано|公開日?|掲載日?|配信日?|発表日?
发布(?:时间|日期)?
日期|時間|时间|게시일?|입력|작성일|تاريخ النشر
نشر(?:ت)?(?: في)?
פורסם(?: ב-?)?
תאריך
प्रकाशित(?: तिथि)?
প্রকাশ(?:িত)?|تاریخ (?:انتشار|اشاعت)
diterbitkan|tanggal|ngày đăng|đăng ngày|objavljeno|δημοσιεύ(?:θηκε|τηκε)(?: στις)?
"""
)

UPDATED = alternatives(
    r"""
(?:last |latest )?(?:updated?|modified|edited|revised|changed)(?: date)?(?: on| at)?
last (?:update|change|edit|revision)
update|date modified|modification date
(?:zuletzt )?(?:aktualisiert|geändert|bearbeitet)(?: am)?
stand(?: vom)?
(?:dernière )?mis(?:e)? à jour(?: le)?
modifiée?(?: le)?
actualisée?(?: le)?
(?:última )?actualizad[oa](?: el)?
última actualización
(?:última )?atualizad[oa](?: em)?
última atualização
modificad[oa](?: el| em)?
(?:ultimo )?aggiornat[oa](?: il)?
ultimo aggiornamento
modificato(?: il)?
(?:laatst )?(?:bijgewerkt|gewijzigd)(?: op)?
(?:senast )?uppdaterad(?: den)?
(?:sist )?oppdatert
(?:sidst )?opdateret
päivitetty|aktualizacja|zaktualizowano|aktualizováno
güncelleme(?: tarihi)?
güncellendi|обновлено|изменено|оновлено
更新(?:日|日時|时间|時間)?
最終更新日?|수정일?|최종수정|آخر تحديث|تحديث
עודכן(?: ב-?)?
עדכון אחרון
अपडेट(?:ेड)?|अद्यतन|diperbarui|cập nhật|ažurirano|ενημερώθηκε|به‌?روزرسانی
"""
)

TAGS = alternatives(
    r"""
(?:article |post |story |related |key ?)?tags?
tagged(?: (?:with|as|under|in))?
(?:related |more |key |hot )?topics?
topics (?:in|of) (?:this|the) (?:article|story)
in this (?:article|story)
(?:filed|posted|categori[sz]ed|listed|published) (?:under|in)
key ?words?|key ?phrases
categor(?:y|ies)
(?:subject|topic) tags
subjects?|labels|hashtags?
schlagw(?:ort|orte|örter)
schlagworte
stichw(?:orte|örter)
themen|thema
rubrik(?:en)?
kategorien?|abgelegt (?:unter|in)|(?:kategorisiert|einsortiert|veröffentlicht) (?:unter|in)|verschlagwortet mit
mots?[- ]cl(?:é|ef)s?
étiquettes?
th[èé]mes?
thématiques?|rubriques?|catégories?|sujets?
classé (?:sous|dans)
etiquetas?|palabras? clave|temas?
categor[ií]as?
archivado en|publicado en
palavras?[- ]chave
marcadores|tópicos|assuntos?|arquivado em|etichette?|parole chiave|argomenti|argomento
categori[ae]
temi|trefwoorden|onderwerpen|labels|categorieën|etiketter|nyckelord|ämnen|emneord|stikord|nøkkelord|emner
stikkord|avainsanat|aiheet|asiasanat|tagi|słowa kluczowe|tematy|kategorie|štítky|klíčová slova|témata|címkék
kulcsszavak|etichete|cuvinte cheie|etiketler|anahtar kelimeler|konular
тег[иь]?
метки|ключевые слова|темы
рубрик[иа]
категори[ия]
теги статьи|ключові слова|мітки|ετικέτες|タグ|キーワード|カテゴリー?|関連タグ|トピック|标签|標籤|关键词
关键字|關鍵字|分类|話題|话题|태그|키워드|해시태그|분류|الوسوم|وسوم
كلمات (?:مفتاحية|دلالية)
الكلمات (?:المفتاحية|الدلالية)
العلامات|مواضيع|תגיות|תגים|מילות מפתח|נושאים|टैग(?:्स)?|विषय
ট্যাগ|برچسب[\u200c ]?ها?|ٹیگز?|từ khóa|chủ đề|thẻ|kata kunci|แท็ก|ključne r(?:ij|e)či|oznake
"""
)
