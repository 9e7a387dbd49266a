"""The same rows by plain dlt into an Iceberg table in a folder, as its documentation does it: plain_dlt.py SRC WORK COUNT."""

import os
import sys

os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
os.environ["DLT_DATA_DIR"] = sys.argv[2]
sys.path.insert(0, sys.argv[1])

import dlt  # noqa: E402
from bench_events import events  # noqa: E402

destination = dlt.destinations.filesystem(bucket_url=f"file://{sys.argv[2]}/lake")
pipeline = dlt.pipeline("plain", pipelines_dir=f"{sys.argv[2]}/pipelines", destination=destination, dataset_name="bronze")
resource = dlt.resource(events(sys.argv[3]), name="events", table_format="iceberg", write_disposition="append")
info = pipeline.run(resource, loader_file_format="parquet")
info.raise_on_failed_jobs()
