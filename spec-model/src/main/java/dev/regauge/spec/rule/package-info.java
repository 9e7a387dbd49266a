/**
 * The rules: what a linked product must keep beside the form of its fields. They read the graph and
 * change nothing; each has one code, one page in {@code docs/rules} and one folder in {@code
 * golden/rules}.
 *
 * <p>May read {@code model}, {@code graph} and {@code diagnostic}; knows no target.
 */
@NullMarked
package dev.regauge.spec.rule;

import org.jspecify.annotations.NullMarked;
