import { createServer } from "node:net";
import { freePort } from "../../db/embedded.ts";
import { Stop } from "./stages.ts";

/** `PORT` when set; else 3000, or another one when somebody listens there. */
export async function choosePort(host: string): Promise<number> {
  const wanted = process.env.PORT;
  if (wanted) {
    if (await isFree(Number(wanted), host)) return Number(wanted);
    throw new Stop(`Port ${wanted} is taken: stop who listens there, or set PORT to another one.`);
  }
  for (let port = 3000; port < 3010; port++) {
    // Browsers try ::1 for localhost too.
    if ((await isFree(port, host)) && (await isFree(port, "::1"))) return port;
  }
  return freePort();
}

/** An address that this machine does not have (no IPv6) is nobody's. */
function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) =>
      resolve(error.code === "EADDRNOTAVAIL" || error.code === "EAFNOSUPPORT"),
    );
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}
