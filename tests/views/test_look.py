"""Parts of a page: text that cannot act as markdown, state that stands in the address, empty and refused answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from graph.life import AgreementState, DueState
from views import look


@given(st.text(alphabet="".join(map(chr, range(33, 127))), max_size=40))
def test_every_ascii_sign_is_escaped(text: str) -> None:
    escaped = look.esc(text)
    assert escaped.replace("\\", "") == text.replace("\\", "")
    assert all(sign.isalnum() or (at and escaped[at - 1] == "\\") or sign == "\\" for at, sign in enumerate(escaped))


def test_a_text_is_one_line_and_nothing_is_empty() -> None:
    assert look.esc("một\n\n  hai") == "một hai"
    assert look.esc(None) == ""
    assert look.stated("") == look.stated(None) == ":gray[không nêu]"
    assert look.stated("Hằng năm") == "Hằng năm"


def test_a_chip_says_its_state_in_colour_icon_and_word() -> None:
    assert look.chip(AgreementState.EXPIRING) == ":yellow-badge[:material/schedule: Sắp hết hạn]"
    assert "Không nêu hạn" in look.chip(AgreementState.NO_TERM)
    assert "Hiệu lực\\, không nêu thời hạn" in look.chip(AgreementState.NO_TERM, short=False)
    assert look.chip(DueState.OVERDUE).startswith(":red-badge[")


def run(page: Callable[[], None], address: Mapping[str, str | list[str]] | None = None) -> AppTest:
    app = AppTest.from_function(page)
    for name, value in (address or {}).items():
        app.query_params[name] = value
    return ran(app.run())


def ran(app: AppTest) -> AppTest:
    assert not app.exception
    return app


def links() -> None:
    import streamlit

    from views import look

    streamlit.text(look.address("mang", goc="vn.bac-giang", con_lai=None, linh_vuc=["a", "b"]))
    streamlit.text(look.address(""))
    streamlit.text(look.day().isoformat())


def test_addresses_leave_out_what_is_not_given() -> None:
    app = run(links)
    assert [text.value for text in app.text] == ["/mang?goc=vn.bac-giang&linh-vuc=a&linh-vuc=b", "/", "2025-08-15"]


def test_the_day_of_view_comes_from_the_address_and_goes_along() -> None:
    app = run(links, {"ngay": "2024-02-29"})
    assert [text.value for text in app.text][1:] == ["/?ngay=2024-02-29", "2024-02-29"]


@pytest.mark.parametrize("day", ["2024-02-30", "quá khứ", "1492-01-01", ""])
def test_a_day_that_is_none_is_today(day: str) -> None:
    assert run(links, {"ngay": day}).text[2].value == "2025-08-15"


def widgets() -> None:
    import streamlit

    from views import look

    look.head("Trang")
    streamlit.selectbox("Nước", ["la", "cn"], **look.linked("nuoc", ["la", "cn"], "la"))
    streamlit.text_input("Tìm", **look.linked("tim", default=""))
    streamlit.multiselect("Lĩnh vực", ["y-te", "van-hoa"], **look.linked_many("linh-vuc", ["y-te", "van-hoa"]))


def test_widgets_take_their_value_from_the_address() -> None:
    app = run(widgets, {"nuoc": "cn", "tim": "Đắk Lắk", "linh-vuc": ["van-hoa", "y-te"]})
    assert app.selectbox[0].value == "cn"
    assert app.text_input[0].value == "Đắk Lắk"
    assert app.multiselect[0].value == ["van-hoa", "y-te"]


def test_what_an_address_cannot_mean_is_the_default() -> None:
    app = run(widgets, {"nuoc": "xx", "linh-vuc": ["la"]})
    assert (app.selectbox[0].value, app.text_input[0].value, app.multiselect[0].value) == ("la", "", [])


def test_a_change_is_written_and_the_default_is_not() -> None:
    app = run(widgets, {"tim": "cũ", "ngay": "2024-01-01"})
    app.selectbox[0].select("cn").run()
    app.multiselect[0].select("y-te").run()
    assert ran(app).query_params == {"nuoc": "cn", "linh-vuc": "y-te", "tim": "cũ", "ngay": "2024-01-01"}
    app.selectbox[0].select("la").run()
    app.text_input[0].input("").run()
    assert ran(app).query_params == {"linh-vuc": "y-te", "ngay": "2024-01-01"}


def test_the_address_wins_over_what_a_widget_had() -> None:
    app = run(widgets, {"nuoc": "cn"})
    app.query_params["nuoc"] = "la"
    app.run()
    assert ran(app).selectbox[0].value == "la"


def test_the_day_is_chosen_in_the_page_head_and_today_is_not_written() -> None:
    app = run(widgets)
    app.date_input[0].set_value(dt.date(2024, 5, 1)).run()
    assert ran(app).query_params == {"ngay": "2024-05-01"}
    app.date_input[0].set_value(dt.date(2025, 8, 15)).run()
    assert ran(app).query_params == {}


def answers() -> None:
    from graph.errors import HopTacError
    from views import look

    look.rows([], "r1")
    look.rows([{"Tên": "[Bắc Giang](/ho-so)"}], "r2")
    look.empty("Chưa nạp gì *ở đây*.", "Xem [dữ liệu](/du-lieu).")
    look.refused(HopTacError("Không đọc được tệp: dòng 14.", "Lưu lại rồi nạp lại."), number="31")


def test_an_empty_table_says_so_and_a_refusal_names_its_log_number() -> None:
    said = [entry.value for entry in run(answers).markdown]
    assert said[0] == ":gray[Không có\\.]"
    assert said[1] == "**Chưa nạp gì \\*ở đây\\*\\.**  \n:gray[Xem [dữ liệu](/du-lieu).]"
    assert "dòng 14" in said[2]
    assert "nhật ký số 31" in said[2]
