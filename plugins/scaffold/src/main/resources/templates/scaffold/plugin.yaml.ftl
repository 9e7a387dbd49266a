[#-- View: dev.regauge.plugins.scaffold.ProjectView. Output: plugin.yaml, and regauge-plugin.yaml of a wheel. --]
name: [=name]
version: 0.1.0
apiVersion: "[=apiVersion]"
type: [=type]
description: What the plugin [=name] adds.
license: Apache-2.0
[#if isJava]
[#if isSource]
provides: ["source:[=step]"]
[/#if]
[#if isTransform]
provides: ["transform:[=step]"]
[/#if]
[#if isQuality]
provides: ["check:[=step]"]
[/#if]
[#if isSecret]
provides: ["secret_store:[=step]"]
[/#if]
[#else]
[#if isProvider]
spec: [[#if isPython][=prefix][/#if]more.yaml]
[/#if]
[#if isBundle]
bundle: [{from: [#if isPython][=prefix][/#if]file.txt, to: [#if isChart]Chart.yaml[#else][=name].txt[/#if]}]
[/#if]
[#if isSecret]
steps: {[=step]: {secret: {source: kubernetes, name: "[=name]-{name}", key: "{key}"}}}
[/#if]
[#if isCoded]
[#if isSource]
steps: {[=step]: {entrypoint: "[=step]_plugin.step:rows", settings: [url]}}
[/#if]
[#else]
[#if isSource]
steps: {[=step]: {sql: select 1 as n}}
[/#if]
[#if isTransform]
steps: {[=step]: {sql: select 1 as n}}
[/#if]
[#if isQuality]
steps: {[=step]: {sql: "{column} >= 0", required: [column]}}
[/#if]
[/#if]
[/#if]
