"""What the wording of one line tells: does it end, is it a sentence, a name, a headline. Looks at nothing else."""

from __future__ import annotations

import re
import unicodedata

from termnews.text.plain import headwords, namewords

FINAL_MARKS = ".!?…。！？؟۔।॥"
_CLOSERS = "\"'”’“‘»›)]）」』*_"
_ABBREVIATION = re.compile(
    r"(?:(?:^|[\s(])(?:[^\W\d_]\.){2,}|\b(?:Inc|Co|Corp|Ltd|Jr|Sr|Bros|St|Mt|No|vs|etc|[ap]\.m|GmbH|Cie|dept)\.)$"
)
_WIDE = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_SENTENCE_BREAK = re.compile(r"[.!?…][\"'”’»)]?\s+[\"'“‘«(¿¡]?[^\W\d_]|[。！？]")
_MARKS = r"[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0903\u093a-\u0963\u0981-\u0dff\u0e31-\u0e4e\u200c\u200d]"
_WORD = re.compile(rf"(?:[^\W_]{_MARKS}*)+(?:['’.-](?:[^\W_]{_MARKS}*)+)*")
_INITIAL = re.compile(r"(?:[^\W\d_]\.-?){1,3}|(?:Mc|Mac|O['’]|D['’]|d['’])?[^\W\d_][\w'’.-]*")
_ROLE = re.compile(rf"\b(?:{namewords.ROLES})\b", re.IGNORECASE)
_DESK = re.compile(rf"\b(?:{namewords.DESKS})\b", re.IGNORECASE)


def ends_sentence(text: str) -> bool:
    """Whether the line ends with a mark that closes a sentence; an abbreviation (`the U.S.`) does not."""
    bare = text.rstrip(_CLOSERS + " ")
    return bool(bare) and bare[-1] in FINAL_MARKS and _ABBREVIATION.search(bare) is None


def ends_open(text: str) -> bool:
    """Whether the line announces what follows: a colon, a comma, a semicolon."""
    return text.rstrip(" ")[-1:] in ":：,;،、"


def trails_off(text: str) -> bool:
    """Whether the line ends in an ellipsis."""
    return text.rstrip(_CLOSERS + " ").endswith(("…", "..."))


def words(text: str) -> list[str]:
    """The words of a line, without signs; a script without blanks gives one word for about two characters."""
    found = _WORD.findall(text)
    if _WIDE.search(text) is None:
        return found
    return [part for word in found for part in _parts(word)]


def _parts(word: str) -> list[str]:
    if _WIDE.search(word) is None or "\uac00" <= word[0] <= "\ud7af":
        return [word]
    return [word[index : index + 2] for index in range(0, len(word), 2)]


def breadth(text: str) -> int:
    """Columns of a terminal that the text takes, near enough."""
    return len(text) + len(_WIDE.findall(text))


def sentences(text: str) -> int:
    """How many sentences the line seems to hold, at least one."""
    return 1 + len(_SENTENCE_BREAK.findall(text.rstrip(_CLOSERS + " ")[:-1]))


def is_prose(text: str) -> bool:
    """Whether the line is surely running text: long, or a closed sentence of some length."""
    size = breadth(text)
    if size > 220:
        return True
    count = len(words(text))
    if count <= 16 and sentences(text) == 1 and text.rstrip(_CLOSERS)[-1:] in "!?" and is_title_case(text):
        return False
    if text.rstrip().endswith((":", "：")):
        return count >= 10
    if ends_sentence(text) and not trails_off(text):
        return count >= 8 or (sentences(text) > 1 and count >= 5)
    return size > 160 and count > 18


def is_english(text: str) -> bool:
    """Whether the text may be English, as anything short may: its small words are there."""
    found = [word.casefold() for word in _WORD.findall(text)]
    return len(found) < 12 or sum(word in headwords.ENGLISH_WORDS for word in found) >= 0.08 * len(found)


def is_cased(text: str) -> bool:
    """Whether the script of the line tells capitals from small letters."""
    return any(char.isupper() or char.islower() for char in text)


def is_capitals(text: str) -> bool:
    """Whether the line is set in capitals."""
    return any(char.isupper() for char in text) and not any(char.islower() for char in text)


def is_title_case(text: str) -> bool:
    """Whether most words that count begin with a capital."""
    counted = [
        word for word in _WORD.findall(text) if word.casefold() not in headwords.SMALL_WORDS and word[0].isalpha()
    ]
    return len(counted) >= 3 and sum(word[0].isupper() for word in counted) >= 0.75 * len(counted)


def is_name(text: str) -> bool:
    """Whether the text may be the name of a person: one to five capitalised words, initials, particles."""
    tokens = text.split()
    if not 1 <= len(tokens) <= 5 or len(text) > 48 or any(char.isdigit() for char in text):
        return False
    if not is_cased(text):
        return len(text) <= 24 and all(_INITIAL.fullmatch(token) for token in tokens)
    capitals = 0
    for token in tokens:
        if token.casefold() in namewords.PARTICLES and capitals + 1 < len(tokens) + 1:
            continue
        if not _INITIAL.fullmatch(token) or not (token[0].isupper() or unicodedata.category(token[0]) == "Lo"):
            return False
        capitals += 1
    return capitals >= 1


def is_full_name(text: str) -> bool:
    """Whether the text is a name of at least two words, none of which is a word for a desk or a role."""
    tokens = [token for token in text.split() if token.casefold() not in namewords.PARTICLES]
    return is_name(text) and (len(tokens) >= 2 or not is_cased(text)) and not _DESK.search(text)


def is_desk(text: str) -> bool:
    """Whether the text names a desk, a bureau or an agency rather than a person."""
    if text.casefold().strip("() ") in namewords.AGENCIES:
        return True
    tokens = text.split()
    capital = bool(tokens) and (tokens[0][0].isupper() or not is_cased(text))
    return 1 < len(tokens) <= 6 and capital and _DESK.search(text) is not None and len(text) <= 60


def is_role(text: str) -> bool:
    """Whether the text says what somebody does (`Transport Correspondent`)."""
    return len(text) <= 70 and len(text.split()) <= 8 and _ROLE.search(text) is not None


def stems(text: str) -> set[str]:
    """The words that carry meaning, cut to five letters, to compare what lines are about."""
    return {
        word.casefold()[:5]
        for word in words(text)
        if (len(word) > 3 or _WIDE.match(word) or (len(word) > 1 and word.isupper()))
        and word.casefold() not in headwords.SMALL_WORDS
    }


def same_words(text: str) -> str:
    """The letters and digits of a line without case, to compare whole lines."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


def is_title_case_role(text: str) -> bool:
    """Whether a role is written as a label, not as part of a sentence: few words, no verb in front of them."""
    tokens = text.split()
    return len(tokens) <= 6 and (tokens[0][0].isupper() or len(tokens) <= 3 or not is_cased(text))
