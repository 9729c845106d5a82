package io.taosbridge.connect;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Names child tables that nobody has named, as TDengine's schemaless protocols do. */
public final class ChildTableNames {

  private static final String PREFIX = "t_";

  private static final Comparator<byte[]> IGNORING_CASE = ChildTableNames::compareIgnoringCase;

  private ChildTableNames() {}

  /** As C's strncasecmp, and the shorter one first. */
  private static int compareIgnoringCase(byte[] one, byte[] other) {
    for (int i = 0; i < Math.min(one.length, other.length); i++) {
      int difference = lower(one[i]) - lower(other[i]);
      if (difference != 0) {
        return difference;
      }
    }
    return one.length - other.length;
  }

  private static int lower(byte character) {
    return character >= 'A' && character <= 'Z' ? character + ('a' - 'A') : character & 0xFF;
  }

  /**
   * {@code t_} and the MD5 of {@code stable,k1=v1,k2=v2...} with the tags sorted by name, whatever
   * its case (schemaless.md, section 6).
   *
   * @param stable the supertable's name as it is in the database
   * @param tags the values of the tags that are not NULL: text in UTF-8
   */
  public static String ofTags(String stable, Map<String, byte[]> tags) {
    Map<byte[], byte[]> sorted =
        new TreeMap<>(IGNORING_CASE.thenComparing(Arrays::compareUnsigned));
    tags.forEach((name, value) -> sorted.put(utf8(name), value));
    MessageDigest digest = md5();
    digest.update(utf8(stable));
    sorted.forEach(
        (name, value) -> {
          digest.update((byte) ',');
          digest.update(name);
          digest.update((byte) '=');
          digest.update(value);
        });
    return PREFIX + HexFormat.of().formatHex(digest.digest());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}
