/// HTTP/2 on the wire (RFC 9113), with its compressed field sections (RFC 7541).
@NullMarked
package dev.weir.gateway.http2;

import org.jspecify.annotations.NullMarked;
