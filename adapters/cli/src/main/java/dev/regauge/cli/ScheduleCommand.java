package dev.regauge.cli;

import picocli.CommandLine.Command;

/** {@code regauge schedule}: the frame of what is asked about ticks. */
@Command(
    name = "schedule",
    mixinStandardHelpOptions = true,
    description = "Ask when jobs run.",
    synopsisSubcommandLabel = "COMMAND")
final class ScheduleCommand {}
