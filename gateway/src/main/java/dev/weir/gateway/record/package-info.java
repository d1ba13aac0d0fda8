/// The last phase: one exchange, handed off the event loop to the access log, the metrics and
/// whoever listens. A loop only puts it into its [dev.weir.gateway.record.Ring]; one
/// [dev.weir.gateway.record.Recorder] thread does the rest.
@NullMarked
package dev.weir.gateway.record;

import org.jspecify.annotations.NullMarked;
