[#-- View: dev.regauge.plugins.scaffold.ProjectView. Output: src/<package>/__init__.py. --]
"""The Regauge plugin [=name]."""
