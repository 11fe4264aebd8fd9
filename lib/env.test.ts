import { describe, expect, it } from "vitest";
import { parseEnv } from "./env";

const least = {
  DATABASE_URL: "postgresql://u:p@localhost:5432/countersign",
  NEXTAUTH_SECRET: "x".repeat(40),
  NEXTAUTH_URL: "https://countersign.example.com",
};

describe("settings", () => {
  it("need a database, a secret and an address, and have defaults for the rest", () => {
    const env = parseEnv(least);
    expect(env.WORKER).toBe("in-process");
    expect(env.COUNTERSIGN_DEMO).toBe(false);
    expect(env.COUNTERSIGN_DATA_DIR).toMatch(/^\/.*\/\.data$/);
  });

  it("say in one sentence what is missing and what to do", () => {
    expect(() => parseEnv({ ...least, NEXTAUTH_SECRET: undefined })).toThrow(
      /^NEXTAUTH_SECRET is missing \(set it to 32 random bytes, .*\)\.$/,
    );
    expect(() => parseEnv({})).toThrow(
      /DATABASE_URL is missing .*; NEXTAUTH_SECRET is missing .*; NEXTAUTH_URL/,
    );
  });

  it("treat an empty variable as not set", () => {
    expect(parseEnv({ ...least, SMTP_URL: "", PORT: "" })).toMatchObject({ PORT: 3000 });
    expect(() => parseEnv({ ...least, DATABASE_URL: "" })).toThrow(/^DATABASE_URL is missing/);
  });

  it("refuse an issuer without client, a key of the wrong length and an address that is none", () => {
    expect(() => parseEnv({ ...least, OIDC_ISSUER: "https://id.example.com" })).toThrow(/OIDC_CLIENT_ID/);
    expect(() => parseEnv({ ...least, ENCRYPTION_KEY: "c2hvcnQ=" })).toThrow(/^ENCRYPTION_KEY is not valid/);
    expect(() => parseEnv({ ...least, DATABASE_URL: "mysql://x" })).toThrow(/^DATABASE_URL is not valid/);
  });

  it("never repeat a value, which may be a secret", () => {
    expect(() => parseEnv({ ...least, SMTP_URL: "hunter2" })).toThrow(/^SMTP_URL is not valid(?!.*hunter2)/);
  });
});
