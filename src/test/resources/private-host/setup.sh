# Sourced in a mount namespace of its own, $1 being the project: a host with the ways to relieve set up as README.md says. alice is of
# the group memfrag, mallory is not.
. "$1/src/test/resources/private-host/mounts.sh"
# The mode of a file in /sys is the machine's, whoever mounts what.
trap 'chown root:root /sys/devices/system/node/node*/compact; chmod 0200 /sys/devices/system/node/node*/compact' EXIT

conf=$1/conf
groupadd --system --force memfrag
install -D -m 0755 "$conf/helper/memfrag-helper" /usr/local/libexec/memfrag-helper
install -D -m 0755 "$conf/helper/memfrag-spool" /usr/local/libexec/memfrag-spool
install -D -m 0440 "$conf/sudoers.d/memfrag" /etc/sudoers.d/memfrag
visudo -cqf /etc/sudoers.d/memfrag
install -D -m 0644 "$conf/tmpfiles.d/memfrag.conf" /etc/tmpfiles.d/memfrag.conf
systemd-tmpfiles --create memfrag.conf
useradd -M -s /bin/sh -G memfrag alice
useradd -M -s /bin/sh mallory

as() { user=$1; shift; setpriv --reuid="$user" --regid="$user" --init-groups "$@"; }
agent() { user=$1; shift; as "$user" "$JAVA_HOME/bin/java" -jar "$AGENT_JAR" "$@"; }
drops() { sed -n 's/^drop_pagecache //p' /proc/vmstat; }
compactions() { sed -n 's/^compact_migrate_scanned //p' /proc/vmstat; }

spool=/run/memfrag/spool
# put USER ID N LINE: as an agent does.
put() { as "$1" sh -c 'umask 077; echo "$3" > "$0/.$1-$2" && mv "$0/.$1-$2" "$0/$1-$2"' $spool/in "$2" "$3" "$4"; }
# answer USER ID N: waits for it.
answer() { until [ -e "$spool/out/$2-$3" ]; do sleep 0.02; done; as "$1" cat "$spool/out/$2-$3"; }
