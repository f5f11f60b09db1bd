"""What the tools of Streamlit's tables and help are called: Streamlit itself names them in English only."""

from vocabulary.language import N_, _, current

NAMES = {
    "Show/hide columns": N_("Show or hide columns"),
    "Download as CSV": N_("Download CSV"),
    "Search": N_("Search the table"),
    "Fullscreen": N_("Full screen"),
    "Close fullscreen": N_("Leave full screen"),
    "Select all": N_("All columns"),
    "Type to search": N_("Type to search"),
    "Previous Result": N_("Previous match"),
    "Next Result": N_("Next match"),
    "Close Search": N_("Close the search"),
    "Dataframe column menu": N_("Tools of the column"),
    "Copy column name": N_("Copy the column's name"),
    "Sort ascending": N_("Sort from the smallest"),
    "Sort descending": N_("Sort from the largest"),
    "Autosize": N_("Fit the width"),
    "Pin column": N_("Keep in view"),
    "Unpin column": N_("Keep in view no more"),
    "Hide column": N_("Hide the column"),
    "Help for": N_("Explanation of"),
}


def tool_names() -> dict[str, str]:
    """What each tool is called in Thai, by Streamlit's name; in English they keep that."""
    return {tool: _(name) for tool, name in NAMES.items()} if current() == "th" else {}
