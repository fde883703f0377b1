"""How page furniture is worded, in many languages: each line one or more alternatives of a regular expression."""

from __future__ import annotations

from termnews.text.plain.alternatives import alternatives

BRANDS = alternatives(
    r"""
facebook|twitter|x|whats ?app|telegram|linkedin|linked in|reddit|pinterest|tumblr|pocket|flipboard|instagram
youtube|tik ?tok|threads|mastodon|bluesky|vk|vkontakte|вконтакте|одноклассники|weibo|wechat|line|viber|xing
e-?mail|mail|messenger|snapchat|copy link|link|rss|print|sms|google\+?|google news|digg|koo|signal|skype
hatena|drucken|imprimer|imprimir|stampa|more|embed
"""
)
"""Services that pages offer to share with."""

SHARE_VERBS = alternatives(
    r"""
share|teilen|partager|compartir|condividi|compartilhar?|delen|dela|del|jaa|udostępnij|поделиться|paylaş
シェア|分享|공유|مشاركة|שתף|tweet|pin|save|like|post|follow|print|email
"""
)

SHARE = (
    alternatives(
        r"""
(?:(?:@SHARE)\b[\s:|·,/+&()\d-]*)?(?:(?:@BRANDS)\b[\s:|·,/+&()\d-]*)+
(?:share|sharing|teilen|partager|compartir|condividi|compartilhar|поделиться|paylaş|シェアする?|分享(?:到)?
  |공유하기|مشاركة|شارك(?:ها|نا)?|שתפו?)(?: (?:this|on|via|with|the|auf|sur|en|su|в)\b[^.!?]{0,60})?\s*[:：!]?
share (?:this|on|via|with friends|the (?:article|story|post|page|news|link))\b[^.!?]{0,80}[:!]?[^.!?]{0,80}
(?:diesen )?(?:artikel|beitrag) teilen[^.!?]{0,60}
partager (?:cet|sur|l)\b[^.!?]{0,60}
compartir (?:en|este|esta)\b[^.!?]{0,60}
click to (?:share|e-?mail|print|tweet)\b.{0,140}
(?:please )?(?:follow|like|find|join) (?:us|me|[^\s.]{2,20}(?: [^\s.]{2,20}){0,3}) on (?:facebook|twitter|x
  |instagram|telegram|whats ?app|linkedin|youtube|google news|mastodon|bluesky|threads
  |social media)\b[^.!?]{0,90}[.!]?
follow us\b(?! (?:to|into|down|up|through)\b)[^.!?]{0,60}[.!:]?
folgen sie uns\b[^.!?]{0,80}[.!:]?
suivez[- ]nous\b[^.!?]{0,80}[.!:]?
s[íi]guenos\b[^.!?]{0,80}[.!:]?
seguici\b[^.!?]{0,80}[.!:]?
siga-nos\b[^.!?]{0,80}[.!:]?
подписывайтесь на\b[^.!?]{0,90}[.!:]?
[\d.,]+\s?[km]?\+? ?(?:shares?|likes?|tweets?|views?|reads?|claps?|followers?|geteilt|partages?
  |compartidos?)(?: [\d.,]+ ?\w{0,8})?
(?:shares?|likes?|views?|tweets?)[:\s]+[\d.,]+[km]?
(?:like this|like loading\.{3}|loading\.{3}|liked? by \d+.{0,30}|bookmark|save (?:article|for later)
  |add to (?:favou?rites|bookmarks|reading list))[:.…]*
copy (?:the )?link
save|listen
copied!?|link copied!?
print (?:this )?(?:page|article|story)
e-?mail (?:this )?(?:page|article|story)
gift (?:this )?article
opens in (?:a )?new window
(?:tweet|pin)(?: (?:this|it))?|share it
"""
    )
    .replace("@SHARE", SHARE_VERBS)
    .replace("@BRANDS", BRANDS)
)

