import { readFile } from "node:fs/promises";
import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { signedHeaders } from "./signature";

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

test("the example of Standard Webhooks comes out as it stands there", () => {
  expect(
    signedHeaders(
      secret,
      "msg_p5jXN8AQM9LWM0D4loKWxJek",
      new Date(1_614_265_330_900),
      '{"test": 2432232314}',
    ),
  ).toEqual({
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  });
});

test("its own library takes a message of now, and none that was changed", () => {
  const headers = signedHeaders(secret, "evt_1", new Date(), '{"name":"Zoë"}');
  expect(new Webhook(secret).verify('{"name":"Zoë"}', headers)).toEqual({ name: "Zoë" });
  expect(() => new Webhook(secret).verify('{"name":"Zoe"}', headers)).toThrow();
});

test("what the documentation says to check by hand takes it, and nothing changed or old", async () => {
  const text = await readFile("docs/webhooks.md", "utf8");
  const [, code = ""] = /```js\n([\s\S]+?)```/.exec(text) ?? [];
  const { isGenuine } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  const now = signedHeaders(secret, "evt_1", new Date(), "{}");
  expect(isGenuine(secret, now, "{}")).toBe(true);
  expect(isGenuine(secret, { ...now, "webhook-signature": `v1a,x ${now["webhook-signature"]}` }, "{}")).toBe(
    true,
  );
  expect(isGenuine(secret, now, "{} ")).toBe(false);
  expect(isGenuine(secret, { ...now, "webhook-id": "evt_2" }, "{}")).toBe(false);
  expect(isGenuine(`whsec_${Buffer.alloc(32).toString("base64")}`, now, "{}")).toBe(false);
  expect(isGenuine(secret, signedHeaders(secret, "evt_1", new Date(Date.now() - 400_000), "{}"), "{}")).toBe(
    false,
  );
});
