"""The body: lists of other pieces, tags one a line, comments, and headlines of other pieces between the paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from termnews.text.dates import parse_date
from termnews.text.plain import headwords, taglines, teasers, wording
from termnews.text.plain.head import head_end
from termnews.text.plain.slots import Role, Slot
from termnews.text.plain.units import Shape

TEASER_WORDS = 5
"""A headline of another piece has at least so many words."""
MOST_TEASER_WORDS = 20
SURE = 2.0
"""Evidence needed to fold a line that carries no label."""

_SAYS = re.compile(
    r"(?P<who>[^\W\d_][^:]{0,40}?)\s+"
    r"(?:says|said|writes|wrote|schreibt|schrieb|sagt|dit|a écrit|dice|disse|пишет|написал\w?)\s?:\s*(?P<rest>.*)",
    re.IGNORECASE,
)
_REPLY = re.compile(
    r"(?:reply|report|like|antworten|répondre|responder|ответить|log in to reply)|.{2,40} says:.*"
    r"|\d+ (?:likes?|replies)",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\d[\d.,]* \w+|.*\(\d+\)|(?:\d+ )?(?:thoughts?|responses?) on .*", re.IGNORECASE)
_NUMBERS = re.compile(r"(?!(?:1[4-9]|20|21)\d\d$)[\d.,+km]{1,8}(?: [\d.,+km]{1,8}){0,4}", re.IGNORECASE)
_SECTION_TOO = re.compile(
    r"(?:background|deep dive|more|latest|other|top|popular|similar|featured|today|our|full (?:report|story)"
    r"|hintergrund)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"\b(?:is|are|has|have|had|was|were|been|will|would|can|could|may|might|must|should|did|said)\b"
    r"|\b[a-z]+ed (?:the|an?|this|that|his|her|its|their|our|my)\b"
)
"""What sentences hold and headlines leave out."""
_LABELLED_FACT = re.compile(r"(?=[^:]*[a-z])(?:\w+ ){0,1}\w+: .{1,48}")
"""`Address: 12 Mill Lane`: a line of the story, though its capitals look like a headline."""
_UPDATE = re.compile(r"(?:update|nachtrag|mise à jour)\b[^:]*$", re.IGNORECASE)
"""Above what was added to a piece later."""
_QUESTION = re.compile(r"(?:what|how|why|who|when|where|which|is|are|can|will|do|does|did)\b", re.IGNORECASE)
LONGEST_QUESTION = 9
"""Words of a question that may head a section."""
_OPENER = re.compile(rf"(?:{headwords.SENTENCE_OPENERS})\b", re.IGNORECASE)
_VERB = re.compile(rf"\b(?:{headwords.HEADLINE_VERBS})\b", re.IGNORECASE)


def read_lists(slots: list[Slot]) -> None:
    """Give the lines below a heading of tags, or of other pieces, to that heading."""
    end = last_prose(slots)
    for index, slot in enumerate(slots):
        if not slot.heads_list:
            continue
        if slot.role is Role.OPEN and index >= end > 0 and _heads_tags(slots, index):
            slot.role = Role.TAGS
        if slot.role is Role.TAGS:
            _take_tags(slots, index)
        elif slot.role is Role.FURNITURE:
            _take_teasers(slots, index)


def _heads_tags(slots: Sequence[Slot], index: int) -> bool:
    """Whether a word such as `Topics` stands right above short lines or items."""
    if index + 1 >= len(slots):
        return False
    below = slots[index + 1]
    return (
        below.role is Role.OPEN
        and taglines.is_tag(below.text)
        and (below.unit.shape is Shape.ITEM or not below.unit.gap or len(below.text.split()) <= 3)
    )


def _take_tags(slots: list[Slot], index: int) -> None:
    heading, found = slots[index], list[str]()
    for position in range(index + 1, min(index + 1 + taglines.MOST, len(slots))):
        slot = slots[position]
        if slot.role is Role.TAGS and slot.tags and position == index + 1:
            return
        apart = slot.unit.gap and position > index + 1
        text = slot.text
        listed = "," in text and position == index + 1 and all(map(taglines.is_tag, taglines.split_tags(text)))
        if (
            slot.role is not Role.OPEN
            or not (listed or taglines.is_tag(text))
            or (apart and not _goes_on_apart(slots, index, position))
        ):
            break
        slot.role = Role.TAGS
        found.extend(taglines.split_tags(text) if listed or text.startswith("#") else [text])
    if found:
        heading.tags = taglines.split_tags("\n".join(found).replace("|", " ").replace("\n", " | "))
    elif wording.is_cased(heading.text) and not wording.is_capitals(heading.text) and not heading.text.endswith(":"):
        heading.role = Role.OPEN


def _goes_on_apart(slots: Sequence[Slot], heading: int, position: int) -> bool:
    """Whether every tag of the list stands in a paragraph of its own."""
    first_two = all(slots[place].unit.gap for place in range(heading + 1, position + 1))
    return first_two and len(slots[position].text.split()) <= 4


def _take_teasers(slots: list[Slot], index: int) -> None:
    taken = 0
    for slot in slots[index + 1 : index + 13]:
        if slot.role is Role.OPEN and slot.unit.shape in (Shape.TEXT, Shape.ITEM) and _is_headline(slot.text):
            slot.fold("teaser")
            taken += 1
        elif slot.role is Role.FURNITURE and slot.kind in ("teaser", "photo") and not slot.heads_list:
            taken += 1
        elif not (slot.role in (Role.STAMP, Role.CAPTION) and taken):
            break
    follower = slots[index + 1] if index + 1 < len(slots) else None
    if not taken and follower is not None and follower.is_prose and _may_head_section(slots[index].text):
        slots[index].role = Role.HEADING


def _may_head_section(text: str) -> bool:
    """Whether words that announce other pieces could as well head a section (`Background`, `More on the plan`)."""
    return (
        not text.rstrip().endswith((":", "…", "»"))
        and _SECTION_TOO.match(text) is not None
        and not wording.is_capitals(text)
    )


def _is_headline(text: str) -> bool:
    """Whether the line may be the headline of another piece."""
    if wording.breadth(text) > 180 or len(wording.words(text)) > 26:
        return False
    return not wording.ends_sentence(text) or text[-1] in "?!…" or text.endswith("...")


def last_prose(slots: Sequence[Slot]) -> int:
    """Where the running text ends: the index behind the last paragraph."""
    return next(
        (
            index + 1
            for index in range(len(slots) - 1, -1, -1)
            if slots[index].is_prose or slots[index].role is Role.STORY
        ),
        0,
    )


def read_comments(slots: list[Slot], start: int) -> None:
    """Fold readers' comments: what follows their heading, or the first line that a reader `says`."""
    before = 0
    for index in range(start, len(slots)):
        if before and _opens_comments(slots, index, before):
            for slot in slots[index:]:
                if slot.role is not Role.TAGS and not (slot.role is Role.FURNITURE and slot.kind == "copyright"):
                    slot.fold("comments")
            return
        before += slots[index].is_prose


