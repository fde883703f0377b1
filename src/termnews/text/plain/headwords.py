"""Words that stand around and in headlines: sections, names of papers, labels of highlights, verbs. Data only."""

from __future__ import annotations

from termnews.text.plain.alternatives import alternatives

_SECTIONS = """
world|business|politics|sport|sports|opinion|culture|technology|tech|science|health|travel|lifestyle|local|local news
transport|economy|markets|money|finance|environment|climate|education|entertainment|news|latest|latest news|top news
breaking|breaking news|national|nation|international|regional|region|arts|style|food|weather|shipping|home|uk|us|usa
europe|asia|africa|india|china|americas|middle east|city|cities|society|media|books|film|music|features|feature
analysis|explainer|editorial|comment|live|exclusive|video|photos|in depth|magazine
wirtschaft|politik|kultur|wissen|wissenschaft|lokales|panorama|ausland|inland|gesellschaft|meinung|digital|reise
gesundheit|feuilleton|monde|économie|politique|société|sciences|idées|planète|mundo|economía|política|deportes|cultura
sociedad|opinión|ciencia|economia|esporte|esportes|sociedade|mondo|cronaca|esteri|politica|мир|политика|экономика
общество|спорт|культура|наука|новости|происшествия|世界|国際|政治|経済|社会|文化|スポーツ|科学|国内|国际|经济|体育|科技
세계|정치|경제|사회|문화|스포츠
"""
SECTIONS = frozenset(_SECTIONS.strip().replace("\n", "|").split("|"))
"""Names of sections, as they stand above headlines."""

PAPERS = alternatives(
    r"""
gazette|times|herald|tribune|post|chronicle|courier|observer|guardian|telegraph|journal|daily|weekly|news|press
mail|express|standard|mercury|echo|star|sun|globe|mirror|wire|zeitung|blatt|anzeiger|kurier|nachrichten|bote
tagblatt|rundschau|presse|matin|figaro|diario|periódico|giornale|corriere|jornal|folha|газета|вести|новости
известия|online|tv|radio|magazine|review|monitor|today|bulletin|dispatch|examiner|inquirer|register|sentinel
report|digest
"""
)
"""Words that the names of newspapers and sites are made of."""

HIGHLIGHT_LABELS = alternatives(
    r"""
(?:story |article |key )?highlights
key (?:points|takeaways|facts)
at a glance|in brief|in short|tldr|tl;dr|summary|the gist|das wichtigste in kürze|auf einen blick|l.essentiel
en bref|en resumen|lo esencial|in breve|коротко|главное
"""
)

TITLE_LABELS = alternatives(
    r"""
title|headline|titel|überschrift|titre|título|titolo|заголовок|标题|題名|タイトル|제목
"""
)

SENTENCE_OPENERS = alternatives(
    r"""
the|a|an|he|she|it|they|we|i|you|his|her|their|my|our|this|that|these|those|there|but|and|so|then|when
what is left|der|die|das|er|sie|es|wir|le|la|il|elle|el|los|las
"""
)
"""Words that begin sentences much more often than headlines."""

HEADLINE_VERBS = alternatives(
    r"""
to (?!the|his|her|its|their|this|that|these|our|my|your|any|all|each|every|some)[a-z]{3,}
says?|backs?|wins?|loses?|hits?|warns?|plans?|opens?|reopens?|closes?|rises?|falls?|sees?|seeks?|urges?|faces?
gets?|makes?|takes?|returns?|beats?|leads?|calls?|votes?|signs?|joins?|meets?|visits?|arrives?|begins?|ends?
launches|launch|set for|is|are|was|were|will|won.t|can|could|may|after|amid|ahead of|despite|inside|how|why|what
who|when|where|here.s|watch|goes|gives?|keeps?|finds?|reveals?|shows?|turns?|brings?|cuts?|approves?|rejects?
explained|announces?|claims?|denies|dies|killed|found|named|held|arrested|banned
"""
)

_SMALL = """
a an the and or but nor of in on at to by for from with as is are was were be been into over after before amid than via
vs per off up out de la le les du des et en un une der die das und im am zu von mit el los las y con
"""
_ENGLISH = """
the and of to for with was that from said has it he she by is are
"""
ENGLISH_WORDS = frozenset(_ENGLISH.split())
"""Words that make up a good tenth of any English text and of no other."""

SMALL_WORDS = frozenset(_SMALL.split())
"""Words that do not count when lines are compared, and stay small in titles."""
