// Loaded into every process that a script starts (node --import): when the script is gone, killed with -9 too, the
// process has another parent, and ends.
const parent = process.ppid;

setInterval(() => {
  if (process.ppid === parent) return;
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.exit(1), 3000).unref();
}, 500).unref();
