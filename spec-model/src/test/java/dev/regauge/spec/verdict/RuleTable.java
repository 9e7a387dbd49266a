package dev.regauge.spec.verdict;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a change of the full example breaks beyond structure and names, by the spec's own words: the
 * change (a star is any step of the place) and the code that says so.
 */
final class RuleTable {

  private static final Map<String, String> RULES = new TreeMap<>();

  static {
    RULES.put("code/paths/* → Zzz zzz!", "RG-READ-024"); // no such file
    RULES.put("code/lock → Zzz zzz!", "RG-READ-024");
    RULES.put("defaults/timezone → zzz_not_there", "RG-RULE-011"); // no such zone
    RULES.put("partitions/*/*/timezone → zzz_not_there", "RG-RULE-011");
    RULES.put("params/tax_rate → 17", "RG-RULE-018"); // an int then, and a job gives it 0.19
    RULES.put("params/tax_rate/default → many", "RG-RULE-018"); // no float
    RULES.put("partitions/day_region/multi/* → deleted", "RG-RULE-102"); // one dimension left
    RULES.put("assets/*/inputs/*/mapping → deleted", "RG-LINK-006"); // between two sets
    RULES.put("jobs/*/select → deleted", "RG-RULE-014"); // everything: several sets
    RULES.put("jobs/3/select/0 → deleted", "RG-RULE-014");
  }

  private RuleTable() {}

  /** Returns the codes that are to be found, and no other. */
  static Set<String> expected(String mutation) {
    Set<String> codes = new TreeSet<>();
    RULES.forEach(
        (pattern, code) -> {
          if (fits(List.of(mutation.split("/")), List.of(pattern.split("/")))) {
            codes.add(code);
          }
        });
    return codes;
  }

  private static boolean fits(List<String> path, List<String> pattern) {
    if (path.size() != pattern.size()) {
      return false;
    }
    for (int i = 0; i < path.size(); i++) {
      boolean isAny = pattern.get(i).startsWith("*");
      boolean isEnd = i == path.size() - 1;
      boolean fits =
          isAny
              ? !isEnd || path.get(i).endsWith(pattern.get(i).substring(1))
              : pattern.get(i).equals(path.get(i));
      if (!fits) {
        return false;
      }
    }
    return true;
  }
}
