/**
 * Data contracts of the Open Data Contract Standard as far as they are judged: records only, each
 * with its place in the contract's file.
 */
@org.jspecify.annotations.NullMarked
package dev.regauge.spec.model.contract;
