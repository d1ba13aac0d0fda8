package dev.weir.gateway.config;

import java.net.InetSocketAddress;

/// One address at which traffic comes in; port 0 takes a free one.
public record ListenConfig(InetSocketAddress address) {}
