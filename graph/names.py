"""Names as people write them: cleaning, keys to compare them by, and the parts of a written place or organisation.

Three keys, from strict to loose: `norm` keeps accents, `fold` drops them, `squash` drops type words and spaces as well.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

CACHE = 1 << 16

# ------------------------------------------------------------------------------------------------ cleaning

INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
LINE_END = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\x1f]")
BREAK = re.compile(r"[\t\n]")
LOOKALIKES = str.maketrans({"Ð": "Đ", "Ɖ": "Đ"})
UNCLEAN = re.compile("|".join(p.pattern for p in (INVISIBLE, CONTROL, LINE_END, SPACE, BREAK)) + "|[ÐƉ]")


def clean(text: str, keep_breaks: bool = False) -> str:
    """Clean a text once, when it is read.

    Args:
        text: any text.
        keep_breaks: keep line breaks and tabs; otherwise each becomes a space.

    Returns:
        The text in NFC, without control and zero-width characters, with plain spaces, Ð and Ɖ as Đ, ends stripped.
    """
    if UNCLEAN.search(text):
        text = SPACE.sub(" ", LINE_END.sub("\n", CONTROL.sub("", INVISIBLE.sub("", text)))).translate(LOOKALIKES)
        text = text if keep_breaks else BREAK.sub(" ", text)
    return unicodedata.normalize("NFC", text).strip()


# ------------------------------------------------------------------------------------------------ keys

# Vowel signs of Indic and South-East Asian scripts are letters of a word here, although `\w` leaves them out.
WORD = re.compile("[^\\W_](?:[^\\W_]|[\u0300-\u036f\u0900-\u109f\u1780-\u17d3])*")
TONES = "\u0300\u0301\u0303\u0309\u0323"
TONE_DROPPED = str.maketrans(dict.fromkeys(TONES))
TONE_KEPT = re.compile(f"[^{TONES}]+")
MARKS = re.compile("[\u0300-\u036f]+")
ACCENT = re.compile("[\u0300-\u036fđ]")
APART = re.compile("[,;/()]")
NONE: frozenset[int] = frozenset()
EASTERN_D = str.maketrans({"ð": "đ", "ɖ": "đ"})
PLAIN = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h"})


class Words(NamedTuple):
    """The words of a text.

    Attributes:
        text: the cleaned text.
        keys: each word as `norm` writes it.
        spans: where each begins and ends in the text.
        apart: which have a comma, semicolon, slash or bracket before them.
        dotted: which have a full stop right behind them.
        plain: the text has no accents.
    """

    text: str
    keys: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    apart: frozenset[int]
    dotted: frozenset[int]
    plain: bool

    def part(self, first: int, last: int) -> str:
        """What is written from one word to before another."""
        return self.text[self.spans[first][0] : self.spans[last - 1][1]] if first < last else ""


@lru_cache(CACHE)
def _norm_word(word: str) -> str:
    if word.isascii():
        return word.lower()
    letters = unicodedata.normalize("NFD", word.casefold()).translate(EASTERN_D)
    # A syllable has one tone, so writing it last makes hòa and hoà alike.
    return letters.translate(TONE_DROPPED) + TONE_KEPT.sub("", letters)


@lru_cache(CACHE)
def _fold_word(word: str) -> str:
    if word.isascii():
        return word
    return unicodedata.normalize("NFC", MARKS.sub("", unicodedata.normalize("NFD", word)).translate(PLAIN))


def _compatible(text: str) -> str:
    """Cleaned, with full-width and other compatibility letters as plain ones."""
    text = clean(text)
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


@lru_cache(CACHE)
def words(text: str) -> Words:
    """Take a text apart into words.

    Args:
        text: any text.

    Returns:
        Its words.
    """
    text = clean(text)
    spans = tuple([match.span() for match in WORD.finditer(text)])
    keys = tuple([_norm_word(text[start:end]) for start, end in spans])
    marked = APART.search(text) is not None
    gaps = ((at, spans[at - 1][1] if at else 0, start) for at, (start, _) in enumerate(spans)) if marked else ()
    apart = frozenset(at for at, end, start in gaps if APART.search(text, end, start))
    dotted = frozenset(at for at, (_, end) in enumerate(spans) if text.startswith(".", end)) if "." in text else NONE
    return Words(text, keys, spans, apart, dotted, ACCENT.search("".join(keys)) is None)


@lru_cache(CACHE)
def norm(text: str) -> str:
    """The accent-sensitive key: two spellings with one `norm` are exactly the same name.

    Case, dashes, apostrophes and other punctuation, spaces, Unicode form and the place of a tone mark do not count.
    A key to compare, not a text to show: the tone stands at the end of its syllable.

    Args:
        text: a name.

    Returns:
        Its words, one space between them.
    """
    return " ".join([_norm_word(word) for word in WORD.findall(clean(_compatible(text)))])


def plain(key: str) -> str:
    """What `fold` makes of a text with this `norm`."""
    return key if key.isascii() else " ".join([_fold_word(word) for word in key.split(" ")])


@lru_cache(CACHE)
def fold(text: str) -> str:
    """The search key: `norm` without accents, and đ as d.

    Args:
        text: a name or what somebody types.

    Returns:
        Its words without accents, one space between them.
    """
    return plain(norm(text))


def compact(text: str) -> str:
    """`fold` without spaces: A-nu-vông, A Nu Vông and Anuvong are one."""
    return fold(text).replace(" ", "")


def squash(text: str) -> str:
    """The key of a place: `compact` of its bare name, without type word and places above it.

    Args:
        text: a place as written, "huyện A-nu-vông".

    Returns:
        The key, "anuvong".
    """
    return compact(written_place(text).name)


def accented(text: str) -> bool:
    """Whether a text has any accent, so that its accents may decide."""
    return not words(text).plain


def contradicts(written: str, name: str) -> bool:
    """Whether the accents of what somebody wrote say that another name of the same letters is meant.

    Args:
        written: `norm` of what is written; without any accent it contradicts nothing.
        name: `norm` of a name with the same `compact` key.

    Returns:
        "Lao" does not contradict "Lào", nor "Đắklắk" "Đắk Lắk"; "Thạnh Hóa" contradicts "Thanh Hóa".
    """
    if written == name or not ACCENT.search(written):
        return False
    return written.count(" ") == name.count(" ") or _letters_and_tones(written) != _letters_and_tones(name)


def _letters_and_tones(key: str) -> tuple[str, str]:
    return key.replace(" ", "").translate(TONE_DROPPED), TONE_KEPT.sub("", key)


ROMANISATIONS = (
    *(("ph", "f"), ("kh", "k"), ("gn", "n"), ("nh", "n"), ("ny", "n"), ("th", "t"), ("ch", "c")),
    *(("ou", "u"), ("oo", "u"), ("eu", "u"), ("y", "i"), ("w", "v"), ("x", "s"), ("q", "k"), ("c", "k")),
)
DOUBLE = re.compile(r"(.)\1+")


def sound(key: str) -> str:
    """How a romanised name roughly sounds, from its `compact` key: near spellings meet in it. Only for suggestions."""
    for letters, one in ROMANISATIONS:
        key = key.replace(letters, one)
    return DOUBLE.sub(r"\1", key)


def search_text(names: Iterable[str]) -> str:
    """What CONTAINS looks into: every name folded, each once.

    Args:
        names: all names of an entity.

    Returns:
        The folded names with " | " between them.
    """
    return " | ".join(dict.fromkeys(key for name in names if (key := fold(name))))


# ------------------------------------------------------------------------------------------------ places


@dataclass(frozen=True, slots=True)
class PlaceType:
    """What a type word before a place's name says about its kind.

    Attributes:
        kinds: kinds it stands for.
        loosely: kinds it is also used for: a unit upgraded since, a foreign unit without a word of its own.
        inner: it may also begin the unit above in running text ("huyện Lục Ngạn tỉnh Bắc Giang").
    """

    kinds: frozenset[str]
    loosely: frozenset[str]
    inner: bool = False


def _type(kinds: str, loosely: str = "", *, inner: bool = False) -> PlaceType:
    return PlaceType(frozenset(kinds.split()), frozenset(f"{loosely} other".split()), inner)


COUNTRY = _type("country", inner=True)
PROVINCE = _type("province prefecture", "municipality autonomous_region state", inner=True)
CITY = _type("municipality city", "town prefecture", inner=True)
MUNICIPALITY = _type("municipality", inner=True)
CAPITAL = _type("municipality city", "province prefecture", inner=True)
AUTONOMOUS = _type("autonomous_region", "prefecture", inner=True)
PREFECTURE = _type("prefecture", "city district", inner=True)
STATE = _type("state", "province", inner=True)
TOWN = _type("town", "city", inner=True)
DISTRICT = _type("district", inner=True)
URBAN_DISTRICT = _type("urban_district", "district", inner=True)
TOWNSHIP = _type("township")
COMMUNE = _type("commune")
WARD = _type("ward")
SPECIAL_ZONE = _type("special_zone")
VILLAGE = _type("village")
BORDER_GATE = _type("border_gate")
GROUP = _type("group")
REGION = _type("state province group")

TYPE_WORDS: dict[str, PlaceType] = {
    "nước": COUNTRY,
    "nước cộng hòa": COUNTRY,
    "nước cộng hòa dân chủ nhân dân": COUNTRY,
    "nước cộng hòa nhân dân": COUNTRY,
    "nước cộng hòa xã hội chủ nghĩa": COUNTRY,
    "nước CHDCND": COUNTRY,
    "nước CHND": COUNTRY,
    "nước CHXHCN": COUNTRY,
    "cộng hòa": COUNTRY,
    "cộng hòa dân chủ nhân dân": COUNTRY,
    "cộng hòa nhân dân": COUNTRY,
    "cộng hòa xã hội chủ nghĩa": COUNTRY,
    "CHDCND": COUNTRY,
    "CHND": COUNTRY,
    "CHXHCN": COUNTRY,
    "vương quốc": COUNTRY,
    "liên bang": COUNTRY,
    "tỉnh": PROVINCE,
    "thành phố": CITY,
    "TP": CITY,
    "thành phố trực thuộc trung ương": MUNICIPALITY,
    "thủ đô": CAPITAL,
    "khu tự trị": AUTONOMOUS,
    "châu tự trị": PREFECTURE,
    "châu": PREFECTURE,
    "địa khu": PREFECTURE,
    "bang": STATE,
    "vùng": REGION,
    "thị xã": TOWN,
    "TX": TOWN,
    "quận": URBAN_DISTRICT,
    "huyện": DISTRICT,
    "huyện đảo": DISTRICT,
    "huyện tự trị": DISTRICT,
    "hạt": DISTRICT,
    "thị trấn": TOWNSHIP,
    "xã": COMMUNE,
    "phường": WARD,
    "đặc khu": SPECIAL_ZONE,
    "thôn": VILLAGE,
    "bản": VILLAGE,
    "làng": VILLAGE,
    "buôn": VILLAGE,
    "ấp": VILLAGE,
    "cửa khẩu": BORDER_GATE,
    "cửa khẩu chính": BORDER_GATE,
    "cửa khẩu phụ": BORDER_GATE,
    "cửa khẩu quốc tế": BORDER_GATE,
    "cặp cửa khẩu": BORDER_GATE,
    "cặp cửa khẩu quốc tế": BORDER_GATE,
    "lối mở": BORDER_GATE,
}
DOTTED = {"t": PROVINCE, "q": URBAN_DISTRICT, "h": DISTRICT, "tt": TOWNSHIP, "x": COMMUNE, "p": WARD}
ENGLISH_ENDINGS = {
    "country": COUNTRY,
    "province": PROVINCE,
    "prefecture": _type("prefecture", "province city"),
    "state": STATE,
    "city": CITY,
    "municipality": CITY,
    "county": DISTRICT,
    "district": _type("district urban_district"),
    "town": _type("town township", "city"),
    "township": TOWNSHIP,
    "commune": COMMUNE,
    "ward": WARD,
    "village": VILLAGE,
}
SEVERAL = frozenset(map(norm, ("các", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")))
# Peoples after whom China names its autonomous units: "khu tự trị dân tộc Choang Quảng Tây" is Quảng Tây.
PEOPLES = frozenset(
    norm(people)
    for people in (
        *("Bạch", "Bố Y", "Choang", "Dao", "Di", "Duy Ngô Nhĩ", "Đồng", "Hà Nhì", "Hồi", "Kazakh", "La Hủ", "Lật Túc"),
        *("Mèo", "Miêu", "Mông Cổ", "Nạp Tây", "Tạng", "Thái", "Thổ Gia", "Triều Tiên", "Va"),
    )
)
PEOPLE_AFTER = frozenset(map(norm, ("khu tự trị", "châu tự trị", "huyện tự trị")))
LINKS = frozenset(map(norm, ("của", "thuộc", "ở", "tại", "cấp")))
FORMER = norm("cũ")
PEOPLE = tuple(norm("dân tộc").split())
AND = frozenset({norm("và"), "va"})

_BY_WORDS = {norm(word): kind for word, kind in TYPE_WORDS.items()}
_BY_FOLDED = {fold(word): kind for word, kind in reversed(TYPE_WORDS.items())}
_FIRST_WORDS = frozenset(key.split()[0] for key in (*_BY_WORDS, *_BY_FOLDED)) | SEVERAL | frozenset(DOTTED)
_LONGEST = max(len(key.split()) for key in _BY_WORDS)


@dataclass(frozen=True, slots=True)
class WrittenPlace:
    """A place as written, in its parts.

    Attributes:
        full: the name with its type word, "Q. Seo".
        name: the bare name, "Seo"; empty where only a type word stands ("tỉnh").
        type: what the type word says; None without one.
        above: places written behind it, nearest first.
        former: "cũ" stands behind it: a unit that is no more.
    """

    full: str
    name: str
    type: PlaceType | None = None
    above: tuple[WrittenPlace, ...] = ()
    former: bool = False


def type_at(found: Words, at: int, last: int) -> tuple[PlaceType, int] | None:
    """The type word that begins at a word.

    Args:
        found: words of a text; where the text has no accents, type words without accents count.
        at: index of the word.
        last: index behind the last word that may belong to it.

    Returns:
        What it says, and the index of the first word behind it; None where none begins.
    """
    first = found.keys[at]
    if first not in _FIRST_WORDS and not first.isdigit():
        return None
    if first in SEVERAL or first.isdigit():
        one = type_at(found, at + 1, last) if at + 1 < last else None
        return (GROUP, one[1]) if one else None
    for end in range(min(last, at + _LONGEST), at, -1):
        key = " ".join(found.keys[at:end])
        if kind := _BY_WORDS.get(key) or (_BY_FOLDED.get(key) if found.plain else None):
            return kind, end + (_peoples(found.keys[end:last]) if key in PEOPLE_AFTER else 0)
    dotted = DOTTED.get(first) if at in found.dotted else None
    return (dotted, at + 1) if dotted else None


def _peoples(keys: tuple[str, ...]) -> int:
    """How many words at the beginning name the peoples of an autonomous unit; none where no name would be left."""
    end = 0
    while end < len(keys):
        at = end + (end > 0 and keys[end] in AND)
        at += 2 * (keys[at : at + 2] == PEOPLE)
        ends = (at + count for count in (3, 2, 1) if " ".join(keys[at : at + count]) in PEOPLES)
        if (after := next(ends, 0)) == 0:
            break
        end = after
    return end if end < len(keys) else 0


@lru_cache(CACHE)
def written_place(text: str) -> WrittenPlace:
    """Take a written place apart: type word, bare name, places above it.

    Args:
        text: "Q. Seo, TP Daejeon", "tỉnh Xay Sôm Bun (Lào)", "huyện Lục Ngạn tỉnh Bắc Giang", "Seo".

    Returns:
        Its parts; a text without type word or places above is all name.
    """
    found = words(text)
    units: list[WrittenPlace] = []
    former = False
    for first, last in _units(found):
        ended = first + 1 < last and found.keys[last - 1] == FORMER
        if units and found.keys[first:last] == (FORMER,):
            former = True
        else:
            units.append(_unit(found, first, last - ended))
            former |= ended
    if not units:
        return WrittenPlace(found.text, found.text)
    return replace(units[0], above=tuple(units[1:]), former=former) if former or units[1:] else units[0]


def _units(found: Words) -> Iterator[tuple[int, int]]:
    """Where each unit of a written place begins and ends: at a comma or bracket, or at the type word of the next."""
    first, last = 0, len(found.keys)
    while first < last:
        begun = type_at(found, first, last)
        name = begun[1] if begun else first
        ends = (at for at in range(first + 1, last) if at in found.apart or (at > name and _is_above(found, at, last)))
        end = next(ends, last)
        yield first, end - (first < end - 1 and end < last and found.keys[end - 1] in LINKS)
        first = end


def _is_above(found: Words, at: int, last: int) -> bool:
    """Whether a word begins the unit above: an inner type word with a name behind it."""
    begun = type_at(found, at, last)
    return begun is not None and begun[0].inner and begun[1] < last


def _unit(found: Words, first: int, last: int) -> WrittenPlace:
    full = found.part(first, last)
    if begun := type_at(found, first, last):
        return WrittenPlace(full, found.part(begun[1], last), begun[0])
    if last - first > 1 and (ending := ENGLISH_ENDINGS.get(found.keys[last - 1])):
        return WrittenPlace(full, found.part(first, last - 1), ending)
    return WrittenPlace(full, full)


# ------------------------------------------------------------------------------------------------ organisations

ABBREVIATIONS = {
    "BCĐ": "ban chỉ đạo",
    "BCHQS": "bộ chỉ huy quân sự",
    "BĐBP": "bộ đội biên phòng",
    "BHXH": "bảo hiểm xã hội",
    "BQL": "ban quản lý",
    "BTV": "ban thường vụ",
    "CCB": "cựu chiến binh",
    "CĐ": "cao đẳng",
    "CĐSP": "cao đẳng sư phạm",
    "CHQS": "chỉ huy quân sự",
    "ĐBQH": "đại biểu quốc hội",
    "ĐH": "đại học",
    "ĐHSP": "đại học sư phạm",
    "HĐND": "hội đồng nhân dân",
    "HTX": "hợp tác xã",
    "KCN": "khu công nghiệp",
    "KKT": "khu kinh tế",
    "LĐLĐ": "liên đoàn lao động",
    "LHPN": "liên hiệp phụ nữ",
    "MTTQ": "mặt trận tổ quốc",
    "MTTQVN": "mặt trận tổ quốc Việt Nam",
    "NHNN": "ngân hàng nhà nước",
    "QLTT": "quản lý thị trường",
    "SNgV": "sở ngoại vụ",
    "TAND": "tòa án nhân dân",
    "THPT": "trung học phổ thông",
    "TNCS": "thanh niên cộng sản",
    "TTr": "thường trực",
    "TW": "trung ương",
    "UB": "ủy ban",
    "UBMTTQ": "ủy ban mặt trận tổ quốc",
    "UBMTTQVN": "ủy ban mặt trận tổ quốc Việt Nam",
    "UBND": "ủy ban nhân dân",
    "VKSND": "viện kiểm sát nhân dân",
    "VP": "văn phòng",
    "VPCP": "văn phòng chính phủ",
}
# Branches with several parts: each part may be short or in full, apart or in one word ("LĐTB&XH").
BRANCHES: tuple[tuple[tuple[str, str], ...], ...] = (
    (("DT", "dân tộc"), ("TG", "tôn giáo")),
    (("GD", "giáo dục"), ("ĐT", "đào tạo")),
    (("GT", "giao thông"), ("VT", "vận tải")),
    (("KH", "kế hoạch"), ("ĐT", "đầu tư")),
    (("KH", "khoa học"), ("CN", "công nghệ")),
    (("LĐ", "lao động"), ("TB", "thương binh"), ("XH", "xã hội")),
    (("NN", "nông nghiệp"), ("MT", "môi trường")),
    (("NN", "nông nghiệp"), ("PTNT", "phát triển nông thôn")),
    (("PT", "phát thanh"), ("TH", "truyền hình")),
    (("TN", "tài nguyên"), ("MT", "môi trường")),
    (("TT", "thông tin"), ("TT", "truyền thông")),
    (("VH", "văn hóa"), ("TT", "thể thao"), ("DL", "du lịch")),
)
PARTY_BODIES = "thường trực;TT;thường vụ;văn phòng;tuyên giáo;dân vận;tổ chức;nội chính;kiểm tra;ban đảng"
UNITS = "tỉnh;thành phố;TP;thị xã;TX;huyện;quận;phường;xã"
# Short forms of several meanings: short, full, words before, words behind; with neither it must stand alone.
IN_CONTEXT = (
    ("TU", "tỉnh ủy", PARTY_BODIES, ""),
    ("TU", "tỉnh ủy", "", ""),
    ("HU", "huyện ủy", PARTY_BODIES, ""),
    ("TT", "thường trực", "", "tỉnh ủy;thành ủy;huyện ủy;thị ủy;quận ủy;ủy ban nhân dân;hội đồng nhân dân"),
    ("BCH", "bộ chỉ huy", "", "quân sự;bộ đội"),
    ("BCH", "ban chấp hành", "", "đảng bộ;đoàn;hội;công đoàn"),
    ("CA", "công an", "", UNITS),
    ("CA", "công an", "", ""),
)
SCHOOL, SCHOOL_PLAIN = norm("trường") + " ", "truong "
NATION = " " + norm("Việt Nam")
SCOPES = (
    *(PROVINCE, CITY, MUNICIPALITY, CAPITAL, AUTONOMOUS, STATE, TOWN, DISTRICT, URBAN_DISTRICT),
    *(TOWNSHIP, COMMUNE, WARD, SPECIAL_ZONE, GROUP),
)
# "Tỉnh ủy", "Huyện đoàn", "Xã hội": here the word names no unit.
NO_UNIT_BEFORE = frozenset(map(norm, ("ủy", "đoàn", "hội")))


def _either(texts: Iterable[str]) -> str:
    """A pattern for one of several texts, each with or without its accents."""
    keys = {key for text in texts for key in (norm(text), fold(text))}
    return "(?:" + "|".join(map(re.escape, sorted(keys, key=len, reverse=True))) + ")"


def _runs(parts: tuple[str, ...]) -> Iterator[str]:
    """Every run of parts written as one word."""
    for first in range(len(parts)):
        for last in range(first + 1, len(parts) + 1):
            yield "".join(parts[first:last])


def _context_pattern(short: str, before: str, behind: str) -> re.Pattern[str]:
    left = f"(?P<before>{_either(before.split(';'))} )" if before else "(?P<before>)"
    right = f"(?= {_either(behind.split(';'))}(?!\\S))" if behind else r"(?!\S)" if before else r"\Z"
    return re.compile(rf"{'' if before or behind else '^'}(?<!\S){left}{_either([short])}{right}")


_BRANCH_WORDS = frozenset(
    key for parts in BRANCHES for run in _runs(tuple(p for p, _ in parts)) for key in (norm(run), fold(run))
)
_BRANCHES = tuple(
    (re.compile(rf"(?<!\S){' ?'.join(map(_either, parts))}(?!\S)"), " ".join(norm(full) for _, full in parts))
    for parts in BRANCHES
)
_CONTEXT_WORDS = frozenset(key for short, *_ in IN_CONTEXT for key in (norm(short), fold(short)))
_ONE_WORD = {
    key: norm(full) for short, full in ABBREVIATIONS.items() for key in {norm(short), fold(short)} - _CONTEXT_WORDS
}
_IN_CONTEXT = tuple((_context_pattern(short, before, behind), norm(full)) for short, full, before, behind in IN_CONTEXT)


def in_full(key: str) -> str:
    """What `organisation` makes of a text with this `norm`."""
    found = [_ONE_WORD.get(word, word) for word in key.split(" ") if word not in AND]
    key = " ".join(found)
    if not _BRANCH_WORDS.isdisjoint(found):
        for pattern, full in _BRANCHES:
            key = pattern.sub(full, key)
    if not _CONTEXT_WORDS.isdisjoint(found):
        for pattern, full in _IN_CONTEXT:
            key = pattern.sub(rf"\g<before>{full}", key)
    return key.removeprefix(SCHOOL).removeprefix(SCHOOL_PLAIN)


@lru_cache(CACHE)
def organisation(text: str) -> str:
    """The accent-sensitive key of an organisation: abbreviations in full, without "và" and a leading "Trường".

    The place stays in it: see `written_agency`.

    Args:
        text: "Sở KH&CN", "Đài PT&TH tỉnh", "TTr.TU".

    Returns:
        Its words in full, as `norm` writes them.
    """
    return in_full(norm(text))


@lru_cache(CACHE)
def head(text: str) -> str:
    """The key of what stands before an organisation's place.

    Args:
        text: "Hội nữ doanh nhân của", "Ủy ban MTTQ Việt Nam".

    Returns:
        `organisation` of it, without a linking word at its end and the "Việt Nam" of a nationwide body's branch.
    """
    key = organisation(text)
    first, _, last = key.rpartition(" ")
    return (first if first and last in LINKS else key).removesuffix(NATION)


@dataclass(frozen=True, slots=True)
class WrittenAgency:
    """An organisation as written, in its parts.

    Attributes:
        head: key of the body without its place.
        scope: the place it belongs to as written; its name is empty where only a type word stands ("Công an tỉnh").
    """

    head: str
    scope: WrittenPlace | None = None


@lru_cache(CACHE)
def written_agency(text: str) -> WrittenAgency:
    """Take a written organisation apart at the type word of its place.

    Args:
        text: "Sở Ngoại vụ tỉnh Bắc Giang", "UBND huyện Lục Ngạn", "Đài PT&TH tỉnh", "Sở Ngoại vụ".

    Returns:
        Its parts. A place without a type word ("Báo Bắc Giang") stays in the head: only an index of places knows it.
    """
    for body, place in cuts(text, ()):
        if place.type in SCOPES and norm(place.name).partition(" ")[0] not in NO_UNIT_BEFORE:
            return WrittenAgency(head(body), place)
    return WrittenAgency(organisation(text))


def cuts(text: str, known: Container[str]) -> Iterator[tuple[str, WrittenPlace]]:
    """Every way to cut a written organisation into its body and its place.

    Args:
        text: "UBND xã Tân Mộc, huyện Lục Ngạn", "Báo Bắc Giang".
        known: `compact` keys of place names: without a type word, a cut is made only before one of them.

    Yields:
        The body as written (`head` is its key), and the place as written; the longest place first.
    """
    found = words(text)
    last = len(found.keys)
    names, typed = _names_from(found), 0
    for at in range(1, last):
        begun = type_at(found, at, last)
        if begun and (begun[0] in SCOPES or begun[1] < last):
            typed = begun[1]
        elif at == typed or names[at] not in known:
            continue
        start = found.spans[at][0]
        yield found.text[:start], written_place(found.text[start:])


def _names_from(found: Words) -> list[str]:
    """For each word the `compact` key from it to the end, or to the comma or bracket before what lies above."""
    names, name = [], ""
    for at in range(len(found.keys) - 1, -1, -1):
        name = _fold_word(found.keys[at]) + name
        names.append(name)
        if at in found.apart:
            name = ""
    return names[::-1]
