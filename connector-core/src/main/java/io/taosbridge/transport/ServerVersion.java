package io.taosbridge.transport;

import io.taosbridge.client.error.Errors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The oldest server this client works with, and the check for it. */
public final class ServerVersion {

  private static final Pattern NUMBERS =
      Pattern.compile("(\\d{1,9})\\.(\\d{1,9})\\.(\\d{1,9})(?:\\D.*)?");
  private static final int[] MINIMUM = {3, 3, 6};
  private static final String MINIMUM_TEXT = "3.3.6";

  private ServerVersion() {}

  /**
   * @throws io.taosbridge.client.error.InterfaceException if the server is too old or does not tell
   */
  public static String require(String version, String peer) {
    Matcher matcher = NUMBERS.matcher(version);
    if (!matcher.matches()) {
      throw Errors.invalid(
          peer + " says its version is \"" + version + "\": is this really TDengine?");
    }
    for (int i = 0; i < MINIMUM.length; i++) {
      int part = Integer.parseInt(matcher.group(i + 1));
      if (part > MINIMUM[i]) {
        return version;
      }
      if (part < MINIMUM[i]) {
        throw Errors.invalid(
            "TDengine at "
                + peer
                + " has version "
                + version
                + ", at least "
                + MINIMUM_TEXT
                + " is needed: upgrade it");
      }
    }
    return version;
  }
}
