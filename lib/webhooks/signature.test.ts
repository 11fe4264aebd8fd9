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
