import { expect, test } from "@jest/globals";
import { whoMayCome } from "./who-may-come.js";

test("a suite that is started without a word about it makes keys of its own, on every address", () => {
  for (const host of ["127.0.0.1", "0.0.0.0", "10.0.0.7"]) expect(whoMayCome({ host }, {})).toBe("local");
});

test("what the environment says of keys, an issuer or an open API stands", () => {
  for (const env of [{ PHM_API_KEYS_FILE: "keys.json" }, { PHM_OIDC_ISSUER: "https://login.example" }, { PHM_API_OPEN: "true" }])
    expect(whoMayCome({ host: "127.0.0.1" }, env)).toBe("configured");
  expect(whoMayCome({ host: "127.0.0.1" }, { PHM_API_OPEN: "false", PHM_API_KEYS_FILE: "" })).toBe("local");
});

test("an open API is for this machine alone", () => {
  for (const host of ["127.0.0.1", "127.1.2.3", "::1", "localhost"]) expect(whoMayCome({ open: true, host }, {})).toBe("open");
  for (const host of ["0.0.0.0", "10.0.0.7", "::", "127.0.0.1.example", "phm.example"])
    expect(() => whoMayCome({ open: true, host }, {})).toThrow(expect.objectContaining({ field: "host" }));
});
