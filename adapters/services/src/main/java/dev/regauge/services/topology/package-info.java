/**
 * A page that shows a product's services by their planes, and who uses which topics and resources.
 */
@NullMarked
package dev.regauge.services.topology;

import org.jspecify.annotations.NullMarked;
