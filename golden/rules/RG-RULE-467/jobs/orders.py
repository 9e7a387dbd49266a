from pyspark.sql import SparkSession

SparkSession.builder.getOrCreate().range(3).write.saveAsTable("raw.orders")
