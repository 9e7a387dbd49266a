[#-- View: dev.regauge.plugins.scaffold.ProjectView. Output: more.yaml. --]
apiVersion: regauge.dev/v1
kind: Service
metadata: {name: [=name]}
plane: storage
image: {repository: [=name], tag: "1"}
