package io.taosbridge.client;

import java.util.Collection;
import java.util.Optional;

/** Finds the name that was probably meant. */
public final class Similar {

  private Similar() {}

  /** The known name nearest to a misspelt one, if any is near. */
  public static Optional<String> to(String misspelt, Collection<String> known) {
    String best = null;
    int bestDistance = 1 + Math.max(1, misspelt.length() / 3);
    for (String name : known) {
      int distance = distance(misspelt, name);
      if (distance < bestDistance) {
        best = name;
        bestDistance = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Levenshtein's distance: how many letters to insert, drop or change. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
