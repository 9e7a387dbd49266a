// Holds a dashboard, on stdin, against the types that Grafana publishes of its own; prints what is wrong, a line each.
// A member that a type does not have is an error, as in any literal of TypeScript.
import fs from "node:fs";
import path from "node:path";
import ts from "typescript";

const OF_PANELS = { stat: "StatPanelCfg", timeseries: "TimeSeriesPanelCfg" };
const dashboard = JSON.parse(fs.readFileSync(0, "utf8"));

const lines = [
  'import type { Dashboard } from "@grafana/schema/dist/types/raw/dashboard/x/types.gen";',
  'import type { DataQuery } from "@grafana/schema/dist/types/common/common.gen";',
  'import type { Options as StatPanelCfg } from "@grafana/schema/dist/types/raw/composable/stat/panelcfg/x/types.gen";',
  'import type { Options as TimeSeriesPanelCfg, FieldConfig } from "@grafana/schema/dist/types/raw/composable/timeseries/panelcfg/x/types.gen";',
  // The types name enums, a file has their values.
  "type Plain<T> = T extends string ? `${T}` : T extends number ? (`${T}` extends `${infer N extends number}` ? N : T)",
  "  : T extends (infer E)[] ? Plain<E>[] : T extends object ? { [K in keyof T]: Plain<T[K]> } : T;",
  // Of queries it has what all have; these are Prometheus' own.
  "type Query = DataQuery & { expr: string; legendFormat?: string; instant?: boolean; range?: boolean };",
  `const dashboard: Plain<Dashboard> = ${JSON.stringify(dashboard)};`,
];
for (const panel of dashboard.panels ?? []) {
  const name = `of${panel.id}`;
  lines.push(`const ${name}: Plain<Partial<${OF_PANELS[panel.type]}>> = ${JSON.stringify(panel.options)};`);
  lines.push(`const ${name}Shown: Plain<Partial<FieldConfig>> = ${JSON.stringify(panel.fieldConfig.defaults.custom ?? {})};`);
  for (const target of panel.targets) {
    lines.push(`const ${name}${target.refId}: Plain<Query> = ${JSON.stringify(target)};`);
  }
}

const file = path.join(import.meta.dirname, "dashboard.ts");
const options = { noEmit: true, strict: true, types: [], target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
options.moduleResolution = ts.ModuleResolutionKind.Node10;
const host = ts.createCompilerHost(options);
const { fileExists, readFile, getSourceFile } = host;
host.fileExists = (name) => name === file || fileExists.call(host, name);
host.readFile = (name) => (name === file ? lines.join("\n") : readFile.call(host, name));
host.getSourceFile = (name, ...more) =>
  name === file ? ts.createSourceFile(name, lines.join("\n"), ts.ScriptTarget.ES2022) : getSourceFile.call(host, name, ...more);
for (const found of ts.getPreEmitDiagnostics(ts.createProgram([file], options, host))) {
  console.log(ts.flattenDiagnosticMessageText(found.messageText, " ").slice(0, 400));
}
