/// WebSocket (RFC 6455) as a gateway sees it: how one begins, what passes by, how one is ended.
@NullMarked
package dev.weir.gateway.websocket;

import org.jspecify.annotations.NullMarked;
