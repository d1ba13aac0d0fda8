/// WebSockets through the gateway, on real sockets.
@NullMarked
package dev.weir.gateway.websocket;

import org.jspecify.annotations.NullMarked;
