import { ensureInstalled } from "./lib/install.mjs";

ensureInstalled();
process.stdout.write("Dependencies are installed. Next: npm run demo, or npm test.\n");
