"""How teasers, links to other pieces and captions are worded: each line one or more alternatives of an expression."""

from __future__ import annotations

from termnews.text.plain.alternatives import alternatives

TEASER_LABELS = alternatives(
    r"""
(?:also|must|don.t miss|must-|read)[- ]?(?:read|see|watch|listen)
read(?: (?:also|more|next|this|in full|it|on|here))?
see (?:also|more|here)
watch(?: (?:video|now|live|also|here))?
related(?: (?:stor(?:y|ies)|articles?|posts?|news|coverage|content|links?|reading|video))?
more(?: (?:on (?:this|that|the story)|stories|news|to read|coverage|reading))
recommended(?: (?:for you|reading|stories))?
suggested(?: reading)?
further reading
full (?:story|report|coverage|article|text)
you (?:may|might) (?:also )?like
up next|don.t miss|in case you missed it|icymi
trending(?: now)?
editor.?s? picks?|promoted|background|deep dive
lesen sie (?:auch|mehr|hier)
lies auch|mehr lesen|weiterlesen|auch interessant|mehr zum thema|mehr dazu|siehe auch|zum thema|hintergrund
[àa] lire(?: aussi| également)?
lire (?:aussi|également|la suite|plus)
voir aussi
sur le même (?:sujet|thème)
(?:lea|lee|ve[ar]?|vea|mira|te puede interesar)(?: también| además| más)?
leia (?:também|mais)
veja (?:também|mais)
saiba mais|leggi anche|vedi anche|per approfondire
читайте (?:также|еще|ещё|подробнее)
смотрите также|по теме|материалы по теме|подробнее|lees ook|lees meer
läs (?:också|mer|även)
les også|les mer|læs også|lue myös
czytaj (?:też|także|więcej)
zobacz (?:też|także)
čtěte (?:také|více)
přečtěte si(?: také)?
olvass(?:a el)? (?:még|ezt is)
citește și
[İi]lgili haber(?:ler)?
(?:bunu|bunlar[ıi]) da oku(?:yun)?
читайте (?:також|ще)|також читайте|виж (?:още|също)|прочетете още
(?:baca|simak|lihat) juga|xem thêm|đọc thêm|tin liên quan
διαβάστε (?:επίσης|ακόμη|ακόμα)|δείτε (?:επίσης|ακόμη)
(?:pročitajte|čitajte|pogledajte) (?:još|i|također)|vezi și|soma pia
(?:यह|ये) भी पढ़ें|और पढ़ें|संबंधित ख़?बरें?|আরও পড়ুন|یہ بھی پڑھیں|(?:بیشتر|همچنین) بخوانید|อ่านเพิ่มเติม
関連記事|あわせて読みたい|こちらも|続きを読む
相关(?:阅读|新闻|报道)|相關(?:閱讀|新聞|報導)|更多(?:新聞|新闻|报道|報導)
延伸阅读|另见|관련 ?기사|함께 읽기|اقرأ أيضا?ً?|إقرأ أيضا?ً?|شاهد أيضا?ً?|קראו גם|ראו גם|עוד בנושא
"""
)
"""In front of a colon or an upright line, or alone above a list."""

SHOUTED_LABELS = alternatives(
    r"""
PHOTOS?|PICS?|PICTURES|IN PICS|IN PICTURES|IN PHOTOS|PHOTO GALLERY|GALLERY|SLIDESHOW|VIDEOS?|WATCH|LISTEN
PODCAST|LIVE|LIVE UPDATES?|EXPLAINED|EXPLAINER|FACT CHECK|INFOGRAPHIC|GRAPHIC|MAP|TIMELINE|QUIZ|OPINION
ANALYSIS|COMMENT|EXCLUSIVE|BREAKING|INTERVIEW|PROFILE|REVIEW|POLL|READ|SEE|MORE|RELATED|FOTOS?|BILDER
BILDERSTRECKE|FOTOSTRECKE|GALERIE|DIAPORAMA|EN IMAGES|VIDÉOS?|VÍDEOS?
FOTOGALER[IÍ]A
FOTOGALLERY
EN IM[ÁA]GENES
ФОТО|ВИДЕО
"""
)
"""Labels that count in capitals only."""

TITLED_LABELS = alternatives(
    r"""
explained|explainer|analysis|opinion|gallery|in (?:pics|pictures|photos|video)|quiz|fact check|podcast|videos?|live
live blog|live updates|exclusive|profile|timeline|infographic|interview|review|read|listen|latest|breaking
"""
)
"""Labels in any case that count above a headline in capitals only (`Explained: How The Vote Works`)."""

