/// What the gateway can be told, as records that check themselves. Everything possible in the file
/// is possible in code; every record has a `DEFAULT` that is safe in production.
@NullMarked
package dev.weir.gateway.config;

import org.jspecify.annotations.NullMarked;
