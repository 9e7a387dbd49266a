[#-- View: dev.regauge.plugins.scaffold.ProjectView. Output: more.yaml. --]
assets: [{key: [=step], run: {sql: select 1 as n}}]
