#!/bin/sh
# Makes the secrets of docker-compose.yml in a folder (default: ./secrets) that only you can enter; keeps what is there.
# The files themselves can be read by all: the containers run as other users, and see them mounted one by one.
set -eu
folder=${1:-secrets}
mkdir -p "$folder"
chmod 700 "$folder"
cd "$folder"

random() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
keep() { [ -s "$1" ] || printf '%s' "$2" >"$1"; }
sha256() { printf '%s' "$1" | { sha256sum 2>/dev/null || shasum -a 256; } | cut -d' ' -f1; }

keep redis_password "$(random)"
keep clickhouse_password "$(random)"
keep analyst_password "$(random)"
keep ingest_key "kp_$(random)"
keep secret_key "ks_$(random)"
keep sealing_key "$(head -c 32 /dev/urandom | base64 | tr -d '\n')"
# smtps://user:password@host:465; empty: no mail leaves
[ -f smtp_url ] || : >smtp_url
printf 'redis://:%s@redis:6379' "$(cat redis_password)" >redis_url
printf 'http://kairos:%s@clickhouse:8123/kairos' "$(cat clickhouse_password)" >clickhouse_url
cat >clickhouse_users.xml <<XML
<!-- Made by make-secrets.sh: hashes only. analyst may read the database kairos and nothing else. -->
<clickhouse>
    <users>
        <default remove="remove"/>
        <kairos>
            <password_sha256_hex>$(sha256 "$(cat clickhouse_password)")</password_sha256_hex>
            <networks><ip>::/0</ip></networks>
            <profile>default</profile>
            <quota>default</quota>
        </kairos>
        <analyst>
            <password_sha256_hex>$(sha256 "$(cat analyst_password)")</password_sha256_hex>
            <networks><ip>::/0</ip></networks>
            <profile>analyst</profile>
            <quota>default</quota>
            <grants>
                <query>GRANT SELECT ON kairos.*</query>
                <query>GRANT SHOW ON kairos.*</query>
            </grants>
        </analyst>
    </users>
</clickhouse>
XML
chmod 644 -- *
echo "the secrets are in $folder; the keys: $folder/ingest_key and $folder/secret_key"
