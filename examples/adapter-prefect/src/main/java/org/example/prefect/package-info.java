/** Prefect 3: a product becomes a Python package of materializing tasks, flows and deployments. */
@NullMarked
package org.example.prefect;

import org.jspecify.annotations.NullMarked;
