package dev.weir.gateway.config;

import java.net.InetSocketAddress;

/// Where metrics, health and control are served: loopback unless told otherwise.
public record ConsoleConfig(InetSocketAddress address) {}
