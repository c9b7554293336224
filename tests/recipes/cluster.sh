#!/bin/sh
# More than one machine: GNU parallel over a real sshd, a Dask bag.  Records
# and ledger are those of one process.

# shellcheck source=tests/recipes/lib.sh
. "$(dirname "$0")/lib.sh"
in_layer openssh-server openssh-client parallel postgresql python3-distributed jq
# shellcheck source=tests/recipes/hosts.sh
. "$recipes/hosts.sh"

eval "$(recipe user)"
usermod --shell /bin/sh bounces >changed 2>&1
usermod --password '*' bounces
one_process

# sshd, without root, for two names of this host.
home=/var/lib/bounces
as_user bounces mkdir -m 700 $home/.ssh
as_user bounces ssh-keygen -q -t ed25519 -N '' -f $home/.ssh/id_ed25519
as_user bounces ssh-keygen -q -t ed25519 -N '' -f $home/host
as_user bounces cp $home/.ssh/id_ed25519.pub $home/.ssh/authorized_keys
cat >$home/sshd_config <<END
Port 2222
ListenAddress 127.0.0.1
HostKey $home/host
PidFile none
UsePAM no
MaxStartups 100
END
cat >$home/.ssh/config <<END
Host alpha beta
  HostName 127.0.0.1
  Port 2222
  StrictHostKeyChecking accept-new
  LogLevel ERROR
END
chown bounces: $home/sshd_config $home/.ssh/config
as_user bounces /usr/sbin/sshd -D -e -f $home/sshd_config \
  2>/work/sshd.log &
check "sshd answers" await as_user bounces ssh alpha true
# parallel asks once to be cited.
as_user bounces mkdir -p $home/.parallel
as_user bounces touch $home/.parallel/will-cite

recipe ssh | sed 's/1000/50/' >ssh.sh
check "ssh: the recipe" as_user bounces sh -eu ssh.sh
sort bounces.tsv >parts
check_same "ssh: the records of one process" one parts
check "ssh: by ssh" sh -c '[ "$(grep -c "Accepted publickey" sshd.log)" -gt 4 ]'
ledger_of ssh
recipe ssh-ledger | sed 's/1000/50/' | here >ssh.sh
check "ssh, a ledger: the recipe" as_user bounces sh -eu ssh.sh
same_ledger "ssh"

recipe dask >dask.sh
check "Dask: the recipe" as_user bounces sh -eu -c 'cd /work && . ./dask.sh'
as_user bounces bouncecat -f json /mail/bounces | jq -cS . | sort >one.json
jq -cS 'del(.index)' one.json | sort >expected
jq -cS 'del(.index)' bounces.jsonl | sort >parts
check_same "Dask: the records of one process" expected parts
finish