def _opens_comments(slots: Sequence[Slot], index: int, before: int) -> bool:
    """Whether comments begin here; `before` tells how many paragraphs of story stand above."""
    slot = slots[index]
    if _is_comment_line(slot):
        return True
    if slot.role is not Role.FURNITURE or slot.kind != "comments":
        return False
    if any(_is_comment_line(other) for other in slots[index + 1 : index + 13]):
        return True
    if _COUNTED.fullmatch(slot.text) is None:
        return False
    after = slots[index + 1 :]
    replies = any(other.kind == "comments" or _REPLY.fullmatch(other.text) for other in after)
    return replies and 0 < sum(other.is_prose for other in after) <= before


def _is_comment_line(slot: Slot) -> bool:
    said = _SAYS.fullmatch(slot.text) if len(slot.text) < 140 else None
    if said is None:
        return False
    rest = said["rest"].strip()
    return not rest or parse_date(rest) is not None


def read_between(slots: list[Slot], start: int) -> None:
    """Decide on the short lines without a label in and behind the running text."""
    end = last_prose(slots)
    head = head_end(slots, start)
    doubtful = _lacks_stops(slots) or slots[0].foreign if slots else False
    sure = SURE + (1.5 if doubtful or _is_in_pieces(slots[start:end]) else 0.0)
    for index in range(start, len(slots)):
        slot = slots[index]
        if slot.role is Role.STAMP and head < index < end and slot.stamp is not None and not slot.stamp.labelled:
            # A day alone between paragraphs heads an entry of a diary or a chronicle.
            slot.role = Role.OPEN
            continue
        if slot.role is Role.STAMP and head < index < end and _UPDATE.match(slot.text):
            slot.role = Role.OPEN
            continue
        if not slot.is_open_text:
            continue
        if _NUMBERS.fullmatch(slot.text) and _beside(slots, index, "share"):
            slot.fold("share")
        elif index >= end:
            _judge_tail(slots, index, end, sure)
        elif not slot.is_prose and _teaser_evidence(slots, index) >= sure:
            slot.fold("teaser")


def _beside(slots: Sequence[Slot], index: int, kind: str) -> bool:
    return any(slot.kind == kind for slot in slots[max(index - 2, 0) : index + 3])


def _judge_tail(slots: Sequence[Slot], index: int, end: int, sure: float) -> None:
    """Behind the last paragraph: headlines after the first furniture are teasers, a short last sentence is story."""
    slot = slots[index]
    furnished = any(other.role in (Role.FURNITURE, Role.TAGS) for other in slots[end:index])
    sentence = wording.ends_sentence(slot.text) and not wording.trails_off(slot.text)
    if sentence and slot.text[-1] in "!?":
        sentence = len(wording.words(slot.text)) < TEASER_WORDS
    if furnished and not sentence and not (wording.trails_off(slot.text) and _SENTENCE.search(slot.text)):
        slot.fold("teaser" if len(wording.words(slot.text)) >= TEASER_WORDS else "other")
    elif not sentence and (_teaser_evidence(slots, index) >= sure or _is_shouted_headline(slots, slot.text)):
        slot.fold("teaser")


