package dev.weir.status;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toUnmodifiableList;

import java.io.BufferedReader;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Every status code that is registered, or that a widely used product sends or logs, with all its
/// meanings. The table is read when this class is first used, its words when they are first asked
/// for, so a program that explains nothing pays nothing.
///
/// Safe for any thread.
public final class Catalogue {
  private static final String UNLISTED_SOURCE = "RFC 9110 15";
  private static final List<StatusCode> ALL = read();
  private static final Map<String, List<StatusCode>> BY_CODE =
      ALL.stream().collect(groupingBy(StatusCode::code, LinkedHashMap::new, toUnmodifiableList()));

  private Catalogue() {}

  /// All meanings of all codes, in the order of the codes.
  public static List<StatusCode> all() {
    return ALL;
  }

  /// The meanings of this code (`502`, `500.19`), the usual one first; empty where it is not
  /// listed.
  public static List<StatusCode> of(String code) {
    return BY_CODE.getOrDefault(code, List.of());
  }

  /// All meanings of all codes of this class.
  public static List<StatusCode> in(StatusClass statusClass) {
    return ALL.stream().filter(each -> each.statusClass() == statusClass).toList();
  }

  /// The meaning with this [StatusCode#key].
  public static Optional<StatusCode> withKey(String key) {
    return ALL.stream().filter(each -> each.key().equals(key)).findFirst();
  }

  /// What a recipient must take a status for that it does not know: the x00 of its class, and
  /// outside 100 to 599 a server error (RFC 9110 section 15). The result is not
  /// [StatusCode#listed].
  ///
  /// @throws IllegalArgumentException if it is not a number of three digits
  public static StatusCode unknown(int status) {
    if (status < 0 || status > 999) {
      throw new IllegalArgumentException("status: " + status + " (expected: 000..999)");
    }
    StatusClass its = StatusClass.of(status);
    int x00 = its == StatusClass.INVALID ? 500 : status / 100 * 100;
    StatusCode like = of(Integer.toString(x00)).get(0);
    String code = String.format(Locale.ROOT, "%03d", status);
    return new StatusCode(
        its.code(), code, its.title(), its, UNLISTED_SOURCE, like.sides(), like.retry());
  }

  private static List<StatusCode> read() {
    return Resource.read(
        "catalogue.tsv",
        reader -> new BufferedReader(reader).lines().skip(1).map(Catalogue::row).toList());
  }

  private static StatusCode row(String line) {
    String[] cells = line.split("\t", -1);
    return new StatusCode(
        cells[0],
        cells[1],
        cells[2],
        StatusClass.of(cells[3]),
        cells[4],
        sides(cells[5]),
        Retry.of(cells[6]));
  }

  private static List<Side> sides(String cell) {
    Stream<String> names = cell.equals("none") ? Stream.empty() : Arrays.stream(cell.split(","));
    return names.map(name -> Side.valueOf(name.toUpperCase(Locale.ROOT))).toList();
  }
}
