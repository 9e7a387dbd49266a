[#-- View: dev.regauge.plugins.scaffold.ProjectView. Output: test.sh. --]
#!/bin/sh
# Loads the plugin, and makes the plan of a product that uses it.
set -eu
cd "$(dirname "$0")/example"
regauge plugin check
regauge plan-ir > /dev/null
echo fine
