package io.taosbridge.sink.cell;

import static io.taosbridge.block.Precision.MICROSECONDS;
import static io.taosbridge.block.Precision.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.block.Precision;
import io.taosbridge.sink.record.BadRecordException;
import io.taosbridge.sink.record.EpochUnit;
import io.taosbridge.sink.record.TimestampOptions.TooFine;
import io.taosbridge.sink.record.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TimestampUnitTest {

  @ParameterizedTest
  @CsvSource({
    "s, ms, -1, -1000",
    "s, ns, 1700000000, 1700000000000000000",
    "ms, us, -1, -1000",
    "ms, ns, 1700000000123, 1700000000123000000",
    "us, ns, 7, 7000",
    "us, ms, -2000, -2",
    "ns, ms, 1700000000123000000, 1700000000123",
    "ns, us, 5000, 5"
  })
  void convertsExactly(String from, String to, long value, long expected) {
    // Given
    TimestampUnit unit = unit(EpochUnit.ofSymbol(from), Precision.ofSymbol(to));

    // When / Then
    assertThat(unit.convert(value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void leavesEveryValueOfTheSameUnitAsItIs(Precision precision) {
    // Given
    TimestampUnit unit = unit(EpochUnit.of(precision), precision);

    // When / Then
    assertThat(unit.convert(Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
    assertThat(unit.convert(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void refusesToLoseDigits() {
    // Given
    TimestampUnit unit = unit(EpochUnit.NANOSECONDS, MICROSECONDS);

    // When / Then
    assertThatThrownBy(() -> unit.convert(1001))
        .isInstanceOf(BadRecordException.class)
        .hasMessageContaining("1001 ns")
        .hasMessageContaining("precision us");
  }

  @Test
  void refusesWhatDoesNotFitTheFinerUnit() {
    // Given
    TimestampUnit unit = unit(EpochUnit.MILLISECONDS, NANOSECONDS);

    // When / Then
    assertThatThrownBy(() -> unit.convert(Long.MAX_VALUE / 1000))
        .isInstanceOf(BadRecordException.class)
        .hasMessageContaining("out of range");
  }

  private static TimestampUnit unit(EpochUnit from, Precision to) {
    return new TimestampUnit(from, to, TooFine.DLQ, Verdict.DLQ);
  }
}
