package io.taosbridge.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChildTableNamesTest {

  /** Names that TDengine gave (schemaless.md, section 6). */
  @Test
  void namesTablesAsTheServerDoes() {
    // When / Then
    assertThat(
            ChildTableNames.ofTags(
                "readings",
                tags(
                    "name",
                    "truck_2",
                    "driver",
                    "Derek",
                    "model",
                    "F-150",
                    "device_version",
                    "v1.5")))
        .isEqualTo("t_b7d815c9222ca64cdf2614c61de8f211");
    assertThat(
            ChildTableNames.ofTags("sys_if_bytes_out", tags("interface", "eth0", "host", "web01")))
        .isEqualTo("t_f67972b49aa8adf8bca5d0d54f0d850d");
  }

  @Test
  void sortsTagsWhateverTheCaseOfTheirNames() {
    // When
    String name = ChildTableNames.ofTags("m", tags("B", "1", "a", "2", "ab", "3", "A", "4"));

    // Then: the MD5 of m,A=4,a=2,ab=3,B=1
    assertThat(name).isEqualTo("t_e5498c07214ce58cf1c9845e13ff4f6e");
  }

  private static Map<String, byte[]> tags(String... namesAndValues) {
    Map<String, byte[]> tags = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      tags.put(namesAndValues[i], namesAndValues[i + 1].getBytes(StandardCharsets.UTF_8));
    }
    return tags;
  }
}
