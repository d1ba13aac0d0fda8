package dev.weir.app.config;

import java.util.List;

/// Which requests a route is for, as far as the file is right about it.
///
/// @param host every host if empty
/// @param methods every method if empty
record Match(String host, String path, List<String> methods) {
  /// Whether no request is left for `later` if this one comes first.
  boolean covers(Match later) {
    return coversHost(later) && coversPath(later) && coversMethods(later);
  }

  private boolean coversHost(Match later) {
    return host.isEmpty()
        || host.equals(later.host)
        || (host.startsWith("*.") && later.host.endsWith(host.substring(1)));
  }

  private boolean coversMethods(Match later) {
    return methods.isEmpty()
        || (!later.methods.isEmpty() && later.methods.stream().allMatch(this::takes));
  }

  // A route for GET answers HEAD as well (RFC 9110 section 9.3.2).
  private boolean takes(String method) {
    return methods.contains(method) || (method.equals("HEAD") && methods.contains("GET"));
  }

  private boolean coversPath(Match later) {
    String[] ours = path.split("/", -1);
    String[] theirs = later.path.split("/", -1);
    for (int i = 1; i < ours.length; i++) {
      if (ours[i].equals("**")) {
        return true;
      }
      if (i == theirs.length || !coversSegment(ours[i], theirs[i])) {
        return false;
      }
    }
    return ours.length == theirs.length;
  }

  private static boolean coversSegment(String ours, String theirs) {
    boolean any = ours.equals("*") && !theirs.equals("**");
    return any || ours.equals(theirs);
  }
}
