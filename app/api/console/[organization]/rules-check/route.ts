import { consoleRead } from "@/lib/transport/console";
import { rulesCheckInput } from "@/lib/workflows/input";
import { loadRulesCheck } from "@/lib/workflows/loaders-profiles";

/** What the profile editor asks while somebody types. A POST since rules are too long for an address; it only reads. */
export const POST = consoleRead({ input: rulesCheckInput, load: loadRulesCheck });
