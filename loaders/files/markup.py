"""XML that a stranger wrote: read without network, entities or foreign declarations, and only where it is
whole."""

from collections.abc import Iterator
from typing import IO, Any

from lxml import etree

from loaders.files.cells import DamagedError


def events(source: IO[bytes], *tags: str) -> Iterator[tuple[str, Any]]:
    """("start" or "end", element) of the elements with these tags. Raises DamagedError where the XML is
    not whole."""
    found = etree.iterparse(
        source,
        events=("start", "end"),
        tag=tags,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    is_first = True
    try:
        for event, element in found:
            # It is known once the first element is read. Entities of its own could grow without end.
            if is_first and element.getroottree().docinfo.doctype:
                raise DamagedError("a document type of its own")
            is_first = False
            yield event, element
    except etree.XMLSyntaxError as error:
        raise DamagedError(str(error)) from error


def forget(element: Any) -> None:
    """Lets go of an element that has been read, and of all before it."""
    # Else all that was read stays in memory until the end of the file.
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]
