"""Signing in and out, and what is said of who has signed in."""

from typing import Literal

import streamlit as st

from loaders.people import EVERY
from screen import access, choices, identity
from screen.address import plain
from screen.view import View
from vocabulary.language import N_, _

ROLES = {
    "viewer": N_("viewer"),
    "editor": N_("editor"),
    "approver": N_("approver"),
    "admin": N_("administrator"),
}
"""What a role is called."""


def draw_account(view: View) -> None:
    """In the sidebar: who has signed in, as what, and the way in or out; or that this machine needs no
    sign-in. Nothing where there is neither."""
    who = identity.of_session()
    with st.container(key="account", gap="xsmall"):
        if who is not None:
            st.text(who.name)
            st.caption(plain(_standing(who, view)))
            _offer_to_sign_out()
        else:
            _offer_to_sign_in("tertiary")
        if access.is_local():
            trusts = _("This machine needs no sign-in: whoever uses it may change data.")
            st.caption(f":material/computer: {trusts}")


def demand_sign_in(view: View) -> None:
    """Where pages are only for those who have signed in, asks for it and ends the page."""
    if access.may_somewhere("view"):
        return
    with st.sidebar:
        choices.choose_writing(view)
    st.title(_("Prongsai"), anchor=False)
    who = identity.of_session()
    if who is None:
        st.info(_("Sign in to see these pages."), icon=":material/lock:")
        with st.container(key="account_needed", width=320):
            _offer_to_sign_in("secondary")
    else:
        st.warning(_("Your account may not see these pages. Ask the administrator."), icon=":material/lock:")
        st.text(who.name)
        st.caption(plain(_no_role(who)))
        _offer_to_sign_out()
    st.stop()


def _offer_to_sign_out() -> None:
    st.button(_("Sign out"), key="sign_out", icon=":material/logout:", type="tertiary", on_click=st.logout)


def _offer_to_sign_in(look: Literal["secondary", "tertiary"]) -> None:
    if st.user.to_dict().get("is_logged_in"):
        st.caption(_("Your sign-in has ended. Sign in again."))
    elif st.context.cookies.get(identity.FAILED) and identity.is_configured():
        failed = _(
            "Signing in did not succeed: the provider of sign-in does not answer, or has refused. Try again"
            " in a few minutes; if it persists, tell the administrator. Who has signed in already stays so."
        )
        st.warning(failed, icon=":material/cloud_off:")
    for name, label in identity.providers().items():
        told = _("Sign in with {provider}").format(provider=plain(label)) if label else _("Sign in")
        given = () if name == "default" else (name,)
        st.button(
            told,
            key=f"sign_in_{name}",
            icon=":material/login:",
            type=look,
            on_click=st.login,
            args=given,
        )


def _standing(who: identity.Identity, view: View) -> str:
    """As what somebody may act in the organization that is shown."""
    here = [grant for grant in access.roles() if grant.organization in (EVERY, view.organization)]
    told = [" ".join(filter(None, (_(ROLES[grant.role]), grant.division))) for grant in sorted(here)]
    return ", ".join(dict.fromkeys(told)) or _no_role(who)


def _no_role(who: identity.Identity) -> str:
    if not who.keys:
        return _("e-mail address not confirmed by the provider: no rights")
    return f"{_('no role here')} ({who.keys[0]})"