COMMENTS = alternatives(
    r"""
(?:leave|add|post|write|make|submit|drop) (?:a|your|us a) (?:comment|reply|response)s?\b[^.!?]{0,60}[.!]?
(?:no|\d[\d.,]*) (?:comments?|replies|responses|reactions?)(?: (?:on|to) .{1,160}| so far| yet)?
comments?(?: ?[(:] ?\d[\d.,]*\)?| (?:are|is) (?:now )?(?:closed|disabled|off)\b.{0,60}| section| policy)?[:.]?
(?:\d+ )?(?:thoughts?|responses?) on [“\"'‘«].{1,160}
(?:join|start) the (?:conversation|discussion|debate)\b[^.!?]{0,60}[.!]?
be the first to (?:comment|reply)\b[^.!?]{0,40}[.!]?
(?:view|show|see|read|load|hide) (?:all |more |the )?(?:\d+ )?(?:comments|replies)\b[^.!?]{0,30}
your e-?mail address will not be published\b.{0,120}
required fields are marked.{0,30}
save my name,? e-?mail.{0,120}
(?:cancel|hide) (?:reply|comments)
(?:enable|turn on|allow) notifications\b.{0,60}
have a (?:news )?(?:tip|story)\?.{0,140}
notify me of (?:new|follow-?up).{0,80}
you must be logged in to .{0,60}
(?:name|e-?mail|website|comment) ?\*
reply|antworten|répondre|responder|rispondi|ответить|post comment|submit comment
report(?: comment)?
have an opinion on this (?:story|article)\?.{0,60}
what do you think\?(?: (?:let us know|tell us|share)\b.{0,80})?
(?:share|tell us|let us know) your (?:thoughts|views|opinion)\b.{0,80}
(?:kommentar(?:e)? (?:schreiben|hinterlassen|verfassen|abgeben)|schreiben? sie einen kommentar
  |hinterlasse einen kommentar|(?:\d+ |keine )?kommentare?(?: ?\(\d+\))?|diskutieren sie mit
  |ihre e-mail-adresse wird nicht veröffentlicht)\b.{0,80}
(?:laisser|laissez|ajouter|poster|écrire) un commentaire\b.{0,40}
(?:aucun |\d+ )?(?:commentaires?|réactions?)(?: ?\(\d+\))?[:.]?
votre adresse e-?mail ne sera pas publiée\b.{0,80}
(?:deja|dejar|añadir|escribe|escribir|publica(?:r)?|haz) un comentario\b.{0,40}
(?:sin |\d+ )?comentarios?(?: ?\(\d+\))?[:.]?
tu dirección de correo electrónico no será publicada\b.{0,80}
(?:deixe|deixar|faça|escreva) um comentário\b.{0,40}
(?:\d+ |nenhum )?comentários?(?: ?\(\d+\))?[:.]?
(?:lascia|scrivi|aggiungi) un commento\b.{0,40}
(?:\d+ |nessun )?comment[oi](?: ?\(\d+\))?[:.]?
(?:оставить|добавить|написать) (?:комментарий|отзыв)\b.{0,40}
(?:\d+ )?комментари(?:и|ев|я|й)(?: ?\(\d+\))?[:.]?
нет комментариев|обсудить
(?:laat een reactie achter|plaats een reactie|geef een reactie|reageer|lämna en kommentar|skriv en kommentar
  |legg igjen en kommentar|dodaj komentarz|zostaw komentarz|napisz komentarz|přidat komentář|yorum yap(?:ın)?
  |bir yorum yazın|jätä kommentti)\b.{0,40}
(?:コメント(?:を(?:残す|書く|投稿する?))?(?:\s?[(（]?\d+[件)）]*)?|发表评论|留言|评论(?:\s?[(（]\d+[)）])?
  |댓글(?: ?(?:쓰기|달기|남기기|\d+개?))?|اترك تعليقا?ً?|أضف تعليقا?ً?|التعليقات|תגובות|הוספת תגובה
  |השאר תגובה)[:：]?
"""
)

AFTER_ADVERT = (
    r"(?: ?[-–—·|:] ?(?:continue reading below|scroll to continue|story continues below|weiterlesen)"
    r".{0,30})?[:.]?"
)

ADVERT = alternatives(
    r"""
(?:advertise?ments?|adverts?|ads?|sponsored(?: (?:content|post|by .{2,40}))?|promoted(?: content)?
  |paid (?:post|content|partnership)|anzeige|werbung|publicité|publicidad|publicidade|pubblicità|реклама
  |advertentie|annons|annonse|annonce|mainos|reklama?|広告|廣告|广告|광고|إعلان|פרסומת)@AD
(?:the )?(?:story|article|post|text) continues (?:below|after)\b.{0,60}
continue reading (?:below|after)\b.{0,60}
scroll (?:down )?(?:to|for) (?:continue|more|read)\b.{0,50}
skip (?:the )?ad(?:vertisement)?s?
(?-i:Promoted(?=[A-Z])).{5,120}
(?:why )?am i seeing this ad\??
(?:der )?artikel wird (?:nach der anzeige|unten) fortgesetzt\.?
(?:la )?suite (?:de l.article )?après (?:la|cette) publicité\.?
"""
).replace("@AD", AFTER_ADVERT)

