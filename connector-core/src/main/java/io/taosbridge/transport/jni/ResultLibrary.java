package io.taosbridge.transport.jni;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;

final class ResultLibrary {

  ResultLibrary(NativeLibrary library) {
    Native.register(ResultLibrary.class, library);
  }

  native int taos_errno(Pointer result);

  native Pointer taos_errstr(Pointer result);

  native void taos_free_result(Pointer result);

  native int taos_fetch_raw_block(Pointer result, IntByReference rows, PointerByReference data);

  native int taos_num_fields(Pointer result);

  native Pointer taos_fetch_fields(Pointer result);

  native int taos_result_precision(Pointer result);

  native Pointer taos_get_server_info(Pointer connection);
}
