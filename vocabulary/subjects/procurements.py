"""What procurement is called: its columns, its codes, and what its findings say."""

from vocabulary.language import N_
from vocabulary.wording import Quantity, Rule

QUANTITIES = {
    "agreed_price": Quantity(N_("Agreed price"), "baht"),
    "agreed_rate": Quantity(N_("Agreed price of the limit"), "ratio"),
    "bidder_count": Quantity(N_("Bidders"), "count"),
    "bidders": Quantity(N_("Bidders and their offers")),
    "budget_item": Quantity(N_("Budget item")),
    "community_representative": Quantity(N_("Community representative"), "word"),
    "contract_date": Quantity(N_("Date of the contract"), "day"),
    "contract_no": Quantity(N_("Number of the contract")),
    "large": Quantity(N_("Number of large purchases"), "count"),
    "large_without": Quantity(N_("Large ones without a representative"), "count"),
    "method": Quantity(N_("Procurement method"), "word"),
    "month": Quantity(N_("Month"), "word"),
    "purchase": Quantity(N_("Purchase")),
    "purchase_limit": Quantity(N_("Limit of the purchase"), "baht"),
    "purchase_no": Quantity(N_("No."), "count"),
    "purchases": Quantity(N_("Number of purchases"), "count"),
    "reference_price": Quantity(N_("Reference price"), "baht"),
    "winner": Quantity(N_("Awarded to")),
}
MEANINGS = {
    "agreed_price": N_("The price in the contract or agreement."),
    "agreed_rate": N_("Agreed price ÷ limit of the purchase × 100."),
    "large": N_("Purchases of a limit above the threshold up to which the specific method may be used."),
    "large_without": N_(
        "Large purchases of which the file says that no community representative took part; unknown is"
        " not none."
    ),
    "purchase_limit": N_("What a purchase may cost by its plan, before offers."),
    "purchases": N_("Lines of the form Sor Khor Ror 1."),
    "reference_price": N_("What a purchase ought to cost; a dash is none."),
}
WORDS = {
    "specific": N_("Specific method"),
    "selection": N_("Selection method"),
    "e_bidding": N_("Electronic bidding (e-bidding)"),
    "e_market": N_("Electronic market (e-market)"),
    "quotation": N_("Price quotation"),
    "open_call": N_("General invitation"),
    "community_representative.yes": N_("Community representative took part"),
    "community_representative.no": N_("No community representative"),
    "community_representative.unknown": N_("Not known whether one took part"),
}
RULES = {
    "above_limit": Rule(
        "error",
        N_(
            "Row {row}, {subject}: the agreed price, {stated}, is above the limit of the purchase,"
            " {expected}, by {difference}."
        ),
        check=N_("The agreed price is within the limit of the purchase."),
    ),
    "above_reference_price": Rule(
        "warning",
        N_(
            "Row {row}, {subject}: the agreed price, {stated}, is above the reference price, {expected}, by"
            " {difference}."
        ),
        check=N_("The agreed price is within the reference price."),
    ),
    "contract_outside_month": Rule(
        "warning",
        N_(
            "Row {row}, {subject}: the contract is of {stated_word}, but the purchase is reported in"
            " {expected_word}."
        ),
        check=N_("A contract is of the month in which its purchase is reported."),
    ),
    "one_bidder": Rule(
        "warning",
        N_(
            "Row {row}, {subject}: only {stated} bidder made an offer, though the method was “{stated_word}”."
        ),
        check=N_("Where offers are invited, more than one bidder makes one."),
    ),
    "split_purchases": Rule(
        "warning",
        N_(
            "Row {row}, {subject}: {stated_word} purchases of the same kind within {expected_word} days, each"
            " within the threshold of the specific method, have limits of {stated} together; the threshold is"
            " {expected}."
        ),
        N_("Should they have been one purchase?"),
        check=N_(
            "Purchases of one kind from one winner within 30 days are not, each within the threshold"
            " of the specific method, together above it."
        ),
    ),
}
