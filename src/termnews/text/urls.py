"""Addresses: which may be opened or fetched, how they are shown, and when two of them mean the same page.

Pure text work: nothing is looked up, nothing is opened.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from urllib.parse import quote, unquote, urljoin, urlsplit

from termnews.text.clean import clean_line, is_clean

LONGEST = 8192
"""Characters of the longest address that still counts as one."""

OPENABLE = frozenset({"http", "https", "mailto", "gemini", "gopher", "ftp", "ftps"})
"""Schemes that may be handed to a browser."""

TRACKING_PREFIXES = ("utm_", "mtm_", "pk_", "piwik_", "matomo_", "hsa_", "vero_", "oly_", "__hs", "_hs")
"""Beginnings of query parameters that follow a person and never choose a page."""

_NAMES = """
fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ymclid twclid ttclid li_fat_id igshid igsh mc_cid
mc_eid _ga _gl _ke _openstat mkt_tok ml_subscriber ml_subscriber_hash rb_clickid s_cid wickedid cmpid ncid
ocid xtor smid guccounter guce_referrer guce_referrer_sig ns_mchannel ns_source ns_campaign ns_linkname
ns_fee at_medium at_campaign at_format at_link_id at_link_origin at_link_type at_ptr_name at_bbc_team
at_campaign_type at_custom1 at_custom2 at_custom3 at_custom4 at_creation at_variant at_network at_type
"""
TRACKING = frozenset(_NAMES.split())
"""Whole names of such parameters."""

_PLAIN = re.compile(r"https?://[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*(?:/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)?")
_PLAIN_PATH = re.compile(r"/?[A-Za-z0-9_~-][A-Za-z0-9._~!$&'()*+,;=@%/?-]*")
_PLAIN_IRI = re.compile(r"https?://[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*/[\w.~!$&'()*+,;=:@%/?#-]*")
_TAIL = re.compile(r"[/?#\\]")
_MORE = re.compile(r"[?#]")
_PORT = re.compile(r":\d+$")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_SLASHES = re.compile(r"(https?):[/\\]*", re.IGNORECASE)
_EDGES = "".join(map(chr, range(0x21))) + "\x7f\xa0\u200b\ufeff\u3000"
_REMOVED = str.maketrans("", "", "\t\n\r")
_UNSAFE = re.compile('[\x00-\x20\x7f"<>`\\\\]|[^\x00-\x7f]')
_HOST_FORBIDDEN = re.compile("[\x00-\x20\x7f-\xa0\"#%/:<>?@\\[\\]^`{|}\\\\!$&'()*+,;=~]")
_DOTS = re.compile("[\u3002\uff0e\uff61]")
_NUMBER = re.compile(r"0[xX][0-9a-fA-F]*|[0-9]+")
_DEFAULT_PORTS = {"http": "80", "https": "443", "ftp": "21", "ftps": "990", "gemini": "1965", "gopher": "70"}


def clean_url(url: str | None, base: str | None = None, *, keep_userinfo: bool = False) -> str | None:
    """Return an absolute address that may be opened, resolved against `base`; None when there is none in it.

    Hosts come out in ASCII (punycode), blanks and controls percent-encoded, names and passwords dropped
    (`keep_userinfo` keeps them, for what a person typed).
    """
    if not url or len(url) > 2 * LONGEST:
        return None
    if len(url) <= LONGEST and (_PLAIN.fullmatch(url) or (_PLAIN_IRI.fullmatch(url) and is_clean(url))):
        return url
    text = _absolute(url.strip(_EDGES).translate(_REMOVED).strip(_EDGES), base)
    if text is None:
        return None
    scheme, _, rest = text.partition(":")
    scheme = scheme.lower()
    if scheme == "mailto":
        cleaned = f"mailto:{_escape(rest)}" if rest.strip("/") else None
    else:
        cleaned = _with_authority(scheme, rest, keep_userinfo)
    return cleaned if cleaned and len(cleaned) <= LONGEST else None


def fetchable(url: str) -> bool:
    """Tell whether an address is an absolute http or https one with a host."""
    cleaned = clean_url(url, keep_userinfo=True)
    return cleaned is not None and cleaned.startswith(("http://", "https://"))


def display_host(url: str) -> str:
    """Return the host that an address really leads to: ASCII, no user, a numeric host as dotted quad."""
    cleaned = clean_url(url)
    if cleaned is None or cleaned.startswith("mailto:"):
        return ""
    authority = urlsplit(cleaned).netloc
    host, colon, port = authority.rpartition(":") if _PORT.search(authority) else (authority, "", "")
    return _dotted(host) + colon + port


def local_name(url: str) -> str:
    """Return the name of the file or folder that a `file:` address means, in one clean line; else nothing."""
    if not url.lower().startswith("file:"):
        return ""
    return clean_line(unquote(urlsplit(url).path).rstrip("/").rpartition("/")[2], 200)


def without_tracking(url: str) -> str:
    """Return the address without parameters that only follow people; all others stay byte for byte."""
    head, hash_mark, fragment = url.partition("#")
    head, question, query = head.partition("?")
    if question:
        query = _untracked(query)
    if hash_mark and "=" in fragment:
        fragment = _untracked(fragment)
    return head + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")


def comparable(url: str) -> str:
    """Return what stays the same between copies of an address: no scheme, `www.`, tracking, fragment, last slash."""
    cleaned = clean_url(url)
    if cleaned is None:
        return url.strip()
    plain = without_tracking(cleaned).partition("#")[0]
    rest = plain.partition(":")[2].removeprefix("//")
    host, slash, path = rest.partition("/")
    address, question, query = (host.lower().removeprefix("www.") + slash + path).partition("?")
    return address.rstrip("/") + question + query


def _absolute(text: str, base: str | None) -> str | None:
    """Resolve against the base; None for what cannot be made absolute or has a scheme nobody should follow."""
    scheme = _SCHEME.match(text)
    if scheme:
        return text if scheme[1].lower() in OPENABLE else None
    if not text or text[0] == "\\":
        return None
    foundation = clean_url(base)
    if foundation is None:
        return f"https:{text}" if text.startswith("//") else None
    if _PLAIN_PATH.fullmatch(text) and "/." not in text and "//" not in text:
        return _joined(foundation, text)
    try:
        return urljoin(foundation, text)
    except ValueError:
        return None


def _joined(base: str, path: str) -> str:
    """Resolve a path without dots against a clean address: what most links are, and far faster than the general way."""
    start = base.find("/", base.find("//") + 2)
    more = _MORE.search(base)
    end = more.start() if more else len(base)
    if start < 0 or start > end:
        return f"{base[:end]}/{path.removeprefix('/')}"
    return base[:start] + path if path[0] == "/" else base[: base.rfind("/", start, end) + 1] + path


def _with_authority(scheme: str, rest: str, keep_userinfo: bool) -> str | None:
    """Rebuild an address that has a host; None when host or port are not valid."""
    head = _SLASHES.match(f"{scheme}:{rest}")
    if head:
        rest = "//" + f"{scheme}:{rest}"[head.end() :]
    if not rest.startswith("//"):
        return None
    tail = _TAIL.search(rest, 2)
    end = tail.start() if tail else len(rest)
    userinfo, at, location = rest[2:end].rpartition("@")
    authority = _authority(scheme, location)
    if authority is None:
        return None
    if at and keep_userinfo:
        authority = f"{_escape(userinfo).replace('@', '%40')}@{authority}"
    path, mark, more = _path_and_more(rest[end:])
    return f"{scheme}://{authority}{_escape(path.replace(chr(92), '/'))}{mark}{_escape(more)}"


def _path_and_more(text: str) -> tuple[str, str, str]:
    """Divide path from query or fragment."""
    mark = _MORE.search(text)
    return (text[: mark.start()], mark[0], text[mark.end() :]) if mark else (text, "", "")


def _authority(scheme: str, location: str) -> str | None:
    """Return host and unusual port, or None."""
    if location.startswith("["):
        host, bracket, port = location.partition("]")
        try:
            host = f"[{ipaddress.IPv6Address(host[1:]).compressed}]" if bracket and "%" not in host else ""
        except ValueError:
            return None
        if port and port[0] != ":":
            return None
        port = port[1:]
    else:
        name, _, port = location.partition(":")
        host = _ascii_host(name)
    if not host or (port and not (port.isascii() and port.isdigit() and int(port[:6]) <= 65535)):
        return None
    port = port.lstrip("0")
    return f"{host}:{port}" if port and port != _DEFAULT_PORTS.get(scheme) else host


def _ascii_host(name: str) -> str:
    """Return a host name in lower case and ASCII, or nothing when it is none."""
    name = unquote(name) if "%" in name else name
    if not name.isascii():
        name = _DOTS.sub(".", unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).lower()))
    name = name.lower()
    if _HOST_FORBIDDEN.search(name) or not is_clean(name):
        return ""
    try:
        labels = [
            label if label.isascii() else f"xn--{label.encode('punycode').decode('ascii')}" for label in name.split(".")
        ]
    except UnicodeError:
        return ""
    host = ".".join(labels)
    named = labels[:-1] if labels[-1] == "" else labels
    sound = bool(named) and len(host) <= 253 and all(0 < len(label) <= 63 for label in named)
    return host if sound and host[0] != "-" else ""


def _dotted(host: str) -> str:
    """Write a numeric host (`2130706433`, `0x7f.1`) as the address that browsers take it for."""
    parts = host.rstrip(".").split(".")
    if len(parts) > 4 or not all(_NUMBER.fullmatch(part) for part in parts):
        return host
    try:
        numbers = [
            int(part[2:] or "0", 16) if part[:2] in ("0x", "0X") else int(part, 8 if part[0] == "0" else 10)
            for part in parts
        ]
        value = numbers[-1] + sum(number << 8 * (3 - place) for place, number in enumerate(numbers[:-1]))
        return str(ipaddress.IPv4Address(value))
    except ValueError:
        return host


def _escape(text: str) -> str:
    """Percent-encode what may not stand in an address; letters of all scripts stay readable."""
    escaped = _UNSAFE.sub(_escaped, text)
    return escaped if escaped.isascii() or is_clean(escaped) else quote(escaped, safe="!#$%&'()*+,/:;=?@[]^{|}~")


def _escaped(match: re.Match[str]) -> str:
    """Keep a printable letter, encode anything else."""
    char = match[0]
    if not char.isascii() and char.isprintable() and is_clean(char):
        return char
    return quote(char.encode("utf-8", "replace"), safe="")


def _untracked(query: str) -> str:
    """Drop the parameters that track, keep the others in their order."""
    return "&".join(
        part for part in query.split("&") if not _tracks(part.partition("=")[0].lower().removeprefix("amp;"))
    )


def _tracks(name: str) -> bool:
    """Tell whether a parameter of this name only follows people."""
    return name in TRACKING or name.startswith(TRACKING_PREFIXES)
