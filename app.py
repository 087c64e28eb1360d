"""Streamlit entry: registers the pages, nothing else."""

from __future__ import annotations

import streamlit as st

from graph.texts import t
from views import (
    agreements,
    analysis,
    ask,
    briefing,
    cypher,
    data,
    documents,
    entry,
    frame,
    look,
    network_page,
    overview,
    profile,
    settings_page,
    tasks,
)

st.set_page_config(layout="wide", page_title="Hợp Tác", page_icon="static/icon.png")
st.logo("static/logo.svg", size="medium")
look.speak()

frame.run(
    {
        "": [
            st.Page(overview.page, title=t("frame.overview"), url_path="tong-quan", default=True),
            st.Page(network_page.page, title=t("frame.network"), url_path="mang"),
            st.Page(ask.page, title=t("ask_page.title"), url_path="hoi"),
            st.Page(agreements.page, title=t("agreements.title"), url_path="thoa-thuan"),
            st.Page(tasks.page, title=t("tasks.title"), url_path="nhiem-vu"),
            st.Page(documents.page, title=t("documents.title"), url_path="van-ban"),
            st.Page(briefing.page, title=t("briefing.title"), url_path="bao-cao"),
            st.Page(profile.page, title=t("profile.title"), url_path="ho-so", visibility="hidden"),
        ],
        t("frame.keeping"): [
            st.Page(entry.page, title=t("entry.title"), url_path="nhap"),
            st.Page(data.page, title=t("frame.data"), url_path="du-lieu"),
            st.Page(settings_page.page, title=t("settings.title"), url_path="cai-dat"),
        ],
        t("frame.advanced"): [
            st.Page(analysis.page, title=t("analysis.page"), url_path="phan-tich"),
            st.Page(cypher.page, title=t("cypher_page.title"), url_path="cypher"),
        ],
    }
)
