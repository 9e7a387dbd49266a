[#-- View: dev.regauge.plugins.scaffold.ProjectView. Output: pyproject.toml. --]
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "[=name]"
version = "0.1.0"
description = "The Regauge plugin [=name]"
requires-python = ">=3.11"
license = "Apache-2.0"
readme = "README.md"

[#if isCoded]
[project.entry-points."regauge.[#if isSource]sources[#elseif isTransform]transforms[#else]qualities[/#if]"]
[=step] = "[=step]_plugin.step:[#if isQuality]check[#else]rows[/#if]"

[/#if]
[tool.hatch.build.targets.wheel]
packages = ["src/[=step]_plugin"]
