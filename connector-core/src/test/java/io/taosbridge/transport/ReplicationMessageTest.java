package io.taosbridge.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.client.Field;
import io.taosbridge.client.ReplicatedRows;
import io.taosbridge.client.TableBlock;
import io.taosbridge.client.TmqData;
import io.taosbridge.client.TmqDeletion;
import io.taosbridge.client.error.InterfaceException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is written is what a subscription delivers. */
class ReplicationMessageTest {

  private static final Field TIME = new Field("ts", ColumnType.of(DataType.TIMESTAMP));
  private static final Field NOTE = new Field("note", ColumnType.of(DataType.NCHAR, 100));

  private static ReplicatedRows rows(String table, int count) {
    ReplicatedRows rows = new ReplicatedRows(table, List.of(TIME, NOTE));
    for (int i = 0; i < count; i++) {
      rows.column(0).appendLong(i);
      rows.column(1).appendString("\u00fc" + i);
    }
    return rows;
  }

  @Test
  void holdsRowsAsSubscriptionsDeliverThem() {
    // When
    ReplicationMessage message = ReplicationMessage.rows(List.of(rows("a", 1), rows("b", 300)));

    // Then
    assertThat(TmqRawDecoder.holdsRows(message.type())).isTrue();
    TmqData data = new TmqRawDecoder().decode(message.payload());
    assertThat(data.blocks()).extracting(TableBlock::table).containsExactly("a", "b");
    TableBlock last = data.blocks().get(1);
    assertThat(last.fields())
        .containsExactly(TIME, NOTE, new Field("", ColumnType.of(DataType.BOOL)));
    assertThat(last.block().rows()).isEqualTo(300);
    assertThat(last.block().column(0).getLong(299)).isEqualTo(299);
    assertThat(last.block().column(1).getObject(299)).isEqualTo("\u00fc299");
  }

  @Test
  void holdsADeleteAsSubscriptionsDeliverIt() {
    // When
    ReplicationMessage message = ReplicationMessage.delete("t", "ts", -5, 7);

    // Then
    assertThat(message.type()).isEqualTo(579);
    assertThat(TmqDeletionDecoder.decode(message.payload()))
        .isEqualTo(new TmqDeletion(List.of(), "t", "ts", -5, 7));
  }

  @Test
  void refusesNamesForWhichTheServersLibraryHasNoRoom() {
    // Given
    String longest = "\u00fc".repeat(64) + "t".repeat(45);

    // Then
    assertThat(ReplicationMessage.delete(longest, "ts", 0, 1).type()).isEqualTo(579);
    assertThatThrownBy(() -> ReplicationMessage.delete(longest + "t", "ts", 0, 1))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("178 bytes, at most 177 fit");
  }
}
