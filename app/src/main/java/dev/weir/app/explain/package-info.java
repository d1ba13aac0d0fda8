/// What `weir explain` says about a status code, a class of them, or a cause.
@NullMarked
package dev.weir.app.explain;

import org.jspecify.annotations.NullMarked;
