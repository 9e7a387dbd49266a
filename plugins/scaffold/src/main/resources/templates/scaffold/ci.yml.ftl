[#-- View: dev.regauge.plugins.scaffold.ProjectView. Output: .github/workflows/ci.yml. --]
name: ci
on: [push, pull_request]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
[#if isJava]
      - uses: actions/setup-java@v4
        with: {distribution: temurin, java-version: "25"}
      - run: mvn --batch-mode verify
[#elseif isPython]
      - uses: actions/setup-python@v5
        with: {python-version: "3.12"}
      - run: python -m unittest discover -s tests
[#else]
      - run: pip install regauge==[=regaugeVersion]
      - run: sh test.sh
[/#if]
