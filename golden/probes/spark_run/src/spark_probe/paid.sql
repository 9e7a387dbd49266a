select id, customer, cents from spark_run.orders where cents >= ${spark.probe.least}
