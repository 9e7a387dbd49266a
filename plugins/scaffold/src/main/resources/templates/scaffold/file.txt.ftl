[#-- View: dev.regauge.plugins.scaffold.ProjectView. Output: file.txt. --]
[#if isChart]
apiVersion: v2
name: [=name]
version: 0.1.0
[#else]
made by [=name]
[/#if]
