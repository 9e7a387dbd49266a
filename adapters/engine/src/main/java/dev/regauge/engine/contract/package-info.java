/**
 * Data contracts: each output port of a plan as a file of the Open Data Contract Standard. Decides
 * nothing about what runs, and knows no target.
 */
@NullMarked
package dev.regauge.engine.contract;

import org.jspecify.annotations.NullMarked;
