module regauge.test/engines/postgres-operator

go 1.25.0

require github.com/cloudnative-pg/cloudnative-pg v1.28.0
