# Sourced in a mount namespace of its own: /etc, /run and /usr/local become private, the kernel stays the machine's own.
mount -t tmpfs -o mode=755 run /run
cp -a /etc /run/etc
mount --bind /run/etc /etc
mount -t tmpfs -o mode=755 local /usr/local
