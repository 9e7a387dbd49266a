/** The topics of a product as objects of Kubernetes, and as the accounts of the control bus. */
@NullMarked
package dev.regauge.services.topics;

import org.jspecify.annotations.NullMarked;
