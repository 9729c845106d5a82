package io.taosbridge.sink.text;

import io.taosbridge.block.Precision;
import io.taosbridge.schemaless.Cells;
import io.taosbridge.schemaless.Point;
import io.taosbridge.schemaless.PointReader;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;

/** Tells where texts are to go that have points of tables which all go there. */
public final class TextRoute {

  private static final int NOWHERE = -1;
  private static final int APART = -2;

  private final PointReader reader;
  private final ToIntFunction<String> places;
  private final TextBytes bytes = new TextBytes();
  private final Cells cells = new Cells();

  /**
   * @param places gives the place, from 0, of the table with this name
   */
  public TextRoute(TextOptions options, ToIntFunction<String> places) {
    // The names of tables are the same in every precision.
    reader = options.reader(Precision.NANOSECONDS);
    this.places = places;
  }

  private final class Places implements PointReader.Receiver {

    private int place = NOWHERE;

    @Override
    public void point(Point point) {
      int one = places.applyAsInt(point.table().name());
      place = place == NOWHERE || place == one ? one : APART;
    }

    @Override
    public void bad(int line, String reason) {
      // Another reader may take it for the point of any table.
      place = APART;
    }
  }

  /**
   * The place for a text; empty if it has points for several, or lines that are none.
   *
   * @param text a String, packed or not, or a byte[] or ByteBuffer in UTF-8
   */
  public OptionalInt of(Object text) {
    Places found = new Places();
    bytes.set(text);
    cells.clear();
    reader.read(bytes.array(), bytes.length(), 0, cells, found);
    return found.place < 0 ? OptionalInt.empty() : OptionalInt.of(found.place);
  }
}
