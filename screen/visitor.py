"""Who has the page open: one visit among those that the server has at once."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from evidence.jobs import Visitor, network


def visitor() -> Visitor:
    """The visit that this rerun is for."""
    run = get_script_run_ctx()
    assert run is not None
    return Visitor(run.session_id, network(st.context.ip_address or ""))
