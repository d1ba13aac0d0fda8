package dev.weir.demo.traffic;

import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// How reports are written as JSON: records as objects, their components as members in snake case.
public final class ReportJson {
  /// Writes and reads reports.
  public static final JsonMapper MAPPER =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private ReportJson() {}

  /// The report as one line of JSON.
  public static String line(Object report) {
    return MAPPER.writeValueAsString(report);
  }

  /// The report as JSON for people to look at too, in several lines.
  public static String pretty(Object report) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(report);
  }
}
