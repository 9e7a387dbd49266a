package dev.regauge.engine.common;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What stays behind when a folder of code is copied, by a file's own name: what belongs to a tool,
 * and what usually holds secrets. Whoever names such a file in {@code code.paths} gets it.
 */
final class CodeNames {

  /** What belongs to a tool and not to the code, and would make the bundle depend on its use. */
  private static final Set<String> OF_A_TOOL =
      Set.of(
          ".git",
          ".hg",
          ".svn",
          ".venv",
          "venv",
          ".tox",
          ".nox",
          ".direnv",
          ".eggs",
          ".regauge",
          ".regauge.lock",
          ".ds_store",
          "thumbs.db",
          ".idea",
          ".vscode",
          ".fleet",
          ".vs",
          ".settings",
          ".mypy_cache",
          ".pytest_cache",
          ".ruff_cache",
          ".ipynb_checkpoints",
          "__pycache__",
          "node_modules");

  /** Compiled Python, and what editors keep beside the file that they show. */
  private static final Pattern OF_A_TOOL_TOO =
      Pattern.compile(".*\\.py[co]|\\.#.*|#.*#|.*~|\\..*\\.sw[a-p]|.*\\.egg-info");

  private static final Set<String> SECRET =
      Set.of(
          ".netrc",
          "_netrc",
          ".pypirc",
          ".npmrc",
          ".pgpass",
          ".my.cnf",
          ".htpasswd",
          ".git-credentials",
          ".dockercfg",
          ".s3cfg",
          ".boto",
          ".databrickscfg",
          ".vault-token",
          ".ssh",
          ".aws",
          ".azure",
          ".gcloud",
          ".gnupg",
          ".kube",
          ".docker",
          "kubeconfig",
          "credentials.json",
          "id_rsa",
          "id_dsa",
          "id_ecdsa",
          "id_ed25519");

  private static final Pattern SECRET_TOO =
      Pattern.compile(
          "\\.env(rc|[._-].*)?|.*\\.(env|pem|key|p12|pfx|jks|keystore|kdbx|ppk|tfstate)");

  /** A template that shows which variables there are, and is kept with the sources for that. */
  private static final Pattern EXAMPLE =
      Pattern.compile("(.*[._-])?(example|sample|template|dist)(\\.env)?");

  private CodeNames() {}

  static boolean isOfATool(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return OF_A_TOOL.contains(lower) || OF_A_TOOL_TOO.matcher(lower).matches();
  }

  static boolean isSecret(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return SECRET.contains(lower)
        || (SECRET_TOO.matcher(lower).matches() && !EXAMPLE.matcher(lower).matches());
  }
}
