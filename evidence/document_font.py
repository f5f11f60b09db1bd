"""The letters of a Word document for machines without TH Sarabun New: Sarabun, which is free to be passed on,
as small as that is, laid into the document."""

from contextlib import suppress
from functools import cache
from io import BytesIO
from uuid import UUID, uuid5

import fontpkg_sarabun
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from fontTools.ttLib import TTFont
from lxml import etree

FONT, STAND_IN = "TH Sarabun New", "Sarabun"
FACES = {"embedRegular": "Sarabun-Regular", "embedBold": "Sarabun-Bold"}
SMALLER = 1.33
"""How many times larger letters of Sarabun are at the same size."""
OBFUSCATED = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
BEFORE = ("writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime")
"""What may stand in a document's settings before that its fonts come along."""


def embed(document: Document) -> None:
    """Lays the letters into the document: a machine that has TH Sarabun New takes its own."""
    listed = _font_table(document)
    fonts = etree.fromstring(listed.blob)
    for old in fonts.findall(f"{qn('w:font')}[@{qn('w:name')}='{FONT}']"):
        fonts.remove(old)
    font = etree.SubElement(fonts, qn("w:font"), {qn("w:name"): FONT})
    etree.SubElement(font, qn("w:altName"), {qn("w:val"): STAND_IN})
    for tag, value in (("charset", "DE"), ("family", "swiss"), ("pitch", "variable")):
        etree.SubElement(font, qn(f"w:{tag}"), {qn("w:val"): value})
    for tag, face in FACES.items():
        content, key = _obfuscated(face)
        part = Part(PackURI(f"/word/fonts/{face}.odttf"), OBFUSCATED, content, listed.package)
        relation = listed.relate_to(part, RELATIONSHIP_TYPE.FONT)
        etree.SubElement(font, qn(f"w:{tag}"), {qn("r:id"): relation, qn("w:fontKey"): key})
    listed._blob = etree.tostring(fonts, xml_declaration=True, encoding="UTF-8", standalone=True)
    settings = document.settings.element
    if settings.find(qn("w:embedTrueTypeFonts")) is None:
        place = sum(settings.find(qn(f"w:{name}")) is not None for name in BEFORE)
        settings.insert(place, OxmlElement("w:embedTrueTypeFonts"))


def _font_table(document: Document) -> Part:
    """The document's table of fonts; made where it has none."""
    with suppress(KeyError):
        return document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    empty = f"<w:fonts {nsdecls('w', 'r')}/>".encode()
    package = document.part.package
    part = Part(PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, empty, package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FONT_TABLE)
    return part


@cache
def _obfuscated(face: str) -> tuple[bytes, str]:
    """A face as a document holds it, and the key that its first bytes are mixed with."""
    font = TTFont(fontpkg_sarabun.ROOT / "files" / f"{face}.ttf", recalcTimestamp=False)
    font["head"].unitsPerEm = round(font["head"].unitsPerEm * SMALLER)
    buffer = BytesIO()
    font.save(buffer)
    key = uuid5(UUID(int=0), face)
    mixed = bytearray(buffer.getvalue())
    for place in range(32):
        mixed[place] ^= key.bytes[15 - place % 16]
    return bytes(mixed), f"{{{str(key).upper()}}}"
