package io.taosbridge.sink.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.client.SchemalessPrecision;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextConfigTest {

  private static SinkConfig config(String scheme, String... more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("connection.url", scheme + "://h:6041");
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return new SinkConfig(settings);
  }

  @ParameterizedTest
  @CsvSource({
    "ws,line,'',STMT2,STMT2",
    "wss,telnet,'',STMT2,STMT2",
    "taos,json,'',STMT2,STMT2",
    "http,line,'',SCHEMALESS,SQL",
    "ws,struct,'',STMT2,STMT2",
    "https,struct,'',SQL,SQL",
    "ws,line,schemaless,SCHEMALESS,STMT2",
    "taos,telnet,schemaless,SCHEMALESS,STMT2",
    "http,json,schemaless,SCHEMALESS,SQL",
    "taos,line,stmt2,STMT2,STMT2",
    "ws,struct,sql,SQL,SQL",
  })
  void choosesHowTextAndRowsAreWritten(
      String scheme, String format, String method, WriteMethod text, WriteMethod rows) {
    // When
    SinkConfig config = config(scheme, "input.format", format, "write.method", method);

    // Then
    assertThat(config.problems()).isEmpty();
    assertThat(config.writeMethod()).isEqualTo(text);
    assertThat(config.rowMethod()).isEqualTo(rows);
  }

  @ParameterizedTest
  @CsvSource({
    "http,line,stmt2,schemaless",
    "https,json,stmt2,schemaless",
    "http,struct,stmt2,sql",
    "ws,struct,schemaless,input.format",
    "ws,line,sql,schemaless",
    "http,telnet,sql,schemaless",
  })
  void refusesPairsThatCannotWorkAndNamesThoseThatCan(
      String scheme, String format, String method, String instead) {
    // When
    SinkConfig config = config(scheme, "input.format", format, "write.method", method);

    // Then
    assertThat(config.problems()).containsOnlyKeys("write.method");
    assertThat(config.problems().get("write.method")).contains(method, instead, "ws://");
  }

  @ParameterizedTest
  @CsvSource({
    "stmt2,text.ttl.days,1,text.table.name.tag,''",
    "schemaless,text.table.name.delimiter,-,text.table.name.tag,''",
    "stmt2,text.table.name.delimiter,-,text.table.name.tag,name",
  })
  void refusesOptionsThatContradictEachOther(
      String method, String option, String value, String other, String otherValue) {
    // When
    SinkConfig config =
        config(
            "ws", "input.format", "line", "write.method", method, option, value, other, otherValue);

    // Then
    assertThat(config.problems()).containsOnlyKeys(option);
  }

  @Test
  void readsMicrosecondsAsUsersWriteThem() {
    // When
    SinkConfig config = config("ws", "input.format", "line", "text.precision", "us");

    // Then
    assertThat(config.text().unit()).isEqualTo(SchemalessPrecision.MICROSECOND);
  }

  @ParameterizedTest
  @CsvSource({"input.format,influx", "text.precision,u", "text.ttl.days,-1"})
  void refusesValuesThatDoNotExist(String option, String value) {
    assertThatThrownBy(() -> config("ws", option, value))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(option);
  }

  /** As the server does; for records with fields it is off. */
  @ParameterizedTest
  @CsvSource({"true,'',true", "true,false,false", "false,'',false", "false,true,true"})
  void changesTheTablesOfTextUnlessTold(String create, String evolve, boolean changes) {
    // When
    SinkConfig config =
        evolve.isEmpty()
            ? config("ws", "auto.create", create)
            : config("ws", "auto.create", create, "auto.evolve", evolve);

    // Then
    assertThat(config.textTables().change()).isEqualTo(changes);
  }
}
