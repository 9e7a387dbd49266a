/** The contract of the two buses: what is declared, held against what code and products use. */
@NullMarked
package dev.regauge.services.events;

import org.jspecify.annotations.NullMarked;
