/// TLS on both sides: which library encrypts, what is read from PEM files, and with what clients
/// are met.
@NullMarked
package dev.weir.gateway.tls;

import org.jspecify.annotations.NullMarked;
