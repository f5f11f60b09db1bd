#!/bin/sh
# Installs or updates the dashboard on Debian 12 or newer, as root, from a copy of the project:
#     sh deploy/install.sh data.example.go.th       one process, or as many as before
#     sh deploy/install.sh data.example.go.th 4     four processes, among which nginx divides the visitors
# It can be called again at any time: data, settings and certificates stay.
set -eu

name=${1:?"ระบุชื่อเว็บ เช่น / name the site, such as: sh deploy/install.sh data.example.go.th"}
case $name in *[!a-z0-9.-]*|"") echo "ชื่อเว็บใช้ a-z 0-9 . - เท่านั้น / a site's name has only a-z 0-9 . -: $name" >&2; exit 2;; esac
case ${2:-1} in *[!0-9]*|0*|"") echo "จำนวนกระบวนการต้องเป็นเลขตั้งแต่ 1 / the number of processes must be 1 or more: $2" >&2; exit 2;; esac
[ "$(id -u)" = 0 ] || { echo "ต้องใช้สิทธิ์ root / must be root" >&2; exit 2; }
here=$(cd "$(dirname "$0")/.." && pwd)
program=/opt/prongsai settings=/etc/prongsai

say() { printf '\n── %s\n' "$1"; }

say "โปรแกรมที่ต้องใช้ / packages"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends python3 python3-venv nginx-light openssl chromium-headless-shell >/dev/null

say "ผู้ใช้และโฟลเดอร์ / user and folders"
getent passwd prongsai >/dev/null || useradd --system --home-dir /var/lib/prongsai --shell /usr/sbin/nologin prongsai
install -d -m 0755 "$program"
install -d -m 0750 -g prongsai "$settings" "$settings/tls"
install -d -m 0700 -o prongsai -g prongsai /var/backups/prongsai \
    /var/lib/prongsai /var/lib/prongsai/store /var/lib/prongsai/store/settings

say "ตัวโปรแกรม / program"
if [ "$here" != "$program" ]; then
    find "$program" -mindepth 1 -maxdepth 1 ! -name .venv -exec rm -rf {} +
    tar -C "$here" --exclude=./.venv --exclude=./var --exclude=./.git -cf - . | tar -C "$program" -xf - --no-same-owner
fi
[ -x "$program/.venv/bin/pip" ] || python3 -m venv "$program/.venv"
"$program/.venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r "$program/requirements.lock"
if grep -qs '^PRONGSAI_STORE="\?ducklake:' "$settings/environment"; then lake=yes; else lake=; fi
[ -z "$lake" ] || "$program/.venv/bin/pip" install --quiet --disable-pip-version-check -r "$program/requirements-lake.txt"
"$program/.venv/bin/python" -m compileall -q "$program" -x '/\.venv/' || true

say "การตั้งค่า / settings"
if [ ! -e "$settings/environment" ]; then
    printf 'STREAMLIT_SERVER_ALLOWED_HOSTS=%s\n' "$name" > "$settings/environment"
fi
# The processes among which nginx divides the visitors, an address a line; those of other machines may be added.
if [ ! -e "$settings/replicas" ] || [ -n "${2:-}" ]; then
    printf '127.0.0.1:%s\n' $(seq 8501 $((8500 + ${2:-1}))) > "$settings/replicas"
fi
if [ ! -e "$settings/secrets.toml" ]; then
    # All but the provider is filled in; without one nobody signs in.
    sed -e "s/data\.example\.go\.th/$name/" -e "s|^cookie_secret.*|cookie_secret = \"$(openssl rand -base64 48)\"|" \
        -e '/^\[auth\.google\]/,$ s/^[^#]/# &/' "$program/.streamlit/secrets.example.toml" > "$settings/secrets.toml"
fi
people=/var/lib/prongsai/store/settings/people.csv
if [ ! -e "$people" ]; then
    printf 'person,organization,division,role\n' > "$people"
    # The service's own: administrators change it on the page.
    chown prongsai:prongsai "$people"
fi
alerts=/var/lib/prongsai/store/settings/alerts.csv
if [ ! -e "$alerts" ]; then
    # Nobody is told until somebody is named (README.md); addresses of services are secrets.
    printf 'organization,division,kinds,address,language\n' > "$alerts"
    chown prongsai:prongsai "$alerts"
    chmod 0600 "$alerts"
fi
if [ ! -e "$settings/tls/fullchain.pem" ]; then
    # Good for a first look; a real one takes its place (README.md).
    openssl req -x509 -newkey rsa:2048 -nodes -days 90 -subj "/CN=$name" -addext "subjectAltName=DNS:$name" \
        -keyout "$settings/tls/privkey.pem" -out "$settings/tls/fullchain.pem" 2>/dev/null
fi
chown root:prongsai "$settings/environment" "$settings/secrets.toml"
chmod 0640 "$settings/environment" "$settings/secrets.toml"
chmod 0600 "$settings/tls/privkey.pem"

say "เว็บเซิร์ฟเวอร์ / web server"
install -d /etc/nginx/prongsai
install -m 0644 "$program/deploy/nginx/http.conf" /etc/nginx/conf.d/prongsai_http.conf
install -m 0644 "$program/deploy/nginx/pages.conf" /etc/nginx/prongsai/pages.conf
sed "s/data\.example\.go\.th/$name/g" "$program/deploy/nginx/site.conf" > /etc/nginx/conf.d/prongsai.conf
python3 "$program/replicas.py" $(cat "$settings/replicas") > /etc/nginx/conf.d/prongsai_replicas.conf
nginx -t -q

say "บริการ / services"
install -m 0755 "$program/deploy/prongsai" "$program/deploy/prongsai-follow" /usr/local/sbin/
install -m 0644 "$program"/deploy/systemd/* /etc/systemd/system/
# Every further process is like the first, at a port of its own, and is started and stopped with it.
sed -e 's/--server.port 8501/--server.port %i/' -e 's/^\[Unit\]/&\nPartOf=prongsai.service\nAfter=prongsai.service/' \
    -e 's/^WantedBy=.*/WantedBy=prongsai.service/' "$program/deploy/systemd/prongsai.service" > /etc/systemd/system/prongsai@.service
if [ -d /run/systemd/system ]; then
    systemctl daemon-reload
    # A machine that follows another has no originals to verify or back up, and leaves it to that one
    # to tell people.
    own="prongsai-verify.timer prongsai-backup.timer prongsai-notify.timer prongsai-notify.path"
    if grep -qs '^PRONGSAI_FOLLOWS="\?on' "$settings/environment"; then
        systemctl disable --quiet --now $own
        systemctl enable --quiet --now prongsai-follow.timer
    else
        systemctl disable --quiet --now prongsai-follow.timer
        systemctl enable --quiet --now $own
    fi
    systemctl stop 'prongsai@*'
    rm -f /etc/systemd/system/prongsai.service.wants/prongsai@*
    # One machine is enough, but more of them wait for each other.
    [ -z "$lake" ] || systemctl enable --quiet --now prongsai-tidy.timer
    systemctl enable --quiet prongsai nginx
    for port in $(sed -n 's/^127\.0\.0\.1://p' "$settings/replicas"); do
        [ "$port" = 8501 ] || systemctl enable --quiet "prongsai@$port"
    done
    systemctl restart prongsai nginx
else
    echo "ไม่มี systemd จึงยังไม่เริ่มบริการ / there is no systemd: nothing was started"
fi

say "เสร็จแล้ว / done: https://$name"
