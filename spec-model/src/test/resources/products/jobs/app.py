print("a Spark application")
