[#-- View: dev.regauge.plugins.scaffold.ProjectView. Output: more.yaml. --]
hooks: [{name: [=step], events: [run.failed], action: {command: [echo, failed]}}]
