"""Words around the names of authors, in many languages: labels, roles, desks, agencies. Data only."""

from __future__ import annotations

from termnews.text.plain.alternatives import alternatives

BY = alternatives(
    r"""
(?:(?:written|story|words|text|report(?:ed|ing)?|posted|published|article|compiled|analysis|review|interview
  |opinion|submitted|contributed|filed)(?:(?: and|,| &) (?:photo(?:graph)?s?|photography|pictures|images|video
  |illustrations?))? )?by
authors?|written|words|von|text
(?:ein )?(?:blog[ -]?|gast[ -]?)?(?:beitrag|artikel|bericht) von
par|écrit par|propos recueillis par|auteurs?|por|escrito por
autor(?:in|en)?
autora?|texto|di|a cura di|autore|door|geschreven door|av|af|kirjoittaja|autor|tekst|текст|yazan|yazar
автор(?:ы)?
文|作者|記者|记者|著者|取材|기자|글|بقلم|الكاتب|מאת|כתב
كتب(?:ت)?
"""
)
"""In front of the names of those who wrote."""

_WEAK = "words text written author authors texto tekst текст 文 글 auteur autor autore autora 取材"
WEAK = frozenset(_WEAK.split())

EDITED = alternatives(
    r"""
(?:edited|translated|photographs?|photography|photos|pictures|illustrations?|produced|research
  |additional reporting|graphics|video|fact[- ]checked|reviewed|curated|redigiert|bearbeitet|übersetzt
  |traduit|traducido|editado) (?:by|von|par|por)\s?:?\s?.{2,120}
(?:edited|editor|editing|translation|translated|redigiert|redaktion|traduction|edición|редактор)\s?[:：]\s?.{2,80}
"""
)
"""Lines that name those who did something else than write."""

ROLES = alternatives(
    r"""
correspondents?|reporters?|editors?|writers?|staff|columnists?|bureau|chief|analysts?|contributors?|desk
agency|agencies|journalist\w*|redakteur\w*|redaktion|korrespondent\w*|reporterin|autorin|rédact\w+|journaliste
correspondant\w*|redac\w+|corresponsal|periodista|giornalista|redazione|inviat[oa]|corrispondente|jornalista
repórter|корреспондент|обозреватель|редактор|photographer|producer|author|director|professor|fellow|special to
"""
)

DESKS = alternatives(
    r"""
desk|bureau|staff|team|agency|agencies|news|newsroom|redaktion|redaction|rédaction|redacción|redazione
redação|editorial|service|press|web ?desk
"""
)

STAFF = (
    r"(?:our |the |a |an )?(?:staff|special|own|web|news)?\s?(?:correspondent|reporter|staff|writer|desk|bureau|team)s?"
    r"|(?:la |die |de |a )?(?:redaktion|rédaction|redacción|redazione|redação|redactie)"
    r"|newsdesk|redaction|redakcja|редакция"
)
"""A writer without a name."""

_AGENCIES = """
reuters ap afp dpa pti ani ians tnn upi bbc cnn efe ansa tass itar-tass interfax xinhua kyodo yonhap apa sid epd kna
belga anp lusa ritzau ntb tt stt pap ctk mti agerpres anadolu aa dha irna wam una apa bloomberg agency agencies
agenturen agence agences agencias agenzie агентства агентство
"""
AGENCIES = frozenset(_AGENCIES.split())

_TOPICS = """
news release publication change league cup estate rights policy politics economy business markets money finance sports
football cricket tennis health science technology tech climate environment education entertainment culture arts travel
food world national local international affairs society community opinion editorial analysis feature features review
interview report reports update updates story stories media press video photos gallery podcast music film books history
war crime justice security defence defense energy industry trade transport weather central city
county state states union europe asia africa america republic government council election elections museum university
school college hospital street road festival week month year season part chapter issue edition special
exclusive breaking live
"""
TOPICS = frozenset(_TOPICS.split())
"""Words that names of sections and topics hold and names of people do not."""

_PARTICLES = """
de da do dos das del della di du des van von der den ter ten la le los las el al bin ibn bint abu ben ap af av zu y e
und
"""
PARTICLES = frozenset(_PARTICLES.split())
"""Small words inside names."""
