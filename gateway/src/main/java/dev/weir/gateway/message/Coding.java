package dev.weir.gateway.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The content codings that the gateway serves, and what a client says of them (RFC 9110 section
/// 12.5.3). In the order in which they are preferred where the client does not care: the smaller
/// result first.
public enum Coding {
  BR("br", ".br"),
  ZSTD("zstd", ".zst"),
  GZIP("gzip", ".gz");

  private final String token;
  private final String ending;

  Coding(String token, String ending) {
    this.token = token;
    this.ending = ending;
  }

  /// As it stands in `Content-Encoding`.
  public String token() {
    return token;
  }

  /// What the name of a file in this coding has behind the name of the file.
  public String ending() {
    return ending;
  }

  /// Those that this client wants rather than the content as it is, best first.
  ///
  /// @param acceptEncoding the value of the field; empty if it is not there
  public static List<Coding> wanted(String acceptEncoding) {
    double[] weights = new double[values().length];
    // Without a word about it the content as it is will do, if nothing else does.
    double identity = Double.MIN_VALUE;
    double others = 0;
    boolean identityNamed = false;
    Arrays.fill(weights, -1);
    for (String element : acceptEncoding.split(",", -1)) {
      String token = token(element);
      double weight = weight(element);
      switch (token) {
        case "*" -> others = weight;
        case "identity" -> {
          identity = weight;
          identityNamed = true;
        }
        default -> {
          for (Coding coding : values()) {
            if (token.equals(coding.token) || (coding == GZIP && token.equals("x-gzip"))) {
              weights[coding.ordinal()] = weight;
            }
          }
        }
      }
    }
    if (!identityNamed && others > 0) {
      identity = Math.min(identity, others);
    }
    return sorted(weights, others, identity);
  }

  private static List<Coding> sorted(double[] weights, double others, double identity) {
    List<Coding> wanted = new ArrayList<>();
    for (Coding coding : values()) {
      int at = coding.ordinal();
      weights[at] = weights[at] < 0 ? others : weights[at];
      if (weights[at] > 0 && weights[at] >= identity) {
        wanted.add(coding);
      }
    }
    wanted.sort((a, b) -> Double.compare(weights[b.ordinal()], weights[a.ordinal()]));
    return wanted;
  }

  private static String token(String element) {
    int end = element.indexOf(';');
    return (end < 0 ? element : element.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  // What is no weight is none: refused rather than guessed (RFC 9110 section 12.4.2).
  private static double weight(String element) {
    int semicolon = element.indexOf(';');
    if (semicolon < 0) {
      return 1;
    }
    String parameter = element.substring(semicolon + 1).strip();
    boolean valid = parameter.matches("[qQ]=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)");
    return valid ? Double.parseDouble(parameter.substring(2)) : 0;
  }
}
