#!/bin/sh
# A Slurm job array, while the database goes away.  Records and ledger are
# those of one process.

# shellcheck source=tests/recipes/lib.sh
. "$(dirname "$0")/lib.sh"
in_layer slurmctld slurmd slurm-client munge postgresql
# shellcheck source=tests/recipes/hosts.sh
. "$recipes/hosts.sh"

eval "$(recipe user)"
one_process

# Slurm, on this host alone.
ledger_of slurm
cat >/etc/slurm/slurm.conf <<END
ClusterName=test
SlurmctldHost=mx1(127.0.0.1)
SlurmUser=slurm
StateSaveLocation=/var/spool/slurmctld
SlurmdSpoolDir=/var/spool/slurmd
SlurmctldPidFile=/run/slurmctld.pid
SlurmdPidFile=/run/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SelectType=select/cons_tres
AuthInfo=cred_expire=5
ReturnToService=2
NodeName=mx1 NodeAddr=127.0.0.1 CPUs=2
PartitionName=all Nodes=mx1 Default=YES MaxTime=60 State=UP OverSubscribe=FORCE:4
END
recipe slurm-conf >>/etc/slurm/slurm.conf
echo CgroupPlugin=cgroup/v1 >/etc/slurm/cgroup.conf
# A host that has no address but its loopback's resolves no names for Slurm.
ip addr add 198.51.100.25/32 dev lo
mkdir -p /var/spool/slurmctld /var/spool/slurmd /run/munge
chown slurm: /var/spool/slurmctld
chown munge: /run/munge
setpriv --reuid=munge --regid=munge --clear-groups munged >munge.log 2>&1
slurmctld >slurmctld.log 2>&1
slurmd >slurmd.log 2>&1
check "Slurm has a node" await sh -c 'sinfo -h -o %T | grep -q idle'

printf 'This is prose, and no mail.\n' >/mail/bounces/prose
recipe slurm | here | sed 's/sbatch /sbatch --array=0-7%1 /' >slurm.sh
check "Slurm: the recipe" as_user bounces sh -eu -c \
  'cd /work && . ./slurm.sh'
check "Slurm: the first task is done" await \
  sh -c 'cat bounces.[0-9].tsv | grep -q .'
pgsql_stop
check "Slurm: without a database a task is requeued" await \
  sh -c 'scontrol show job | grep -q "Restarts=[1-9]"'
pgsql_resume
check "Slurm: all tasks end" await \
  sh -c '! squeue -h | grep -q .'
check "Slurm: none failed" sh -c '
  [ "$(scontrol show job | grep -c JobState=COMPLETED)" -eq 8 ]'
sort bounces.[0-9].tsv >parts
check_same "Slurm: the records of one process" one parts
same_ledger "Slurm"
if [ "$tests_failed" -gt 0 ]; then
  scontrol show job | head -n 60 | comment
  tail -n 20 slurm*.log munge.log slurm-*.out | comment
fi
rm /mail/bounces/prose

finish
