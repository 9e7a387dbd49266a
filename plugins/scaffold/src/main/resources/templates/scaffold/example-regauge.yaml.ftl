[#-- View: dev.regauge.plugins.scaffold.ProjectView. Output: example/regauge.yaml. --]
# The project that tries the plugin.
plugins: {from: [".."]}
