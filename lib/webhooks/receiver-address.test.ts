import { expect, test } from "vitest";
import { addressProblem, parseReceiverUrl } from "./receiver-address";

const production = { allowLocal: false, allowPrivate: false };
const inside = { allowLocal: false, allowPrivate: true };
const demo = { allowLocal: true, allowPrivate: false };

test.each([
  "https://ci.example.com/hooks?a=b",
  "https://ci.example.com:8443/",
  "https://93.184.215.14/x",
  "https://[2606:4700::1]/",
])("a public https address is taken: %s", (typed) =>
  expect(parseReceiverUrl(typed, production)).toBeInstanceOf(URL),
);

test.each([
  ["http://ci.example.com/", "Use https"],
  ["http://127.0.0.1/", "Use https"],
  ["ftp://ci.example.com/", "Give an https address"],
  ["file:///etc/passwd", "Give an https address"],
  ["ci.example.com", "Give an https address"],
  ["https://", "Give an https address"],
  [`https://ci.example.com/${"x".repeat(2000)}`, "Give an https address"],
  ["https://user:secret@ci.example.com/", "Leave user and password out"],
  ["https://ci.example.com/#x", "Leave out what follows #"],
])("refused with its remedy: %s", (typed, remedy) => {
  expect(parseReceiverUrl(typed, production)).toContain(remedy);
});

test.each([
  "https://localhost/",
  "https://LOCALHOST./",
  "https://db.localhost/",
  "https://127.0.0.1/",
  "https://127.1/",
  "https://2130706433/",
  "https://0x7f.0.0.1/",
  "https://0177.0.0.1/",
  "https://[::1]/",
  "https://[::ffff:127.0.0.1]/",
  "https://[::ffff:7f00:1]/",
  "https://[0:0:0:0:0:ffff:7f00:0001]/",
  "https://[64:ff9b::7f00:1]/",
  "https://[::127.0.0.1]/",
  "https://①②⑦.0.0.1/",
  "https://10.1.2.3/",
  "https://172.16.0.1/",
  "https://192.168.1.1/",
  "https://100.64.0.1/",
  "https://192.0.2.1/",
  "https://198.18.0.1/",
  "https://[fc00::1]/",
  "https://[fd12:3456::1]/",
  "https://[2001:db8::1]/",
  "https://[2002:7f00:1::]/",
  "https://[2001:0:7f00:1::]/",
])(
  "a private address is refused however it is spelled, unless the operator lets webhooks go there: %s",
  (typed) => {
    expect(parseReceiverUrl(typed, production)).toContain("WEBHOOK_ALLOW_PRIVATE");
    expect(parseReceiverUrl(typed, demo)).toContain("WEBHOOK_ALLOW_PRIVATE");
    expect(parseReceiverUrl(typed, inside)).toBeInstanceOf(URL);
  },
);

test.each([
  "https://169.254.169.254/latest/meta-data/",
  "https://2852039166/",
  "https://[::ffff:169.254.169.254]/",
  "https://[64:ff9b::169.254.169.254]/",
  "https://[fe80::1]/",
  "https://[fd00:ec2::254]/",
  "https://100.100.100.200/",
  "https://0.0.0.0/",
  "https://0/",
  "https://[::]/",
  "https://224.0.0.1/",
  "https://255.255.255.255/",
  "https://[ff02::1]/",
])("link-local, metadata and reserved addresses are refused whatever the operator lets: %s", (typed) => {
  for (const policy of [production, demo, inside, { allowLocal: true, allowPrivate: true }])
    expect(parseReceiverUrl(typed, policy)).toContain("is link-local or reserved");
});

test("http goes to this machine alone, and only where the demo and the tests let it", () => {
  for (const typed of ["http://127.0.0.1:4000/", "http://localhost:4000/", "http://[::1]:4000/"]) {
    expect(parseReceiverUrl(typed, demo)).toBeInstanceOf(URL);
    expect(parseReceiverUrl(typed, inside)).toContain("Use https");
  }
  for (const typed of ["http://10.0.0.1/", "http://8.8.8.8/", "http://ci.example.com/"])
    expect(typeof parseReceiverUrl(typed, { allowLocal: true, allowPrivate: true })).toBe("string");
});

test.each([
  ["127.0.0.1", "is in a private network"],
  ["::1", "is in a private network"],
  ["::ffff:10.0.0.1", "is in a private network"],
  ["fe80::1%eth0", "is link-local or reserved"],
  ["not an address", "is not an address"],
  ["8.8.8.8", null],
  ["::ffff:8.8.8.8", null],
  ["2606:4700::1111", null],
])("what a name resolves to is judged alike: %s", (address, problem) => {
  expect(addressProblem(address, production, false)).toBe(problem);
});
