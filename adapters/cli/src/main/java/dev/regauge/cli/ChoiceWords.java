package dev.regauge.cli;

import dev.regauge.plugins.host.Choice;
import java.util.List;
import java.util.Optional;

/** Says beside a need which provider it got, and why. */
record ChoiceWords(List<Choice> choices) {

  /** Returns the words for the value at an address, for example {@code …requires[query_engine]}. */
  Optional<String> at(String address, String text) {
    boolean isNeed =
        address.contains("requires") || address.contains("optional") || isChoice(address);
    return choices.stream()
        .filter(_ -> isNeed)
        .filter(
            choice ->
                address.startsWith(choice.owner())
                    || (choice.owner().equals("product") && address.startsWith("capabilities")))
        .filter(choice -> isOf(choice, address, text))
        .findFirst()
        .map(choice -> "gets " + choice.type() + ":" + choice.provider() + ": " + choice.reason());
  }

  private static boolean isChoice(String address) {
    return address.contains("capabilities[");
  }

  private static boolean isOf(Choice choice, String address, String text) {
    String said = text.replace("\"", "");
    return isChoice(address)
        ? address.endsWith("[" + choice.type() + "]")
        : said.equals(choice.type()) || said.startsWith(choice.type() + ":");
  }
}
