package dev.regauge.engine.where;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.adapters.spi.BundlePath;
import dev.regauge.engine.CompiledProduct;
import dev.regauge.spec.plan.ExecutionPlan;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A product with a way to make one target's files from it, and from plans that differ from its own.
 *
 * @param home makes the files that every target has
 * @param own makes the target's own files; throws what the adapter throws when a plan is not sound
 */
public record Remaking(
    CompiledProduct.Sound product,
    Function<ExecutionPlan, List<BundleFile>> home,
    Function<ExecutionPlan, List<BundleFile>> own) {

  /** Returns the side that has a file, with all its files; nothing when neither has it. */
  Optional<Function<ExecutionPlan, List<BundleFile>>> sideOf(BundlePath path) {
    return Stream.of(own, home)
        .filter(
            side -> side.apply(product.plan()).stream().anyMatch(file -> file.path().equals(path)))
        .findFirst();
  }

  /** Returns the lines of one file as the product gives it now. */
  Optional<List<String>> lines(BundlePath path) {
    return sideOf(path).flatMap(side -> lines(side.apply(product.plan()), path));
  }

  static Optional<List<String>> lines(List<BundleFile> files, BundlePath path) {
    return files.stream().filter(file -> file.path().equals(path)).findFirst().map(Remaking::lines);
  }

  static List<String> lines(BundleFile file) {
    return file.content().asText().lines().toList();
  }

  /**
   * Returns the number of a line of a file on the disk in the file as the product gives it now;
   * nothing when it has no such line.
   *
   * @param number from 1
   */
  public OptionalInt lineOf(BundlePath path, List<String> onDisk, int number) {
    Optional<List<String>> now = lines(path);
    if (now.isEmpty()) {
      return OptionalInt.empty();
    }
    int shift = 0;
    for (AbstractDelta<String> delta : DiffUtils.diff(onDisk, now.get()).getDeltas()) {
      int first = delta.getSource().getPosition() + 1;
      int after = first + delta.getSource().size();
      if (number >= first && number < after) {
        return OptionalInt.empty();
      }
      if (number >= after) {
        shift += delta.getTarget().size() - delta.getSource().size();
      }
    }
    return OptionalInt.of(number + shift);
  }
}
