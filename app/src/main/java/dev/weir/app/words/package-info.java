/// What the command says to the people who run it, in every [dev.weir.status.Language].
@NullMarked
package dev.weir.app.words;

import org.jspecify.annotations.NullMarked;
