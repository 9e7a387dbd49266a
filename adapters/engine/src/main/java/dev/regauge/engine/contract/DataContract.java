package dev.regauge.engine.contract;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A contract in the words of the Open Data Contract Standard, in its order; absent and empty
 * members are left out of the file.
 *
 * @param version of the contract
 * @param status {@code draft} where nothing is promised
 */
record DataContract(
    String apiVersion,
    String kind,
    String id,
    String name,
    String version,
    String status,
    String domain,
    List<String> tags,
    Optional<Description> description,
    List<Server> servers,
    List<Table> schema,
    Optional<Team> team,
    List<Role> roles,
    List<ServiceLevel> slaProperties,
    List<Custom> customProperties) {

  record Description(String purpose) {}

  /** Where the table is; a place is a reference such as {@code ${CATALOG_URI}}, never a host. */
  record Server(
      String server,
      String type,
      Optional<String> catalog,
      Optional<String> serviceName,
      String schema,
      List<Custom> customProperties) {}

  record Table(
      String name,
      String physicalName,
      String physicalType,
      String logicalType,
      Optional<String> description,
      Optional<String> dataGranularityDescription,
      List<String> tags,
      List<Column> properties,
      List<Quality> quality) {}

  /** A column, a field of one, or what a list holds, which has no name. */
  record Column(
      Optional<String> name,
      String logicalType,
      Optional<TypeOptions> logicalTypeOptions,
      String physicalType,
      Optional<String> description,
      Optional<Boolean> required,
      Optional<Boolean> unique,
      Optional<Boolean> primaryKey,
      Optional<Integer> primaryKeyPosition,
      Optional<Boolean> partitioned,
      Optional<Integer> partitionKeyPosition,
      Optional<String> classification,
      List<String> transformSourceObjects,
      List<Custom> customProperties,
      List<Quality> quality,
      List<Column> properties,
      Optional<Column> items) {}

  /** What narrows a logical type: its format, or whether it has a zone. */
  record TypeOptions(Optional<String> format, Optional<Boolean> timezone) {}

  /**
   * A rule about the data: a metric or a query that is compared, or another tool's words.
   *
   * @param comparison one member by its operator, for example {@code mustBe: 0}
   */
  record Quality(
      String name,
      String type,
      Optional<String> metric,
      Optional<Arguments> arguments,
      Optional<String> query,
      @JsonAnyGetter Map<String, Object> comparison,
      Optional<String> unit,
      Optional<String> engine,
      Optional<JsonNode> implementation,
      Optional<String> description,
      Optional<String> dimension,
      String severity,
      List<Custom> customProperties) {

    /** Returns the same rule about a column, for a place where no column is. */
    Quality about(String column) {
      Arguments said = arguments.orElse(new Arguments(List.of(), Optional.empty(), List.of()));
      return new Quality(
          name,
          type,
          metric,
          Optional.of(new Arguments(said.validValues(), said.pattern(), List.of(column))),
          query,
          comparison,
          unit,
          engine,
          implementation,
          description,
          dimension,
          severity,
          customProperties);
    }
  }

  record Arguments(List<Object> validValues, Optional<String> pattern, List<String> properties) {}

  record Team(String name, List<Member> members) {}

  record Member(String username, String role) {}

  record Role(String role, String access) {}

  record ServiceLevel(
      String property,
      @JsonInclude Object value,
      Optional<String> unit,
      Optional<String> element,
      Optional<String> description,
      Optional<String> scheduler,
      Optional<String> schedule) {}

  /** What the standard has no word for. */
  record Custom(String property, @JsonInclude Object value) {}
}
