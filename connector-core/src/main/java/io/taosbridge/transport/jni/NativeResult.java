package io.taosbridge.transport.jni;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.taosbridge.block.Block;
import io.taosbridge.block.MalformedBlockException;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Field;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.Errors.Context;
import io.taosbridge.transport.BlockResult;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A result that is read block by block. The library keeps one block at a time, so each is copied
 * once.
 */
final class NativeResult extends BlockResult implements Calls.Opened {

  private static final int BLOCK_LENGTH_AT = 4;

  private final ConnectionApi api;
  private final Handle handle;
  private final long requestId;
  private final List<Field> fields;
  private final Precision precision;
  private final Runnable abandoned;

  /** Where the library writes how many rows there are (4 bytes), and 8 bytes on, where they are. */
  private final Memory out = new Memory(16);

  private volatile CompletableFuture<ByteBuffer> fetching;

  private NativeResult(
      ConnectionApi api,
      Handle handle,
      long requestId,
      List<Field> fields,
      Precision precision,
      Runnable abandoned) {
    this.api = api;
    this.handle = handle;
    this.requestId = requestId;
    this.fields = fields;
    this.precision = precision;
    this.abandoned = abandoned;
  }

  /** The result of a query, whose handle is closed with it. */
  static NativeResult of(ConnectionApi api, Handle handle, long requestId) {
    return of(api, handle, requestId, false, () -> {});
  }

  /**
   * The result behind a handle, which is closed with it.
   *
   * @param ofStatement whether the lengths of its fields are those of the storage
   * @param abandoned run when it is closed before its end
   */
  static NativeResult of(
      ConnectionApi api, Handle handle, long requestId, boolean ofStatement, Runnable abandoned) {
    try {
      return handle.callAlone(
          result -> {
            int count = api.taos_field_count(result);
            Pointer array = api.taos_fetch_fields_e(result);
            List<Field> fields =
                new FieldArray(array, count, FieldArray.FIELD_E).fields(ofStatement);
            Precision precision = Precision.ofCode(api.taos_result_precision(result));
            return new NativeResult(api, handle, requestId, fields, precision, abandoned);
          });
    } catch (IllegalArgumentException e) {
      handle.close();
      throw Errors.unreadable("a result has " + e.getMessage(), e);
    } catch (RuntimeException e) {
      handle.close();
      throw e;
    }
  }

  @Override
  public List<Field> fields() {
    return fields;
  }

  @Override
  public Precision precision() {
    return precision;
  }

  @Override
  protected Optional<Block> fetch() {
    CompletableFuture<ByteBuffer> call = handle.startAlone(this::fetchBytes);
    fetching = call;
    ByteBuffer bytes = handle.await(call);
    if (bytes == null) {
      handle.close();
      return Optional.empty();
    }
    try {
      return Optional.of(Block.wrap(bytes));
    } catch (MalformedBlockException e) {
      throw Errors.unreadable("malformed block: " + e.getMessage(), e);
    }
  }

  private ByteBuffer fetchBytes(Pointer result) {
    if (api.taos_fetch_raw_block(result, out, out.share(8)) != 0) {
      throw Failure.of(api, result, requestId, Context.QUERY, "cannot fetch rows");
    }
    if (out.getInt(0) == 0) {
      return null;
    }
    Pointer block = out.getPointer(8);
    return ByteBuffer.wrap(block.getByteArray(0, block.getInt(BLOCK_LENGTH_AT)));
  }

  @Override
  protected void release() {
    handle.close();
    abandoned.run();
  }

  /** Ends waiting alone: the result is freed when the library has done with it. */
  @Override
  protected void interruptFetch() {
    CompletableFuture<ByteBuffer> call = fetching;
    if (call != null) {
      call.completeExceptionally(Errors.misuse("the query was cancelled"));
    }
  }
}
