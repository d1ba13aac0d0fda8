/// HTTP/1.1 on the wire (RFC 9112): heads and bodies read strictly and written in one form. Used by
/// the edge and by the attempt; nothing between them knows of it.
@NullMarked
package dev.weir.gateway.http1;

import org.jspecify.annotations.NullMarked;
