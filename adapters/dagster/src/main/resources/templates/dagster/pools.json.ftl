[#-- View: InstanceView. Output: pools.json. --]
[
[#list pools as pool]
  {"name": [=pool.name], "engineName": [=pool.engineName], "slots": [=pool.slots], "shared": [=pool.shared]}[#sep],[/#sep]
[/#list]
]