SUBSCRIPTION = alternatives(
    r"""
(?:sign|signing) ?up\b(?! or\b).{0,160}
(?:subscribe|subscription)(?: (?:now|today|here))?[!.:]?
subscribe (?:now |today |here )?(?:to|for|and|with|via)\b.{0,160}
(?:register|log ?in|sign ?in) (?:now |here )?(?:to|for)\b.{0,100}
(?:get|receive|want) .{2,90}\b(?:inbox|newsletter|e-?mail|app|alerts)\b.{0,60}
download (?:our|the|now)\b.{0,100}
(?:get|install|open|read|available) (?:it )?(?:on|in|the|our) (?:the |our )?(?:app\b|app store|google play
  |play store).{0,60}
th(?:is|e) (?:article|story|content|post|page|report) is (?:only |exclusively )?(?:for
  |available (?:only )?(?:to|for)|reserved for|exclusive to|free for)\b.{0,100}
(?:already|not yet|are you) a (?:subscriber|member)\b.{0,100}
to (?:continue|keep) reading\b.{0,120}
you have (?:\d+|one|two|three|no|reached|read)\b.{0,30}\b(?:free|articles?|limit)\b.{0,100}
(?:please )?(?:support|fund) (?:our|independent|quality|local|us|the)\b.{0,40}\b(?:journalism|journalists
  |newsroom|work|reporting)\b.{0,80}
(?:become|be) a (?:member|subscriber|supporter|patron)\b.{0,80}
(?:donate|contribute)(?: (?:now|today|here))?[!.]?
buy (?:us|me) a coffee.{0,30}
you can now write for\b.{0,200}
watch [^.!?]{2,30} live(?: here| now| tv)?
thanks for reading\b[^.!?]{0,60}[!.].{0,140}
(?:enter |type )?your e-?mail(?: address)?(?: here)?[:.…]*
(?:our|the|free|daily|weekly|more) newsletters?
newsletters?|e-?paper|premium|exclusive
join (?:our|the|us on|\S{2,20}['’]s)\b.{0,60}\b(?:channel|group|community|newsletter|mailing list|list|club)\b.{0,60}
(?:by (?:signing up|subscribing|clicking|registering)|i agree to|unsubscribe (?:at )?any ?time)\b.{0,200}
(?:jetzt )?(?:newsletter|app) (?:abonnieren|bestellen|herunterladen|laden)\b.{0,60}
(?:jetzt )?abonnieren(?: sie)?\b.{0,80}
melden sie sich\b.{0,40}\bnewsletter\b.{0,40}
dieser artikel ist (?:nur )?für abonnenten.{0,40}
laden sie unsere app.{0,60}
(?:inscrivez|abonnez)-vous\b.{0,120}
(?:cet )?article (?:est )?réservé aux abonnés.{0,60}
déjà abonné\b.{0,40}
téléchargez (?:notre|l.)\b.{0,60}
suscr[íi]b(?:ete|ase|irse)\b.{0,120}
(?:este )?(?:artículo|contenido) (?:es )?(?:exclusivo|solo) para\b.{0,60}
descarga (?:nuestra|la) app.{0,40}
(?:assine|inscreva-se|cadastre-se)\b.{0,100}
iscriviti\b.{0,100}
abbonati\b.{0,80}
подпи(?:шитесь|саться)\b.{0,100}
скачайте (?:наше )?приложение.{0,40}
(?:meld je aan|schrijf je in|abonneer)\b.{0,80}
prenumerera\b.{0,60}
zapisz się\b.{0,80}
メールマガジン.{0,30}
会員登録.{0,30}
订阅.{0,20}
구독하기
اشترك.{0,50}
"""
)

NAVIGATION = alternatives(
    r"""
(?:home|start|startseite|accueil|inicio|início|homepage|hjem|hem|etusivu|strona główna|главная|ホーム|トップ
  |首页|首頁|홈|الرئيسية|news|nachrichten)(?:\s*(?:[»›>/|→·•\\]|::)\s*[^»›>|→]{1,60}){1,7}
[^.!?»›→>]{1,40}(?:\s*[»›→>]\s*[^.!?»›→>]{1,60}){2,6}
(?:skip|jump|go|back) to (?:the )?(?:main |page )?(?:content|navigation|top|home ?page|search|menu)
zum inhalt(?: springen)?
aller au contenu
(?:ir|saltar) al contenido
vai al contenuto|перейти к содержанию|nach oben|haut de page
↑.{0,20}
(?:main |open |close |toggle )?(?:menu|navigation|search|log ?in|log ?out|sign ?in|register|my account|close
  |next|previous|older posts?|newer posts?|(?:next|previous) (?:article|story|post|page)|page \d+ of \d+|suche
  |recherche|buscar|cerca|поиск|anmelden|connexion)
(?:next|previous|prev|older|newer)(?: (?:article|story|post))?\s?(?:[:»›→>]|>>).{0,120}
[←→‹›]\s.{2,100}
«\s(?:previous|prev|older|newer|next|back)\b[^»]{0,100}
.{2,100}\s→
(?:older|newer|next)\b[^«]{0,60}\s»
(?:we|this (?:web)?site|our partners|diese (?:web)?seite|ce site|este sitio(?: web)?|questo sito|este site
  |deze (?:web)?site|wir|nous|наш сайт|мы)\b.{0,60}\b(?:cookies?|куки)\b.{0,240}
(?:accept|reject|allow|manage|decline)\b.{0,20}\b(?:cookies?|all|preferences|settings|choices)\b.{0,30}
cookie (?:policy|settings|notice|preferences)
(?:alle )?cookies akzeptieren
tout accepter
aceptar (?:todas|cookies)
accetta tutti
i (?:agree|accept)
got it!?
by (?:continuing|using|browsing)\b.{0,200}\b(?:cookies?|terms|policy)\b.{0,60}
you are here:?.{0,120}
breaking news|live updates?|top stories|about the authors?|send (?:us )?(?:your )?feedback
enable javascript.{0,80}
your browser (?:does not|doesn.t)\b.{0,100}
"""
)

