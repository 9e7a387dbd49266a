package dev.regauge.catalog.iceberg;

import dev.regauge.plugins.api.catalog.CatalogUnreachable;
import java.io.File;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.Files;
import org.apache.iceberg.exceptions.RuntimeIOException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;

/**
 * The files of a warehouse, in a local folder or in S3, without Hadoop. Local places keep the form
 * in which they are written, {@code file:///…}, because that is what pyiceberg records.
 */
public final class WarehouseFiles implements FileIO {
  private static final long serialVersionUID = 1L;

  private static final String S3 = "org.apache.iceberg.aws.s3.S3FileIO";

  private TreeMap<String, String> properties = new TreeMap<>();
  private transient volatile @org.jspecify.annotations.Nullable FileIO remote;

  @Override
  public void initialize(Map<String, String> given) {
    properties = new TreeMap<>(given);
  }

  @Override
  public SortedMap<String, String> properties() {
    return properties;
  }

  @Override
  public InputFile newInputFile(String path) {
    return isLocal(path) ? new LocalInput(path) : s3(path).newInputFile(path);
  }

  @Override
  public OutputFile newOutputFile(String path) {
    return isLocal(path) ? new LocalOutput(path) : s3(path).newOutputFile(path);
  }

  @Override
  public void deleteFile(String path) {
    if (!isLocal(path)) {
      s3(path).deleteFile(path);
    } else if (!file(path).delete()) {
      throw new RuntimeIOException("cannot delete %s", path);
    }
  }

  @Override
  public void close() {
    FileIO opened = remote;
    if (opened != null) {
      opened.close();
    }
  }

  private static boolean isLocal(String path) {
    return path.startsWith("file:") || !path.contains("://");
  }

  private static File file(String path) {
    return new File(path.startsWith("file:") ? path.substring("file:".length()) : path);
  }

  private synchronized FileIO s3(String path) {
    FileIO opened = remote;
    if (opened == null) {
      if (!path.startsWith("s3:") && !path.startsWith("s3a:")) {
        throw new CatalogUnreachable(
            "'"
                + path
                + "' is neither a local path nor one in S3; nothing else can be opened here");
      }
      opened = CatalogUtil.loadFileIO(S3, properties, null);
      remote = opened;
    }
    return opened;
  }

  /** A local file that keeps its place as it was written: commits compare places as texts. */
  private record LocalInput(String location) implements InputFile {

    @Override
    public long getLength() {
      return file(location).length();
    }

    @Override
    public SeekableInputStream newStream() {
      return Files.localInput(file(location)).newStream();
    }

    @Override
    public boolean exists() {
      return file(location).exists();
    }
  }

  /** A local file that is written with its folders. */
  private record LocalOutput(String location) implements OutputFile {

    @Override
    public PositionOutputStream create() {
      makeFolder();
      return Files.localOutput(file(location)).create();
    }

    @Override
    public PositionOutputStream createOrOverwrite() {
      makeFolder();
      return Files.localOutput(file(location)).createOrOverwrite();
    }

    @Override
    public InputFile toInputFile() {
      return new LocalInput(location);
    }

    private void makeFolder() {
      File folder = file(location).getAbsoluteFile().getParentFile();
      if (folder != null && !folder.isDirectory() && !folder.mkdirs() && !folder.isDirectory()) {
        throw new RuntimeIOException("cannot make the folder %s", folder);
      }
    }
  }
}