def _is_shouted_headline(slots: Sequence[Slot], text: str) -> bool:
    """Whether a line in capitals ends a text that is written in small letters: no heading stands at an end."""
    shouted = wording.is_capitals(text) and sum(len(word) > 2 for word in wording.words(text)) >= TEASER_WORDS - 1
    return shouted and not any(wording.is_capitals(slot.text) for slot in slots if slot.is_prose)


def _teaser_evidence(slots: Sequence[Slot], index: int) -> float:
    """How much speaks for a line being the headline of another piece rather than a part of this one."""
    slot = slots[index]
    text, count = slot.text, len(wording.words(slot.text))
    if teasers.is_shouted(text) and not _repeats_label(slots, text):
        return SURE + 2
    if (
        not TEASER_WORDS <= count <= MOST_TEASER_WORDS
        or wording.breadth(text) > 150
        or wording.ends_open(text)
        or text[0].islower()
    ):
        return 0.0
    closed = wording.ends_sentence(text) and not wording.trails_off(text)
    if (closed and text[-1] != "!") or _LABELLED_FACT.fullmatch(text) or text[0] in "\"'“‘«„—–(":
        return 0.0
    if not wording.is_title_case(text) and _is_own_words(text, count):
        return 0.0
    evidence = _wording_evidence(text, count)
    return evidence + _neighbour_evidence(slots, index) if _stands_out(slots, index) else 0.0


def _is_own_words(text: str, count: int) -> bool:
    """Whether a line without capitals is a sentence that lost its stop, or a question that heads a section."""
    asks = _QUESTION.match(text) is not None and count <= LONGEST_QUESTION
    return (asks and not wording.trails_off(text)) or _SENTENCE.search(text) is not None


def _lacks_stops(slots: Sequence[Slot]) -> bool:
    """Whether paragraphs of the text end without a stop, so that a missing one proves nothing."""
    prose = [slot.text for slot in slots if slot.is_prose]
    return 3 * sum(not wording.ends_sentence(text) and not wording.ends_open(text) for text in prose) >= max(
        len(prose), 1
    )


def _is_in_pieces(body: Sequence[Slot]) -> bool:
    """Whether short lines are so many between the paragraphs that they must be the text's own."""
    short = sum(slot.is_open_text and not slot.is_prose and not wording.ends_sentence(slot.text) for slot in body)
    return short > max(4, sum(slot.is_prose for slot in body) // 2)


def _wording_evidence(text: str, count: int) -> float:
    """What the line itself has of a headline: verbs as headlines use them, capitals, a trailing end, length."""
    signs = _headline_signs(text)
    length = 1.0 + min(count - TEASER_WORDS, 4) * 0.3
    # Without any sign it may as well head a section of this article.
    evidence = length + signs if signs else min(length, SURE - 0.8)
    if _OPENER.match(text):
        evidence -= 1.0
    return evidence - (0.5 if wording.is_capitals(text) else 0.0)


def _headline_signs(text: str) -> float:
    signs = 0.0
    if wording.trails_off(text):
        signs += 1.0
    if wording.is_title_case(text):
        signs += 0.6
    if _VERB.search(text):
        signs += 0.5
    if all(not word[0].islower() for word in wording.words(text)):
        # Sentences and section headings keep their small words small.
        signs += 0.5
    return signs + (0.3 if text[-1] == "!" else 0.0)


def _neighbour_evidence(slots: Sequence[Slot], index: int) -> float:
    """A section heading speaks of what follows it and stands before text; a teaser speaks of something else."""
    following = next((slot for slot in slots[index + 1 : index + 3] if slot.role in (Role.OPEN, Role.STORY)), None)
    own = wording.stems(slots[index].text)
    if following is None or not own:
        return 0.0
    shared = len(own & wording.stems(following.text)) / len(own)
    beside = any(slot.kind in ("teaser", "photo") for slot in slots[max(index - 1, 0) : index + 2])
    return (-1.2 if shared >= 0.5 else 0.3 if shared <= 0.2 else 0.0) + (0.4 if beside else 0.0)


def _stands_out(slots: Sequence[Slot], index: int) -> bool:
    """Whether the line is not part of verse or of a bare list: two at most together, or all of them like headlines."""
    run = [slots[index].text]
    for step in (-1, 1):
        position = index + step
        while 0 <= position < len(slots) and slots[position].is_open_text and not slots[position].is_prose:
            if wording.ends_sentence(slots[position].text):
                break
            run.append(slots[position].text)
            position += step
    counts = [len(wording.words(text)) for text in run]
    return len(run) <= 2 or all(
        n > TEASER_WORDS and _wording_evidence(t, n) >= SURE for t, n in zip(run, counts, strict=True)
    )


def _repeats_label(slots: Sequence[Slot], text: str) -> bool:
    """Whether other lines begin with the same label: speakers of an interview."""
    label = re.split(r"[:|]", text)[0]
    return sum(slot.text.startswith(label) for slot in slots) > 1
