"""The server: `streamlit run app.py`. What a request passes on its way to Streamlit, and what is answered
beside its pages."""

from pathlib import Path
from typing import Any

import fontpkg_sarabun
import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount, Route

from server.addresses import OwnAddresses
from server.alternates import Alternates
from server.door import Door
from server.files import KeptFiles, provider, section_file
from server.headers import SecurityHeaders
from server.health import healthz
from server.limits import Limits
from server.messages import WholeMessages
from server.metrics import CountedAnswers, metrics
from server.origins import OwnOrigins
from server.page_language import PageLanguage
from server.picture_first import PictureFirst
from server.routes import ROUTES
from server.scripts import FetchedFirst, KeptScripts
from server.sign_in_requests import SignInRequests
from server.start import lifespan
from server.unknown_pages import UnknownPages

ROOT = Path(__file__).parent
COMPRESSION = 4
"""Of 9. Pages are compressed anew for each visitor: higher takes a multiple of the time and saves little."""


def apologise(error: Exception) -> bool:
    """Tells a visitor that the program failed, without its innards; Streamlit's log has them."""
    st.error(
        "โปรแกรมขัดข้อง กรุณาลองใหม่ หากยังเป็นอยู่ให้แจ้งผู้ดูแลระบบพร้อมลิงก์ของหน้านี้  \n"
        "The program failed. Please try again; if it persists, tell the administrator with the address of"
        " this page.",
        icon=":material/error:",
    )
    return True


app: Any = st.App(
    ROOT / "pages" / "_entry.py",
    lifespan=lifespan,
    middleware=[
        Middleware(OwnAddresses),
        Middleware(CountedAnswers),
        Middleware(SecurityHeaders),
        Middleware(Limits),
        Middleware(Door),
        Middleware(WholeMessages),
        Middleware(PictureFirst),
        Middleware(OwnOrigins),
        Middleware(SignInRequests),
        Middleware(KeptScripts),
        Middleware(GZipMiddleware, minimum_size=1024, compresslevel=COMPRESSION),
        Middleware(UnknownPages),
        Middleware(PageLanguage),
        Middleware(FetchedFirst),
        Middleware(Alternates),
    ],
    routes=[
        Route("/healthz", healthz),
        Route("/metrics", metrics),
        Route("/section/{token}/{form}", section_file),
        *ROUTES,
        Route("/providers/{name}.json", provider),
        Mount("/fonts", KeptFiles(directory=fontpkg_sarabun.ROOT / "files")),
        Mount("/assets", KeptFiles(directory=ROOT / "assets")),
    ],
    on_script_error=apologise,
)
