// Judges documents by the exported JSON Schema in both drafts, with ajv.
// Standard input: {newer, older, documents: [tree, …]}; output: {newer: {metaschema, refused: [bool, …]}, older: {…}}.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

// The packages lie in the cache folder, not beside this file.
const load = createRequire(process.argv[2] + "/");
const options = { strictSchema: true, validateFormats: false };

function judged(Ajv, schema, documents) {
  const ajv = new Ajv(options);
  ajv.validateSchema(schema);
  const metaschema = ajv.errorsText(ajv.errors, { separator: "\n" });
  const validate = ajv.compile(schema);
  return { metaschema: ajv.errors ? metaschema : "", refused: documents.map((tree) => !validate(tree)) };
}

const asked = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(
  JSON.stringify({
    newer: judged(load("ajv/dist/2020").default, asked.newer, asked.documents),
    older: judged(load("ajv").default, asked.older, asked.documents),
  }),
);
