package io.taosbridge.transport.jni;

import com.sun.jna.Callback;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;

/**
 * The functions of a subscription (native.md, section 8), by their names in C. All of them are in
 * version 3.3.6.
 */
@SuppressWarnings("MemberName")
final class TmqApi {

  /** Called by a thread of the library when a commit has ended. */
  interface CommitCallback extends Callback {
    void invoke(Pointer consumer, int code, Pointer id);
  }

  native Pointer tmq_conf_new();

  native int tmq_conf_set(Pointer conf, String key, String value);

  native void tmq_conf_destroy(Pointer conf);

  native Pointer tmq_list_new();

  native int tmq_list_append(Pointer list, String topic);

  native void tmq_list_destroy(Pointer list);

  native int tmq_list_get_size(Pointer list);

  /** The array belongs to the list. */
  native Pointer tmq_list_to_c_array(Pointer list);

  native Pointer tmq_consumer_new(Pointer conf, Pointer errorText, int errorTextSize);

  native int tmq_subscribe(Pointer consumer, Pointer topics);

  native int tmq_unsubscribe(Pointer consumer);

  native int tmq_subscription(Pointer consumer, PointerByReference topics);

  native Pointer tmq_consumer_poll(Pointer consumer, long milliseconds);

  native int tmq_consumer_close(Pointer consumer);

  native int tmq_get_res_type(Pointer result);

  native String tmq_get_topic_name(Pointer result);

  native String tmq_get_db_name(Pointer result);

  native int tmq_get_vgroup_id(Pointer result);

  native long tmq_get_vgroup_offset(Pointer result);

  native String tmq_get_table_name(Pointer result);

  native int tmq_commit_sync(Pointer consumer, Pointer result);

  native void tmq_commit_async(
      Pointer consumer, Pointer result, CommitCallback callback, Pointer id);

  native int tmq_commit_offset_sync(Pointer consumer, String topic, int vgroup, long offset);

  native void tmq_commit_offset_async(
      Pointer consumer, String topic, int vgroup, long offset, CommitCallback callback, Pointer id);

  native int tmq_get_topic_assignment(
      Pointer consumer, String topic, PointerByReference assignments, IntByReference count);

  native void tmq_free_assignment(Pointer assignments);

  native int tmq_offset_seek(Pointer consumer, String topic, int vgroup, long offset);

  native long tmq_position(Pointer consumer, String topic, int vgroup);

  native long tmq_committed(Pointer consumer, String topic, int vgroup);

  native Pointer tmq_get_json_meta(Pointer result);

  native void tmq_free_json_meta(Pointer text);

  /** The connection belongs to the consumer. */
  native Pointer tmq_get_connect(Pointer consumer);

  native String tmq_err2str(int code);
}
