package dev.weir.app;

/// What of a request the console port decides by; a field that is not there is empty.
record ConsoleRequest(String method, String path, String host, String origin, String secFetchSite) {
  private static final String THIS_MACHINE =
      "(?:localhost|\\d+\\.\\d+\\.\\d+\\.\\d+|\\[[0-9A-Fa-f:.]+])(?::\\d+)?";

  /// Whether a page of somebody else's made a browser send this. Programs send neither field. A
  /// name in `Host` proves nothing: whoever owns the name can make it lead here.
  boolean crossSite() {
    boolean elsewhere = !origin.equals("http://" + host) || !host.matches(THIS_MACHINE);
    boolean said = !secFetchSite.isEmpty() && !secFetchSite.matches("same-origin|none");
    return said || (!origin.isEmpty() && elsewhere);
  }
}
