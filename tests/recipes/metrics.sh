#!/bin/sh
# Figures for Prometheus: promtool has nothing against the file, and
# node_exporter tells them.

# shellcheck source=tests/recipes/lib.sh
. "$(dirname "$0")/lib.sh"
in_layer prometheus prometheus-node-exporter jq curl

eval "$(recipe user)"
ledger=/var/lib/bounces/ledger.db
mail_of ann@example.com | as_user bounces /usr/libexec/bouncecat/count-bounces
bounce full@example.com 4.2.2 failed '452 4.2.2 Mailbox full' |
  as_user bounces /usr/libexec/bouncecat/count-bounces
folder=/var/lib/prometheus/node-exporter
prom=$folder/bounces.prom
mkdir -p $folder
rm -f $folder/*.prom

recipe node-exporter >setup
check "the recipe" sh -e setup
check "promtool finds no fault" sh -c "promtool check metrics <$prom"
sed 's/^bouncetally_contacts{/bouncetally contacts{/' $prom >broken
check "... and would find one" sh -c '! promtool check metrics <broken'
check "it is a gauge" grep -qx '# TYPE bouncetally_contacts gauge' $prom

prometheus-node-exporter --collector.disable-defaults --collector.textfile \
  --collector.textfile.directory=$folder --web.listen-address=127.0.0.1:9100 \
  2>exporter.log &
metrics () {
  curl --silent --fail http://127.0.0.1:9100/metrics
}
check "node_exporter answers" await metrics
# tells LINE: does node_exporter say so?
tells () {
  metrics | grep -qxF "$1"
}
for line in \
  'bouncetally_contacts{state="active"} 1' \
  'bouncetally_contacts{state="hard"} 1' \
  'bouncetally_contacts{state="suppressed"} 0' \
  'bouncetally_bounces{category="over-quota"} 1' \
  'bouncetally_bounces{category="address-does-not-exist"} 1' \
  'node_textfile_scrape_error 0'; do
  check "node_exporter: $line" tells "$line"
done

cp $prom before
mv $ledger $ledger.away
check "without a ledger the recipe fails" sh -c '! sh -e setup'
check_same "... and leaves the file as it was" before $prom
mv $ledger.away $ledger
[ "$tests_failed" -eq 0 ] || comment exporter.log
finish