COPYRIGHT = alternatives(
    r"""
(?:©|\(c\)|&copy;).{0,200}
copyright(?:\s?(?:©|\(c\)|&copy;|\d{4}|[:|–—-]|by\b|(?-i:[A-Z])).{0,200})?
.{0,80}\ball rights reserved\b.{0,120}
alle rechte vorbehalten.{0,60}
tous droits réservés.{0,60}
todos los derechos reservados.{0,60}
tutti i diritti riservati.{0,60}
todos os direitos reservados.{0,60}
все права защищены.{0,60}
[([]?(?:with|including|based on) (?:inputs?|reporting|reports?|files|agency|additional reporting|material
  |contributions?)\b.{0,100}[)\]]?
[([](?:this (?:story|article|report|copy)|except for|edited|translated|compiled|inputs from|agencies
  |mit material|avec|con información)\b.{0,200}[)\]]
(?-i:SOURCE:? [A-Z]).{2,80}
our standards: .{5,80}
\(?the (?:writer|author)s? can be (?:reached|contacted) (?:at|on|via)\b.{0,80}
our code of editorial values|printable version\b.{0,60}
(?:fehler (?:gefunden|entdeckt|melden)|signaler une erreur|¿?has encontrado (?:un|algún) error).{0,60}
th(?:is|e) (?:story|article|report|post|page|piece) (?:was|has been|is|first
  |originally) (?:\w+ ){0,3}(?:updated|corrected|amended|published|republished|appeared|syndicated|edited
  |auto-generated|generated|reproduced)\b.{0,200}
(?:sources?|via|quellen?|source ?|fuentes?|fonti?|fontes?|bron|källa|kilde|źródło|zdroj|источник|kaynak|出典
  |来源|출처|المصدر|מקור)\s?[:：]\s?.{1,110}
(?:correction|corrections|clarification|disclaimer|editor.?s.? notes?|note to (?:readers|editors)|korrektur
  |anmerkung der redaktion|hinweis|rectificatif|ndlr|note de la rédaction|corrección|nota (?:del editor
  |de la redacción|de redacción)|errata|correzione|поправка|примечание редакции|訂正|更正
  |정정)(?: \([^)]{1,40}\))?\s?[:：—–-]\s?.{1,280}
(?:terms (?:of|and) (?:use|service|conditions)|privacy (?:policy|notice)|contact us|about us|imprint|impressum
  |datenschutz|mentions légales|aviso legal|advertise with us|site ?map|careers|report (?:an? )?(?:error|mistake
  |typo)s?|permissions|licen[sc]e)(?:\s?[|·•/,-]\s?[^|·•/,.!?-]{2,40}){0,8}
(?:originally|first) (?:published|appeared) (?:at|in|on|by|as)\b.{0,120}
republished (?:with|from|under)\b.{0,120}
reprinted (?:with|from)\b.{0,100}
"""
)

OTHER = alternatives(
    r"""
(?:estimated )?(?:reading|read) time\s?[:：]?\s?(?:about )?\d+ ?(?:min|minutes?|mins)?.{0,12}
\d+[- ]?(?:min|mins|minutes?)(?:\.|ute)?[- ](?:read|listen|watch)
lesezeit\s?:?.{1,20}
temps de lecture\s?:?.{1,20}
tiempo de lectura\s?:?.{1,20}
tempo di lettura\s?:?.{1,20}
время чтения\s?:?.{1,20}
listen to (?:this )?(?:article|story)\b.{0,40}
(?:text|font) size\b.{0,30}
a a a|aa|translate
read in (?:app|[A-Z]\w+)
view in (?:browser|app)
\{+[\w |]{1,30}\}+
[a-z]{2,3}:[A-ZÄÖÜ][^.!?]{4,100}
\[?(?:edit|hide|show)\]?
(?:video|media|audio) player
(?:image|video|audio|gallery|slideshow|infographic|playlist)(?: \d+ of \d+)?
\d+ ?/ ?\d+|\d{1,3} of \d{1,3}
(?:hide|show|toggle) caption
play(?: video)?
play now|video unavailable
"""
)
