import { historyExportInput, loadHistoryExport } from "@/lib/approvals/loaders-export";
import { consoleDownload } from "@/lib/transport/console";

/** History as a CSV or JSON file, under the same filters and with the same rights as the list. */
export const GET = consoleDownload({ input: historyExportInput, load: loadHistoryExport });
