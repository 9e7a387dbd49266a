package dev.regauge.adapters.argo.model;

import java.util.List;

/** Parameters given to a workflow or a template, or asked for by one. */
public record Arguments(List<Parameter> parameters) {}
