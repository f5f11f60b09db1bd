#!/bin/sh
# Accounts of its own for an office without Google or Microsoft, beside a dashboard that deploy/install.sh made:
#     sh deploy/accounts/install.sh login.example.go.th data.example.go.th palad@example.go.th
# The first is the site of the accounts, the second that of the dashboard; who is named last administers both.
# It can be called again at any time: accounts and settings stay.
set -eu

[ $# = 3 ] || { sed -n '3,4s/^# *//p' "$0" >&2; exit 2; }
login=$1 data=$2 email=$3
case $login$data in *[!a-z0-9.-]*|"") echo "ชื่อเว็บใช้ a-z 0-9 . - เท่านั้น / a site's name has only a-z 0-9 . -" >&2; exit 2;; esac
case $email in *[!A-Za-z0-9.@_+-]*|"") echo "ไม่ใช่อีเมล / no e-mail address: $email" >&2; exit 2;; esac
[ "$(id -u)" = 0 ] || { echo "ต้องใช้สิทธิ์ root / must be root" >&2; exit 2; }
[ -e /etc/prongsai/secrets.toml ] || { echo "ติดตั้งแดชบอร์ดก่อน / first: deploy/install.sh" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
program=/opt/canaille settings=/etc/canaille

say() { printf '\n── %s\n' "$1"; }
canaille() {
    runuser -u canaille -- env -C /var/lib/canaille CANAILLE_CONFIG="$settings/canaille.toml" \
        "$program/.venv/bin/canaille" "$@"
}

say "โปรแกรม / program"
getent passwd canaille >/dev/null || useradd --system --home-dir /var/lib/canaille --shell /usr/sbin/nologin canaille
install -d -m 0755 "$program"
install -d -m 0750 -g canaille "$settings"
install -d -m 0700 -o canaille -g canaille /var/lib/canaille
[ -x "$program/.venv/bin/pip" ] || python3 -m venv "$program/.venv"
"$program/.venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r "$here/requirements.lock"

say "การตั้งค่า / settings"
if [ ! -e "$settings/canaille.toml" ]; then
    key=$("$program/.venv/bin/canaille" jwk create rsa --format toml 2>/dev/null)
    sed -e "s/login\.example\.go\.th/$login/g; s/data\.example\.go\.th/$data/g" \
        -e "s|SECRET\"|$(openssl rand -base64 48)\"|; s|\[KEY\]|[$key]|" "$here/canaille.toml" > "$settings/canaille.toml"
    chown root:canaille "$settings/canaille.toml"
    chmod 0640 "$settings/canaille.toml"
fi
told=$(canaille install 2>&1) || { echo "$told" >&2; exit 1; }
if ! grep -q '^\[auth\.accounts\]' /etc/prongsai/secrets.toml; then
    secret=$(openssl rand -hex 32) password=$(openssl rand -base64 15)
    canaille create user --quiet --user-name admin --family-name admin --emails "$email" --password "$password" \
        2>/dev/null
    canaille create client --quiet --client-id prongsai --client-secret "$secret" --client-name โปร่งใส \
        --client-uri "https://$data" --redirect-uris "https://$data/oauth2callback" \
        --post-logout-redirect-uris "https://$data/oauth2callback" --grant-types authorization_code \
        --response-types code --scope openid --scope profile --scope email \
        --token-endpoint-auth-method client_secret_basic 2>/dev/null
    # Its identities are for it alone; only a client that is there can be named.
    canaille set client --quiet prongsai --audience prongsai 2>/dev/null
    cat >> /etc/prongsai/secrets.toml <<END

[auth.accounts]
label = "บัญชีเจ้าหน้าที่"
client_id = "prongsai"
client_secret = "$secret"
server_metadata_url = "https://$login/.well-known/openid-configuration"
# Addresses come from invitations, and are changed only by a link that is sent to the new one.
emails_are_confirmed = true
END
    echo "$email,*,,admin" >> /var/lib/prongsai/store/settings/people.csv
    printf '%s\n' "https://$login ลงชื่อเข้าใช้ด้วย / sign in as: admin, รหัสผ่าน / password: $password"
fi

say "บริการ / services"
sed "s/login\.example\.go\.th/$login/g" "$here/nginx.conf" > /etc/nginx/conf.d/canaille.conf
nginx -t -q
install -m 0644 "$here/canaille.service" /etc/systemd/system/
systemctl daemon-reload
systemctl enable --quiet canaille
systemctl restart canaille nginx prongsai

say "เสร็จแล้ว / done: https://$login"
