/** Services as objects of Kubernetes. */
@NullMarked
package dev.regauge.services.kubernetes;

import org.jspecify.annotations.NullMarked;
