package io.taosbridge.transport;

import io.taosbridge.client.error.Errors;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The oldest server this client works with, and the check for it. */
public final class ServerVersion {

  private static final Pattern NUMBERS =
      Pattern.compile("(\\d{1,9})\\.(\\d{1,9})\\.(\\d{1,9})(?:\\D.*)?");
  private static final String MINIMUM = "3.3.6";

  private ServerVersion() {}

  /**
   * @throws io.taosbridge.client.error.InterfaceException if the server is too old or does not tell
   */
  public static String require(String version, String peer) {
    if (!NUMBERS.matcher(version).matches()) {
      throw Errors.invalid(
          peer + " says its version is \"" + version + "\": is this really TDengine?");
    }
    if (!isAtLeast(version, MINIMUM)) {
      throw Errors.invalid(
          "TDengine at "
              + peer
              + " has version "
              + version
              + ", at least "
              + MINIMUM
              + " is needed: upgrade it");
    }
    return version;
  }

  /** Whether a version, of which three numbers count, is the least one or newer. */
  static boolean isAtLeast(String version, String least) {
    return Arrays.compare(numbers(version), numbers(least)) >= 0;
  }

  private static int[] numbers(String version) {
    Matcher matcher = NUMBERS.matcher(version);
    if (!matcher.matches()) {
      throw Errors.unreadable("\"" + version + "\" is no version of TDengine", null);
    }
    return IntStream.rangeClosed(1, 3).map(i -> Integer.parseInt(matcher.group(i))).toArray();
  }
}
