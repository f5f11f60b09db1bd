"""The letter that tells approvers of a load that waits for them."""

from collections import Counter
from datetime import UTC, date, datetime

from loaders.store.load_drafts import LoadDraft
from screen import access, identity, mail
from screen.upload_rights import place_name
from vocabulary.language import _

MOST_A_DAY, MOST_RECEIVERS = 20, 20
"""Letters of one person's drafts in a day, and to how many approvers each goes: the list on the page has all
drafts in any case."""
_of_person: Counter[tuple[str, date]] = Counter()


def tell_approvers(draft: LoadDraft) -> None:
    """Writes to everybody else who may approve the draft and is known by an e-mail address, where letters are
    set up. Whether they arrive changes nothing of the draft."""
    today = draft.drafted_by, datetime.now(UTC).date()
    receivers = [each for each in access.approvers(*draft.organizations) if "@" in each][:MOST_RECEIVERS]
    if not (receivers and mail.is_set_up()) or _of_person[today] >= MOST_A_DAY:
        return
    for earlier in [key for key in _of_person if key[1] != today[1]]:
        del _of_person[earlier]
    _of_person[today] += 1
    place = ", ".join(map(place_name, draft.organizations))
    subject = _("A load waits for your approval: {place}").format(place=place)
    names = dict.fromkeys(file.name for file in draft.files)
    who = _("Draft {draft}, handed in by {who}:").format(draft=draft.name, who=draft.drafted_by)
    look = _("Look at what it would change, then approve or return it, on the page “Data”:")
    mail.send(receivers, subject, "\n".join([who, *names, "", look, f"{identity.origin()}/data"]))
