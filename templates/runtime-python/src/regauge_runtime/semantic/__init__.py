"""Models of a semantic layer: handed over as files of Cube's data model, whose rollups are then built anew."""
