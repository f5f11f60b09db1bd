"""Letters leave the house encrypted, to a mail server that proves who it is, or not at all."""

import ssl
import subprocess

import pytest
from aiosmtpd.controller import Controller

from loaders import mail
from tests.posting import Letters
from tests.serving import free_port


@pytest.fixture
def guarded(tmp_path, monkeypatch):
    """The letters of a mail server that takes them over TLS only, and its certificate."""
    made = tmp_path / "certificate.pem", tmp_path / "key.pem"
    call = "openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1"
    subprocess.run([*call.split(), "-out", made[0], "-keyout", made[1]], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*made)
    letters = Letters()
    server = Controller(letters, hostname="127.0.0.1", port=free_port(), tls_context=context, require_starttls=True)
    server.start()
    monkeypatch.setenv("PRONGSAI_SMTP", f"smtp://127.0.0.1:{server.port}")
    monkeypatch.setenv("PRONGSAI_MAIL_FROM", "prongsai@example.go.th")
    yield letters, made[0]
    server.stop()


def test_a_letter_goes_over_tls_to_a_server_that_is_known_and_to_no_other(guarded, monkeypatch):
    letters, certificate = guarded
    with pytest.raises(mail.NotSentError):
        mail.deliver(["a@example.go.th"], "เรื่อง", "ข้อความ")
    assert letters == []
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    mail.deliver(["a@example.go.th"], "เรื่อง\nที่สอง", "ข้อความ", {"chart.png": b"\x89PNG"})
    ((receivers, letter),) = letters
    (picture,) = letter.iter_attachments()
    assert (receivers, letter["Subject"], letter.get_body().get_content().strip()) == (["a@example.go.th"], "เรื่อง ที่สอง", "ข้อความ")
    assert (picture.get_filename(), picture.get_content()) == ("chart.png", b"\x89PNG")
