[#-- View: dev.regauge.plugins.scaffold.ProjectView. Output: .gitignore. --]
target/
dist/
__pycache__/
.regauge/
