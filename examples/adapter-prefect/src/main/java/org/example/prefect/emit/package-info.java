/** From the decided product to the text of its files: one view for each template. */
@NullMarked
package org.example.prefect.emit;

import org.jspecify.annotations.NullMarked;
