"""The signature of a pack: that of its manifest, which names the SHA-256 of every other file, by a key that
an office keeps beside its own paper."""

import base64
import hashlib
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from zipfile import ZipFile

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

import settings
from evidence.paper import PaperError
from vocabulary.language import N_

FILE = "manifest.sig"
PRIVATE, PUBLIC, TRUSTED = "signing_key.pem", "signing_key.pub.pem", "*.pub.pem"
"""Names in the folder of the office's own; earlier public keys stay there under other names."""
CODE = "[0-9]{4,10}"
"""A code of an organization, which names a folder and must lead to no other."""
State = Literal["trusted", "unknown", "wrong"]


NO_KEY = N_("{file} is not an Ed25519 key in PEM form.")


@dataclass(frozen=True)
class Signature:
    """By which key a pack is signed (its fingerprint), and whether that can be believed."""

    fingerprint: str
    state: State


def fingerprint(key: Ed25519PublicKey) -> str:
    """The SHA-256 of a public key (hexadecimal), by which people tell it from others."""
    return hashlib.sha256(key.public_bytes_raw()).hexdigest()


def make_key(organization: str) -> Ed25519PublicKey:
    """Makes the key of an office, which nobody else on the machine can read; gives its public half. Raises
    FileExistsError where it has one."""
    folder = settings.of_organization(organization)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = Ed25519PrivateKey.generate()
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    # Made with this right, not given it afterwards; and never in the place of another key.
    with os.fdopen(os.open(folder / PRIVATE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secret)
    public = key.public_key()
    (folder / PUBLIC).write_bytes(public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return public


def sign(organization: str, manifest: bytes) -> dict[str, bytes]:
    """The file with the signature of a manifest, by its name; none where the office has no key. The same
    manifest gives the same signature. Raises PaperError where the key cannot be used."""
    path = settings.of_organization(organization) / PRIVATE
    if not path.exists():
        return {}
    try:
        key = load_pem_private_key(path.read_bytes(), None)
    except (TypeError, ValueError, UnsupportedAlgorithm) as error:
        raise PaperError(NO_KEY, path) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise PaperError(NO_KEY, path)
    said = {"public_key": key.public_key().public_bytes_raw(), "signature": key.sign(manifest)}
    written = {name: base64.b64encode(value).decode() for name, value in said.items()}
    return {FILE: json.dumps({"algorithm": "Ed25519"} | written, indent=1).encode()}


def of_pack(pack: Path, organization: str, named: Path | None) -> Signature | None:
    """The signature of a pack; None where it bears none. Trusted are the key that is `named`, else those in
    the folder of the organization. Raises PaperError where a key cannot be read."""
    with ZipFile(pack) as archive:
        if FILE not in archive.namelist():
            return None
        written, manifest = archive.read(FILE), archive.read("manifest.json")
    try:
        said = json.loads(written)
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(said["public_key"]))
        key.verify(base64.b64decode(said["signature"]), manifest)
    except (InvalidSignature, KeyError, TypeError, ValueError):
        return Signature("", "wrong")
    trusted = {fingerprint(_public(path)) for path in ([named] if named else _kept(organization))}
    return Signature(fingerprint(key), "trusted" if fingerprint(key) in trusted else "unknown")


def _kept(organization: str) -> list[Path]:
    # The code is the pack's own word.
    if not re.fullmatch(CODE, organization):
        return []
    return sorted(settings.of_organization(organization).glob(TRUSTED))


def _public(path: Path) -> Ed25519PublicKey:
    try:
        key = load_pem_public_key(path.read_bytes())
    except (ValueError, UnsupportedAlgorithm) as error:
        raise PaperError(NO_KEY, path) from error
    if not isinstance(key, Ed25519PublicKey):
        raise PaperError(NO_KEY, path)
    return key
