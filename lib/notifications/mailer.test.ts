import { expect, it } from "vitest";
import { chooseMailer } from "./mailer";

const settings = {
  from: "Countersign <approvals@meridian.example>",
  dataDirectory: ".data",
  publicUrl: "https://countersign.meridian.example",
};

it.each([
  ["file", {}],
  ["smtp", { smtpUrl: "smtp://localhost" }],
  ["resend", { resendApiKey: "re_1" }],
  ["resend", { resendApiKey: "re_1", smtpUrl: "smtp://localhost" }],
  ["file", { resendApiKey: "", smtpUrl: undefined }],
])("%s mailer for %j", (name, more) => {
  expect(chooseMailer({ ...settings, ...more }).name).toBe(name);
});
