package io.taosbridge.source.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * What the keys of records are.
 *
 * @param columns with {@link KeyMode#COLUMNS}: columns and tags by their names in TDengine
 */
public record KeyOptions(KeyMode mode, List<String> columns) {

  public static final String MODE = "key.mode";
  public static final String COLUMNS = "key.columns";

  private static final String GROUP = "Records: keys";

  public KeyOptions {
    columns = List.copyOf(columns);
  }

  static void define(ConfigDef definition) {
    definition
        .define(
            MODE,
            ConfigDef.Type.STRING,
            Choice.symbol(KeyMode.TABLE),
            Choice.of(KeyMode.values()),
            Importance.MEDIUM,
            "The key of records. table: the name of the child or normal table, as text. tags: a"
                + " Struct of the child table's tags. table_timestamp: a Struct of the table's name"
                + " and the primary timestamp, which together are a row's identity unless the table"
                + " has a composite key. columns: a Struct of what key.columns names. none: no key;"
                + " so it is with partition.strategy=none, too.",
            GROUP,
            1,
            Width.SHORT,
            "Key")
        .define(
            COLUMNS,
            ConfigDef.Type.LIST,
            List.of(),
            Importance.MEDIUM,
            "With key.mode=columns: the columns and tags that the key is made of, by their names in"
                + " TDengine; tbname is the table's name. A table that lacks one fails the task.",
            GROUP,
            2,
            Width.LONG,
            "Columns of the key");
  }

  static KeyOptions of(AbstractConfig config) {
    PartitionStrategy strategy =
        Choice.get(config, TargetOptions.PARTITION_STRATEGY, PartitionStrategy.class);
    boolean given = config.originals().containsKey(MODE);
    KeyMode mode =
        strategy == PartitionStrategy.NONE && !given
            ? KeyMode.NONE
            : Choice.get(config, MODE, KeyMode.class);
    return new KeyOptions(mode, config.getList(COLUMNS));
  }

  static Map<String, String> problems(AbstractConfig config) {
    Map<String, String> problems = new LinkedHashMap<>();
    boolean byColumns = Choice.get(config, MODE, KeyMode.class) == KeyMode.COLUMNS;
    if (byColumns && config.getList(COLUMNS).isEmpty()) {
      problems.put(COLUMNS, "must be given with " + MODE + "=columns");
    } else if (!byColumns && !config.getList(COLUMNS).isEmpty()) {
      problems.put(COLUMNS, "can only be given with " + MODE + "=columns");
    }
    return problems;
  }
}
