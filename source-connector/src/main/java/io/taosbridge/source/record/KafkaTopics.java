package io.taosbridge.source.record;

import io.taosbridge.source.config.TargetOptions;
import java.util.regex.Pattern;
import org.apache.kafka.connect.errors.DataException;

/** The names that Kafka allows for topics. */
final class KafkaTopics {

  private static final int MAX_LENGTH = 249;
  private static final Pattern ILLEGAL = Pattern.compile("[^a-zA-Z0-9._-]");
  private static final Pattern DOTS = Pattern.compile("\\.{1,2}");

  private KafkaTopics() {}

  /**
   * The name itself, or one that Kafka allows.
   *
   * @param sanitized whether other characters are replaced
   * @throws DataException if Kafka allows no such name
   */
  static String name(String name, boolean sanitized) {
    String legal = sanitized ? ILLEGAL.matcher(name).replaceAll("_") : name;
    if (ILLEGAL.matcher(legal).find()) {
      throw new DataException(
          "\""
              + name
              + "\" cannot be a Kafka topic, for its characters: correct "
              + TargetOptions.KAFKA_TOPIC
              + ", or set "
              + TargetOptions.SANITIZE
              + " to have them replaced");
    }
    if (legal.length() > MAX_LENGTH || DOTS.matcher(legal).matches()) {
      throw new DataException(
          "\""
              + name
              + "\" cannot be a Kafka topic, which has 1 to "
              + MAX_LENGTH
              + " characters and more than dots: correct "
              + TargetOptions.KAFKA_TOPIC);
    }
    return legal;
  }
}
