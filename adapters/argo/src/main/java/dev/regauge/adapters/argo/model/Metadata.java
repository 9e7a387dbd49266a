package dev.regauge.adapters.argo.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.SortedMap;

/** An object's name, labels and annotations; the name is empty on a template's pods. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Metadata(
    String name, SortedMap<String, String> labels, SortedMap<String, String> annotations) {}
