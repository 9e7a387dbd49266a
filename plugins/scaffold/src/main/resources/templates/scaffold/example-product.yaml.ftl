[#-- View: dev.regauge.plugins.scaffold.ProjectView. Output: example/product.yaml. --]
apiVersion: regauge.dev/v1
kind: DataProduct
metadata: {name: example}
catalogs: {lake: {type: jdbc, uri: {env: CATALOG_URI}, warehouse: {env: WAREHOUSE}}}
assets:
  - key: example
[#if isSource]
    run: {connector: {type: [=step]}}
[#elseif isTransform]
    run: {python: "plugin:[=step]"}
[#else]
    run: {sql: select 1 as n}
[/#if]
[#if isQuality]
    checks: [{python: {entrypoint: "plugin:[=step]", params: {column: n}}}]
[/#if]
[#if isSecret]
    env: {TOKEN: {secretRef: {name: shop, key: token, source: [=step]}}}
[/#if]
