"""What catalogues know an organization's tables by: packages as CKAN describes them, with the fields that the
Thai catalogue adds, and the same as DCAT."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from loaders.schema.datasets import DATASETS
from loaders.store.open_data import Facts, filled
from portal import tables
from portal.edition import Edition
from queries import open_data
from queries.scope import is_made_up

LICENSE = "https://creativecommons.org/licenses/by/4.0/"
ARCHIVE = "open_data.zip"
PLAIN = ("title", "notes", "maintainer", "maintainer_email", "tag_string", "license_id")
"""Fields of the Thai form that CKAN has as well; all others are added by its Thai extension."""
FREQUENCIES = {"ปี": "R/P1Y", "ครึ่งปี": "R/P6M", "ไตรมาส": "R/P3M", "เดือน": "R/P1M"}
"""How often figures are published, as DCAT writes it."""
Described = dict[str, Any]


@dataclass(frozen=True)
class Package:
    """A table of an organization."""

    organization: str
    table: str

    @property
    def name(self) -> str:
        """What it is called in addresses: 04960201-budget."""
        return f"{self.organization}-{self.table}"

    @property
    def id(self) -> str:
        """Its number, the same in every process and at every time."""
        return number_of(self.name)

    @property
    def resource(self) -> str:
        """The number of its rows, as the datastore is asked for them."""
        return number_of(f"{self.name}.csv")


def number_of(name: str) -> str:
    """A number for a name, the same always."""
    return f"{uuid5(NAMESPACE_URL, f'prongsai:{name}')}"


def packages(edition: Edition, sees: Callable[[str], bool]) -> list[Package]:
    """Every package that a reader may see, by name."""
    every = (Package(*each) for each in edition.data.ask(open_data.tables))
    return sorted((each for each in every if sees(each.organization)), key=lambda each: each.name)


def found(every: Iterable[Package], asked: str) -> Package | None:
    """The package with this name or number."""
    return next((each for each in every if asked in (each.name, each.id)), None)


def known(edition: Edition, package: Package) -> Facts:
    """What is known of a package, by which the Thai form is filled in."""
    every: dict[str, Facts] = edition.data.ask(tables.facts, package.table)
    return every[package.organization]


def facts(edition: Edition, package: Package) -> dict[str, str]:
    """What the Thai form asks of a package: field → answer."""
    return filled(DATASETS[package.table], known(edition, package))


def described(edition: Edition, package: Package, base: str) -> Described:
    """The package as CKAN's package_show has it."""
    form, loaded = facts(edition, package), known(edition, package)
    words = _words(form)
    office = organization(edition, package.organization)
    moments = {"created": loaded["created_at"], "last_modified": loaded["updated_at"]}
    resources = [_rows(package, base, form) | moments, _archive(package, base, form) | moments]
    return {
        "id": package.id,
        "name": package.name,
        "title": form["title"],
        "notes": form["notes"],
        "url": f"{base}/o/{package.organization}",
        "version": edition.version(package.organization),
        "state": "active",
        "private": False,
        "type": "dataset",
        "isopen": True,
        "author": office["title"],
        "author_email": "",
        "maintainer": form["maintainer"],
        "maintainer_email": form["maintainer_email"],
        "license_id": "cc-by",
        "license_title": form["license_id"],
        "license_url": LICENSE,
        "owner_org": office["id"],
        "organization": office,
        "groups": [],
        "tags": [_tag(word) for word in words],
        "num_tags": len(words),
        "extras": [],
        "metadata_created": loaded["created_at"],
        "metadata_modified": loaded["updated_at"],
        **{field: answer for field, answer in form.items() if field not in PLAIN},
        # What does not exist belongs in no catalogue but our own.
        **({"allow_harvest": "False"} if is_made_up(package.organization) else {}),
        "resources": resources,
        "num_resources": len(resources),
    }


def _tag(word: str) -> Described:
    return {"id": number_of(f"tag:{word}"), "name": word, "display_name": word, "state": "active"}


def organization(edition: Edition, code: str) -> Described:
    """An organization as CKAN has it."""
    name = edition.data.catalogue.organizations[code]
    return {
        "id": number_of(f"organization:{code}"),
        "name": code,
        "title": name,
        "type": "organization",
        "description": "",
        "is_organization": True,
        "state": "active",
        "approval_status": "approved",
        "image_url": "",
    }


def _rows(package: Package, base: str, form: dict[str, str]) -> Described:
    dataset = DATASETS[package.table]
    return _resource(package, base, form, 0, f"{package.table}.csv", "CSV", "text/csv") | {
        "id": package.resource,
        "name": dataset.title,
        "datastore_active": True,
    }


def _archive(package: Package, base: str, form: dict[str, str]) -> Described:
    return _resource(package, base, form, 1, ARCHIVE, "ZIP", "application/zip") | {
        "id": number_of(f"{package.name}.zip"),
        "name": "ทุกตาราง พร้อมคำอธิบาย (Data Package)",
        "datastore_active": False,
    }


def _resource(
    package: Package, base: str, form: dict[str, str], position: int, file: str, kind: str, mimetype: str
) -> Described:
    return {
        "package_id": package.id,
        "position": position,
        "format": kind,
        "mimetype": mimetype,
        "url": f"{base}/o/{package.organization}/files/{file}",
        "url_type": None,
        "resource_type": "file",
        "description": form["notes"],
        "state": "active",
    }


def _words(form: dict[str, str]) -> list[str]:
    return [word.strip() for word in form["tag_string"].split(",") if word.strip()]


def dcat(edition: Edition, package: Package, base: str) -> Described:
    """The package as a dataset of DCAT-US 1.1."""
    form, office = facts(edition, package), edition.data.catalogue.organizations[package.organization]
    page = f"{base}/o/{package.organization}"
    email = {"hasEmail": f"mailto:{form['maintainer_email']}"} if form["maintainer_email"] else {}
    api = f"{base}/api/3/action/datastore_search?resource_id={package.resource}"
    return {
        "@type": "dcat:Dataset",
        "identifier": f"{base}/api/3/action/package_show?id={package.name}",
        "title": form["title"],
        "description": form["notes"],
        "keyword": _words(form),
        "issued": form["created_date"],
        "modified": form["last_updated_date"],
        "publisher": {"@type": "org:Organization", "name": office},
        "contactPoint": {"@type": "vcard:Contact", "fn": form["maintainer"], **email},
        "accessLevel": "public",
        "accrualPeriodicity": FREQUENCIES.get(form["update_frequency_unit"], "irregular"),
        "language": ["th"],
        "license": LICENSE,
        "landingPage": page,
        "distribution": [
            {
                "@type": "dcat:Distribution",
                "title": "CSV",
                "mediaType": "text/csv",
                "downloadURL": f"{page}/files/{package.table}.csv",
            },
            {"@type": "dcat:Distribution", "title": "API", "format": "API", "accessURL": api},
        ],
    }


def catalogue(edition: Edition, every: Iterable[Package], base: str) -> Described:
    """The packages as a catalogue of DCAT-US 1.1 (/data.json)."""
    return {
        "@context": "https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld",
        "@id": f"{base}/data.json",
        "@type": "dcat:Catalog",
        "conformsTo": "https://project-open-data.cio.gov/v1.1/schema",
        "describedBy": "https://project-open-data.cio.gov/v1.1/schema/catalog.json",
        "dataset": [dcat(edition, each, base) for each in every],
    }
