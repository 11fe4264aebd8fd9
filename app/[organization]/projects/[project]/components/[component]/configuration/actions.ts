"use server";

import { z } from "zod";
import { configurationRows } from "@/lib/catalog/input-configuration";
import { saveConfiguration } from "@/lib/catalog/save-configuration";
import { ok } from "@/lib/kernel/result";
import { action } from "@/lib/transport/action";

/** Saves what the form holds, as a version. Of two who edit at once the second is told (`configuration_changed`). */
export const saveConfigurationAction = action({
  input: z.strictObject({
    project: z.string(),
    component: z.string(),
    environment: z.string(),
    rows: configurationRows,
    basedOn: z.string().max(100),
  }),
  run: async (db, caller, { rows, ...input }) => {
    const result = await saveConfiguration(db, caller, { ...input, entries: rows });
    return result.ok ? ok(null) : result;
  },
});
