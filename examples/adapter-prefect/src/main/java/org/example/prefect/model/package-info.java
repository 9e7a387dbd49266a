/** What a bundle for Prefect holds: every decision is taken, no text is made yet. */
@NullMarked
package org.example.prefect.model;

import org.jspecify.annotations.NullMarked;
