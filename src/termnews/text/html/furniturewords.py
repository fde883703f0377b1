"""Names that pages give to what surrounds an article, in classes and ids; and lines that say so in words. Data only."""

from __future__ import annotations

import re

_COMMENTS = """
comment comments commentlist commentary-list respond comment-respond comment-form disqus disqus-thread dsq
kommentare kommentar trackback trackbacks pingback pingbacks livefyre fb-comments usercomments reader-comments
commentaires comentarios commento webmentions webmention isso-thread discussion
"""
"""What readers wrote below."""

_NAVIGATION = """
breadcrumb breadcrumbs crumbs brotkrumen nav navi navbar navigation menu submenu mainmenu topmenu dropdown
offcanvas pager pagination pagenavi nextprev prevnext prev-next next-prev post-nav postnav nav-links
nav-previous nav-next nextpost prevpost skip-link skiplink skip-links toolbar topbar top-bar masthead
site-header page-header-nav site-nav sitemap language-switcher langswitch toc-toggle searchform search-form
search-box searchbox suche quicklinks jumplinks
"""
"""Ways to other pages."""

_SHARING = """
share shares sharing share-buttons sharebar sharedaddy shareaholic addtoany a2a addthis shariff heateor
sharethis social socialmedia social-media social-links socials follow follow-us flattr likes like-button fb-like
facebook-like tweet-button retweet twitter-share rating ratings post-ratings kksr vote votes voting reactions
bookmarks bookmarking print-link printfriendly print-button action-bar post-actions entry-actions email-link
article-tools wpulike teilen sociable ssba simplesocialbuttons
"""
"""Buttons to pass the page on, and to judge it."""

_RELATED = """
related related-posts relatedposts related-articles related-content related-stories related-links yarpp
yarpp-related crp jp-relatedposts similar recommend recommended recommendation recommendations recirc outbrain
taboola zergnet ob-widget more-stories morestories more-articles more-news read-more-list readnext read-next
also-read alsoread you-may-like upnext up-next most-read mostread most-popular popular-posts popular trending
latest-posts latest-news recent-posts recentposts see-also-box teaser-list teaserlist teasers mehr-zum-thema
mehrzumthema weiterlesen aehnliche verwandte linkbox infobox-links
"""
"""Lists of other articles."""

_SELLING = """
newsletter newsletter-signup subscribe subscription subscribe-box signup sign-up optin opt-in mailchimp
mc-embed-signup cta call-to-action ad ads adv advert adverts advertising advertisement advertorial adsense
adsbygoogle ad-container ad-slot adslot adbox ad-wrapper dfp sponsor sponsored sponsors promo promos promotion
promobox anzeige anzeigen werbung reklame publicidad publicite donate donation spenden paypal patreon affiliate
shop-box paywall regwall login loginform register
"""
"""Adverts, subscriptions, logins."""

_NOTICES = """
cookie cookies cookie-notice cookie-banner cookie-bar cookiebanner cookie-law consent gdpr dsgvo privacy-notice
eu-cookie popup pop-up modal overlay lightbox toast snackbar notification notifications alert-bar banner
announcement
"""
"""Banners and boxes over the page."""

_META = """
byline post-meta postmeta entry-meta article-meta meta-data metadata post-info postinfo post-details entry-info
posted-on post-date entry-date entry-utility entry-footer post-footer postfooter article-footer postmetadata
tags tag-list taglist tag-links post-tags entry-tags tagcloud cat-links post-categories entry-categories
post-category author-box authorbox author-bio author-info about-author about-the-author post-author author-card
author-profile autor edit-link editsection permalink article-info submitted article-details blog-meta
dateline-meta viewcount post-views wordcount reading-time readtime
"""
"""Lines about the article: who, when, where filed. They are read as metadata."""

_PAGE = """
sidebar side-bar sidebars sidebar-right sidebar-left rightsidebar leftsidebar rail right-rail widget widgets
widgetarea widget-area footer site-footer page-footer footer-widgets bottombar colophon copyright imprint
impressum secondary tertiary complementary screen-reader-text sr-only visually-hidden visuallyhidden noprint
no-print print-only printonly back-to-top backtotop scroll-top credits-footer blogroll categories-list
search-results
"""
"""The frame of the page."""

COMMENTS = frozenset(_COMMENTS.split())
"""Words for comments: they may hold more text than the article."""

FURNITURE = COMMENTS | frozenset(" ".join((_NAVIGATION, _SHARING, _RELATED, _SELLING, _NOTICES, _META, _PAGE)).split())
"""Words for everything that is not the article."""

LINE = re.compile(
    r"""(?:
    share | share\ (?:this|on|with)\b.* | like\ this | flattr\ this.* | tweet | loading | print(?:\ this.*)? | drucken.*
    | teilen(?:\ mit)? | gefällt\ mir.* | wird\ geladen | click\ to\ (?:share|email|print).*
    | advertise?ments? | anzeige | werbung | publicité | publicidad
    | (?:posted|filed|published)\ (?:in|under|on|by)\b.*
    | (?:tagged|tags|keywords|schlagw[oö]rter|schlagworte|mots-clés|etiquetas|categor(?:y|ies)|kategorien?)\b
      (?:\ with|\ as)?\s*:?.*
    | related(?:\ posts|\ articles|\ stories)? | ähnliche\ (?:beiträge|artikel) | mehr\ zum\ thema
    | (?:\d+\ )?(?:comments?|kommentare?|commentaires|responses)(?:\ \(\d+\))?
    | leave\ a\ (?:comment|reply) | kommentar\ (?:schreiben|verfassen)
    | permalink | permanent\ link.* | trackback.* | skip\ to\ (?:main\ )?content | back\ to\ top | nach\ oben
    | read\ more | weiterlesen | continue\ reading.* | sign\ up\ for.*newsletter.* | subscribe(?:\ to\ .*|\ now)?
    | opens\ in\ (?:a\ )?new\ (?:window|tab) | (?:©|copyright\ (?:©|\(c\)|\d)).* | .*all\ rights\ reserved
    )[\s:.…]*""",
    re.IGNORECASE | re.VERBOSE,
)
"""Short lines that are no part of any article."""