LINKS = alternatives(
    r"""
(?:\W{0,2})(?:read|continue|view|see|show|find out|learn|discover|know|get|load|tap|click)(?: here)?(?: for
  | to| the| on)?(?: (?:more|reading|full|rest|whole|entire|story|article|report|it|all|details|timetable|here
  |stories|post|next))(?: .{0,110})?\s?[.…»›>!]*
click (?:here|on the link|below)\b.{0,140}
tap here\b.{0,100}
(?:the )?full (?:story|article|report|text|list|schedule)(?: here)?\s?(?:[:»›>].{0,140})?
(?:more|mehr|plus|más|mais|altro|ещё|еще)\s?(?:[»›>→…]+|\.{3})
[»›>]{1,3} ?(?:more|read|mehr|weiter|lire|leer|ler|leggi)\b.{0,120}
(?:hier )?weiterlesen\b.{0,60}
(?:zum|lesen sie den) (?:ganzen|vollständigen) (?:artikel|bericht)\b.{0,60}
lire la suite\b.{0,60}
cliquez ici\b.{0,100}
(?:leer|seguir leyendo|sigue leyendo|ver) más\b.{0,60}
seguir leyendo\b.{0,40}
haga clic aquí\b.{0,100}
continue a ler\b.{0,40}
ler mais\b.{0,60}
leggi (?:tutto|di più|l.articolo)\b.{0,60}
continua a leggere\b.{0,60}
читать (?:далее|полностью|дальше)\b.{0,60}
подробнее(?: »| ›|\.{3})?
czytaj (?:dalej|więcej)\b.{0,60}
devamını oku
続きを読む.{0,30}
阅读更多|查看全文|더 ?보기|اقرأ المزيد|קרא עוד|המשך קריאה
"""
)

LIST_HEADINGS = alternatives(
    r"""
(?:more|latest|other|top|popular|most (?:read|popular|viewed|shared|commented)|similar|featured|today.?s
  |our (?:top )?)(?: (?:from|in|on|about|by))?(?: [\w&’'-]+){0,4}
you (?:may|might|could) (?:also )?(?:like|enjoy|be interested in)
readers? also (?:liked|read)
what to read next|keep reading
from (?:the|our) (?:archive|archives|web|network)
das könnte (?:sie|dich) (?:auch )?interessieren
meistgelesen
mehr aus .{2,40}
weitere (?:artikel|nachrichten|meldungen)
empfehlungen der redaktion
articles? (?:liés|similaires|connexes)
les plus lus|dans la même rubrique|vous aimerez aussi
(?:noticias|artículos|notas|temas) relacionad[ao]s
más (?:información|sobre .{2,40})
lo más (?:leído|visto)
más (?:noticias|leídas)
te puede interesar|mais lidas|notícias relacionadas|articoli correlati|più letti
(?:самое )?(?:популярное|читаемое)
похожие (?:статьи|материалы|новости)
новости по теме|рекомендуем|人気記事|おすすめ記事|热门文章|推荐阅读|인기 기사
"""
)
"""Above a list of other pieces."""

CREDIT_WORDS = alternatives(
    r"""
photos?|photographs?|photography|image|images|picture|pictures|pic|credit|photo credit|image credit|photo by
image by|photo courtesy|image source|photo source|file photo|file image|file picture|file|archive|courtesy
illustration|graphic|video grab|screengrab|representational image|representative image|ap photo|reuters
getty images|afp|foto|fotos|bild|bilder|symbolbild|archivbild|archivfoto|quelle|illustration|crédits?
crédit photo|photo d.archives|imagen|fotografía|foto de archivo|immagine|imagem|crédito|фото|снимок|zdjęcie
fot\.
写真|画像|图|图片|圖|사진|صورة|צילום|फ़ोटो|फोटो
"""
)

CREDITS = alternatives(
    r"""
file (?:photo|image|picture)
representational (?:image|photo|picture)
representative image|symbolbild|archivbild|archivfoto|photo d.archives|foto de archivo
(?:ap|afp|reuters|epa|dpa|pti|ani|getty) ?(?:photo|images?|file photo)?(?: ?/ ?[A-Z][\w .-]{2,40})?
[A-Z][\w .-]{2,40} ?(?:/|via) ?(?:ap|afp|reuters|epa|dpa|pti|getty(?: images)?|shutterstock|unsplash|pexels
  |wikimedia commons)
"""
)

PHOTO_LABELS = alternatives(
    r"""
photos?|pics?|pictures|photo gallery|gallery|slideshow|fotos?|fotostrecke|galerie|diaporama|en images
in (?:pics|pictures|photos)
bilder(?:strecke)?
fotogaler[ií]a
fotogallery|фото|写真|图片|사진
"""
)

CAPTION_LABELS = alternatives(
    r"""
(?:image|photo|picture|video|media)[ -]?captions?
captions?|bildunterschrift|bildbeschreibung|didascalia|legenda
légende(?: de la photo)?
pie de (?:foto|imagen)
подпись(?: к фото)?
(?:file )?(?:photo|image|picture|photograph|illustration|foto|bild|imagen|immagine|imagem|фото|写真|사진)(?:
  (?:credits?|source|by|courtesy(?: of)?))?
(?:image|photo|picture) (?:credits?|source)
credits?|photo by|photograph by|photos by|illustration by|pictured|courtesy
"""
)
