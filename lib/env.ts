import { resolve } from "node:path";
import { z } from "zod";

const flag = z.enum(["0", "1", "false", "true"]).transform((value) => value === "1" || value === "true");

const schema = z
  .object({
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    MIGRATION_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    NEXTAUTH_SECRET: z.string(),
    NEXTAUTH_URL: z.url({ protocol: /^https?$/ }),
    ENCRYPTION_KEY: z
      .base64()
      .refine((key) => Buffer.from(key, "base64").length === 32)
      .optional(),
    OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
    OIDC_CLIENT_ID: z.string().optional(),
    OIDC_CLIENT_SECRET: z.string().optional(),
    OIDC_NAME: z.string().optional(),
    RESEND_API_KEY: z.string().optional(),
    RESEND_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
    SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
    MAIL_FROM: z.string().default("Countersign <countersign@localhost>"),
    COUNTERSIGN_DATA_DIR: z
      .string()
      .default(".data")
      .transform((folder) => resolve(folder)),
    COUNTERSIGN_DEMO: flag.default(false),
    ALLOW_LOCAL_GIT: flag.default(false),
    WEBHOOK_ALLOW_PRIVATE: flag.default(false),
    WORKER: z.enum(["in-process", "separate"]).default("in-process"),
    API_REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).max(1_000_000).default(6000),
    PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
    HOST: z.string().default("0.0.0.0"),
  })
  .refine((env) => !env.OIDC_ISSUER || (env.OIDC_CLIENT_ID && env.OIDC_CLIENT_SECRET), {
    path: ["OIDC_CLIENT_ID and OIDC_CLIENT_SECRET"],
    params: { remedy: "register Countersign with the issuer and set both" },
  });

export type Env = z.infer<typeof schema>;

/** What to put into a variable, for the one sentence that an operator reads. */
const remedies: Record<string, string> = {
  DATABASE_URL:
    "set it to the address of a PostgreSQL database, such as postgresql://user:password@host:5432/countersign",
  MIGRATION_DATABASE_URL:
    "set it to the address of the same database for a user who may change tables, or leave it out",
  NEXTAUTH_SECRET: "set it to 32 random bytes, for example from `openssl rand -base64 32`",
  NEXTAUTH_URL: "set it to the address people open in the browser, such as https://countersign.example.com",
  ENCRYPTION_KEY:
    "set it to 32 random bytes in base64, for example from `openssl rand -base64 32`, or leave it out",
  OIDC_ISSUER: "set it to the issuer's https address",
  SMTP_URL: "set it to an address such as smtp://user:password@host:587",
  WORKER: "set it to in-process or separate",
  API_REQUESTS_PER_MINUTE: "set it to a whole number from 1 to 1000000, or leave it out for 6000",
};

let parsed: Env | undefined;

/**
 * The settings, read on first use so that `next build` needs none. An empty variable counts as not set. Throws one
 * sentence that names what is missing or wrong and what to do about it.
 */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}

/** The process's own environment, for the programs that deploy drivers start: they pick what they need by name. */
export function processEnvironment(): Readonly<Record<string, string | undefined>> {
  return process.env;
}

export function parseEnv(variables: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ""),
  );
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw new Error(sentenceFor(result.error.issues, given));
}

function sentenceFor(issues: z.core.$ZodIssue[], given: Record<string, unknown>): string {
  const parts = issues.map((issue) => {
    const name = issue.path.map(String).join(".");
    const own = issue.code === "custom" ? issue.params?.remedy : undefined;
    const problem = given[name] === undefined ? "is missing" : "is not valid";
    return `${name} ${problem} (${own ?? remedies[name] ?? "see .env.example"})`;
  });
  return `${parts.join("; ")}.`;
}
