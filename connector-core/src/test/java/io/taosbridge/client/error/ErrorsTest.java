package io.taosbridge.client.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.client.error.Errors.Context;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorsTest {

  @ParameterizedTest
  @CsvSource({
    // made by the adapter
    "0xfffe, RETRY, DatabaseException",
    "0xfffd, FATAL, ProgrammingException",
    "0x1105, FATAL, ConnectionException",
    "0x1125, FATAL, ConnectionException",
    "0x110A, FATAL, ConnectionException",
    "0x1106, BAD_RECORD, ProgrammingException",
    "0x1121, RETRY, ConnectionException",
    "0x0003, FATAL, ConnectionException",
    // network and process
    "0x000B, RECONNECT, ConnectionException",
    "0x0015, RECONNECT, ConnectionException",
    "0x0018, RETRY, ConnectionException",
    "0x0020, RECONNECT, ConnectionException",
    "0x0021, RECONNECT, ConnectionException",
    "0x0023, RETRY, ConnectionException",
    "0x0027, RECONNECT, ConnectionException",
    "0x002B, BAD_RECORD, ProgrammingException",
    "0x0125, REFRESH, DatabaseException",
    "0x0131, RETRY, ConnectionException",
    "0x0102, RETRY, DatabaseException",
    "0x012E, RETRY, DatabaseException",
    "0x0213, RECONNECT, ConnectionException",
    "0x0215, RECONNECT, ConnectionException",
    "0x022D, RETRY, DatabaseException",
    "0x2504, RETRY, DatabaseException",
    // login, rights, licence
    "0x0357, FATAL, ConnectionException",
    "0x0351, FATAL, ConnectionException",
    "0x0315, FATAL, ConnectionException",
    "0x0134, FATAL, ConnectionException",
    "0x0303, FATAL, DatabaseException",
    "0x2644, FATAL, DatabaseException",
    "0x0512, FATAL, DatabaseException",
    "0x0800, FATAL, DatabaseException",
    "0x0826, FATAL, DatabaseException",
    "0x08ff, FATAL, DatabaseException",
    // objects
    "0x0388, FATAL, DatabaseException",
    "0x2616, FATAL, ProgrammingException",
    "0x0396, RETRY, DatabaseException",
    "0x2603, REFRESH, DatabaseException",
    "0x0618, REFRESH, DatabaseException",
    "0x0362, REFRESH, DatabaseException",
    "0x061D, BAD_RECORD, DatabaseException",
    "0x2602, REFRESH, ProgrammingException",
    "0x263F, REFRESH, ProgrammingException",
    "0x061B, REFRESH, DatabaseException",
    "0x2662, RETRY, DatabaseException",
    "0x0522, RETRY, DatabaseException",
    "0x03D3, RETRY, DatabaseException",
    "0x03D5, REFRESH, DatabaseException",
    "0x0527, FATAL, DatabaseException",
    // leadership and storage
    "0x090C, RETRY, DatabaseException",
    "0x09FF, RETRY, DatabaseException",
    "0x0917, RETRY, DatabaseException",
    "0x0531, RETRY, DatabaseException",
    "0x040A, RETRY, DatabaseException",
    // SQL and values
    "0x2600, BAD_RECORD, ProgrammingException",
    "0x0216, BAD_RECORD, ProgrammingException",
    "0x0219, BAD_RECORD, ProgrammingException",
    "0x2605, BAD_RECORD, ResultException",
    "0x060B, BAD_RECORD, ResultException",
    "0x2653, BAD_RECORD, ResultException",
    "0x013D, BAD_RECORD, ResultException",
    "0x26AA, BAD_RECORD, ProgrammingException",
    "0x0118, FATAL, ProgrammingException",
    "0x0128, FATAL, InterfaceException",
    "0x02FF, FATAL, DatabaseException",
    "0x26FF, FATAL, DatabaseException",
    // statements
    "0x022A, REFRESH, StatementException",
    "0x022B, BAD_RECORD, StatementException",
    "0x022C, FATAL, StatementException",
    "0x0236, BAD_RECORD, StatementException",
    "0x0200, BAD_RECORD, StatementException",
    // schemaless
    "0x3001, FATAL, SchemalessException",
    "0x3002, BAD_RECORD, SchemalessException",
    "0x3006, FATAL, SchemalessException",
    "0x021F, BAD_RECORD, SchemalessException",
    // subscription
    "0x03E1, FATAL, SubscriptionException",
    "0x03E6, RECONNECT, SubscriptionException",
    "0x03E8, RETRY, SubscriptionException",
    "0x03EF, RETRY, SubscriptionException",
    "0x038C, FATAL, DatabaseException",
    "0x0A0D, FATAL, SubscriptionException",
    "0x4001, RETRY, SubscriptionException",
    "0x4002, RECONNECT, SubscriptionException",
    "0x4005, FATAL, SubscriptionException",
    "0x4007, FATAL, SubscriptionException",
    "0x4009, REFRESH, SubscriptionException",
    "0x4010, REFRESH, SubscriptionException",
    "0x4017, RECONNECT, SubscriptionException",
    // in no row
    "0x7777, FATAL, DatabaseException"
  })
  void classifiesCodes(String code, ErrorAction action, String kind) {
    // When
    TDengineException error = Errors.of(Integer.decode(code), "text", 7, Context.QUERY);
    // Then
    assertThat(error.getClass().getSimpleName()).isEqualTo(kind);
    assertThat(error.action()).isEqualTo(action);
    assertThat(error.code()).isEqualTo(Integer.decode(code));
    assertThat(error.requestId()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({
    "init tscObj failed, FATAL, ConnectionException",
    "server not connected, RECONNECT, ConnectionException",
    "tmq not init, RECONNECT, SubscriptionException",
    "result is nil, REFRESH, OperationalException",
    "stmt2 is nil, REFRESH, OperationalException",
    "unmarshal poll request error, FATAL, OperationalException",
    "message length is too short, FATAL, DatabaseException",
    "duplicate connections, FATAL, OperationalException",
    "unknown action xyz, FATAL, InterfaceException",
    "Whitelist prohibits current IP access, FATAL, ConnectionException",
    "message ID are not equal, REFRESH, OperationalException",
    "something never seen, FATAL, DatabaseException"
  })
  void classifiesTheAdaptersOwnFaultsByText(String text, ErrorAction action, String kind) {
    // When
    TDengineException error = Errors.of(65535, text, 1, Context.QUERY);
    // Then
    assertThat(error.getClass().getSimpleName()).isEqualTo(kind);
    assertThat(error.action()).isEqualTo(action);
  }

  @ParameterizedTest
  @CsvSource({
    "STATEMENT, StatementException",
    "SCHEMALESS, SchemalessException",
    "SUBSCRIPTION, SubscriptionException",
    "QUERY, DatabaseException",
    "CONNECTION, DatabaseException"
  })
  void theCallDecidesTheKindOfAnOrdinaryError(Context context, String kind) {
    assertThat(Errors.of(0x2603, "x", 1, context).getClass().getSimpleName()).isEqualTo(kind);
  }

  @Test
  void aConnectionErrorIsOneInAnyCall() {
    assertThat(Errors.of(0x000b, "x", 1, Context.STATEMENT))
        .isInstanceOf(ConnectionException.class);
  }

  @Test
  void takesTheNegativeNumberOfTheNativeLibrary() {
    assertThat(Errors.of(-2147482748, "x", 1, Context.QUERY).code()).isEqualTo(0x0384);
  }

  @Test
  void saysWhatHappenedAndWhatToDo() {
    // When
    TDengineException error =
        Errors.of(0x03e1, "Topic not exist", 42, Context.SUBSCRIPTION, "cannot subscribe to [t1]");
    // Then
    assertThat(error)
        .hasMessage(
            "cannot subscribe to [t1]: Topic not exist; create the topic, or"
                + " correct its name: \"show topics\" lists them [0x03e1] (request 42)");
  }

  @Test
  void explainsAServerTextThatDoesNotSayEnough() {
    assertThat(Errors.of(0x03e6, "Consumer not exist", 0, Context.SUBSCRIPTION))
        .hasMessageStartingWith("Consumer not exist (the server has given this consumer up,");
  }

  @Test
  void namesTheMeaningWhereTheServerSaysNothing() {
    assertThat(Errors.of(0x0357, "", 0, Context.CONNECTION))
        .hasMessage("Authentication failure; check user and password (or token) [0x0357]");
  }
}
