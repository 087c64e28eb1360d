"""Cleaning, keys, and the parts of written places and organisations."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import PlaceKind
from graph.names import (
    ABBREVIATIONS,
    BRANCHES,
    ENGLISH_ENDINGS,
    TYPE_WORDS,
    accented,
    clean,
    compact,
    contradicts,
    cuts,
    fold,
    head,
    in_full,
    norm,
    organisation,
    plain,
    search_text,
    sound,
    squash,
    written_agency,
    written_place,
)

SYLLABLES = (
    *("Bắc", "Giang", "Lục", "Ngạn", "Đồng", "Nai", "Huế", "Hòa", "hoà", "thủy", "Quý", "Giữa", "khuỷu", "Đắk"),
    *("Xay", "Sổm", "Bun", "ườm", "nghiêng", "Uỷ"),
)
NAMES = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=5).map(" ".join)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Bắc Giang", "Bắc Giang"),
        ("Bắc\u00a0Giang", "Bắc Giang"),
        ("Bắc\u202fGiang ", "Bắc Giang"),
        ("B\u200bắc\ufeff Gi\u00adang", "Bắc Giang"),
        ("Sở\x00 Ngoại\x07 vụ", "Sở Ngoại vụ"),
        ("Sở\r\nNgoại\tvụ", "Sở Ngoại vụ"),
        ("Ðông Hà", "Đông Hà"),
        ("Ɖông Hà", "Đông Hà"),
        (unicodedata.normalize("NFD", "Quảng Trị"), "Quảng Trị"),
        ("  ", ""),
    ],
)
def test_clean(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_clean_keeps_breaks_where_asked() -> None:
    assert clean("một\r\nhai\tba\u2028bốn\u00a0năm", keep_breaks=True) == "một\nhai\tba\nbốn năm"


def test_clean_composes_what_an_invisible_character_kept_apart() -> None:
    assert clean("e\u200b\u0302\u0301") == "ế"


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hòa Bình", "Hoà Bình"),
        ("CỘNG HOÀ", "Cộng hòa"),
        ("HÒA BÌNH", "hoà bình"),
        ("Thủy Nguyên", "Thuỷ Nguyên"),
        ("Khỏe", "Khoẻ"),
        ("Quý", "Qúy"),
        ("Giữa", "Gĩưa"),
        ("Uỷ ban", "Ủy ban"),
        ("M'Drắk", "M’Drắk"),
        ("Nông - Lâm", "Nông–Lâm"),
        ("Bà Rịa - Vũng Tàu", "Bà Rịa-Vũng  Tàu"),
        ("Ðông Hà", "Đông Hà"),
        ("đông hà", "ðông hà"),
        ("Bắc\u00a0Giang", "BẮC GIANG"),
    ],
)
def test_norm_counts_as_exact(one: str, other: str) -> None:
    assert norm(one) == norm(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("Lào", "Lao"), ("Quảng Bình", "Quang Bình"), ("Thanh Hóa", "Thạnh Hóa"), ("Phú Yên", "Phù Yên")),
        *(("Thanh Trì", "Thạnh Trị"), ("Tam Đường", "Tam Dương"), ("Phú Ninh", "Phù Ninh"), ("Phú Mỹ", "Phù Mỹ")),
    ],
)
def test_names_that_only_accents_tell_apart(one: str, other: str) -> None:
    assert squash(one) == squash(other)
    assert norm(one) != norm(other)
    assert contradicts(norm(one), norm(other))


def test_contradicts() -> None:
    assert not contradicts(norm("Thanh Hoa"), norm("Thanh Hóa"))
    assert not contradicts(norm("Đắklắk"), norm("Đắk Lắk"))
    assert contradicts(norm("Đăklăk"), norm("Đắk Lắk"))
    assert contradicts(norm("Hoa Bính"), norm("Hóa Binh"))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đắk Lắk", "dak lak"),
        ("A-nu-vông", "a nu vong"),
        ("PT&TH", "pt th"),
        ("481/KH-UBND", "481 kh ubnd"),
        ("Łódź, Ålesund, Tromsø", "lodz alesund tromso"),
        ("ＴＰ　Ｈồ Chí Minh", "tp ho chi minh"),
        ("ໄຊສົມບູນ", "ໄຊສົມບູນ"),
        ("大田 서구", "大田 서구"),
        (" -,. ", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(NAMES)
def test_keys_do_not_depend_on_case_or_unicode_form(name: str) -> None:
    for variant in (name.upper(), name.lower(), unicodedata.normalize("NFD", name), f" {name}\u00a0"):
        for key in (norm, fold, compact, squash, organisation):
            assert key(variant) == key(name)


@given(NAMES)
def test_keys_of_keys_are_themselves(name: str) -> None:
    assert norm(norm(name)) == norm(name)
    assert fold(fold(name)) == fold(norm(name)) == plain(norm(name)) == fold(name)
    assert in_full(norm(name)) == organisation(name)


@given(NAMES, NAMES)
def test_one_norm_means_one_fold(one: str, other: str) -> None:
    if norm(one) == norm(other):
        assert fold(one) == fold(other)
        assert not contradicts(norm(one), norm(other))


def test_search_text() -> None:
    assert search_text(["Lào", "Lao", "", "CHDCND Lào"]) == "lao | chdcnd lao"


# ------------------------------------------------------------------------------------------------ places

SAME_PLACE = [
    *(("Xay Sôm Bun", "Xây Sôm Bun"), ("Xay Sôm Bun", "Xây Sớm Bun"), ("Xay Sôm Bun", "Xây Sôm Bún")),
    *(("Xay Sôm Bun", "Xay Sổm Bun"), ("A Nu Vông", "A-nu-vông"), ("A Nu Vông", "A nụ vông"), ("A Nu Vông", "Anuvong")),
    *(("huyện A-nu-vông", "A Nu Vông"), ("Thà Thôm", "Thathom"), ("huyện Thà Thôm", "Thà Thôm"), ("Chi Ba", "Chiba")),
    *(("tỉnh Chi Ba", "Chiba"), ("Đen Sa Vẳn", "Den Savan"), ("Đen Sa Vẳn", "Densavan"), ("Sekong", "Sê Kông")),
    *(("Savannakhet", "Sa-vẳn-na-khệt"), ("Savannakhet", "Savannakhét"), ("tỉnh Bắc Giang", "Bắc Giang")),
    *(("TỈNH QUẢNG TRỊ", "tỉnh Quảng Trị"), ("Đông Hà", "Ðông Hà"), ("Hiệp Hòa", "Hiệp Hoà")),
    *(("khu tự trị dân tộc Choang Quảng Tây", "Quảng Tây"), ("tỉnh Bắc Giang", "thành phố Bắc Giang")),
    *(("huyện M'Drắk", "M’Drắk"), ("TP. Đà Lạt", "thành phố Đà Lạt"), ("TINH DONG THAP", "Đồng Tháp")),
    *(("khu tự trị dân tộc Hồi Ninh Hạ", "Ninh Hạ"), ("khu tự trị Nội Mông", "Nội Mông")),
    *(("châu tự trị dân tộc Hà Nhì và dân tộc Di Hồng Hà", "châu Hồng Hà"), ("Oudomxay Province", "tỉnh Oudomxay")),
]
OTHER_PLACE = [
    *(("Sekong", "Salavan"), ("Salavan", "Savannakhet"), ("Attapu", "Champasak"), ("Bắc Giang", "Bắc Ninh")),
    *(("Bắc Giang", "Hà Giang"), ("Bình Định", "Bình Dương"), ("Quảng Trị", "Quảng Tây"), ("Quảng Trị", "Quảng Bình")),
    *(("Lục Ngạn", "Lục Nam"), ("Nam Ninh", "Bắc Ninh"), ("Thà Thôm", "Xay Sôm Bun"), ("Lao Bảo", "Lào")),
    *(("Hà Khẩu", "cửa khẩu"), ("Quan Sơn", "quận Sơn"), ("Xa Mát", "xã Mát"), ("Bàn Đạt", "bản Đạt")),
]
NEEDS_ALIAS = [
    *(("Xay Sôm Bun", "Xaisomboun"), ("Xay Sôm Bun", "Xaysomboun"), ("A Nu Vông", "Anouvong"), ("Attapu", "Attapeu")),
    *(("Champasak", "Champasack"), ("Salavan", "Saravane"), ("Sekong", "Xékong"), ("Đen Sa Vẳn", "Dansavan")),
    *(("Nam Ninh", "Nanning"), ("Hà Khẩu", "Hekou"), ("Quảng Tây", "Guangxi"), ("Vân Nam", "Yunnan")),
    *(("quận Seo", "Seo-gu"),),
]


@pytest.mark.parametrize(("one", "other"), SAME_PLACE)
def test_same_place(one: str, other: str) -> None:
    assert squash(one) == squash(other)
    assert squash(unicodedata.normalize("NFD", one)) == squash(other)


@pytest.mark.parametrize(("one", "other"), [*OTHER_PLACE, *NEEDS_ALIAS])
def test_other_place(one: str, other: str) -> None:
    assert squash(one) != squash(other)


@pytest.mark.parametrize(
    ("text", "kinds", "name", "above"),
    [
        ("Seo", "", "Seo", []),
        ("Q. Seo", "urban_district", "Seo", []),
        ("Q. Seo, TP Daejeon", "urban_district", "Seo", ["TP Daejeon"]),
        ("quận Seo thuộc TP. Daejeon, Hàn Quốc", "urban_district", "Seo", ["TP. Daejeon", "Hàn Quốc"]),
        ("TP Daejeon", "city municipality", "Daejeon", []),
        ("huyện A-nu-vông", "district", "A-nu-vông", []),
        ("tỉnh Xay Sôm Bun (Lào)", "prefecture province", "Xay Sôm Bun", ["Lào"]),
        ("TX. Việt Yên", "town", "Việt Yên", []),
        ("khu tự trị dân tộc Choang Quảng Tây", "autonomous_region", "Quảng Tây", []),
        ("châu tự trị dân tộc Choang và Miêu Văn Sơn", "prefecture", "Văn Sơn", []),
        ("huyện Lục Ngạn tỉnh Bắc Giang", "district", "Lục Ngạn", ["tỉnh Bắc Giang"]),
        ("H. Mường Khương, T. Lào Cai", "district", "Mường Khương", ["T. Lào Cai"]),
        ("các tỉnh Nam Lào", "group", "Nam Lào", []),
        ("04 tỉnh Nam Lào", "group", "Nam Lào", []),
        ("cửa khẩu quốc tế Lao Bảo", "border_gate", "Lao Bảo", []),
        ("nước CHDCND Lào", "country", "Lào", []),
        ("Cộng hòa Dân chủ Nhân dân Lào", "country", "Lào", []),
        ("Bắc Giang (Việt Nam)", "", "Bắc Giang", ["Việt Nam"]),
        ("thị trấn Nước Hai", "township", "Nước Hai", []),
        ("thành phố Bang Khang", "city municipality", "Bang Khang", []),
        ("Quan Sơn", "", "Quan Sơn", []),
        ("Luc Ngan District", "district urban_district", "Luc Ngan", []),
        ("tỉnh", "prefecture province", "", []),
        ("", "", "", []),
    ],
)
def test_written_place(text: str, kinds: str, name: str, above: list[str]) -> None:
    written = written_place(text)
    assert written.name == name
    assert written.type is None if not kinds else (written.type and written.type.kinds == set(kinds.split()))
    assert [unit.full for unit in written.above] == above
    assert not written.former


@pytest.mark.parametrize("text", ["Quảng Trị cũ", "tỉnh Quảng Trị (cũ)", "tỉnh Quảng Trị cũ, Việt Nam"])
def test_a_place_that_is_no_more(text: str) -> None:
    assert written_place(text).former
    assert written_place(text).name == "Quảng Trị"


def test_type_words_say_kinds_of_the_model() -> None:
    for kind in (*TYPE_WORDS.values(), *ENGLISH_ENDINGS.values()):
        assert kind.kinds
        assert kind.kinds | kind.loosely <= set(PlaceKind)


@given(NAMES, st.sampled_from(sorted(TYPE_WORDS)))
def test_a_type_word_comes_off(name: str, word: str) -> None:
    written = written_place(f"{word} Mường {name}")
    assert written.type == TYPE_WORDS[word]
    assert written.name == f"Mường {name}"


# ------------------------------------------------------------------------------------------------ organisations

SAME_BODY = [
    ("Đại học Nông - Lâm Bắc Giang", "Trường Đại học Nông - Lâm Bắc Giang"),
    ("Cao đẳng Ngô Gia Tự", "trường Cao đẳng Ngô Gia Tự"),
    ("Liên hiệp Các tổ chức hữu nghị tỉnh", "Liên hiệp các Tổ chức hữu nghị tỉnh"),
    ("Hiệp hội doanh nghiệp tỉnh", "Hiệp hội Doanh nghiệp tỉnh Bắc Giang"),
    ("Đài Phát thanh và Truyền hình tỉnh", "Đài PT&TH tỉnh"),
    ("Đài Phát thanh và Truyền hình tỉnh", "Đài PT - TH"),
    ("Hội Doanh nhân trẻ", "Hội Doanh nhân trẻ tỉnh"),
    ("Hội Liên hiệp Phụ nữ tỉnh", "Hội LHPN tỉnh Bắc Giang"),
    ("Ủy ban Mặt trận Tổ quốc tỉnh", "UBMTTQ"),
    ("Ủy ban MTTQ Việt Nam tỉnh", "UBMTTQ tỉnh Long An"),
    ("Văn phòng UBND tỉnh", "VP UBND tỉnh"),
    ("Văn phòng UBND tỉnh", "VP.UBND tỉnh"),
    ("Văn phòng Tỉnh ủy", "VP TU"),
    ("Sở KH&CN", "Sở Khoa học và Công nghệ"),
    ("Sở KHCN", "Sở Khoa học - Công nghệ"),
    ("Sở KH&ĐT", "Sở Kế hoạch và Đầu tư"),
    ("Sở NN&PTNT", "Sở Nông nghiệp và Phát triển nông thôn"),
    ("Sở NN và PTNT", "Sở Nông nghiệp & PTNT"),
    ("Sở NN&MT", "Sở Nông nghiệp và Môi trường"),
    ("Sở LĐTB&XH", "Sở Lao động - Thương binh và Xã hội"),
    ("Sở LĐ-TBXH", "Sở Lao động, Thương binh và Xã hội"),
    ("Sở TT&TT", "Sở Thông tin và Truyền thông"),
    ("Sở VH,TT&DL", "Sở Văn hóa, Thể thao và Du lịch"),
    ("Sở VHTTDL", "Sở Văn hoá, Thể thao và Du lịch"),
    ("Sở GD&ĐT", "Sở Giáo dục và Đào tạo"),
    ("Sở GTVT", "Sở Giao thông vận tải"),
    ("Sở TN&MT", "Sở Tài nguyên và Môi trường"),
    ("Bộ Chỉ huy quân sự tỉnh", "BCH Quân sự tỉnh"),
    ("Bộ Chỉ huy Bộ đội Biên phòng tỉnh", "BCH BĐBP tỉnh"),
    ("Ban Chấp hành Đảng bộ tỉnh", "BCH Đảng bộ tỉnh"),
    ("Thường trực Tỉnh ủy", "TT TU"),
    ("Thường trực Tỉnh ủy", "TTr.TU"),
    ("Thường trực HĐND tỉnh", "TT. HĐND tỉnh"),
    ("Công an tỉnh", "CA tỉnh"),
    ("UBND tỉnh Bắc Giang", "Ủy ban nhân dân tỉnh Bắc Giang"),
    ("UBND tỉnh", "UBND tỉnh Bắc Giang"),
    ("ỦY BAN NHÂN DÂN", "Uỷ ban nhân dân"),
    ("Hội nữ doanh nhân", "Hội nữ doanh nhân của tỉnh"),
    ("Trường Cao đẳng Sư phạm Huế", "CĐSP Huế"),
    ("Trường Cao đẳng Y tế Huế", "CĐ Y tế Huế"),
    ("Ban Quản lý Khu kinh tế tỉnh", "BQL KKT tỉnh"),
]
OTHER_BODY = [
    *(("Sở Nội vụ", "Sở Ngoại vụ"), ("Sở Y tế", "Sở Nội vụ"), ("Sở KH&ĐT", "Sở KH&CN"), ("Sở Công Thương", "Công an")),
    *(("Hội Doanh nhân trẻ", "Hội nữ doanh nhân"), ("Hội Doanh nhân trẻ", "Hội Doanh nhân cựu chiến binh")),
    *(("Hiệp hội Doanh nghiệp tỉnh", "Hội Doanh nhân trẻ tỉnh"), ("Hội đồng hương", "Hội đồng nhân dân")),
    ("Liên hiệp các tổ chức hữu nghị tỉnh", "Liên hiệp các tổ chức hữu nghị Việt Nam"),
    *(("Văn phòng UBND tỉnh", "Văn phòng Tỉnh ủy"), ("Văn phòng HĐND tỉnh", "Văn phòng UBND tỉnh")),
    *(("Ban Thường vụ Tỉnh ủy", "Thường trực Tỉnh ủy"), ("UBND tỉnh", "HĐND tỉnh"), ("Bộ KH&ĐT", "Sở KH&ĐT")),
    *(("CĐSP Quảng Trị", "CĐ Y tế Quảng Trị"), ("Sở NN&PTNT", "Sở NN và Môi trường")),
    ("Hội Hữu nghị Việt Nam - Lào", "Hội hữu nghị Việt - Lào tỉnh"),
    ("Hội Liên hiệp Phụ nữ tỉnh Xây Sớm Bun", "Hội Phụ nữ tỉnh Xay Sôm Bun"),
    ("Văn phòng Đoàn Đại biểu và HĐND tỉnh", "Văn phòng Đoàn ĐBQH và HĐND tỉnh"),
    ("Trung tâm Đầu tư", "Trung tâm Đầu trung ương"),
]
SAME_HEAD_OTHER_SCOPE = [
    ("Công an tỉnh Bắc Giang", "Công an tỉnh Xay Sôm Bun"),
    ("Hội Liên hiệp Phụ nữ tỉnh Bắc Giang", "Hội Liên hiệp Phụ nữ tỉnh Xây Sớm Bun"),
    ("UBND tỉnh Bắc Giang", "UBND thành phố Bắc Giang"),
    ("Sở Ngoại vụ", "Sở Ngoại vụ các tỉnh Nam Lào"),
]


@pytest.mark.parametrize(("one", "other"), SAME_BODY)
def test_same_body(one: str, other: str) -> None:
    assert written_agency(one).head == written_agency(other).head
    assert fold(written_agency(one.upper()).head) == fold(written_agency(other.lower()).head)


@pytest.mark.parametrize(("one", "other"), OTHER_BODY)
def test_other_body(one: str, other: str) -> None:
    assert fold(written_agency(one).head) != fold(written_agency(other).head)


@pytest.mark.parametrize(("one", "other"), SAME_HEAD_OTHER_SCOPE)
def test_same_head_in_another_place(one: str, other: str) -> None:
    assert written_agency(one).head == written_agency(other).head
    assert written_agency(one).scope != written_agency(other).scope


@pytest.mark.parametrize(
    ("text", "body", "scope", "above"),
    [
        ("Sở Ngoại vụ tỉnh Bắc Giang", "Sở Ngoại vụ", "Bắc Giang", []),
        ("UBND huyện Lục Ngạn", "Ủy ban nhân dân", "Lục Ngạn", []),
        ("UBND xã Tân Mộc, huyện Lục Ngạn", "Ủy ban nhân dân", "Tân Mộc", ["huyện Lục Ngạn"]),
        ("Công an tỉnh Xây Sớm Bun (Lào)", "Công an", "Xây Sớm Bun", ["Lào"]),
        ("Đài PT&TH tỉnh", "Đài Phát thanh và Truyền hình", "", []),
        ("Các đoàn thể cấp tỉnh", "Các đoàn thể", "", []),
        ("Chính quyền tỉnh Xay Sôm Bun", "Chính quyền", "Xay Sôm Bun", []),
        ("Bảo hiểm xã hội tỉnh Cà Mau", "Bảo hiểm xã hội", "Cà Mau", []),
        ("Sở LĐ-TB&XH tỉnh Cà Mau", "Sở Lao động - Thương binh và Xã hội", "Cà Mau", []),
        ("Ngân hàng Nhà nước tỉnh Cà Mau", "Ngân hàng Nhà nước", "Cà Mau", []),
        ("Văn phòng Tỉnh ủy", "Văn phòng Tỉnh ủy", None, []),
        ("Báo Bắc Giang", "Báo Bắc Giang", None, []),
        ("Ủy ban Nhà nước về người Việt Nam ở nước ngoài", "Ủy ban Nhà nước về người Việt Nam ở nước ngoài", None, []),
    ],
)
def test_written_agency(text: str, body: str, scope: str | None, above: list[str]) -> None:
    written = written_agency(text)
    assert written.head == organisation(body)
    assert (written.scope and written.scope.name) == scope
    assert [unit.full for unit in written.scope.above] == above if written.scope else not above


def test_a_slip_of_accents_is_another_body() -> None:
    one, other = head("Cao đẳng Nghệ, Công nghệ Việt - Hàn"), head("Trường Cao đẳng Nghề công nghệ Việt- Hàn")
    assert contradicts(one, other)


def test_a_place_without_type_word_is_cut_off_where_it_is_known() -> None:
    assert list(cuts("Báo Bắc Giang", {"bacgiang"})) == [("Báo ", written_place("Bắc Giang"))]
    assert list(cuts("Báo Bắc Giang", {"giang", "bac"})) == [("Báo Bắc ", written_place("Giang"))]
    assert list(cuts("Báo Bắc Giang", ())) == []


@pytest.mark.parametrize("short", [*ABBREVIATIONS, *("".join(part for part, _ in parts) for parts in BRANCHES)])
def test_abbreviations_work_in_any_case_and_without_accents(short: str) -> None:
    assert organisation(short) != norm(short)
    assert organisation(short.lower()) == organisation(fold(short)) == organisation(short)


def test_no_abbreviation_is_a_vietnamese_syllable() -> None:
    for text in ("Trung tâm Đầu tư", "Ban Quản lý trùng tu di tích", "Đoàn Ca múa nhạc", "Trung tâm Tư vấn", "Cà phê"):
        assert organisation(text) == norm(text)


def test_head_leaves_links_and_the_nation_of_a_branch_out() -> None:
    assert head("Hội nữ doanh nhân của") == norm("Hội nữ doanh nhân")
    assert head("Ủy ban MTTQ Việt Nam") == norm("Ủy ban Mặt trận Tổ quốc")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Xay Xom Bun", "Xay Sổm Bun"), ("Chăm Pa Sắc", "Champasak"), ("Xay Nha Bu Ly", "Xaignabouli")],
)
def test_sound_joins_romanisations(one: str, other: str) -> None:
    assert sound(compact(one)) == sound(compact(other))


def test_accented() -> None:
    assert accented("Lào")
    assert accented("ĐN")
    assert not accented("Lao PDR")
