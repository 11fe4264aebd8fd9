import { consoleRead } from "@/lib/transport/console";
import { whoCouldApproveInput } from "@/lib/workflows/input";
import { loadWhoCouldApprove } from "@/lib/workflows/loaders";

export const GET = consoleRead({ input: whoCouldApproveInput, load: loadWhoCouldApprove });
