"""Streamlit's uploader in Thai, which speaks English only."""

import streamlit as st

from vocabulary import thai
from vocabulary.language import _


def name(taken: str, refused: str, most: int) -> None:
    """Hides the words of the page's uploader and shows ours in their place: what it takes, and below it,
    where the browser refused a file, why; both may name how many megabytes are the `most`."""
    uploader, instructions = (
        "[data-testid=stFileUploader]",
        "[data-testid=stFileUploaderDropzoneInstructions]",
    )
    number = thai.number(most)
    dropzone = f"{uploader} [data-testid=stFileUploaderDropzone]:has({instructions})"
    words = {
        f"{dropzone} button p": _("Choose files"),
        f"{dropzone} {instructions} span": taken.format(most=number),
    }
    # By style: Streamlit has no setting for these words.
    rules = [
        f"{place} {{font-size: 0}} {place}::after {{content: '{word}'; font-size: 0.95rem}}"
        for place, word in words.items()
    ]
    rules.append(f"{uploader}:has([aria-invalid=true])::after {{content: '{refused.format(most=number)}'}}")
    st.html(f"<style>{''.join(rules)}</style>")
