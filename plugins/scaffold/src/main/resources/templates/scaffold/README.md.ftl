[#-- View: dev.regauge.plugins.scaffold.ProjectView. Output: README.md. --]
# [=name]

A Regauge plugin of the type `[=type]`.

## Install

[#if isJava]
`mvn package`, then name `target/[=name]-0.1.0.jar` in `plugins.from` of the project's `regauge.yaml`.
[#elseif isPython]
`python -m build`, then name the wheel in `dist/` in `plugins.from` of the project's `regauge.yaml`.
[#else]
Name this folder in `plugins.from` of the project's `regauge.yaml`.
[/#if]

## Use

`regauge plugin info [=name]` tells what it provides and which settings it takes.

## Configuration

The plugin's own settings stand under `plugins.config.[=name]` of `regauge.yaml`; it has none so far.

## Versions

A new setting raises the second number, a setting that goes or means something else the first, a mistake put right the third.

## Licence

Apache-2.0
