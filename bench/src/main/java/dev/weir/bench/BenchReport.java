package dev.weir.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What a measurement came to.
public sealed interface BenchReport permits ProxyReport, ReloadReport, RenewalReport, IdleReport {
  /// If the figures may be used: nothing failed, and what had to be written was written.
  @JsonProperty
  boolean valid();

  /// For a person.
  String text(Locale locale);

  /// For a program: times in the unit that the member's name ends with, `valid` among the members.
  default String json() {
    return JsonMapper.builder()
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValueAsString(this);
  }
}
