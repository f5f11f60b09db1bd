"""The letter that tells approvers of a load that waits for them, from the page and from the command line."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime

from loaders import mail
from loaders.people import People
from loaders.store.load_drafts import LoadDraft
from vocabulary.language import _

MOST_A_DAY, MOST_RECEIVERS = 20, 20
"""Letters of one person's drafts in a day, and to how many approvers each goes: the list on the page has all
drafts in any case."""
_of_person: Counter[tuple[str, date]] = Counter()


def tell_approvers(
    draft: LoadDraft, people: People, own: Iterable[str], place: str, address: str
) -> list[str]:
    """Writes to everybody who may approve the draft of data of `place` and is known by an e-mail address, but
    for who made it (known as `own`), with the `address` of the dashboard ("": unknown), where letters are set
    up; gives the approvers to whom none can be sent: groups, and people whom the table knows by a number.

    Whether letters arrive changes nothing of the draft."""
    if not mail.is_set_up():
        return []
    approvers = people.approvers(draft.organizations, own)
    receivers = [each for each in approvers if "@" in each][:MOST_RECEIVERS]
    if receivers and _may_write_today(draft.drafted_by):
        subject = _("A load waits for your approval: {place}").format(place=place)
        names = dict.fromkeys(file.name for file in draft.files)
        who = _("Draft {draft}, handed in by {who}:").format(draft=draft.name, who=draft.drafted_by)
        look = _("Look at what it would change, then approve or return it, on the page “Data”:")
        page = [f"{address}/data"] if address else []
        mail.send(receivers, subject, "\n".join([who, *names, "", look, *page]))
    return [each for each in approvers if "@" not in each]


def _may_write_today(person: str) -> bool:
    today = person, datetime.now(UTC).date()
    for earlier in [key for key in _of_person if key[1] != today[1]]:
        del _of_person[earlier]
    _of_person[today] += 1
    return _of_person[today] <= MOST_A_DAY
