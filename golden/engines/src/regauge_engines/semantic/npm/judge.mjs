// Compiles files of Cube's data model as Cube does, and tells what it has understood.
// Standard input: [{fileName, content}, …]; output: {error} or {cubes: [{name, sql, members, …}, …]}.
import { readFileSync } from "node:fs";
import { prepareCompiler } from "@cubejs-backend/schema-compiler";

// Cube's native module is no part of the npm package. Here it would only render Jinja: a file that asks for it is wrong.
const noJinja = new Proxy({}, { get: () => { throw new Error("a file is a template of Jinja"); } });
const files = JSON.parse(readFileSync(0, "utf8"));
const repository = { localPath: () => "", dataSchemaFiles: async () => files };
const { compiler, cubeEvaluator } = prepareCompiler(repository, {
  allowNodeRequire: false,
  standalone: true,
  nativeInstance: { newJinjaEngine: () => noJinja },
});

// An expression is a function of what it refers to; its parameters' names are the references.
const named = (name) => new Proxy({}, {
  get: (_, member) => (member === "toString" || member === Symbol.toPrimitive ? () => `<${name}>` : named(`${name}.${String(member)}`)),
});
const names = (fn) => (fn.toString().match(/^\(?([^)=]*)\)?\s*=>/)?.[1] ?? "").split(",").map((word) => word.trim()).filter(Boolean);
const text = (fn) => (fn === undefined ? undefined : String(fn(...names(fn).map(named))));

function members(of) {
  return Object.fromEntries(Object.entries(of ?? {}).map(([name, member]) => [name, {
    type: member.type,
    description: member.description,
    sql: text(member.sql),
    latitude: text(member.latitude?.sql),
    longitude: text(member.longitude?.sql),
    primaryKey: member.primaryKey,
  }]));
}

let told;
try {
  await compiler.compile();
  told = { cubes: cubeEvaluator.cubeNames().map((name) => {
    const cube = cubeEvaluator.cubeFromPath(name);
    return {
      name,
      description: cube.description,
      sql: text(cube.sql),
      table: text(cube.sqlTable),
      meta: cube.meta,
      measures: members(cube.measures),
      dimensions: members(cube.dimensions),
      joins: cube.joins.map((join) => ({ name: join.name, relationship: join.relationship, sql: text(join.sql) })),
      rollups: Object.fromEntries(Object.entries(cube.preAggregations ?? {}).map(([key, one]) => [key, one.type])),
    };
  }) };
} catch (error) {
  told = { error: error.message };
}
process.stdout.write(JSON.stringify(told), () => process.exit(0));
