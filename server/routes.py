"""What is read without a session: its addresses."""

from starlette.routing import Route

from server.api import EVERY_METHOD, action, catalogue, data_package, open_file, specification
from server.readers import index_page, picture, subject_page

OPEN_DATA = {
    "/data.json": catalogue,
    "/datapackage.json": data_package,
    "/openapi.json": specification,
    "/o/{code}/files/{name}": open_file,
    "/o/{code}/files/{version}/{name}": open_file,
}
"""What programs and catalogues read."""
PAGES = {
    "/o/{code}": index_page,
    "/o/{code}/{year}/{subject}": subject_page,
    "/o/{code}/{year}/{subject}/{mark}/{name}": picture,
}
"""What people read; all of it may be shown within another site, too."""
# CKAN's own address, and the one that its clients use, which names no version.
ACTIONS = ("/api/3/action/{name}", "/api/action/{name}")

ROUTES = [
    *(Route(path, endpoint) for path, endpoint in OPEN_DATA.items()),
    *(Route(path, action, methods=EVERY_METHOD) for path in ACTIONS),
    *(Route(f"{within}{path}", endpoint) for within in ("", "/embed") for path, endpoint in PAGES.items()),
]
