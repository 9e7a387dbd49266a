"""What each customer has spent, as spark-submit runs it."""

import sys

from pyspark.sql import SparkSession
from pyspark.sql import functions as F

if __name__ == "__main__":
    spark = SparkSession.builder.getOrCreate()
    spent = spark.table("spark_run.paid").groupBy(sys.argv[1]).agg(F.sum("cents").alias("cents"))
    spent.write.saveAsTable("spark_run.spent")
    spark.stop()
