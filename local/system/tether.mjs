// Loaded before a service's own code: when whoever started the process goes away, however that happens, it stops.
if (process.channel) {
  process.channel.unref();
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
}
