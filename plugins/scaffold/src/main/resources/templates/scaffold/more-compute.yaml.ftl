[#-- View: dev.regauge.plugins.scaffold.ProjectView. Output: more.yaml. --]
resources: {[=step]: {type: duckdb}}
