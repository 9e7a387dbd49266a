"""Makes the orders of a day."""

from pyspark.sql import DataFrame, SparkSession


def orders(spark: SparkSession, context) -> DataFrame:
    rows = [(1, "ada", 10), (2, "ada", 20), (3, "alan", 5)]
    return spark.createDataFrame(rows, "id long, customer string, cents long")
