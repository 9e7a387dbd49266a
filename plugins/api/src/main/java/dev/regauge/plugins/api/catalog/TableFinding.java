package dev.regauge.plugins.api.catalog;

import dev.regauge.spec.diagnostic.Diagnostic;
import java.util.Optional;

/**
 * A finding about a declared table, with its address in the plan; who knows the product's files
 * gives it a place there.
 *
 * @param owner {@code tables} or {@code catalogs}
 * @param name the table's or catalog's name
 * @param column a column of the table
 * @param member a field of the column, of the table or of the catalog
 */
public record TableFinding(
    Diagnostic diagnostic,
    String owner,
    String name,
    Optional<String> column,
    Optional<String> member) {}
