[#-- View: dev.regauge.plugins.scaffold.ProjectView. Output: more.yaml. --]
resources: {[=step]: {type: http, config: {url: "https://example.com"}}}
