"""What each customer has spent, as spark-submit would run it."""

import argparse

from pyspark.sql import SparkSession
from pyspark.sql import functions as F

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--by", default="customer")
    by = parser.parse_args().by
    spark = SparkSession.builder.appName("spent").getOrCreate()
    spent = spark.table("silver.orders").groupBy(by).agg(F.sum("amount").alias("spent"))
    spent.write.saveAsTable("gold.spent")
    spark.stop()
